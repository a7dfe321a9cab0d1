import type { Circumstances } from '../../circumstances.ts'
import { define, type Definition } from '../../definition.ts'
import { ground, unless } from '../../grounds.ts'
import { expertsConcluded } from '../../major-decision/expert-argumentation/gates.ts'
import { riskConcluded, riskLevelAllows } from '../../major-decision/risk-assessment/gates.ts'
import { unknownDraft } from '../../matter/drafts.ts'
import type { Matter } from '../../matter/state.ts'
import { competitionAllows } from '../fair-competition/gates.ts'
import { pointsAnswered, reviewed, textReviewed } from '../legality-review/gates.ts'
import { opinionOf } from '../legality-review/rounds.ts'
import {
  admitToAgenda,
  agreeToTable,
  refuseAgenda,
  submitForDeliberation,
  tableAgain,
} from './commands.ts'
import {
  agreedIfExploratory,
  stepsInPackage,
  isMajorMatter,
  readyToTable,
  tabledTextReviewed,
} from './gates.ts'
import { packageGaps } from './package.ts'
import { unknownSitting } from './sitting.ts'

/** 提请与列入议题 (第二十九条). */
export const agendaDefinitions: readonly Definition[] = [
  define(submitForDeliberation, {
    // `readyToTable` says of each stage what is missing, the missing opinion before the order.
    stages: 'any',
    outOfOrder: [],
    gates: [readyToTable],
    issues: ({ draft }, matter) => unknownDraft(matter, draft),
    checks: (command, matter, at) => [
      ...textReviewed(matter, at, command.draft),
      ...(command.exploratory === true && !isExploratory(matter) ? notExploratory(at) : []),
      ...packageGaps(command, matter, at),
    ],
    records: (_command, matter) => ({ event: { onExploratoryOpinion: isExploratory(matter) } }),
  }),
  define(agreeToTable, {
    stages: ['S16'],
    outOfOrder: ['T24'],
    gates: [(matter, at) => (isExploratory(matter) ? [] : notExploratory(at))],
    checks: ({ riskNote }, _matter, at) =>
      unless(riskNote !== undefined, at, 'MD-G02', { missing: ['riskNote'] }),
  }),
  define(admitToAgenda, {
    stages: ['S16'],
    outOfOrder: ['T25'],
    gates: [
      isMajorMatter,
      agreedIfExploratory,
      tabledTextReviewed,
      competitionAllows,
      stepsInPackage,
      expertsConcluded,
      riskConcluded,
      riskLevelAllows,
    ],
    issues: ({ sitting }, matter, at) => unknownSitting(sitting, matter, at),
    checks: ({ sitting, headAgreed }, _matter, at) => [
      ...unless(headAgreed === true, at, 'MT-05', { missing: ['headAgreed'], whoCan: ['head'] }),
      ...unless(at.sitting(sitting)?.status !== 'closed', at, 'T25', { missing: ['sitting'] }),
    ],
  }),
  define(refuseAgenda, { stages: ['S16'], outOfOrder: ['T25'] }),
  define(tableAgain, {
    stages: ['S19'],
    outOfOrder: ['T22'],
    gates: [reviewed, pointsAnswered],
    issues: ({ draft }, matter) => unknownDraft(matter, draft),
    checks: ({ draft }, matter, at) => textReviewed(matter, at, draft),
  }),
]

function isExploratory(matter: Matter): boolean {
  return opinionOf(matter)?.outcome === 'exploratory'
}

function notExploratory(at: Circumstances) {
  const lack = { missing: ['legality-opinion'], whoCan: ['legality-head'] }
  return [ground(at, 'MD-G02', lack), ground(at, 'T24', lack)]
}
