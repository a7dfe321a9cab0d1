import { textOf } from '@juece/cryptography'

import { CannotCheck } from './cannot-check.ts'
import { openingLimits, refuse } from './open-limits.ts'
import { says } from './says.ts'

/** Something with bytes at places: a file on disk, a file dropped on a page. */
export type ByteSource = {
  readonly size: number
  readonly read: (position: number, length: number) => Promise<Uint8Array>
}

/**
 * The files of a zip, by their names. Only stored members are read; the central directory and the
 * local headers must tell one story. CRCs are ignored: digests decide.
 */
export async function zipMembers(source: ByteSource): Promise<ReadonlyMap<string, Uint8Array>> {
  try {
    return await members(source)
  } catch (cause) {
    if (cause instanceof CannotCheck) throw cause
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new CannotCheck(says(`无法打开：${why}`, `cannot be opened: ${why}`))
  }
}

async function members(source: ByteSource): Promise<ReadonlyMap<string, Uint8Array>> {
  const directory = await directoryOf(source)
  const files = new Map<string, Uint8Array>()
  const limits = openingLimits()
  const spans: Span[] = []
  for (const member of listed(await part(source, directory.start, directory.length))) {
    if (member.name.endsWith('/') && member.length === 0) continue
    checkMember(member)
    limits.count(member.name, member.length)
    const span = await spanOf(source, member)
    spans.push(span)
    // Stored, so the member's bytes lie there as they are.
    files.set(member.name, await part(source, span.end - member.length, member.length))
  }
  if (files.size !== directory.count) refuse('目录与文件数不符', 'the directory counts otherwise')
  checkSpans(spans, directory.start)
  return files
}

const endLength = 22
const end64Length = 56
const locatorLength = 20
/** A member of a bundle takes less than 300 bytes of it, so this is room for 100,000. */
const longestDirectory = 64 * 1024 ** 2

type Directory = { readonly start: number; readonly length: number; readonly count: number }

/** The end record closes the file: without a comment there is one place where it can stand. */
async function directoryOf(source: ByteSource): Promise<Directory> {
  const at = source.size - endLength
  if (at < 0) refuse('不是压缩包', 'not a zip')
  const end = viewOf(await part(source, at, endLength))
  if (end.getUint32(0, true) !== 0x06054b50) refuse('不是压缩包，或带有注释', 'not a zip')
  if (end.getUint16(20, true) !== 0) refuse('压缩包带有注释', 'the zip has a comment')
  const disks = [end.getUint16(4, true), end.getUint16(6, true)]
  if (disks.some((disk) => disk !== 0)) refuse('压缩包分卷', 'the zip is in several parts')
  const short = {
    count: end.getUint16(10, true),
    length: end.getUint32(12, true),
    start: end.getUint32(16, true),
  }
  const isLong = short.count === 0xffff || short.length === 0xffffffff || short.start === 0xffffffff
  const { closes, ...found } = isLong ? await longDirectory(source, at) : { ...short, closes: at }
  if (found.start + found.length !== closes) refuse('压缩包目录有误', 'its directory is not there')
  if (found.length > longestDirectory) refuse('文件多于十万个', 'more than 100,000 files')
  // Directories count as members too, and stay unread.
  return { ...found, count: found.count - foldersIn(await part(source, found.start, found.length)) }
}

async function longDirectory(
  source: ByteSource,
  end: number,
): Promise<Directory & { readonly closes: number }> {
  const locator = viewOf(await part(source, end - locatorLength, locatorLength))
  const closes = numberAt(locator, 8)
  const record = viewOf(await part(source, closes, end64Length))
  if (locator.getUint32(0, true) !== 0x07064b50 || record.getUint32(0, true) !== 0x06064b50) {
    refuse('压缩包目录有误', 'its directory is not there')
  }
  return {
    closes,
    count: numberAt(record, 32),
    length: numberAt(record, 40),
    start: numberAt(record, 48),
  }
}

type Member = {
  readonly name: string
  readonly method: number
  readonly flags: number
  readonly stored: number
  readonly length: number
  readonly attributes: number
  readonly start: number
  readonly extra: Uint8Array
}

function foldersIn(directory: Uint8Array): number {
  return listed(directory).filter(({ name, length }) => name.endsWith('/') && length === 0).length
}

function listed(directory: Uint8Array): readonly Member[] {
  const view = viewOf(directory)
  const found: Member[] = []
  for (let at = 0; at < directory.length;) {
    if (view.getUint32(at, true) !== 0x02014b50) refuse('压缩包目录有误', 'its directory is false')
    const nameLength = view.getUint16(at + 28, true)
    const extraLength = view.getUint16(at + 30, true)
    const nameAt = at + 46
    const extra = directory.subarray(nameAt + nameLength, nameAt + nameLength + extraLength)
    found.push(
      withLongLengths({
        name: textOf(directory.subarray(nameAt, nameAt + nameLength)),
        flags: view.getUint16(at + 8, true),
        method: view.getUint16(at + 10, true),
        stored: view.getUint32(at + 20, true),
        length: view.getUint32(at + 24, true),
        attributes: view.getUint32(at + 38, true),
        start: view.getUint32(at + 42, true),
        extra,
      }),
    )
    at = nameAt + nameLength + extraLength + view.getUint16(at + 32, true)
    if (at > directory.length) refuse('压缩包目录有误', 'its directory is false')
  }
  return found
}

/** What does not fit into 32 bits stands in an extra field, in a fixed order. */
function withLongLengths(member: Member): Member {
  const view = viewOf(member.extra)
  for (let at = 0; at + 4 <= member.extra.length;) {
    const kind = view.getUint16(at, true)
    const length = view.getUint16(at + 2, true)
    if (kind === 0x7075) refuse(`${member.name} 有两个名字`, `${member.name} has two names`)
    if (kind === 1) {
      let next = at + 4
      const long = (short: number): number => {
        if (short !== 0xffffffff) return short
        next += 8
        return numberAt(view, next - 8)
      }
      const lengths = { length: long(member.length), stored: long(member.stored) }
      return { ...member, ...lengths, start: long(member.start) }
    }
    at += 4 + length
  }
  return member
}

function checkMember({ name, flags, method, stored, length, attributes }: Member): void {
  if ((flags & 1) !== 0) refuse(`${name} 已加密`, `${name} is encrypted`)
  if (method !== 0) refuse(`${name} 经过压缩`, `${name} is deflated, not stored`)
  if (stored !== length) refuse(`${name} 长度不一`, `${name} has two lengths`)
  const kind = (attributes >>> 16) & 0o170000
  if (kind !== 0 && kind !== 0o100000) refuse(`${name} 不是普通文件`, `${name} is a link`)
}

type Span = { readonly name: string; readonly start: number; readonly end: number }

/** The local header must name the same file, stored; a second story behind it is refused. */
async function spanOf(source: ByteSource, { name, start, length }: Member): Promise<Span> {
  const head = viewOf(await part(source, start, 30))
  const nameLength = head.getUint16(26, true)
  const extraLength = head.getUint16(28, true)
  const own = await part(source, start + 30, nameLength)
  const agrees =
    head.getUint32(0, true) === 0x04034b50 && head.getUint16(8, true) === 0 && textOf(own) === name
  if (!agrees) refuse(`${name} 有两套说法`, `${name} has another local header`)
  return { name, start, end: start + 30 + nameLength + extraLength + length }
}

function checkSpans(spans: readonly Span[], before: number): void {
  const sorted = [...spans].sort((a, b) => a.start - b.start)
  for (const [i, { name, start, end }] of sorted.entries()) {
    if (start < (sorted[i - 1]?.end ?? 0) || end > before)
      refuse(`${name} 与他文件重叠`, `${name} overlaps another`)
  }
}

async function part(source: ByteSource, position: number, length: number): Promise<Uint8Array> {
  const isInside = position >= 0 && position + length <= source.size
  const bytes = isInside ? await source.read(position, length) : new Uint8Array()
  if (bytes.length !== length) refuse('文件不完整', 'the file ends too early')
  return bytes
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** A length of 64 bits; none that we could read is above what a number counts. */
function numberAt(view: DataView, at: number): number {
  return Number(view.getBigUint64(at, true))
}
