import type { Circumstances } from '../../circumstances.ts'
import { ground, unless } from '../../grounds.ts'
import type { Ground } from '../../history/entry.ts'
import type { CommandOf } from '../../specification.ts'
import { isFilled } from '../../texts.ts'
import type { selectPanel } from './commands.ts'
import { hasDirectInterest, type ExpertsState } from './state.ts'

type Panel = CommandOf<typeof selectPanel>['experts']
const unit = ['undertaking-unit-handler'] as const

/** 遴选 · MD-E04, SoD-03: nobody with a direct interest; the pack's numbers; who comes from outside has a reason. */
export function panelGrounds(
  experts: Panel,
  state: ExpertsState,
  at: Circumstances,
): readonly Ground[] {
  return [
    ...withoutInterest(experts, state, at),
    ...numerous(experts, at),
    ...fromLibrary(experts, at),
  ]
}

function withoutInterest(
  experts: Panel,
  state: ExpertsState,
  at: Circumstances,
): readonly Ground[] {
  const interested = experts.filter(({ id }) => hasDirectInterest(state, id))
  if (interested.length === 0) return []
  const lack = { missing: interested.map(({ id }) => id), whoCan: unit }
  return [ground(at, 'MD-E04', lack), ground(at, 'SoD-03', lack)]
}

function numerous(experts: Panel, at: Circumstances): readonly Ground[] {
  const least = leastPanel(at)
  const isEven = experts.length % 2 === 0
  const mustBeOdd = at.rules.word('md.expert.parity') === 'odd'
  const share = at.rules.ratio('md.expert.maxIndustryShare')
  const industry = experts.filter(({ industryAuthority }) => industryAuthority).length
  return [
    ...unless(experts.length >= least, at, 'MD-E04', { missing: ['experts'], whoCan: unit }),
    ...(mustBeOdd && isEven
      ? ['MD-E04', 'SoD-04'].map((rule) =>
          ground(at, rule, { missing: ['oddNumber'], whoCan: unit }),
        )
      : []),
    ...unless(share === null || isWithin(industry, experts.length, share), at, 'SoD-04', {
      missing: ['industryShare'],
      whoCan: unit,
    }),
  ]
}

/** The panel of at least so many; the regulation itself names no number, so one is the least. */
export function leastPanel(at: Circumstances): number {
  return at.rules.number('md.expert.min') ?? 1
}

/** At most the share, or less than it where it is strict: compared as whole numbers. */
function isWithin(
  part: number,
  whole: number,
  { ratio, strict }: { readonly ratio: string; readonly strict: boolean },
): boolean {
  const [numerator = 0, denominator = 1] = ratio.split('/').map(Number)
  const over = part * denominator - whole * numerator
  return strict ? over < 0 : over <= 0
}

function fromLibrary(experts: Panel, at: Circumstances): readonly Ground[] {
  const outside = experts.filter((expert) => !expert.fromLibrary)
  const isReasoned = outside.every(({ whyOutside }) => isFilled(whyOutside))
  const isAllowed = outside.length === 0 || !at.rules.flag('md.expert.mustUseLibrary')
  return [
    ...unless(isReasoned, at, 'MD-E04', { missing: ['whyOutside'], whoCan: unit }),
    ...unless(isAllowed, at, 'MD-E06', { missing: ['fromLibrary'], whoCan: unit }),
  ]
}
