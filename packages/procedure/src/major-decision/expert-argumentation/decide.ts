import type { Issue } from '../../decider.ts'
import { define, type Definition } from '../../definition.ts'
import { anotherPerson, deviation, ground, unless } from '../../grounds.ts'
import { unknownDraft } from '../../matter/drafts.ts'
import type { Matter, Stage } from '../../matter/state.ts'
import { isFilled } from '../../texts.ts'
import {
  concludeArgumentation,
  declareInterest,
  disposeOfExpertOpinion,
  selectPanel,
  sendMaterials,
  signExpertOpinion,
  strikeExpertOpinion,
} from './commands.ts'
import { panelStands } from './gates.ts'
import { leastPanel, panelGrounds } from './panel.ts'
import { weightyOpinions } from './state.ts'
import { withInterest } from './evolve.ts'

const unit = ['undertaking-unit-handler'] as const
const unitOrExpert = ['undertaking-unit-handler', 'expert'] as const
/** A question answered yes late can still be met before the item is discussed. */
const untilTheMeeting: readonly Stage[] = [
  'S07',
  'S08',
  'S09',
  'S10',
  'S11',
  'S12',
  'S13',
  'S14',
  'S15',
  'S16',
]

/** 专家论证: how its commands are decided (713: 第十九条至第二十一条). */
export const definitions: readonly Definition[] = [
  define(declareInterest, {
    stages: 'any',
    outOfOrder: [],
    checks: ({ declaration, found }, _matter, at) =>
      // What was detected is a fact; the declaration is the expert's own paper.
      unless(found === 'detected' || declaration !== undefined, at, 'SoD-03', {
        missing: ['declaration'],
        whoCan: unitOrExpert,
      }),
    records: ({ expert, directInterest }, matter, at) => {
      const isOnPanel = matter.experts.panel.some(({ id }) => id === expert)
      if (!directInterest || !isOnPanel) return {}
      const after = withInterest(matter, expert, true)
      const isShut = panelStands(after, at).length > 0
      return { deviations: [deviation(at, 'SoD-03', isShut ? ['CloseSteps'] : [])] }
    },
  }),
  define(selectPanel, {
    stages: ['S06', ...untilTheMeeting],
    outOfOrder: ['T05'],
    issues: ({ experts }) => {
      const ids = experts.map(({ id }) => id)
      return new Set(ids).size === ids.length
        ? []
        : [{ path: 'experts', message: '同一专家重复列名 · an expert is named twice' }]
    },
    checks: ({ experts }, matter, at) => panelGrounds(experts, matter.experts, at),
  }),
  define(sendMaterials, {
    stages: untilTheMeeting,
    outOfOrder: ['T05'],
    issues: ({ to, draft }, matter) => [
      ...unknownDraft(matter, draft),
      ...to.flatMap((expert, index) => notOnPanel(matter, expert, `to.${index}`)),
    ],
    // SoD-03: each has declared his interests before he is sent anything.
    checks: ({ to }, { experts }, at) => {
      const silent = to.filter((id) => !experts.interests.some(({ expert }) => expert === id))
      return unless(silent.length === 0, at, 'SoD-03', {
        missing: ['DeclareInterest', ...silent],
        whoCan: unitOrExpert,
      })
    },
  }),
  define(signExpertOpinion, {
    stages: untilTheMeeting,
    outOfOrder: ['T05'],
    issues: ({ expert, draft }, matter) => [
      ...unknownDraft(matter, draft),
      ...notOnPanel(matter, expert, 'expert'),
    ],
    checks: ({ expert, signed, stamped }, _matter, at, by) => [
      // An expert signs his own opinion; the unit may file what he signed.
      ...('official' in by && by.post === 'expert' && by.official !== expert
        ? [ground(at, 'PW-01', { missing: [anotherPerson], whoCan: unitOrExpert })]
        : []),
      // 第十九条第二款: signed; whether it bears the stamp of an institution is said.
      ...unless(signed === true, at, 'MD-E02', { missing: ['signed'], whoCan: ['expert'] }),
      ...unless(stamped !== undefined, at, 'MD-E02', { missing: ['stamped'], whoCan: ['expert'] }),
    ],
  }),
  define(strikeExpertOpinion, {
    stages: untilTheMeeting,
    outOfOrder: ['T05'],
    issues: ({ expert }, matter) => withoutOpinion(matter, expert),
    checks: ({ ground: why }, _matter, at) =>
      unless(isFilled(why), at, 'MD-E04', { missing: ['ground'], whoCan: unit }),
  }),
  define(concludeArgumentation, {
    stages: untilTheMeeting,
    outOfOrder: ['T05'],
    issues: ({ draft }, matter) => unknownDraft(matter, draft),
    gates: [
      ({ experts }, at) =>
        unless(experts.panel.length > 0, at, 'MD-E01', { missing: ['SelectPanel'], whoCan: unit }),
      ({ experts }, at) =>
        unless(weightyOpinions(experts).length >= leastPanel(at), at, 'MD-E01', {
          missing: ['SignExpertOpinion'],
          whoCan: unitOrExpert,
        }),
      panelStands,
    ],
  }),
  define(disposeOfExpertOpinion, {
    stages: untilTheMeeting,
    outOfOrder: ['T05'],
    issues: ({ expert }, matter) => withoutOpinion(matter, expert),
    checks: ({ reasons }, _matter, at) =>
      unless(isFilled(reasons), at, 'MD-E07', { missing: ['reasons'], whoCan: unit }),
  }),
]

function notOnPanel({ experts }: Matter, expert: string, path: string): readonly Issue[] {
  if (experts.panel.some(({ id }) => id === expert)) return []
  return [{ path, message: '不在论证专家之列 · not on the panel' }]
}

function withoutOpinion({ experts }: Matter, expert: string): readonly Issue[] {
  if (experts.opinions.some((opinion) => opinion.expert === expert)) return []
  return [{ path: 'expert', message: '该专家尚未出具意见 · no opinion of this expert' }]
}
