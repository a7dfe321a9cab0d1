import { benchAct } from './act.ts'
import { benchAppend } from './append.ts'
import type { Bench } from './bench.ts'
import type { Figure } from './figure.ts'
import { benchEvidence } from './evidence.ts'
import { benchFold } from './fold.ts'
import { benchMatter } from './matter.ts'
import { benchNudge } from './nudge.ts'
import { benchOpinions } from './opinions.ts'
import { benchStart } from './start.ts'
import { benchStore } from './store.ts'
import { benchTimer } from './timer.ts'
import { benchTogether } from './together.ts'
import { benchWorklist } from './worklist.ts'

/** Answers whether a figure is asked for. */
type Only = (name: string) => boolean

/** Figures that are measured in one go. */
interface Measurement {
  /** The figures it brings; what stands behind a dot, such as a size, is not named. */
  readonly names: readonly string[]
  readonly measure: (bench: Bench, only: Only) => Promise<readonly Figure[]>
}

/** What can be measured, in the order in which it is: what wants a quiet machine first. */
const measurements: readonly Measurement[] = [
  { names: ['append'], measure: ({ seconds }, only) => benchAppend({ seconds, only }) },
  { names: ['seal', 'store'], measure: benchStore },
  { names: ['start'], measure: benchStart },
  { names: ['act'], measure: benchAct },
  { names: ['together'], measure: benchTogether },
  { names: ['worklist'], measure: benchWorklist },
  { names: ['nudge'], measure: benchNudge },
  { names: ['matter'], measure: benchMatter },
  { names: ['fold'], measure: benchFold },
  { names: ['opinions'], measure: benchOpinions },
  { names: ['verify', 'replay'], measure: benchEvidence },
  { names: ['timer'], measure: benchTimer },
]

/** The names that `--only` takes; of a figure in several sizes also one of them, as in `act.32`. */
export const figureNames = measurements.flatMap(({ names }) => names)

/** Whether a name could be one of a figure. */
export function isFigure(name: string): boolean {
  return figureNames.includes(stemOf(name))
}

/** Measures what was asked for, one after the other; each figure is told when it is there. */
export async function measureAll(
  bench: Bench,
  wanted: readonly string[],
  tell: (figure: Figure) => void,
): Promise<void> {
  const only: Only = (name) =>
    wanted.length === 0 || wanted.some((one) => one === name || name.startsWith(`${one}.`))
  for (const { names, measure } of measurements) {
    if (wanted.length > 0 && !wanted.some((one) => names.includes(stemOf(one)))) continue
    bench.progress(`测量 · measuring ${names.join(', ')}`)
    const found = await measure(bench, only)
    for (const figure of found.filter((one) => only(one.figure))) tell(figure)
  }
}

function stemOf(name: string): string {
  return name.split('.')[0] ?? ''
}
