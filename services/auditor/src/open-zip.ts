import { open, type FileHandle } from 'node:fs/promises'

import yauzl, { type Entry, type ZipFile } from 'yauzl'

import { CannotCheck } from './cannot-check.ts'
import { openingLimits, refuse } from './open-limits.ts'
import { says } from './says.ts'

/**
 * The files of a zip, by their names. Only stored members are read; the central directory and the
 * local headers must tell one story. CRCs are ignored: digests decide.
 */
export async function filesOfZip(path: string): Promise<ReadonlyMap<string, Uint8Array>> {
  try {
    return await read(path)
  } catch (cause) {
    if (cause instanceof CannotCheck) throw cause
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new CannotCheck(says(`无法打开：${why}`, `cannot be opened: ${why}`))
  }
}

async function read(path: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const handle = await open(path)
  try {
    const zip = await openZip(path)
    try {
      return await members(handle, zip)
    } finally {
      zip.close()
    }
  } finally {
    await handle.close()
  }
}

async function members(handle: FileHandle, zip: ZipFile): Promise<ReadonlyMap<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>()
  const limits = openingLimits()
  const spans: Span[] = []
  if (zip.comment.length > 0) refuse('压缩包带有注释', 'the zip has a comment')
  for await (const entry of entriesOf(zip)) {
    if (entry.fileName.endsWith('/') && entry.uncompressedSize === 0) continue
    checkMember(entry)
    limits.count(entry.fileName, entry.uncompressedSize)
    const span = await spanOf(handle, entry)
    spans.push(span)
    // Stored, so the member's bytes lie there as they are.
    const bytes = await part(handle, span.end - entry.uncompressedSize, entry.uncompressedSize)
    files.set(entry.fileName, new Uint8Array(bytes))
  }
  checkSpans(spans)
  return files
}

function checkMember(entry: Entry): void {
  const { fileName, compressionMethod, compressedSize, uncompressedSize } = entry
  if (entry.isEncrypted()) refuse(`${fileName} 已加密`, `${fileName} is encrypted`)
  if (compressionMethod !== 0) refuse(`${fileName} 经过压缩`, `${fileName} is deflated, not stored`)
  if (compressedSize !== uncompressedSize)
    refuse(`${fileName} 长度不一`, `${fileName} has two lengths`)
  const kind = (entry.externalFileAttributes >>> 16) & 0o170000
  if (kind !== 0 && kind !== 0o100000) refuse(`${fileName} 不是普通文件`, `${fileName} is a link`)
}

type Span = { readonly name: string; readonly start: number; readonly end: number }

/** The local header must name the same file, stored; a second story behind it is refused. */
async function spanOf(handle: FileHandle, entry: Entry): Promise<Span> {
  const start = entry.relativeOffsetOfLocalHeader
  const head = await part(handle, start, 30)
  const nameLength = head.readUInt16LE(26)
  const extraLength = head.readUInt16LE(28)
  const name = (await part(handle, start + 30, nameLength)).toString('latin1')
  if (
    head.readUInt32LE(0) !== 0x04034b50 ||
    head.readUInt16LE(8) !== 0 ||
    name !== entry.fileName
  ) {
    refuse(`${entry.fileName} 有两套说法`, `${entry.fileName} has another local header`)
  }
  const end = start + 30 + nameLength + extraLength + entry.uncompressedSize
  return { name, start, end }
}

function checkSpans(spans: readonly Span[]): void {
  const sorted = [...spans].sort((a, b) => a.start - b.start)
  for (const [i, { name, start }] of sorted.entries()) {
    if (start < (sorted[i - 1]?.end ?? 0))
      refuse(`${name} 与他文件重叠`, `${name} overlaps another`)
  }
}

async function part(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length)
  const { bytesRead } = await handle.read(bytes, 0, length, position)
  if (bytesRead !== length) refuse('文件不完整', 'the file ends too early')
  return bytes
}

function openZip(path: string): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    const options = { lazyEntries: true, autoClose: false, strictFileNames: true }
    yauzl.open(path, options, (error, zip) => {
      if (error === null) resolve(zip)
      else reject(error)
    })
  })
}

async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  for (;;) {
    const entry = await nextOf(zip)
    if (entry === undefined) return
    yield entry
  }
}

function nextOf(zip: ZipFile): Promise<Entry | undefined> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      zip.removeAllListeners('entry').removeAllListeners('end').removeAllListeners('error')
      act()
    }
    zip.once('entry', (entry: Entry) => {
      settle(() => {
        resolve(entry)
      })
    })
    zip.once('end', () => {
      settle(() => {
        resolve(undefined)
      })
    })
    zip.once('error', (error: Error) => {
      settle(() => {
        reject(error)
      })
    })
    zip.readEntry()
  })
}
