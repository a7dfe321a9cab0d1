import { closeSync, existsSync, openSync, readFileSync, writeSync } from 'node:fs'

import type { Digest } from '@juece/kernel'
import type { AppendVerdict, Unit } from '@juece/record-store'

/** What a writer sent: a new act, the same unit again, the act written anew, another act under a used id. */
export type SentAs = 'new' | 'same' | 'rewritten' | 'other'

/** A line of a writer's diary: what it is about to send, or what it was told of that. */
export type Line =
  | { readonly n: number; readonly as: SentAs; readonly unit: WrittenUnit; readonly first?: number }
  | { readonly n: number; readonly told: AppendVerdict }

/** A unit as text. */
export type WrittenUnit = Omit<Unit, 'bytes' | 'body'> & {
  readonly bytes: string
  readonly body: string
}

/** A unit that was sent and what is known of it: nothing when the writer did not live to hear it. */
export interface Sent {
  readonly unit: Unit
  readonly as: SentAs
  /** The position at which the act stood already, where it was sent once more. */
  readonly first?: number
  readonly told?: AppendVerdict
}

/** A diary that outlives its writer: each line is the kernel's before anything is sent. */
export function openDiary(file: string): { write(line: Line): void; close(): void } {
  const at = openSync(file, 'a')
  return {
    write: (line) => void writeSync(at, `${JSON.stringify(line)}\n`),
    close: () => closeSync(at),
  }
}

/** What one process sent, in order; a half line at the end was never acted upon. */
export function readDiary(file: string): readonly Sent[] {
  if (!existsSync(file)) return []
  const sent = new Map<number, Sent>()
  for (const text of readFileSync(file, 'utf8').split('\n').slice(0, -1)) {
    const line = JSON.parse(text) as Line
    const before = sent.get(line.n)
    if ('told' in line) {
      if (before === undefined) throw new Error(`told of ${line.n}, which was never sent`)
      sent.set(line.n, { ...before, told: line.told })
    } else {
      const { as, unit, first } = line
      sent.set(line.n, { unit: readUnit(unit), as, ...(first === undefined ? {} : { first }) })
    }
  }
  return [...sent.values()]
}

/** A unit as a diary has it. */
export function writtenUnit(unit: Unit): WrittenUnit {
  return {
    ...unit,
    bytes: Buffer.from(unit.bytes).toString(),
    body: Buffer.from(unit.body).toString('hex'),
  }
}

function readUnit(unit: WrittenUnit): Unit {
  return {
    ...unit,
    previous: unit.previous as Digest | null,
    bytes: new Uint8Array(Buffer.from(unit.bytes)),
    body: new Uint8Array(Buffer.from(unit.body, 'hex')),
  }
}
