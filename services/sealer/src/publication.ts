import { sameBytes, utf8Of } from '@juece/cryptography'
import {
  noteText,
  parseCheckpoint,
  parseNote,
  sealStateOf,
  type Policy,
  type TileFile,
} from '@juece/ledger'

import type { TileFolder } from './folder.ts'

/** A signed checkpoint and the lines that stand under it so far, our own first. */
export type OpenNote = {
  readonly size: number
  readonly text: string
  readonly lines: readonly string[]
}

/** 公布 · What of the log everybody can read, and the note that stands in front of it. */
export type Publication = {
  readonly folder: TileFolder
  readonly policy: Policy
  /** The bytes of `checkpoint` as they were found at the start. */
  readonly found: Uint8Array | undefined
  /** The note that is offered to the witnesses. */
  current(): OpenNote | undefined
  /** Puts a newer note in front. */
  announce(note: OpenNote): Promise<void>
  /** Adds a witness's line to a note that was announced; answers the note with it. */
  cosigned(size: number, line: string): Promise<OpenNote | undefined>
  add(files: readonly TileFile[]): Promise<void>
  sweep(full: readonly TileFile[]): Promise<void>
}

/** Older notes than this many still take lines: a slow witness answers about one of them. */
const mostOpen = 16

/** Opens the publication over its folder; what it finds there is the caller's to judge. */
export async function openPublication(folder: TileFolder, policy: Policy): Promise<Publication> {
  const found = await folder.read('checkpoint')
  let front = found
  let witnessed = await folder.read('checkpoint.witnessed')
  let witnessedSize = witnessed === undefined ? 0 : sizeOf(witnessed)
  const open = new Map<number, OpenNote>()
  let newest: OpenNote | undefined
  let turn: Promise<unknown> = Promise.resolve()

  /** The notes are written by the sealing and by each witness's answer: one at a time. */
  const inTurn = <T>(write: () => Promise<T>): Promise<T> => {
    const mine = turn.then(write)
    turn = mine.catch(() => undefined)
    return mine
  }
  const put = async (note: OpenNote): Promise<void> => {
    open.set(note.size, note)
    for (const size of [...open.keys()].slice(0, -mostOpen)) open.delete(size)
    const bytes = utf8Of(noteText(note.text, note.lines))
    if (newest === undefined || note.size >= newest.size) {
      if (front === undefined || !sameBytes(front, bytes)) {
        await folder.swap('checkpoint', front, bytes)
        front = bytes
      }
      newest = note
    }
    const isWitnessed = sealStateOf(policy, parseNote(bytes)) === 'witnessed'
    if (!isWitnessed || note.size < witnessedSize) return
    if (witnessed !== undefined && sameBytes(witnessed, bytes)) return
    await folder.swap('checkpoint.witnessed', witnessed, bytes)
    witnessed = bytes
    witnessedSize = note.size
  }
  return {
    folder,
    policy,
    found,
    current: () => newest,
    announce: (note) => inTurn(() => put(note)),
    cosigned: (size, line) =>
      inTurn(async () => {
        const note = open.get(size)
        if (note === undefined || note.lines.includes(line)) return note
        const more = { ...note, lines: [...note.lines, line] }
        await put(more)
        return more
      }),
    add: (files) => folder.add(files),
    sweep: (full) => folder.sweep(full.map(({ path }) => path)),
  }
}

function sizeOf(note: Uint8Array): number {
  return parseCheckpoint(parseNote(note).text).size
}
