import { utf8Of } from '@juece/cryptography'
import { readReceipt, type Bundle, type BundleManifest, type Receipt } from '@juece/dossier'
import { parseProof } from '@juece/ledger'

import { CannotCheck } from './cannot-check.ts'
import { checkEarlier } from './checks/earlier.ts'
import { checkNote, independenceOf, trustOf, type NoteReport } from './checks/note.ts'
import { checkProofs } from './checks/proofs.ts'
import { examine } from './examined.ts'
import type { Finding } from './finding.ts'
import { says, type Says } from './says.ts'
import { verdictOf, type Verdict } from './verdict.ts'

/** What the reader of a receipt brings. */
export type ReceiptOptions = {
  /** A tlog-policy that came by another road than the receipt. */
  readonly policy?: string
  /** The agency's own copy of it: what follows from that is a claim. */
  readonly ownPolicy?: string
  /** Notes of the same log that somebody kept. */
  readonly seen?: readonly Uint8Array[]
  /** Bundles of the same log in which the entry may be. */
  readonly against?: readonly Bundle[]
  readonly requireIndependent?: boolean
}

/** Opens a receipt; what is none is `CannotCheck`, never "false". */
export function openReceipt(bytes: Uint8Array): Receipt {
  const read = readReceipt(bytes)
  if (read.kind === 'receipt') return read.receipt
  throw new CannotCheck(says(`这不是回执：${read.says}`, `this is not a receipt: ${read.says}`))
}

/**
 * 核验回执 · Checks a receipt as a bundle of one entry whose body is not there: that its digest stands at
 * its position under a signed note. Before the seal a receipt is the agency's word, and cannot be checked.
 */
export function verifyReceipt(receipt: Receipt, options: ReceiptOptions = {}): Verdict {
  const proved = readProof(receipt)
  const bundle = bundleOfOne(receipt, proved.size, proved.note, options.ownPolicy)
  const trust = trustOf(bundle, options.policy)
  const note = proved.note === undefined ? undefined : checkNote(bundle, trust)
  const entries = note === undefined ? [] : examine(bundle)
  const proofs = note === undefined ? undefined : checkProofs(bundle, entries, note, trust)
  const earlier =
    note === undefined
      ? []
      : (options.seen ?? []).map((seen) => checkEarlier(bundle, note, trust, seen))
  const compared = (options.against ?? []).map((other) => compare(receipt, other))
  const witnessedBefore = earlier.some((one) => one.witnessedBefore)
  const independence =
    note === undefined ? 'self-attested' : independenceOf(note, trust, witnessedBefore)
  return verdictOf({
    bundle,
    findings: [
      ...proved.findings,
      ...(note?.findings ?? []),
      ...(proofs?.findings ?? []),
      ...(note === undefined ? [] : claimOf(receipt, note)),
      ...earlier.flatMap(({ findings }) => findings),
      ...compared.flatMap(({ findings }) => findings),
    ],
    completeness: 'open',
    independence,
    notProved: [
      says(
        '回执只有记录的摘要；记录写了什么，要看证据包',
        'a receipt has the digest of the entry alone: what it says is in a bundle',
      ),
      ...(independence === 'witnessed' || independence === 'broken'
        ? []
        : [says('尚无外部见证可凭', 'no outside witness stands behind it yet')]),
      ...(note?.notProved ?? []),
      ...compared.flatMap(({ notProved }) => notProved),
    ],
    cannot: [
      ...(proved.note === undefined && proved.findings.length === 0 ? [unsealed] : []),
      ...(note?.cannot ?? []),
      ...earlier.flatMap(({ cannot }) => cannot),
    ],
    notReached: (grades) =>
      options.requireIndependent === true && grades.independence !== 'witnessed'
        ? [says('要求外部见证，但未达到', 'an outside witness was required and there is none')]
        : [],
    of: {
      kind: 'receipt',
      origin: receipt.origin,
      subject: [receipt.stream],
      size: proved.size,
      entries: 1,
      withheld: 1,
      grounds: [],
      papers: 0,
      absentPapers: 0,
      disclosed: 0,
      erased: 0,
      lastEntered: undefined,
      newestCosignature: note?.newestCosignature,
      endedBy: undefined,
    },
  })
}

const unsealed = says(
  '此回执尚未封存，仅为本机关的说明；封存后可再取一份带证明的',
  'this receipt is not sealed yet and only the agency’s word; fetch it again for its proof',
)

type ReadProof = {
  readonly size: number
  readonly note: Uint8Array | undefined
  readonly findings: readonly Finding[]
}

function readProof({ proof, state, position }: Receipt): ReadProof {
  if (proof === undefined) {
    const isClaimed = state !== 'entered'
    return {
      size: 0,
      note: undefined,
      findings: isClaimed
        ? [falseReceipt(position, '自称已封存，却没有证明', 'says it is sealed and has no proof')]
        : [],
    }
  }
  try {
    const { noteBytes, checkpoint } = parseProof(utf8Of(proof))
    return { size: checkpoint.size, note: noteBytes, findings: [] }
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    return {
      size: 0,
      note: undefined,
      findings: [
        falseReceipt(position, `的证明无法读取：${why}`, `has a proof that cannot be read: ${why}`),
      ],
    }
  }
}

/** A state beyond what the note carries is a false claim about others. */
function claimOf({ state, position }: Receipt, { witnesses, cannot }: NoteReport): Finding[] {
  const isWitnessed = witnesses === 'quorum' || witnesses === 'quorum-of-operator'
  if (state !== 'witnessed' || isWitnessed || cannot.length > 0) return []
  return [
    {
      ...falseReceipt(
        position,
        '自称已见证，其检查点却没有足够的见证人签名',
        'says it is witnessed, and its note has not enough cosignatures',
      ),
      code: 'COSIGNATURE_FALSE',
    },
  ]
}

type Comparison = {
  readonly findings: readonly Finding[]
  readonly notProved: readonly Says[]
}

/** Whether a bundle of the same log knows the entry, and as the same. */
function compare({ origin, stream, position, digest }: Receipt, bundle: Bundle): Comparison {
  const { manifest, windows } = bundle
  const n = String(position)
  if (manifest.origin !== origin) {
    return {
      findings: [],
      notProved: [says('该证据包属于另一本账', 'that bundle is of another log')],
    }
  }
  const there = manifest.entries.find((entry) => entry.position === position)
  if (there !== undefined && there.digest !== digest) {
    return {
      findings: [
        {
          code: 'SPLIT_VIEW',
          position,
          file: null,
          says: says(
            `第 ${n} 号在回执与证据包中不是同一条：两份都应留作证据`,
            `entry ${n} is one thing in the receipt and another in the bundle: keep both as evidence`,
          ),
        },
      ],
      notProved: [],
    }
  }
  if (there !== undefined) return { findings: [], notProved: [] }
  const hex = new Set([...windows.values()].map((bytes) => listedIn(bytes, digest)))
  if (hex.has(true)) return { findings: [], notProved: [] }
  return manifest.subject.includes(stream) && position < manifest.size
    ? {
        findings: [
          {
            code: 'ENTRY_MISSING',
            position,
            file: null,
            says: says(
              `证据包自称含有 ${stream} 的全部，却没有回执所记的第 ${n} 号记录`,
              `the bundle claims the whole of ${stream} and has not entry ${n} of the receipt`,
            ),
          },
        ],
        notProved: [],
      }
    : {
        findings: [],
        notProved: [
          says(
            `证据包中没有第 ${n} 号记录，也没有列入它的意见清单（逾期的意见不列入）`,
            `the bundle neither has entry ${n} nor lists it (an opinion that came late is in no list)`,
          ),
        ],
      }
}

function listedIn(list: Uint8Array, digest: Receipt['digest']): boolean {
  return new TextDecoder().decode(list).includes(digest.slice('sha256:'.length))
}

function falseReceipt(position: number, zh: string, en: string): Finding {
  return {
    code: 'PROOF_FALSE',
    position,
    file: null,
    says: says(`回执${zh}`, `the receipt ${en}`),
  }
}

function bundleOfOne(
  { origin, stream, sequence, position, digest, proof }: Receipt,
  size: number,
  note: Uint8Array | undefined,
  ownPolicy: string | undefined,
): Bundle {
  const manifest: BundleManifest = {
    format: 'juece-bundle/1',
    origin,
    subject: [stream],
    size,
    made: null,
    profile: 'person',
    entries: [{ position, stream, sequence, digest, state: 'withheld' }],
    attachments: [],
    closing: null,
    requires: [],
  }
  const none = new Map<never, never>()
  return {
    root: '',
    manifest,
    checkpoint: note,
    policy: ownPolicy === undefined ? undefined : utf8Of(ownPolicy),
    entries: none,
    proofs: new Map(proof === undefined ? [] : [[position, utf8Of(proof)]]),
    rules: none,
    calendars: none,
    attachments: none,
    absences: none,
    windows: none,
    files: none,
    strange: [],
  }
}
