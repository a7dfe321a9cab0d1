import { setTimeout as pause } from 'node:timers/promises'

import type { Connection } from '@juece/record-store/connect'

/** Rings when the record has something to say. */
export type Bell = {
  /** Resolves when it rings, rang since the last time, or is not heard for so long. */
  rung(atMostMs: number, signal: AbortSignal): Promise<void>
}

/** A bell on one channel of a connection; a connection that is gone rings it too. */
export function bellOf(connection: Connection, channel: string): Bell {
  let ring: (() => void) | undefined
  let heard = false
  connection.on('notification', (message) => {
    if (message.channel !== channel) return
    heard = true
    ring?.()
  })
  void connection.gone.then(() => ring?.())
  return {
    rung: async (atMostMs, signal) => {
      if (!heard) {
        const rang = new AbortController()
        ring = () => rang.abort()
        await rest(atMostMs, AbortSignal.any([signal, rang.signal]))
        ring = undefined
      }
      heard = false
    },
  }
}

/** Waits, or is told to stop. */
export async function rest(ms: number, signal: AbortSignal): Promise<void> {
  await pause(ms, undefined, { signal }).catch(() => undefined)
}
