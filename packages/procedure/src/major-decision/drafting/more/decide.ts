import type { Circumstances } from '../../../circumstances.ts'
import { define, type Definition } from '../../../definition.ts'
import { anotherPerson, ground, unless } from '../../../grounds.ts'
import type { By, Ground } from '../../../history/entry.ts'
import { unknownDraft } from '../../../matter/drafts.ts'
import type { Matter, Stage } from '../../../matter/state.ts'
import { jurisdictionOf } from '../../../circumstances.ts'
import { holds } from '../../../registers/offices/state.ts'
import type { CommandOf } from '../../../specification.ts'
import { isFilled, isListed } from '../../../texts.ts'
import { opinionsAnswered } from '../../public-participation/gates.ts'
import {
  approveInvestment,
  recordIntegrityReview,
  recordUnitDiscussion,
  reopenStep,
  returnFromOffice,
  signOwnReview,
  submitToOffice,
} from './commands.ts'
import { draftReady } from './gates.ts'

const untilTheMeeting: readonly Stage[] = [
  'S06',
  'S07',
  'S08',
  'S09',
  'S10',
  'S13',
  'S14',
  'S15',
  'S16',
]
const unit = { whoCan: ['undertaking-unit-handler'] } as const

/** 起草阶段按规则册要求的其他工作: how its commands are decided. */
export const definitions: readonly Definition[] = [
  define(recordIntegrityReview, {
    stages: untilTheMeeting,
    outOfOrder: ['MD-B04', 'T03'],
    issues: ({ draft }, matter) => unknownDraft(matter, draft),
  }),
  define(signOwnReview, {
    stages: untilTheMeeting,
    outOfOrder: ['MD-B04', 'T03'],
    bars: handledTheDraft,
    issues: ({ draft }, matter) => unknownDraft(matter, draft),
  }),
  define(recordUnitDiscussion, {
    stages: untilTheMeeting,
    outOfOrder: ['MD-B04', 'T03'],
    issues: ({ draft }, matter) => unknownDraft(matter, draft),
    checks: ({ signedBy }, _matter, at, by) =>
      unless(isPrincipal(signedBy, at, by), at, 'MD-C09', {
        missing: ['signedBy'],
        whoCan: ['undertaking-unit-principal'],
      }),
  }),
  define(approveInvestment, {
    stages: 'any',
    outOfOrder: [],
    issues: ({ draft }, matter) => unknownDraft(matter, draft),
    checks: investmentGaps,
  }),
  define(reopenStep, {
    stages: ['S08', 'S09', 'S13'],
    outOfOrder: ['T08'],
    issues: ({ from, to }, matter) => [
      ...unknownDraft(matter, from, 'from'),
      ...unknownDraft(matter, to, 'to'),
    ],
    checks: (command, matter, at) => [
      ...unless(isFilled(command.reasons), at, 'MD-D15', { missing: ['reasons'], ...unit }),
      ...materiallyChanged(command, matter, at),
    ],
  }),
  define(submitToOffice, {
    stages: ['S08', 'S09', 'S13'],
    outOfOrder: ['T11'],
    gates: [
      opinionsAnswered,
      (_matter, at) => unless(at.rules.flag('md.office.check'), at, 'T11', { missing: ['S10'] }),
    ],
    issues: ({ draft }, matter) => unknownDraft(matter, draft),
    checks: ({ draft, papers }, matter, at) => [
      ...unless(isListed(papers), at, 'MD-G03', { missing: ['papers'], ...unit }),
      ...draftReady(matter, draft, at),
    ],
  }),
  define(returnFromOffice, {
    stages: ['S10'],
    outOfOrder: ['T12'],
    checks: ({ missing }, _matter, at) =>
      unless(isListed(missing), at, 'T12', { missing: ['missing'] }),
  }),
]

// Whoever handled the draft, in any version, does not review it for his unit either.
function handledTheDraft(matter: Matter, at: Circumstances, by: By): readonly Ground[] {
  const isHandler = 'official' in by && matter.handlers.includes(by.official)
  return unless(!isHandler, at, 'SoD-01', {
    missing: [anotherPerson],
    whoCan: ['unit-legal-staff'],
  })
}

function isPrincipal(official: string | undefined, at: Circumstances, by: By): boolean {
  if (official === undefined || !('official' in by)) return false
  const offices = at.offices(jurisdictionOf(by.organ))
  return holds(offices, official, by.organ, 'undertaking-unit-principal', at.time)
}

// 政府投资条例第十一条: the approval rests on four reports.
function investmentGaps(
  command: CommandOf<typeof approveInvestment>,
  _matter: Matter,
  at: Circumstances,
): readonly Ground[] {
  const { appraisal, participation, expertEvaluation, riskAssessment } = command
  const reports = { appraisal, participation, expertEvaluation, riskAssessment }
  const missing = Object.entries(reports)
    .filter(([, report]) => report === undefined)
    .map(([name]) => name)
  return unless(missing.length === 0, at, 'MD-C10', { missing, ...unit })
}

const touchOf: Readonly<Record<CommandOf<typeof reopenStep>['step'], string | undefined>> = {
  publicParticipation: 'published',
  experts: 'technical',
  risk: 'risk',
  fairCompetition: undefined,
}

/** T08: the reviewer found the change between exactly these versions material, and what it touches is this step's. */
function materiallyChanged(
  { step, from, to }: CommandOf<typeof reopenStep>,
  matter: Matter,
  at: Circumstances,
): readonly Ground[] {
  const found = matter.changes.findLast((change) => change.from === from && change.to === to)
  const touch = touchOf[step]
  const touches = found?.touches ?? []
  const isTouched = touch === undefined || touches.length === 0 || touches.includes(touch)
  if (found?.answer === 'yes' && isTouched) return []
  return [ground(at, 'T08', { missing: ['AF-12'], whoCan: ['legality-reviewer'] })]
}
