import { digestOf, textOf } from '@juece/cryptography'
import { certificatesOf } from '@juece/cryptography/time-token'
import type { Bundle, Receipt } from '@juece/dossier'
import type { Digest } from '@juece/kernel'
import { parseNote, parsePolicy } from '@juece/ledger'

import { CannotCheck, bundleOfZip, openReceipt, says } from '../from-bytes.ts'

/** What a file that was dropped turned out to be. */
export type Dropped = { readonly name: string; readonly digest: Digest } & (
  | { readonly kind: 'bundle'; readonly bundle: Bundle }
  | { readonly kind: 'receipt'; readonly receipt: Receipt }
  | { readonly kind: 'policy'; readonly policy: string }
  | { readonly kind: 'note'; readonly note: Uint8Array }
  | { readonly kind: 'authority'; readonly certificates: readonly Uint8Array[] }
)

/** Beyond this a browser holds no file in one piece; the command line does. */
const largest = 1.5 * 1024 ** 3

/** Looks at the bytes, never at the name: a zip, a receipt, a policy, a checkpoint, a certificate. */
export async function readDropped(file: File): Promise<Dropped> {
  if (file.size > largest) {
    throw new CannotCheck(
      says(
        '文件太大，请用命令行 juece verify 核验',
        'the file is too large for a page: use juece verify',
      ),
    )
  }
  const bytes = new Uint8Array(await file.arrayBuffer())
  const known = { name: file.name, digest: digestOf(bytes) }
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) {
    const read = async (at: number, length: number) => bytes.subarray(at, at + length)
    return { ...known, kind: 'bundle', bundle: await bundleOfZip({ size: bytes.length, read }) }
  }
  const text = textIn(bytes)
  if (text.trimStart().startsWith('{')) {
    return { ...known, kind: 'receipt', receipt: openReceipt(bytes) }
  }
  if (text.includes('-----BEGIN CERTIFICATE-----')) {
    return { ...known, kind: 'authority', certificates: certificatesOf(text) }
  }
  if (isReadable(() => parseNote(bytes))) return { ...known, kind: 'note', note: bytes }
  if (isReadable(() => parsePolicy(text))) return { ...known, kind: 'policy', policy: text }
  throw new CannotCheck(
    says(
      '认不出这个文件：应为证据包、回执、信任策略、检查点或时间戳机构证书',
      'not known: a bundle, a receipt, a policy, a checkpoint or a certificate of a time-stamp authority is expected',
    ),
  )
}

function textIn(bytes: Uint8Array): string {
  try {
    return textOf(bytes)
  } catch {
    return ''
  }
}

function isReadable(read: () => unknown): boolean {
  try {
    read()
    return true
  } catch {
    return false
  }
}
