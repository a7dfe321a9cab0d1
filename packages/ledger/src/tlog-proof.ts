import { base64Of, bytesOfBase64, textOf, utf8Of } from '@juece/cryptography'

import { parseCheckpoint, parseCount, type Checkpoint } from './checkpoint.ts'
import { parseNote, type SignedNote } from './signed-note.ts'

const head = 'c2sp.org/tlog-proof@v1'
/** A path of 63 nodes serves a tree larger than any we can count. */
const longest = 63

/** A tlog-proof (C2SP): that one leaf stands at one index under one signed note. */
export type TlogProof = {
  readonly index: number
  readonly path: readonly Uint8Array[]
  readonly note: SignedNote
  readonly checkpoint: Checkpoint
  readonly noteBytes: Uint8Array
}

/** Writes a proof; the note is given as its whole text. */
export function proofText(index: number, path: readonly Uint8Array[], note: string): string {
  return `${[head, `index ${String(index)}`, ...path.map(base64Of)].join('\n')}\n\n${note}`
}

/** Reads a proof strictly; nothing is proved yet. */
export function parseProof(bytes: Uint8Array): TlogProof {
  const whole = textOf(bytes)
  const end = whole.indexOf('\n\n')
  if (end < 0) throw new Error('not a tlog-proof')
  const [first, second = '', ...path] = whole.slice(0, end).split('\n')
  if (first !== head || !second.startsWith('index ')) throw new Error('not a tlog-proof')
  if (path.length > longest) throw new Error('a path longer than any tree is high')
  const noteBytes = utf8Of(whole.slice(end + 2))
  const note = parseNote(noteBytes)
  return {
    index: parseCount(second.slice('index '.length)),
    path: path.map(parseNode),
    note,
    checkpoint: parseCheckpoint(note.text),
    noteBytes,
  }
}

function parseNode(base64: string): Uint8Array {
  const node = bytesOfBase64(base64)
  if (node.length !== 32) throw new Error('a node of a proof has 32 bytes')
  return node
}
