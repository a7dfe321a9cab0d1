import type { Instant } from '@juece/kernel'

/** 公众意见 · One opinion of the public, folded from its stream of two entries (713: 第十五条、第十八条). */
export interface Opinion {
  readonly stream: string
  /** The window it belongs to, `matter/<id>#<round>`; absent while nothing is submitted. */
  readonly window?: string
  readonly draft?: number
  readonly channel?: string
  readonly commenter?: string
  readonly receivedAt?: Instant
  /** Received after the window's end: kept and marked, and in no set (CAL-8). */
  readonly late: boolean
  readonly disposition?: {
    readonly disposition: 'adopted' | 'partly' | 'notAdopted'
    readonly reasons: string
    readonly position: number
  }
}

/** An opinion of which nothing is recorded yet. */
export function noOpinion(stream: string): Opinion {
  return { stream, late: false }
}
