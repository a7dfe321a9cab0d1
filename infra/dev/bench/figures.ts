import { benchAct } from './act.ts'
import { benchAppend } from './append.ts'
import type { Bench } from './bench.ts'
import type { Figure } from './figure.ts'
import { benchFold } from './fold.ts'
import { benchStart } from './start.ts'
import { benchTogether } from './together.ts'

/** Answers whether a figure is asked for. */
type Only = (name: string) => boolean

/** Measures some figures that belong together. */
type Measurement = (bench: Bench, only: Only) => Promise<readonly Figure[]>

/** What can be measured, in the order in which it is: what wants a quiet machine first. */
const measurements: Readonly<Record<string, Measurement>> = {
  append: ({ seconds }, only) => benchAppend({ seconds, only }),
  start: benchStart,
  act: benchAct,
  together: benchTogether,
  fold: benchFold,
}

/** The names that `--only` takes; a figure of several sizes takes one of them behind a dot. */
export const measurementNames = Object.keys(measurements)

/** Whether a name could be one of a figure. */
export function isFigure(name: string): boolean {
  return Object.hasOwn(measurements, name.split('.')[0] ?? '')
}

/** Measures what was asked for, one after the other; each figure is told when it is there. */
export async function measure(
  bench: Bench,
  wanted: readonly string[],
  tell: (figure: Figure) => void,
): Promise<void> {
  const only: Only = (name) =>
    wanted.length === 0 || wanted.some((one) => one === name || name.startsWith(`${one}.`))
  for (const [name, measured] of Object.entries(measurements)) {
    const isWanted = only(name) || wanted.some((one) => one.startsWith(`${name}.`))
    if (!isWanted) continue
    bench.progress(`测量 · measuring ${name}`)
    const found = await measured(bench, only)
    for (const figure of found.filter((one) => only(one.figure))) tell(figure)
  }
}
