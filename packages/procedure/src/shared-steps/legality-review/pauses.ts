import type { Instant } from '@juece/kernel'
import type { ReviewRound, StopGround } from './state.ts'

type Pauses = ReviewRound['pauses']

/** 停钟 from an instant on. */
export function begun(pauses: Pauses, ground: StopGround, from: Instant): Pauses {
  return [...pauses, { ground, from }]
}

/** The stop for this ground ends. */
export function ended(pauses: Pauses, ground: StopGround, until: Instant): Pauses {
  return pauses.map((pause) =>
    pause.ground === ground && pause.until === undefined ? { ...pause, until } : pause,
  )
}
