import type { AnySpecification } from '@juece/procedure'
import { concreteExampleOf } from '@juece/procedure/wire'

/** 合法示例 · A lawful example for every act of a door. */
export function actExamples(
  rows: readonly AnySpecification[],
): Readonly<Record<string, { readonly summary: string; readonly value: unknown }>> {
  return Object.fromEntries(
    rows.map((row) => [
      row.type,
      { summary: `${row.says['zh-CN']} · ${row.says.en}`, value: concreteExampleOf(row) },
    ]),
  )
}
