import { earlierIn, headPlaces, headsIn, type Bundle, type HeadShown } from '@juece/dossier'
import { isDigest } from '@juece/kernel'
import { provesHead } from '@juece/ledger'
import { utf8Of } from '@juece/cryptography'

import type { ExaminedEntry, TrustedEntry } from '../examined.ts'
import type { Code, Finding } from '../finding.ts'
import { says, type Says } from '../says.ts'
import { checkEarlier } from './earlier.ts'
import type { NoteReport, Trust } from './note.ts'

/** What the statements of heads say about the streams of a bundle. */
export type HeadsReport = {
  readonly findings: readonly Finding[]
  readonly cannot: readonly Says[]
  /** Everything of the subject below this position is shown; undefined when nobody can tell. */
  readonly completeBelow: number | undefined
  /** The witnessed note inside a statement is a beginning of ours. */
  readonly witnessedBefore: boolean
}

/** Step 13: the statement is proved, the stream's head is in its root, and it is the last of ours below. */
export function checkHeads(
  bundle: Bundle,
  entries: readonly ExaminedEntry[],
  trusted: readonly TrustedEntry[],
  note: NoteReport,
  trust: Trust,
): HeadsReport {
  const heads = headsIn(bundle.files)
  const earlier = checkQuoted(bundle, trusted, note, trust)
  if (heads === undefined) return { ...earlier, completeBelow: undefined }
  if (heads === 'unreadable') {
    return {
      ...earlier,
      findings: [...earlier.findings, falseHead(null, '无法读取', 'cannot be read')],
      completeBelow: undefined,
    }
  }
  const judged = heads.map((head) => judge(head, entries, trusted))
  const below = bundle.manifest.subject.map(
    (stream) => judged.find((one) => one.stream === stream)?.below,
  )
  const isWhole = below.length > 0 && below.every((one) => one !== undefined)
  return {
    ...earlier,
    findings: [...earlier.findings, ...judged.flatMap(({ finding }) => finding ?? [])],
    completeBelow: isWhole ? Math.min(...below) : undefined,
  }
}

type Judged = { readonly stream: string; readonly below?: number; readonly finding?: Finding }

function judge(
  head: HeadShown,
  entries: readonly ExaminedEntry[],
  trusted: readonly TrustedEntry[],
): Judged {
  const { stream, statement, sequence } = head
  const stated = statementAt(trusted, statement)
  if (stated === undefined) {
    return {
      stream,
      finding: falseHead(
        statement,
        '所引的记录不是各流末条',
        'quotes an entry that states no heads',
      ),
    }
  }
  const { below, root, count } = stated
  if (head.count !== count || !provesHead(head, head, root)) {
    return {
      stream,
      finding: falseHead(
        statement,
        `不在所载的根之下（${stream}）`,
        `is not below the root stated (${stream})`,
      ),
    }
  }
  const last = entries.findLast((one) => one.stream === stream && one.position < below)
  if (last === undefined || last.sequence < sequence) {
    return { stream, finding: cut(head, last, below) }
  }
  return last.sequence === sequence && last.digest === head.digest
    ? { stream, below }
    : {
        stream,
        finding: falseHead(
          last.position,
          `与所示的第 ${String(last.position)} 号记录不符`,
          `contradicts entry ${String(last.position)} as it is shown`,
        ),
      }
}

function statementAt(trusted: readonly TrustedEntry[], at: number) {
  const entry = trusted.find(({ position }) => position === at)?.entry
  if (entry?.stream !== 'custody/heads' || entry.outcome.kind !== 'recorded') return undefined
  if (!('clerk' in entry.by)) return undefined
  const event = entry.outcome.events.find(({ type }) => type === 'HeadsRecorded')
  if (event === undefined) return undefined
  const { below, root, count } = event
  if (typeof below !== 'number' || typeof count !== 'number') return undefined
  if (typeof root !== 'string' || !isDigest(root) || below > at) return undefined
  return { below, root, count }
}

/** The witnessed note that a statement quotes: old cosignatures lie inside the tree. */
function checkQuoted(
  bundle: Bundle,
  trusted: readonly TrustedEntry[],
  note: NoteReport,
  trust: Trust,
): Omit<HeadsReport, 'completeBelow'> {
  const quoted = trusted.findLast(
    ({ entry }) => entry.stream === 'custody/heads' && witnessedIn(entry) !== undefined,
  )
  const nothing = { findings: [], cannot: [], witnessedBefore: false }
  if (quoted === undefined) return nothing
  const witnessed = witnessedIn(quoted.entry) ?? ''
  const earlier = earlierIn(bundle.files)
  const given =
    earlier !== undefined && earlier !== 'unreadable' && earlier.note === witnessed
      ? earlier.consistency
      : undefined
  const report = checkEarlier(bundle, note, trust, utf8Of(witnessed), given)
  return {
    ...report,
    findings: report.findings.map((finding) => ({ ...finding, position: quoted.position })),
  }
}

function witnessedIn({ outcome }: TrustedEntry['entry']): string | undefined {
  const events = outcome.kind === 'recorded' ? outcome.events : []
  const witnessed = events.find(({ type }) => type === 'HeadsRecorded')?.witnessed
  return typeof witnessed === 'string' ? witnessed : undefined
}

function cut(
  { stream, sequence }: HeadShown,
  last: ExaminedEntry | undefined,
  below: number,
): Finding {
  const [n, shown, q] = [sequence, last?.sequence ?? 0, below].map(String)
  return finding(
    'TAIL_CUT',
    last?.position ?? null,
    `${stream} 在第 ${q ?? ''} 号之前有 ${n ?? ''} 条，这里只有 ${shown ?? ''} 条：尾部被截`,
    `${stream} had ${n ?? ''} entries below ${q ?? ''}, only ${shown ?? ''} are here: its tail is cut`,
  )
}

function falseHead(position: number | null, zh: string, en: string): Finding {
  return finding('PROOF_FALSE', position, `各流末条的证明${zh}`, `a proof about the heads ${en}`)
}

function finding(code: Code, position: number | null, zh: string, en: string): Finding {
  return { code, position, file: headPlaces.heads, says: says(zh, en) }
}
