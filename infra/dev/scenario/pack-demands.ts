import type { PrefixOptions, Scenario } from './file-schema.ts'

/** What a prefix is played with: the options of the file, and what its packs ask for on the way. */
export interface Chosen extends PrefixOptions {
  readonly packs: PackDemands
}

/** 规则包的要求 · What the packs of a file add to a lawful path. */
export interface PackDemands {
  readonly costBenefit: boolean
  readonly alternatives: boolean
  readonly integrityReview: boolean
  readonly ownReview: boolean
  readonly unitMeeting: boolean
  readonly office: boolean
  readonly commentDays: number
  readonly feedback: boolean
  /** Experts on the panel. */
  readonly panel: number
  readonly riskLevels: boolean
  readonly riskKinds: readonly string[]
  /** Days from the notice of a hearing to the hearing. */
  readonly hearingInDays: number
  readonly representatives: number
}

const leastDays = 30
const usualPanel = 3
const usualHearing = 20
const usualRepresentatives = 3

/** The options and the packs of a file together; a pack may make a step unconditional. */
export function chosenOf(options: PrefixOptions, packs: Scenario['packs']): Chosen {
  const values: Readonly<Record<string, unknown>> = Object.assign(
    {},
    ...packs.map((pack) => pack.values),
  ) as Readonly<Record<string, unknown>>
  const isOn = (key: string) => values[key] === true || values[key] === 'true'
  const isAlways = (step: string) => values[`md.applicability.${step}`] === 'always'
  const most = (least: number, ...keys: readonly string[]) =>
    Math.max(least, ...keys.map((key) => Number(values[key] ?? 0)))
  const least = most(usualPanel, 'md.expert.min')
  const kinds = values['md.risk.kinds']
  const levels = values['md.risk.levels']
  return {
    ...options,
    experts: options.experts || isAlways('expert'),
    risk: options.risk || isAlways('risk'),
    packs: {
      costBenefit: isOn('md.draft.costBenefitRequired'),
      alternatives: isOn('md.draft.optionsRequired'),
      integrityReview: isOn('md.integrityReview'),
      ownReview: isOn('md.ownReview'),
      unitMeeting: isOn('md.unitMeeting'),
      office: isOn('md.office.check'),
      commentDays: most(leastDays, 'md.comment.days'),
      feedback: isOn('md.comment.feedback'),
      panel: values['md.expert.parity'] === 'odd' && least % 2 === 0 ? least + 1 : least,
      riskLevels: levels !== undefined && levels !== null && levels !== 'controllable',
      riskKinds: Array.isArray(kinds) ? kinds.map(String) : [],
      hearingInDays: most(
        usualHearing,
        ...['noticeDays', 'listDays', 'materialsDays'].map((key) => `md.hearing.${key}`),
      ),
      representatives: most(usualRepresentatives, 'md.hearing.minRepresentatives'),
    },
  }
}
