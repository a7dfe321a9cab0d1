import type { Circumstances } from '../../circumstances.ts'
import { ground, unless } from '../../grounds.ts'
import type { Ground } from '../../history/entry.ts'
import { answerOf, type Matter } from '../../matter/state.ts'
import { leastPanel } from './panel.ts'
import { weightyOpinions } from './state.ts'

const unit = { whoCan: ['undertaking-unit-handler'] } as const

/** 专家论证是否完成 · MD-E01: a technical matter was argued by experts; an unanswered question keeps it shut. */
export function expertsConcluded(matter: Matter, at: Circumstances): readonly Ground[] {
  const isAlways = at.rules.word('md.applicability.expert') === 'always'
  switch (isAlways ? 'yes' : answerOf(matter, 'AF-05')) {
    case undefined:
      return [
        ground(at, 'MD-E01', {
          missing: ['AF-05'],
          whoCan: ['undertaking-unit-handler', 'government-office'],
        }),
      ]
    case 'no':
      return []
    case 'yes':
      return [
        ...unless(matter.experts.concluded !== undefined, at, 'MD-E01', {
          missing: ['ConcludeArgumentation'],
          ...unit,
        }),
        ...panelStands(matter, at),
      ]
  }
}

/** SoD-03: opinions without weight leave the panel below its minimum; then a new panel is needed. */
export function panelStands({ experts }: Matter, at: Circumstances): readonly Ground[] {
  const isStruck = experts.opinions.some(({ struck }) => struck)
  if (!isStruck || weightyOpinions(experts).length >= leastPanel(at)) return []
  return ['SoD-03', 'MD-E04'].map((rule) => ground(at, rule, { missing: ['experts'], ...unit }))
}

/** 专家意见是否都有处理 · MD-E07: every opinion that has weight, with reasons. */
export function expertOpinionsDisposed(matter: Matter, at: Circumstances): readonly Ground[] {
  const open = weightyOpinions(matter.experts).filter(({ disposed }) => !disposed)
  return unless(open.length === 0, at, 'MD-E07', {
    missing: ['DisposeOfExpertOpinion'],
    ...unit,
  })
}

/** Whether more than half of the opinions that have weight advise against the draft (MD-E07 under a pack). */
export function isMajorityAgainst(matter: Matter): boolean {
  const opinions = weightyOpinions(matter.experts)
  const against = opinions.filter(({ conclusion }) => conclusion === 'doNotSupport')
  return against.length * 2 > opinions.length
}
