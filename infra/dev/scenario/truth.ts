import type { MatterView } from './answers.ts'
import type { Truth } from './file-schema.ts'
import { deadlineInstant, deviationDifferences } from './expectation.ts'
import type { Memory } from './memory.ts'
import { shanghaiEnd } from './report.ts'
import { isRole } from './roles.ts'

/** What a matter is compared with. */
export interface Compared {
  readonly view: MatterView
  readonly memory: Memory
  readonly official: (role: string) => string | undefined
  /** Rows nobody could have flagged: there is no engine. */
  readonly without: ReadonlySet<string>
}

/** What is otherwise than the file says: state, deadlines, facts, deviations. */
export function truthDifferences(truth: Truth, compared: Compared): readonly string[] {
  const { view, without } = compared
  return [
    ...(truth.state === undefined || truth.state === view.state
      ? []
      : [`状态应为 ${truth.state}，实际 ${view.state} · state is ${view.state}`]),
    ...Object.entries(truth.deadlines ?? {}).flatMap(([name, written]) =>
      deadlineDifference(name, written, view),
    ),
    ...Object.entries(truth.facts ?? {}).flatMap(([name, expected]) =>
      factDifference(name, expected, compared),
    ),
    ...(truth.deviations === undefined
      ? []
      : deviationDifferences(truth.deviations, view.deviations, without)),
  ]
}

function deadlineDifference(
  name: string,
  written: string | null,
  { deadlines }: MatterView,
): readonly string[] {
  const there = deadlines.find((deadline) => deadline.name === name)?.ends
  const expected = written === null ? undefined : deadlineInstant(written)
  if (there === expected) return []
  const told = (ends: string | undefined) =>
    ends === undefined ? '无日期 no date' : shanghaiEnd(ends)
  return [`期限 ${name} 应为 ${told(expected)}，实际 ${told(there)} · deadline is ${told(there)}`]
}

function factDifference(
  name: string,
  expected: string | number | boolean | null,
  compared: Compared,
): readonly string[] {
  const there = factOf(name, compared)
  const wanted = typeof expected === 'boolean' ? (expected ? 'yes' : 'no') : (expected ?? undefined)
  if (there === wanted || String(there) === String(wanted)) return []
  return [
    `事实 ${name} 应为 ${String(wanted ?? 'open')}，实际 ${String(there ?? 'open')} · fact is ${String(there ?? 'open')}`,
  ]
}

/** Facts that are the answer to a question of applicability (the last column of U.2). */
const findingOf: Readonly<Record<string, string>> = {
  majorMatter: 'AF-01',
  lawfullyUndisclosed: 'AF-02',
  specificGroupsAffected: 'AF-03',
  hearingDemanded: 'AF-04',
  technical: 'AF-05',
  mayHarmStabilityOrSafety: 'AF-06',
  touchesOperators: 'AF-07',
  priorApprovalNeeded: 'AF-08',
  alsoNormativeDocument: 'AF-09',
  urgentToShorten: 'AF-10',
  urgentToSuspend: 'AF-10',
  changeIsMaterial: 'AF-12',
  ofWideConcern: 'AF-13',
  decideByDateSet: 'AF-14',
}

function factOf(name: string, compared: Compared): string | number | undefined {
  const { view, memory, official } = compared
  const { facts, findings, opinions, details } = view
  if (facts[name] !== undefined) return facts[name]
  const question = findingOf[name]
  if (question !== undefined) return findings.find(({ code }) => code === question)?.answer
  if (name === 'closelyTied') {
    const finding = findings.find(({ code }) => code === 'AF-07')
    return finding?.closelyTied === undefined ? undefined : finding.closelyTied ? 'yes' : 'no'
  }
  if (name === 'pack') return view.rules ?? undefined
  if (name === 'opinions.count') return opinions?.count ?? 0
  if (name === 'opinions.undisposed') return opinions?.undisposed ?? 0
  if (name === 'opinions.late') return memory.opinions.filter(({ late }) => late).length
  const role = /^stances\.(.+)$/.exec(name)?.[1]
  if (role === undefined || !isRole(role)) return undefined
  return details.meeting?.stances.find(({ member }) => member === official(role))?.stance
}
