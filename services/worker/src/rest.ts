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

/** Told to stop while something was waited for. */
export class Stopped extends Error {
  override readonly name = 'Stopped'
}

/** What is waited for, or `Stopped` as soon as somebody says so; the work itself ends when it ends. */
export async function unlessStopped<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  work.catch(() => undefined)
  signal.throwIfAborted()
  let stop = (): void => undefined
  const stopped = new Promise<never>((_resolve, reject) => {
    stop = () => reject(new Stopped())
  })
  signal.addEventListener('abort', stop, { once: true })
  try {
    return await Promise.race([work, stopped])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
