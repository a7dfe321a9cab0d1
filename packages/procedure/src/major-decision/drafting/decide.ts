import { define, type Definition } from '../../definition.ts'
import { unless } from '../../grounds.ts'
import { unknownDraft } from '../../matter/drafts.ts'
import { competitionConcluded } from '../../shared-steps/fair-competition/gates.ts'
import { isFilled, isListed } from '../../texts.ts'
import { reopenedConcluded } from './more/gates.ts'
import { expertsConcluded } from '../expert-argumentation/gates.ts'
import { participationConcluded } from '../public-participation/gates.ts'
import { riskConcluded } from '../risk-assessment/gates.ts'
import {
  closeSteps,
  fixRevisedDraft,
  openSteps,
  recordBasis,
  recordConsultation,
  recordCostBenefit,
  recordDisagreement,
  recordResearch,
  reopenDrafting,
} from './commands.ts'

/** From the start decision until the item is tabled, papers of the draft may be added. */
const whileDrafting = ['S06', 'S07', 'S08', 'S09', 'S10', 'S13', 'S14', 'S15', 'S16'] as const

/** 决策草案的形成: how its commands are decided (713: 第十二条、第十三条). */
export const definitions: readonly Definition[] = [
  define(recordResearch, { stages: whileDrafting, outOfOrder: ['MD-B04', 'T03'] }),
  define(recordBasis, {
    stages: whileDrafting,
    outOfOrder: ['MD-B04', 'T03'],
    issues: ({ draft }, matter) => unknownDraft(matter, draft),
    checks: ({ instruments }, _matter, at) =>
      unless(isListed(instruments), at, 'MD-C02', { missing: ['instruments'] }),
  }),
  define(recordCostBenefit, {
    stages: whileDrafting,
    outOfOrder: ['MD-B04', 'T03'],
    issues: ({ draft }, matter) => unknownDraft(matter, draft),
  }),
  define(recordConsultation, {
    stages: whileDrafting,
    outOfOrder: ['MD-B04', 'T03'],
    issues: ({ draft }, matter) => unknownDraft(matter, draft),
  }),
  define(recordDisagreement, {
    stages: whileDrafting,
    outOfOrder: ['MD-B04', 'T03'],
    issues: ({ draft }, matter) => unknownDraft(matter, draft),
  }),
  define(openSteps, {
    stages: ['S06'],
    outOfOrder: ['MD-B04', 'T05'],
    issues: ({ draft }, matter) => unknownDraft(matter, draft),
    gates: [
      // 第十二条第一款: drafting rests on research.
      ({ drafting }, at) =>
        unless(drafting.researched, at, 'MD-C01', { missing: ['RecordResearch'] }),
      ({ drafting }, at) => unless(drafting.researched, at, 'T05', { missing: ['RecordResearch'] }),
    ],
    checks: ({ draft }, { drafting }, at) =>
      unless(drafting.basisOf.includes(draft), at, 'MD-C02', { missing: ['RecordBasis'] }),
  }),
  define(closeSteps, {
    stages: ['S07'],
    outOfOrder: ['T07'],
    issues: ({ draft }, matter) => unknownDraft(matter, draft),
    gates: [
      participationConcluded,
      expertsConcluded,
      riskConcluded,
      competitionConcluded,
      reopenedConcluded,
    ],
  }),
  define(reopenDrafting, {
    stages: ['S07', 'S08', 'S09', 'S14'],
    outOfOrder: ['T05'],
    checks: ({ reasons }, _matter, at) =>
      unless(isFilled(reasons), at, 'MD-B04', { missing: ['reasons'] }),
  }),
  define(fixRevisedDraft, {
    stages: ['S08', 'S09'],
    outOfOrder: ['T11'],
    issues: ({ draft }, matter) => unknownDraft(matter, draft),
    // Where the pack has the unit discuss or review the draft itself, that comes now (S09).
    records: (_command, _matter, at) => ({
      event:
        at.rules.flag('md.unitMeeting') || at.rules.flag('md.ownReview')
          ? { unitChecks: true }
          : {},
    }),
  }),
]
