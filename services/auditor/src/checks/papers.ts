import { digestOf } from '@juece/cryptography'
import { papersNamed, parseAbsence, places, type Bundle } from '@juece/dossier'
import type { Digest } from '@juece/kernel'
import { canonicalText } from '@juece/ledger'

import type { ExaminedEntry, TrustedEntry } from '../examined.ts'
import type { Code, Finding } from '../finding.ts'
import { says } from '../says.ts'

/** What became of the papers. */
export type PapersReport = {
  readonly findings: readonly Finding[]
  readonly present: number
  /** Papers that are not there, with their reason shown. */
  readonly absent: number
}

/** Step 9: each paper that an entry names is there and hashes, or is accounted for; none is unnamed. */
export function checkPapers(
  bundle: Bundle,
  entries: readonly ExaminedEntry[],
  trusted: readonly TrustedEntry[],
): PapersReport {
  const named = new Map<Digest, number>()
  for (const { entry, position } of trusted) {
    for (const { digest } of papersNamed(entry)) {
      named.set(digest, Math.min(position, named.get(digest) ?? position))
    }
  }
  const lost = [...named].filter(([digest]) => !bundle.attachments.has(digest))
  const unaccounted = lost.filter(([digest]) => !isAccountedFor(bundle, digest, trusted))
  // While an entry cannot be read, a paper that nobody names may be that entry's.
  const allRead = trusted.length === entries.length
  return {
    findings: [
      ...unaccounted.map(([digest, position]) => missing(digest, position)),
      ...[...bundle.attachments].flatMap(([digest, bytes]) =>
        checkBytes(bundle, digest, bytes, named),
      ),
      ...[...bundle.attachments.keys()]
        .filter((digest) => allRead && !named.has(digest))
        .map((digest) =>
          finding('ATTACHMENT_BYTES', null, digest, '没有任何记录提到', 'is named by no entry'),
        ),
    ],
    present: bundle.attachments.size,
    absent: lost.length - unaccounted.length,
  }
}

function checkBytes(
  bundle: Bundle,
  digest: Digest,
  bytes: Uint8Array,
  named: ReadonlyMap<Digest, number>,
): readonly Finding[] {
  const found = digestOf(bytes)
  if (found === digest) return []
  const listed = bundle.manifest.attachments.find((one) => one.digest === digest)
  const position = named.get(digest) ?? listed?.named ?? null
  return named.has(found)
    ? [
        finding(
          'ATTACHMENTS_SWAPPED',
          position,
          digest,
          '换成了另一份在案附件',
          'is another paper of the record',
        ),
      ]
    : [
        finding(
          'ATTACHMENT_BYTES',
          position,
          digest,
          '的字节与其摘要不符',
          'does not have its digest',
        ),
      ]
}

/** A ground for withholding, or the custody entry that names the paper as destroyed or erased. */
function isAccountedFor(bundle: Bundle, digest: Digest, trusted: readonly TrustedEntry[]): boolean {
  const bytes = bundle.absences.get(digest)
  const absence = bytes === undefined ? undefined : parseAbsence(bytes)
  if (absence?.digest !== digest) return false
  if (absence.state === 'withheld') return true
  const certificate = trusted.find(({ position }) => position === absence.certificate)?.entry
  return (
    certificate?.outcome.kind === 'recorded' &&
    certificate.stream.startsWith('custody') &&
    canonicalText(certificate.outcome.events).includes(digest)
  )
}

function missing(digest: Digest, position: number): Finding {
  return finding(
    'CERTIFICATE_ABSENT',
    position,
    digest,
    `为第 ${String(position)} 号记录所提及，文件不在，也没有说明`,
    `is named by entry ${String(position)}, is not there and not accounted for`,
  )
}

function finding(
  code: Code,
  position: number | null,
  digest: Digest,
  zh: string,
  en: string,
): Finding {
  const short = digest.slice(7, 19)
  return {
    code,
    position,
    file: places.attachment(digest),
    says: says(`附件 ${short}… ${zh}`, `paper ${short}… ${en}`),
  }
}
