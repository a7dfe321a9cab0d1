import type { Circumstances } from '../../circumstances.ts'
import { define, type Definition } from '../../definition.ts'
import { deviation, unless } from '../../grounds.ts'
import type { Deviation, Ground } from '../../history/entry.ts'
import { workedOut } from '../../matter/dates.ts'
import type { CommandOf } from '../../specification.ts'
import { hearingPhases, signHearingTranscript, submitHearingReport } from './commands.ts'
import { stands } from './opening.ts'
import type { HearingState } from './state.ts'

const organiser = { whoCan: ['hearing-organiser'] } as const

/** 听证笔录与听证报告 (第十七条). */
export const recordDefinitions: readonly Definition[] = [
  define(signHearingTranscript, {
    stages: ['S06', 'S07'],
    outOfOrder: ['T05'],
    gates: [stands(['opened'], 'MD-D11', 'OpenHearing')],
    issues: ({ signatures = [] }, { hearing }) =>
      signatures.flatMap(({ participant }, index) =>
        hearing.participants.some(({ id }) => id === participant)
          ? []
          : [
              {
                path: `signatures.${index}.participant`,
                message: `不在名单上 · not on the published list: ${participant}`,
              },
            ],
      ),
    checks: (command, { hearing }, at) => [
      ...phasesMissing(command, at),
      ...signaturesMissing(command, hearing, at),
    ],
  }),
  define(submitHearingReport, {
    stages: ['S06', 'S07'],
    outOfOrder: ['T05'],
    gates: [stands(['recorded'], 'MD-D11', 'SignHearingTranscript')],
    records: (_command, { hearing }, at) => ({ deviations: lateReport(hearing, at) }),
  }),
]

type Transcript = CommandOf<typeof signHearingTranscript>

// 第十七条: the unit presents first, each checks and signs last; between them views, questions and debate.
function phasesMissing({ phases = [] }: Transcript, at: Circumstances): readonly Ground[] {
  const missing = hearingPhases.filter((phase) => !phases.includes(phase))
  const isInOrder = phases[0] === 'presentation' && phases.at(-1) === 'confirmation'
  return [
    ...unless(missing.length === 0, at, 'MD-D11', { missing, ...organiser }),
    ...unless(missing.length > 0 || isInOrder, at, 'MD-D11', { missing: ['phases'], ...organiser }),
  ]
}

function signaturesMissing(
  { signatures = [] }: Transcript,
  { present }: HearingState,
  at: Circumstances,
): readonly Ground[] {
  const settled = new Set(
    signatures
      .filter(({ signed, refusalNoted }) => signed || refusalNoted === true)
      .map(({ participant }) => participant),
  )
  return unless(
    present.every((id) => settled.has(id)),
    at,
    'MD-D11',
    { missing: ['signatures'], ...organiser },
  )
}

/** The pack's time for the report has passed: it is taken, and the lateness stays visible (U.6). */
function lateReport({ openedOn }: HearingState, at: Circumstances): readonly Deviation[] {
  const days = at.rules.number('md.hearing.reportWorkdays')
  if (days === null || openedOn === undefined) return []
  const period = at.rules.period('md.hearing.reportWorkdays')
  const { ends } = workedOut({ start: openedOn, period }, at)
  return ends !== undefined && ends <= at.time ? [deviation(at, 'MD-D11')] : []
}
