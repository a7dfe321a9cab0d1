import { setTimeout as pause } from 'node:timers/promises'
import { instant, type Instant } from '@juece/kernel'
import { clockSchema } from './answers.ts'
import { ScenarioFileError } from './scenario-file-error.ts'

/** 钟 · The settable clock of an embedded stack, as scenario files need it. */
export interface Clock {
  now(): Promise<Instant>
  /** Lets it stand at the instant; answers once the clerks have nothing due there, unless nobody asks for that. */
  standAt(at: Instant, settles?: boolean): Promise<void>
  /** Until the clerks have nothing due. */
  settle(): Promise<void>
}

/** How long the clerks may take to settle before that is a fault. */
const patienceMs = 60_000

/** Opens the clock; `waits` is false where nobody is there to settle. */
export function openClock(api: string, waits: boolean): Clock {
  const ask = async (init?: RequestInit) => {
    const answer = await fetch(`${api}/dev/clock`, init)
    const body: unknown = await answer.json().catch(() => undefined)
    if (answer.status === 404) {
      throw new Error(
        '该系统的时钟不可设定，无法演示场景 · scenarios need a stack with a settable clock (JUECE_CLOCK=settable)',
      )
    }
    return { ok: answer.ok, body }
  }
  const now = async (): Promise<Instant> => instant(clockSchema.parse((await ask()).body).now)

  const settle = async (): Promise<void> => {
    if (!waits) return
    const until = performance.now() + patienceMs
    for (let wait = 2; ; wait = Math.min(wait * 1.5, 40)) {
      if (clockSchema.parse((await ask()).body).settled) return
      if (performance.now() > until) {
        throw new Error(
          `等待 ${patienceMs / 1000} 秒，书记仍有到期事项未办 · the clerks did not settle within ${patienceMs / 1000} s; is a worker running?`,
        )
      }
      await pause(wait)
    }
  }

  return {
    now,
    settle,
    standAt: async (at, settles = true) => {
      const { ok, body } = await ask({
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ now: at, stands: true }),
      })
      if (!ok) {
        throw new ScenarioFileError(
          `时钟不能拨到 ${at}（现为 ${await now()}）：只能向前，不得超过系统时间。请用新的数据目录，或者把日期移后 · the clock cannot be set to ${at}: forward only, never past system time; use a fresh data folder, or later dates`,
        )
      }
      if (!settles) return
      if (clockSchema.safeParse(body).data?.settled !== true) await settle()
    },
  }
}
