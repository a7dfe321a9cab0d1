import {
  ActivityFailure,
  ApplicationFailure,
  isCancellation,
  proxyActivities,
  proxyLocalActivities,
} from '@temporalio/workflow'
import type { Hands } from '@juece/activities'

/** Faults that no repetition mends: they fail the run, and the reconciler names it. */
const faults = ['CorruptHistory', 'CommandIdReused']
const quick = proxyLocalActivities<Hands>({
  startToCloseTimeout: '2s',
  scheduleToCloseTimeout: '5s',
  retry: { maximumAttempts: 3, nonRetryableErrorTypes: faults },
})
const steady = proxyActivities<Hands>({
  startToCloseTimeout: '10s',
  retry: { maximumInterval: '30s', nonRetryableErrorTypes: faults },
})

type Ask<K extends keyof Hands> = Parameters<Hands[K]>[0]
type Answer<K extends keyof Hands> = Awaited<ReturnType<Hands[K]>>

/** One small outside act: inside the task where that goes quickly, else as an activity that is tried for ever. */
export async function hands<K extends keyof Hands>(name: K, ask: Ask<K>): Promise<Answer<K>> {
  const call = (by: Hands) => (by[name] as (ask: Ask<K>) => Promise<Answer<K>>)(ask)
  const answer = await call(quick as Hands).catch((error: unknown) => {
    if (isCancellation(error) || isFault(error)) throw error
    return call(steady as Hands)
  })
  // Could not be decoded: the task fails, and is tried again until the key is back.
  if (answer === undefined) throw new Error(`unreadable answer of ${name}`)
  return answer
}

function isFault(error: unknown): boolean {
  if (!(error instanceof ActivityFailure)) return false
  const { cause } = error
  return cause instanceof ApplicationFailure && faults.includes(cause.type ?? '')
}
