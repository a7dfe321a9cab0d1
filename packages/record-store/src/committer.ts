import pg from 'pg'

import { appendBatch, appendOne, shapeFault, type AppendVerdict, type Unit } from './append.ts'
import { openConnection, type Connection } from './connect.ts'
import { AppendFault, QueueFull, Unavailable } from './faults.ts'

/** 登记口 · The one way into the record from this process. */
export type Committer = {
  /** Rejects with `QueueFull`, `Unavailable` or `AppendFault`; never leaves a unit half told. */
  append(unit: Unit): Promise<AppendVerdict>
  /** What waits, and how the last batches went. */
  load(): { readonly waiting: number; readonly bytes: number; readonly lastBatch: number }
  /** Lets what waits finish, then closes. */
  close(): Promise<void>
}

export type CommitterOptions = {
  readonly service?: string
  readonly mostUnits?: number
  readonly mostBytes?: number
  /** How long an unanswered append is waited for before its outcome counts as unknown. */
  readonly patienceMs?: number
  readonly onLost?: (why: unknown) => void
}

type Waiting = {
  readonly unit: Unit
  readonly resolve: (verdict: AppendVerdict) => void
  readonly reject: (why: Error) => void
}

const batchUnits = 512
const batchBytes = 1_048_576

/**
 * One batch in flight; when it is answered the next takes everything that waits. Correctness does
 * not depend on it: the database is the arbiter for any number of committers.
 */
export function openCommitter(url: string, options: CommitterOptions = {}): Committer {
  const mostUnits = options.mostUnits ?? 4_096
  const mostBytes = options.mostBytes ?? 16_777_216
  let queue: Waiting[] = []
  let queuedBytes = 0
  let lastBatch = 0
  let busy = false
  let closed = false
  let connection: Connection | undefined
  let idle: (() => void) | undefined

  function append(unit: Unit): Promise<AppendVerdict> {
    if (closed) return Promise.reject(new Unavailable('the committer is closed'))
    const fault = shapeFault(unit)
    if (fault !== undefined) return Promise.reject(fault)
    if (queue.length >= mostUnits || queuedBytes + unit.bytes.length > mostBytes) {
      return Promise.reject(new QueueFull())
    }
    return new Promise((resolve, reject) => {
      queue.push({ unit, resolve, reject })
      queuedBytes += unit.bytes.length
      if (!busy) void run()
    })
  }

  async function run(): Promise<void> {
    busy = true
    while (queue.length > 0) {
      const taken = takeBatch(queue)
      queue = taken.left
      queuedBytes -= taken.batch.reduce((sum, { unit }) => sum + unit.bytes.length, 0)
      lastBatch = taken.batch.length
      await settle(taken.batch)
      // Whoever was just answered may have the next act ready: let it come into this batch.
      await new Promise((resolve) => setImmediate(resolve))
    }
    busy = false
    idle?.()
  }

  async function settle(batch: readonly Waiting[]): Promise<void> {
    try {
      answer(batch, await send(batch))
    } catch (why) {
      if (!nothingEntered(why)) await repeat(batch, why)
      else if (batch.length === 1) batch[0]?.reject(faultOf(why))
      // One of them is at fault: one by one, so that only the guilty one falls.
      else for (const one of batch) await settle([one])
    }
  }

  /** The answer was lost, so the outcome is unknown: the same units once more, on a new connection. */
  async function repeat(batch: readonly Waiting[], lost: unknown): Promise<void> {
    options.onLost?.(lost)
    await drop()
    try {
      answer(batch, await send(batch))
    } catch (why) {
      if (nothingEntered(why) && batch.length > 1) {
        for (const one of batch) await settle([one])
        return
      }
      if (!nothingEntered(why)) await drop()
      const told = nothingEntered(why)
        ? faultOf(why)
        : new Unavailable('the record cannot be reached; ask again with the same key', why)
      for (const one of batch) one.reject(told)
    }
  }

  async function send(batch: readonly Waiting[]): Promise<readonly AppendVerdict[]> {
    const open = (connection ??= await connected())
    const [first] = batch
    if (batch.length === 1 && first !== undefined) return [await appendOne(open, first.unit)]
    return appendBatch(
      open,
      batch.map(({ unit }) => unit),
    )
  }

  async function connected(): Promise<Connection> {
    try {
      const opened = await openConnection(url, {
        service: options.service ?? 'juece-registrar',
        patienceMs: options.patienceMs ?? 20_000,
      })
      void opened.gone.then(() => {
        if (connection === opened) connection = undefined
      })
      return opened
    } catch (cause) {
      throw new Unavailable('no connection to the record', cause)
    }
  }

  async function drop(): Promise<void> {
    const old = connection
    connection = undefined
    // A connection that hangs must not hold up the next one.
    await Promise.race([old?.end().catch(() => undefined), new Promise((r) => setTimeout(r, 200))])
  }

  return {
    append,
    load: () => ({ waiting: queue.length, bytes: queuedBytes, lastBatch }),
    close: async () => {
      closed = true
      if (busy) await new Promise<void>((resolve) => (idle = resolve))
      await drop()
    },
  }
}

/** First come, first served; what would not be independent of the batch is left for the next. */
function takeBatch(queue: readonly Waiting[]): { batch: Waiting[]; left: Waiting[] } {
  const batch: Waiting[] = []
  const left: Waiting[] = []
  const written = new Set<string>()
  const guarded = new Set<string>()
  // The units of one stream keep their order.
  const held = new Set<string>()
  let bytes = 0
  for (const waiting of queue) {
    const { unit } = waiting
    const reads = Object.keys(unit.guards)
    const fits =
      batch.length < batchUnits &&
      (batch.length === 0 || bytes + unit.bytes.length <= batchBytes) &&
      !held.has(unit.stream) &&
      !written.has(unit.stream) &&
      !guarded.has(unit.stream) &&
      !reads.some((stream) => written.has(stream))
    if (!fits) {
      held.add(unit.stream)
      left.push(waiting)
      continue
    }
    batch.push(waiting)
    bytes += unit.bytes.length
    written.add(unit.stream)
    for (const stream of reads) guarded.add(stream)
  }
  return { batch, left }
}

function answer(batch: readonly Waiting[], verdicts: readonly AppendVerdict[]): void {
  batch.forEach((waiting, i) => {
    const verdict = verdicts[i]
    if (verdict === undefined) waiting.reject(new AppendFault('a unit without verdict', 'none'))
    else waiting.resolve(verdict)
  })
}

/** The server answered with an error of the statement: its transaction is undone, for certain. */
function nothingEntered(why: unknown): boolean {
  return why instanceof pg.DatabaseError && !/^(08|53|57|XX)/.test(why.code ?? 'XX')
}

function faultOf(why: unknown): AppendFault {
  const code = why instanceof pg.DatabaseError ? (why.code ?? 'unknown') : 'unknown'
  return new AppendFault('the record refused a unit', code, why)
}
