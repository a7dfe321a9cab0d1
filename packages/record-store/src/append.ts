import type { Digest } from '@juece/kernel'

import { bytesOf } from './bytes.ts'
import type { Queryable } from './connect.ts'
import { AppendFault } from './faults.ts'

/** 登记 · One act on its way into the record: one entry of one stream (ledger format, 4.1). */
export type Unit = {
  readonly stream: string
  /** The stream's last sequence as the decision saw it; 0 when it did not exist. */
  readonly expected: number
  /** The digest of that last entry; null exactly when `expected` is 0. */
  readonly previous: Digest | null
  readonly commandId: string
  /** Digest of the stripped command: two acts under one id are told apart by it. */
  readonly body: Uint8Array
  readonly digest: Digest
  readonly bytes: Uint8Array
  /** The window a public opinion or its disposition belongs to. */
  readonly belongs?: string
  /** Every other stream that was read, with the sequence it stood at: the entry's `asOf`. */
  readonly guards: Readonly<Record<string, number>>
  /** The clerk to nudge. */
  readonly target?: string
}

/** What became of a unit. */
export type AppendVerdict =
  | { readonly kind: 'entered'; readonly position: number; readonly sequence: number }
  /** The same act under the same id stands there already. */
  | { readonly kind: 'duplicate'; readonly position: number }
  /** Another act stands there under this id. */
  | { readonly kind: 'reused'; readonly position: number }
  /** Somebody wrote first: the stream itself, or one that was read. */
  | { readonly kind: 'conflict'; readonly on: 'stream' | 'guard'; readonly stream: string }

/** The longest entry. */
export const longestEntry = 1_048_576

/** Appends one unit through the scalar door. Only the registrar's login may. */
export async function appendOne(db: Queryable, unit: Unit): Promise<AppendVerdict> {
  throwIfMisshapen(unit)
  const guards = Object.entries(unit.guards)
  const { rows } = await db.query<OneRow>(
    {
      name: 'append_one',
      text: `select verdict, at, moved
             from record.append_one($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)`,
    },
    [
      unit.stream,
      unit.expected,
      unit.previous === null ? null : bytesOf(unit.previous),
      unit.commandId,
      unit.body,
      bytesOf(unit.digest),
      unit.bytes,
      unit.belongs ?? null,
      guards.map(([stream]) => stream),
      guards.map(([, sequence]) => sequence),
      unit.target ?? null,
    ],
  )
  const [row] = rows
  if (row === undefined) throw new Error('the append answered nothing')
  return verdictOf(unit, row.verdict, row.at, row.moved)
}

/** Appends independent units in one commit; a verdict for each, in their order. */
export async function appendBatch(
  db: Queryable,
  units: readonly Unit[],
): Promise<readonly AppendVerdict[]> {
  units.forEach(throwIfMisshapen)
  const { rows } = await db.query<BatchRow>(
    {
      name: 'append',
      text: `select base, verdicts, ats, moved
             from record.append($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13)`,
    },
    batchValues(units),
  )
  const [row] = rows
  if (row === undefined) throw new Error('the append answered nothing')
  const { base, verdicts, ats, moved } = row
  return units.map((unit, i) =>
    verdicts === null
      ? { kind: 'entered', position: base + i, sequence: unit.expected + 1 }
      : verdictOf(unit, verdicts[i], ats?.[i], moved?.[i]),
  )
}

type OneRow = {
  readonly verdict: string
  readonly at: number | null
  readonly moved: string | null
}
type BatchRow = {
  readonly base: number
  readonly verdicts: readonly string[] | null
  readonly ats: readonly (number | string | null)[] | null
  readonly moved: readonly (string | null)[] | null
}

const headerLength = 96

function batchValues(units: readonly Unit[]): readonly unknown[] {
  const offsets: number[] = []
  // Most units of a batch read the same few streams as they stood: each is sent once.
  const guards = new Map<string, number>()
  const guardStreams: string[] = []
  const guardSequences: number[] = []
  const readers: number[] = []
  const reads: number[] = []
  const targetUnits: number[] = []
  const targets: string[] = []
  let length = headerLength * units.length
  for (const [i, unit] of units.entries()) {
    offsets.push(length)
    length += unit.bytes.length
    for (const [stream, sequence] of Object.entries(unit.guards)) {
      const name = `${sequence} ${stream}`
      let at = guards.get(name)
      if (at === undefined) {
        at = guardStreams.push(stream)
        guardSequences.push(sequence)
        guards.set(name, at)
      }
      readers.push(i + 1)
      reads.push(at)
    }
    if (unit.target !== undefined) {
      targetUnits.push(i + 1)
      targets.push(unit.target)
    }
  }
  const blob = Buffer.alloc(length)
  units.forEach((unit, i) => {
    if (unit.previous !== null) blob.write(unit.previous.slice(7), i * headerLength, 'hex')
    blob.set(unit.body, i * headerLength + 32)
    blob.write(unit.digest.slice(7), i * headerLength + 64, 'hex')
    blob.set(unit.bytes, offsets[i])
  })
  return [
    units.map((unit) => unit.stream),
    units.map((unit) => unit.expected),
    units.map((unit) => unit.commandId),
    units.map((unit) => unit.belongs ?? null),
    offsets,
    units.map((unit) => unit.bytes.length),
    blob,
    guardStreams,
    guardSequences,
    readers,
    reads,
    targetUnits,
    targets,
  ]
}

function verdictOf(
  unit: Unit,
  verdict: string | undefined,
  at: number | string | null | undefined,
  moved: string | null | undefined,
): AppendVerdict {
  const position = Number(at)
  switch (verdict) {
    case 'entered':
      return { kind: 'entered', position, sequence: unit.expected + 1 }
    case 'duplicate':
      return { kind: 'duplicate', position }
    case 'reused':
      return { kind: 'reused', position }
    case 'conflict(stream)':
      return { kind: 'conflict', on: 'stream', stream: unit.stream }
    case 'conflict(guard)':
      return { kind: 'conflict', on: 'guard', stream: moved ?? '' }
    default:
      throw new Error(`a verdict nobody knows: ${String(verdict)}`)
  }
}

/** What makes a unit unfit for either door, seen before anything is sent. */
export function shapeFault(unit: Unit): AppendFault | undefined {
  if (unit.bytes.length > longestEntry) return new AppendFault('an entry over 1 MiB', 'shape')
  if (unit.body.length !== 32) return new AppendFault('a body digest has 32 bytes', 'shape')
  if ((unit.previous === null) !== (unit.expected === 0)) {
    return new AppendFault('previous is null exactly when the stream is empty', 'shape')
  }
  return undefined
}

function throwIfMisshapen(unit: Unit): void {
  const fault = shapeFault(unit)
  if (fault !== undefined) throw fault
}
