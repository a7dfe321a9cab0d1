import { setTimeout as pause } from 'node:timers/promises'

/** Waits, or until told to stop. */
export async function rest(ms: number, signal: AbortSignal): Promise<void> {
  await pause(ms, undefined, { signal }).catch(() => undefined)
}

/** Rung by whoever has news; waited for by one. What rings during a round starts the next one at once. */
export interface Bell {
  ring(): void
  /** Until it rings, or has rung since, or the time is up. */
  rung(atMostMs: number, signal: AbortSignal): Promise<void>
}

/** A bell. */
export function bell(): Bell {
  let heard = false
  let wake: (() => void) | undefined
  return {
    ring: () => {
      heard = true
      wake?.()
    },
    rung: async (atMostMs, signal) => {
      if (!heard) {
        const rang = new AbortController()
        wake = () => rang.abort()
        await rest(atMostMs, AbortSignal.any([signal, rang.signal]))
        wake = undefined
      }
      heard = false
    },
  }
}
