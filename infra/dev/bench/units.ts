import { digestOf, hexOf, randomBytes, sha256, utf8Of } from '@juece/cryptography'
import type { Digest } from '@juece/kernel'
import type { Committer, Unit } from '@juece/record-store'
import { v7 as uuidv7 } from 'uuid'
import type { Step } from './turns.ts'

/** The streams every act reads, and where they stand. */
export type Registers = Readonly<Record<string, number>>

const matterLength = 20

/** What a writer is told of each unit that entered. */
type Entered = (position: number, unit: Unit) => void

/** One matter after another, `matterLength` entries each; every fifth entry nudges its clerk. */
export function matterWriter(
  committer: Committer,
  guards: Registers,
  tell: Entered = () => undefined,
): Step {
  let stream = ''
  let expected = matterLength
  let previous: Digest | null = null
  return async () => {
    if (expected === matterLength) {
      stream = `matter/${uuidv7()}`
      expected = 0
      previous = null
    }
    const unit = unitOf({ stream, expected, previous, guards })
    await enter(committer, unit, tell)
    expected += 1
    previous = unit.digest
  }
}

/** 公众意见: a stream each, all of one window. */
export function opinionWriter(committer: Committer, guards: Registers, window: string): Step {
  return async () => {
    const stream = `opinion/${uuidv7()}`
    const unit = unitOf({ stream, expected: 0, previous: null, guards })
    await enter(committer, { ...unit, belongs: window }, () => undefined)
  }
}

async function enter(committer: Committer, unit: Unit, tell: Entered): Promise<void> {
  const verdict = await committer.append(unit)
  if (verdict.kind !== 'entered') throw new Error(`an append met ${verdict.kind}`)
  tell(verdict.position, unit)
}

/** A unit with everything a real one has. */
export function unitOf({
  stream,
  expected,
  previous,
  guards,
}: Pick<Unit, 'stream' | 'expected' | 'previous' | 'guards'>): Unit {
  const bytes = entryBytes(stream, expected + 1)
  const unit = {
    stream,
    expected,
    previous,
    commandId: `li-hua/${expected + 1}`,
    body: sha256(bytes.subarray(0, bytes.length - 40)),
    digest: digestOf(bytes),
    bytes,
    guards,
  }
  return expected % 5 === 0 ? { ...unit, target: `majorDecision/${stream}` } : unit
}

/** About as long as an entry of a matter. */
export function entryBytes(stream: string, sequence: number): Uint8Array {
  const salt = hexOf(randomBytes(16))
  return utf8Of(JSON.stringify({ stream, sequence, text: '决'.repeat(300), salt }))
}
