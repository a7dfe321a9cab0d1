import { createReadStream, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { link, mkdir, open, readFile, rm, stat, utimes, type FileHandle } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'

import { hexOf, randomBytes, runningDigest } from '@juece/cryptography'
import type { Digest } from '@juece/kernel'

import { asideIn } from './sweep.ts'

/** 附件 · What is known of stored bytes beside the bytes. */
export type Attachment = {
  readonly digest: Digest
  readonly length: number
  readonly mediaType: string
}

/** Papers stored under their own digest, outside the ledger. Nothing is ever overwritten. */
export type AttachmentStore = {
  /** Durable before it answers. Rejects with `AttachmentTooLong`, and then keeps nothing. */
  store(
    bytes: AsyncIterable<Uint8Array>,
    limits: { readonly mediaType: string; readonly maxBytes: number },
  ): Promise<Attachment>
  describe(of: Digest): Promise<Attachment | undefined>
  /** The bytes; undefined when nobody stored them. */
  open(of: Digest): Promise<Readable | undefined>
}

/** More bytes came than may. 413. */
export class AttachmentTooLong extends Error {
  override readonly name = 'AttachmentTooLong'
  constructor(maxBytes: number) {
    super(`an attachment of more than ${maxBytes} bytes`)
  }
}

const abandonedMs = 24 * 3_600_000

/** Opens, or makes, the store in a folder. */
export function openAttachmentStore(dir: string): AttachmentStore {
  const incoming = path.join(dir, 'incoming')
  mkdirSync(incoming, { recursive: true })
  clearAbandoned(incoming)
  /** Shelves this process has seen durable: a folder never goes. */
  const shelves = new Set<string>()
  const placeOf = (digest: Digest) => {
    const hex = digest.slice(7)
    const shelf = path.join(dir, hex.slice(0, 2))
    return { shelf, bytes: path.join(shelf, hex), told: path.join(shelf, `${hex}.json`) }
  }

  async function describe(digest: Digest): Promise<Attachment | undefined> {
    const { bytes, told } = placeOf(digest)
    try {
      // The bytes are linked last: while they are missing nothing is stored.
      const { size } = await stat(bytes)
      const said: unknown = JSON.parse(await readFile(told, 'utf8'))
      return { digest, length: size, mediaType: mediaTypeIn(said) }
    } catch (error) {
      if (isCode(error, 'ENOENT')) return undefined
      throw error
    }
  }

  return {
    store: async (bytes, { mediaType, maxBytes }) => {
      const received = path.join(incoming, hexOf(randomBytes(12)))
      const note = `${received}.json`
      try {
        // Both wait for the disk at once; neither is named before both are there.
        const [first, second] = await Promise.allSettled([
          receive(received, bytes, maxBytes),
          writeDurably(note, JSON.stringify({ mediaType })),
        ])
        if (first.status === 'rejected') throw first.reason
        if (second.status === 'rejected') throw second.reason
        const { digest, length } = first.value
        const place = placeOf(digest)
        if (!shelves.has(place.shelf)) await mkdir(place.shelf, { recursive: true })
        const isNote = await linkOnce(note, place.told)
        const isNew = await linkOnce(received, place.bytes)
        // Who stores a paper again is about to name it: its age begins anew.
        if (!isNew) await utimes(place.bytes, new Date(), new Date())
        await syncFolder(place.shelf)
        if (!shelves.has(place.shelf)) {
          await syncFolder(dir)
          shelves.add(place.shelf)
        }
        // Durable from here on. Bytes that came twice keep the media type they came with first.
        if (isNew && isNote) return { digest, length, mediaType }
        return (await describe(digest)) ?? { digest, length, mediaType }
      } finally {
        await Promise.all([rm(received, { force: true }), rm(note, { force: true })])
      }
    },
    describe,
    open: async (digest) => {
      if ((await describe(digest)) !== undefined) return createReadStream(placeOf(digest).bytes)
      // An act may have named it in the very moment in which it was set aside.
      const aside = path.join(asideIn(dir), digest.slice(7))
      return (await stat(aside).catch(() => undefined)) === undefined
        ? undefined
        : createReadStream(aside)
    },
  }
}

async function receive(
  file: string,
  bytes: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<{ readonly digest: Digest; readonly length: number }> {
  const running = runningDigest()
  let length = 0
  const handle = await open(file, 'wx', 0o444)
  try {
    for await (const piece of bytes) {
      length += piece.length
      if (length > maxBytes) throw new AttachmentTooLong(maxBytes)
      running.add(piece)
      await writeWhole(handle, piece)
    }
    await handle.sync()
  } finally {
    await handle.close()
  }
  return { digest: running.end(), length }
}

async function writeWhole(handle: FileHandle, piece: Uint8Array): Promise<void> {
  for (let written = 0; written < piece.length;) {
    const { bytesWritten } = await handle.write(piece, written)
    written += bytesWritten
  }
}

async function writeDurably(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx', 0o444)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Gives a file its name; false where the name is taken. */
async function linkOnce(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to)
    return true
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false
    throw error
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** What a killed process was receiving; nobody was answered about it. */
function clearAbandoned(incoming: string): void {
  for (const name of readdirSync(incoming)) {
    const file = path.join(incoming, name)
    const found = statSync(file, { throwIfNoEntry: false })
    if (found !== undefined && Date.now() - found.mtimeMs > abandonedMs) rmSync(file)
  }
}

function mediaTypeIn(said: unknown): string {
  if (typeof said === 'object' && said !== null && 'mediaType' in said) {
    if (typeof said.mediaType === 'string') return said.mediaType
  }
  throw new Error('the note beside an attachment is damaged')
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
