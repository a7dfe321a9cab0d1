import { base64Of, bytesOfBase64, textOf, utf8Of } from '@juece/cryptography'

import { parseCheckpoint, parseCount, type Checkpoint } from './checkpoint.ts'
import { parseNote, type SignedNote } from './signed-note.ts'

/** More nodes than any tree we can count needs. */
const longest = 63

/** What a log asks of a witness (C2SP tlog-witness, add-checkpoint). */
export type AddCheckpoint = {
  /** The size that the log believes the witness saw last. */
  readonly old: number
  readonly proof: readonly Uint8Array[]
  readonly note: SignedNote
  readonly checkpoint: Checkpoint
  readonly noteBytes: Uint8Array
}

/** Writes the request; the note is given as its whole text. */
export function addCheckpointText(old: number, proof: readonly Uint8Array[], note: string): string {
  return `${[`old ${String(old)}`, ...proof.map(base64Of)].join('\n')}\n\n${note}`
}

/** Reads the request strictly; nothing is proved yet. */
export function parseAddCheckpoint(bytes: Uint8Array): AddCheckpoint {
  const whole = textOf(bytes)
  const end = whole.indexOf('\n\n')
  if (end < 0) throw new Error('no empty line before the checkpoint')
  const [first = '', ...proof] = whole.slice(0, end).split('\n')
  if (!first.startsWith('old ')) throw new Error('no line that says the old size')
  if (proof.length > longest) throw new Error('a proof longer than any tree is high')
  const noteBytes = utf8Of(whole.slice(end + 2))
  const note = parseNote(noteBytes)
  return {
    old: parseCount(first.slice('old '.length)),
    proof: proof.map(bytesOfBase64),
    note,
    checkpoint: parseCheckpoint(note.text),
    noteBytes,
  }
}
