import { setTimeout as pause } from 'node:timers/promises'
import { instantOf, laterOf, msOf, type Instant } from '@juece/kernel'
import { parseEntry } from '@juece/procedure/wire'
import { allClerks, markAllDue, openPool, recordReader, type Pool } from '@juece/record-store'
import type { Bench } from './bench.ts'
import { figureOf, quantileOf, type Figure } from './figure.ts'
import type { Town } from './town.ts'
import { newMatter, walkMatters, type Walked } from './walk.ts'

const counts = [100, 1_000]
/** A thousand matters take minutes to bring there: only where there is time for it. */
const secondsForAll = 60
const wantedMs = 3_000
const patienceMs = 120_000

/** Comment windows whose closings fall due at one instant: from then until each is entered. */
export async function benchTimer(bench: Bench, only: (name: string) => boolean) {
  const town = await bench.town()
  const pool = openPool(town.stack.url('admin'), { service: 'bench' })
  const figures: Figure[] = []
  try {
    for (const count of counts.filter((one) => only(`timer.${one}`))) {
      if (count > 100 && bench.seconds < secondsForAll) continue
      bench.progress(
        `timer.${count}: ${count} 个事项进入征求意见 · matters on their way to the window`,
      )
      figures.push(await dueAtOnce(bench, town, pool, count))
    }
  } finally {
    await pool.end()
  }
  return figures
}

async function dueAtOnce(bench: Bench, town: Town, pool: Pool, count: number): Promise<Figure> {
  const began = performance.now()
  const matters = Array.from({ length: count }, newMatter)
  await walkMatters(matters, { town, upTo: 'window-open', atOnce: 8 })
  await town.settled()
  const due = await dueOf(pool, matters)
  // Timers of the engine count real time: the clerks look at the moved clock and arm them anew.
  const leadMs = 20_000 + count * 100
  await town.moveClock(instantOf(msOf(due) - leadMs))
  await markAllDue(pool)
  await town.settled()
  const spareMs = msOf(due) - msOf(town.legalNow())
  bench.progress(`timer.${count}: ${(spareMs / 1_000).toFixed(1)} s`)
  await pause(Math.max(0, spareMs))
  const lags = await closings(pool, matters, due)
  return figureOf({
    figure: `timer.${count}`,
    value: quantileOf(
      lags.toSorted((a, b) => a - b),
      0.99,
    ),
    unit: 'ms (p99)',
    against: {
      what: `below ${wantedMs} ms wanted of 100; armed ${(spareMs / 1_000).toFixed(1)} s before`,
      value: wantedMs,
    },
    ms: performance.now() - began,
    samples: lags,
  })
}

/** When the clerks lodge the closings: a little after the windows end, so that what came in time stands before. */
async function dueOf(pool: Pool, matters: readonly Walked[]): Promise<Instant> {
  const ours = new Set(matters.map(({ id }) => id))
  const dues = (await allClerks(pool)).flatMap(({ matter, nextDue }) =>
    ours.has(matter) && nextDue !== null ? [nextDue] : [],
  )
  const [first] = dues
  if (first === undefined) throw new Error('no clerk has a date')
  return dues.reduce(laterOf, first)
}

/** How late each closing was entered. */
async function closings(
  pool: Pool,
  matters: readonly Walked[],
  due: Instant,
): Promise<readonly number[]> {
  const reader = recordReader(pool)
  const until = performance.now() + patienceMs
  const open = new Map(matters.map(({ stream, memory }) => [stream, memory.lastPosition]))
  const lags: number[] = []
  while (open.size > 0) {
    for (const stream of [...open.keys()]) {
      const stored = await reader.readStream(stream)
      const closing = stored
        .map(({ bytes }) => parseEntry(bytes))
        .find(({ command }) => command.type === 'ClosePublicComment')
      if (closing === undefined) break
      lags.push(msOf(closing.entered) - msOf(due))
      open.delete(stream)
    }
    if (performance.now() > until) throw new Error(`${open.size} windows were not closed`)
    if (open.size > 0) await pause(200)
  }
  return lags
}
