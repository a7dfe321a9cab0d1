import { countFrom } from '@juece/legal-clock'
import type { Circumstances } from '../circumstances.ts'
import { define, type Definition } from '../definition.ts'
import { anotherPerson, deviation, ground, unless } from '../grounds.ts'
import type { By, Ground } from '../history/entry.ts'
import type { CommandOf } from '../specification.ts'
import { isFilled } from '../texts.ts'
import {
  approveFinding,
  fixDueDate,
  markDecisionOverdue,
  proposeFinding,
  recordDelay,
  registerDraft,
} from './commands.ts'
import { unknownDraft } from './drafts.ts'
import { wrongHands } from './findings.ts'
import type { Deadline, FindingCode, Matter, Stage } from './state.ts'

/** What every matter can do: drafts, findings, delays. */
export const definitions: readonly Definition[] = [
  define(registerDraft, {
    stages: [
      ...['S06', 'S07', 'S08', 'S09', 'S10', 'S13', 'S14', 'S15', 'S16', 'S18'],
      // 更正、调整的稿本: a version beside the one in force changes nothing by itself (T40, T41).
      ...['S22', 'S24', 'S25', 'S26'],
    ] as readonly Stage[],
    outOfOrder: ['MD-B04', 'T03'],
    issues: ({ version, basedOn }, matter) => {
      const next = (matter.drafts.at(-1)?.version ?? 0) + 1
      return [
        ...(version === next
          ? []
          : [{ path: 'version', message: `下一版应为第${next}版 · the next version is ${next}` }]),
        ...unknownDraft(matter, basedOn, 'basedOn'),
      ]
    },
    checks: ({ explanation }, _matter, at) =>
      unless(explanation !== undefined, at, 'MD-C01', { missing: ['explanation'] }),
  }),
  define(proposeFinding, {
    stages: 'any',
    outOfOrder: [],
    issues: ({ findings }, matter) =>
      findings.flatMap(({ code, draft, from, to }, index) => [
        ...unknownDraft(matter, draft, `findings.${index}.draft`),
        ...unknownDraft(matter, from, `findings.${index}.from`),
        ...unknownDraft(matter, to, `findings.${index}.to`),
        ...(code === 'AF-12' && (from === undefined || to === undefined)
          ? [
              {
                path: `findings.${index}`,
                message: 'AF-12 须写明 from 和 to · names the two versions',
              },
            ]
          : []),
      ]),
    checks: ({ findings }, _matter, at, by) => [
      ...findings.flatMap(({ code }) => wrongHands(code, 'proposes', at, by)),
      // U-02: an answer without reasons is no answer; "already assessed" names the assessment.
      ...findings.flatMap(({ code, reasons }) => (isFilled(reasons) ? [] : unreasoned(code, at))),
    ],
  }),
  define(approveFinding, {
    stages: 'any',
    outOfOrder: [],
    issues: ({ findings }, matter) =>
      findings.flatMap(({ code }, index) =>
        matter.proposedFindings[code] === undefined
          ? [
              {
                path: `findings.${index}.code`,
                message: `${code} 尚未提出 · ${code} has not been proposed`,
              },
            ]
          : [],
      ),
    checks: approvalGrounds,
  }),
  define(recordDelay, { stages: 'any', outOfOrder: [] }),
  define(markDecisionOverdue, {
    stages: 'any',
    outOfOrder: [],
    checks: (_command, matter, at) => notYetDue(matter.deadlines.decideBy, 'MD-H12', at),
    records: (_command, matter, at) => ({
      deviations: matter.delays.some(({ limit }) => limit === 'decideBy')
        ? []
        : [deviation(at, 'MD-H12')],
    }),
  }),
  define(fixDueDate, {
    stages: 'any',
    outOfOrder: [],
    checks: ({ of }, matter, at) => unless(fixed(of, matter, at) !== undefined, at, 'CAL-1'),
    records: ({ of }, matter, at) => ({ event: { deadline: fixed(of, matter, at) } }),
  }),
]

/** A timed command before its instant, or for a period that is over: refused, whoever asks. */
export function notYetDue(
  deadline: Deadline | undefined,
  rule: string,
  at: Circumstances,
): readonly Ground[] {
  if (deadline === undefined || deadline.over) return [ground(at, rule, { missing: ['deadline'] })]
  if (deadline.ends === undefined) return [ground(at, rule, { missing: ['date'] })]
  return unless(deadline.ends <= at.time, at, rule, { until: deadline.ends })
}

/** U-02: without reasons nothing is answered, so the rows that hang on the question stay unmet. */
function unreasoned(code: FindingCode, at: Circumstances): readonly Ground[] {
  const lack = { missing: [`${code}.reasons`] }
  const rows = at.rules.finding(code).rows.filter((rule) => at.rules.gates(rule))
  return ['U-02', ...rows].map((rule) => ground(at, rule, lack))
}

function approvalGrounds(
  { findings }: CommandOf<typeof approveFinding>,
  matter: Matter,
  at: Circumstances,
  by: By,
): readonly Ground[] {
  return findings.flatMap(({ code }) => {
    const proposed = matter.proposedFindings[code]
    const isSamePerson = 'official' in by && by.official === proposed?.proposer
    return [
      ...wrongHands(code, 'decides', at, by),
      // SoD-22: author and approver are two natural persons.
      ...unless(!isSamePerson, at, 'SoD-22', { missing: [anotherPerson] }),
    ]
  })
}

/** CAL-1: a date that waited for a calendar is counted once that year is known. */
function fixed(of: string | undefined, matter: Matter, at: Circumstances) {
  const waiting = Object.values(matter.deadlines).find(
    ({ name, awaitsYear, over }) =>
      awaitsYear !== undefined && !over && (of === undefined || of === name),
  )
  if (waiting?.workingOut === undefined) return undefined
  const { day0, unit, length, extraDays = 0 } = waiting.workingOut
  const period = { unit, length, bound: waiting.bound === 'floor' ? 'floor' : 'ceiling' } as const
  const counted = countFrom(
    { start: day0, period, extraDays, pauses: matter.review.rounds.at(-1)?.pauses ?? [] },
    at.calendar,
  )
  if (counted.status !== 'fixed') return undefined
  return {
    name: waiting.name,
    ends: counted.ends,
    lastDay: counted.lastDay,
    workingOut: counted.workingOut,
  }
}
