import type { Instant } from '@juece/kernel'
import {
  by,
  date,
  given,
  matterOf,
  moment,
  paper,
  revised,
  type Act,
  type Beside,
  type World,
} from './review.ts'
import { decided, published, reviewed } from './review-acts.ts'
import type { Matter } from '../../../packages/procedure/src/matter/state.ts'

export const head = by('head')
export const unit = by('executing-unit')
export const office = by('government-office')
export const inspector = by('inspector')
export const evaluator = by('evaluator')
/** Another matter of this county. */
export const otherStream = 'matter/019b8bab-0680-7575-823f-642f63eabb2b'

/** An act in short. */
export function act(
  type: string,
  who: Act['by'],
  at: string,
  more: object = {},
  beside: Beside = {},
): Act {
  return { ...beside, type, by: who, at: moment(at), with: more }
}
/** A fact from outside that happened then and was entered at once. */
export function proved(at: string): { readonly happened: Instant; readonly evidence: unknown } {
  return { happened: moment(at), evidence: paper() }
}

export const start: Act = act('StartExecution', office, '2025-03-20 09:00', {
  executingUnits: [unit.organ],
})
export const circumstance = (at = '2025-06-01 08:00', more: object = {}): Act =>
  act('ReportMajorCircumstance', unit, at, {
    kind: 'forceMajeure',
    knownSince: moment(at),
    effect: '洪水淹没处理设施。',
    ...proved(at),
    ...more,
  })
/** Carried out since 20 March 2025. */
export function executing(beside: Beside = {}): World {
  return given(published(), { ...start, ...beside })
}
export const report = (at: string, beside: Beside = {}): Act =>
  act(
    'SubmitExecutionReport',
    unit,
    at,
    { period: '本期', progress: '正常。', report: paper() },
    beside,
  )

/** Suspended on 1 June 2025 over a flood, to be looked at again by 1 July. */
export function suspended(before: World = executing()): World {
  const told = given(before, circumstance())
  return given(told, suspend(told))
}
export function suspend(told: World, more: object = {}): Act {
  return act('SuspendExecution', head, '2025-06-01 09:00', {
    situation: 'forceMajeure',
    circumstance: matterOf(told).execution.circumstances.at(-1)?.position,
    urgency: '水位仍在上涨。',
    scope: '全部执行工作',
    measures: ['疏散群众'],
    reviewBy: date('2025-07-01'),
    ...more,
  })
}
/** Another matter as it stands, with something changed. */
export function other(world: World, more: Partial<Matter> = {}): Matter {
  const matter = matterOf(world)
  return { ...matter, stream: otherStream, ...more }
}
/** A matter opened to adjust this decision, and still on its way. */
export function adjusting(more: Partial<Matter> = {}): Matter {
  const matter = other(revised())
  return {
    ...matter,
    adjustment: { ...matter.adjustment, adjusts: matterOf(revised()).stream },
    ...more,
  }
}
/** The same reviewed and decided in September 2025, while this decision was carried out. */
export function decidedLater(more: Partial<Matter> = {}): Matter {
  const matter = matterOf(decided())
  const { decision } = matter.meeting
  return {
    ...other(decided()),
    adjustment: { ...matter.adjustment, adjusts: matter.stream },
    meeting: {
      ...matter.meeting,
      ...(decision === undefined
        ? {}
        : { decision: { ...decision, takenAt: moment('2025-09-01 10:00') } }),
    },
    ...more,
  }
}
/** Reviewed and never decided. */
export const reviewedOnly = (): Matter => other(reviewed())
