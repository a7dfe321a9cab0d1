import type { Issue } from '../decider.ts'
import type { Matter } from './state.ts'

/** A version that was never registered names nothing: 400. */
export function unknownDraft(
  matter: Matter,
  version: number | undefined,
  path = 'draft',
): readonly Issue[] {
  if (version === undefined || matter.drafts.some((draft) => draft.version === version)) return []
  const last = matter.drafts.at(-1)?.version
  const known =
    last === undefined
      ? '尚无草案 · no draft is registered yet'
      : `现有版本至第${last}版 · versions up to ${last} are registered`
  return [{ path, message: `没有这一版草案 · no such version; ${known}` }]
}
