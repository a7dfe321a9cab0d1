/** Whoever was told rests 1, 2, 4 … 60 s, but only while its row stays as it was. Shared by both sources. */
export interface Rests {
  isResting(matterId: string, row: string): boolean
  begins(matterId: string, row: string): void
}

const firstMs = 1_000
const longestMs = 60_000
/** What lies this far back is not remembered. */
const forgottenMs = 300_000

/** Keeps who rests, in memory: after a restart everybody is simply told once more. */
export function rests(now: () => number = () => performance.now()): Rests {
  const resting = new Map<string, { row: string; until: number; ms: number }>()
  return {
    isResting: (matterId, row) => {
      const one = resting.get(matterId)
      return one !== undefined && one.row === row && now() < one.until
    },
    begins: (matterId, row) => {
      const before = resting.get(matterId)
      const isAgain = before !== undefined && before.row === row
      const ms = isAgain ? Math.min(before.ms * 2, longestMs) : firstMs
      // Moves to the end: those that rested longest ago stand first.
      resting.delete(matterId)
      resting.set(matterId, { row, until: now() + ms, ms })
      for (const [oldest, { until }] of resting) {
        if (until + forgottenMs > now()) break
        resting.delete(oldest)
      }
    },
  }
}
