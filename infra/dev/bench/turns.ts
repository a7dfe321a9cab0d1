/** One act of one client, or one statement of one writer. */
export type Step = () => Promise<void>

/** What one side came to: how many, how long, and how long each took. */
export interface Side {
  readonly perSecond: number
  readonly ms: number
  readonly taken: readonly number[]
}

/** How two sides take turns. */
export interface Turns {
  readonly seconds: number
  /** One step for each client. */
  readonly ours: readonly Step[]
  readonly theirs: readonly Step[]
  /** Before each turn of ours, on nobody's time: what the steps will use up. */
  readonly prepare?: (ms: number) => Promise<void>
}

const slices = 6
const warmMs = 200

/**
 * Both sides in alternating slices, so that whatever else the machine does hurts them alike. A short turn each
 * first, so that plans are made and caches are warm.
 */
export async function inTurns({ seconds, ours, theirs, prepare }: Turns) {
  const sliceMs = (seconds * 1_000) / (slices * 2)
  const mine = { ms: 0, taken: [] as number[] }
  const other = { ms: 0, taken: [] as number[] }
  await turn(theirs, warmMs, [])
  await prepare?.(warmMs)
  await turn(ours, warmMs, [])
  for (let slice = 0; slice < slices; slice += 1) {
    other.ms += await turn(theirs, sliceMs, other.taken)
    await prepare?.(sliceMs)
    mine.ms += await turn(ours, sliceMs, mine.taken)
  }
  return { ours: sideOf(mine), theirs: sideOf(other) }
}

/** Every client goes on until the time is over; the wall clock of the whole turn counts. */
export async function turn(steps: readonly Step[], ms: number, taken: number[]): Promise<number> {
  const began = performance.now()
  await Promise.all(
    steps.map(async (step) => {
      for (let now = performance.now(); now - began < ms;) {
        await step()
        const after = performance.now()
        taken.push(after - now)
        now = after
      }
    }),
  )
  return performance.now() - began
}

/** Items by so many at once; the first that fails ends it. */
export async function inParallel<T>(
  items: readonly T[],
  atOnce: number,
  each: (item: T, index: number) => Promise<void>,
): Promise<void> {
  let next = 0
  const worker = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) {
      const item = items[index]
      if (item !== undefined) await each(item, index)
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker))
}

function sideOf({ ms, taken }: { readonly ms: number; readonly taken: number[] }): Side {
  return { perSecond: (taken.length / ms) * 1_000, ms, taken }
}
