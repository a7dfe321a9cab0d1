import { bytesOfDigest, sameBytes } from '@juece/cryptography'
import type { Bundle } from '@juece/dossier'
import {
  leafHash,
  parseCheckpoint,
  parseNote,
  provesConsistency,
  rootOf,
  type Checkpoint,
  type Policy,
  type SignedNote,
} from '@juece/ledger'

import type { Finding } from '../finding.ts'
import { says, type Says } from '../says.ts'
import { quorumOf, stateOf, type NoteReport, type Trust } from './note.ts'

/** What another note of the same log says about this one. */
export type EarlierReport = {
  readonly findings: readonly Finding[]
  readonly cannot: readonly Says[]
  /** The other note is a beginning of ours, and outside witnesses had cosigned it. */
  readonly witnessedBefore: boolean
}

/** Step 14: a note somebody kept, against ours: one of them must be the beginning of the other. */
export function checkEarlier(
  bundle: Bundle,
  report: NoteReport,
  trust: Trust,
  seen: Uint8Array,
  /** From that note to ours, where somebody has it. */
  consistency?: readonly Uint8Array[],
): EarlierReport {
  const ours = report.checkpoint
  const theirs = readSeen(seen)
  if (theirs === undefined) return cannot('所给的检查点无法读取', 'the note given cannot be read')
  const { note, checkpoint } = theirs
  const log = trust.policy?.logs.find(({ name }) => name === checkpoint.origin)
  if (
    ours === undefined ||
    trust.policy === undefined ||
    log === undefined ||
    checkpoint.origin !== ours.origin ||
    stateOf(note, log) !== 'good'
  ) {
    return cannot('所给的检查点不属于这本账', 'the note given is not of this log')
  }
  const witnessed = isWitnessed(note, trust.policy, checkpoint.origin)
  if (consistency !== undefined) {
    return provesConsistency(checkpoint, ours, consistency)
      ? { findings: [], cannot: [], witnessedBefore: witnessed }
      : contradicted(ours, checkpoint, witnessed)
  }
  return compare(bundle, ours, checkpoint, witnessed)
}

function readSeen(
  seen: Uint8Array,
): { readonly note: SignedNote; readonly checkpoint: Checkpoint } | undefined {
  try {
    const note = parseNote(seen)
    return { note, checkpoint: parseCheckpoint(note.text) }
  } catch {
    return undefined
  }
}

function isWitnessed(note: SignedNote, policy: Policy, origin: string): boolean {
  const cosigned = policy.witnesses.filter(({ key }) => stateOf(note, key) === 'good')
  return (
    quorumOf(
      policy,
      origin,
      cosigned.map(({ name }) => name),
    ) === 'quorum'
  )
}

function compare(
  bundle: Bundle,
  ours: Checkpoint,
  theirs: Checkpoint,
  witnessed: boolean,
): EarlierReport {
  const agreed = { findings: [], cannot: [], witnessedBefore: witnessed }
  if (ours.size === theirs.size) {
    return sameBytes(ours.root, theirs.root) ? agreed : contradicted(ours, theirs, false)
  }
  if (theirs.size > ours.size) {
    return cannot(
      '所给的检查点较新；请用较新的证据包来比',
      'the note given is newer; compare it with a newer bundle',
    )
  }
  const leaves = bundle.manifest.entries
    .filter(({ position }) => position < theirs.size)
    .map(({ digest }) => leafHash(bytesOfDigest(digest)))
  // Only who holds every entry below can compute that older tree without a proof.
  if (leaves.length !== theirs.size) {
    return cannot(
      '手头没有一致性证明，无法比较两个检查点',
      'no consistency proof at hand: the two notes cannot be compared',
    )
  }
  return sameBytes(rootOf(leaves), theirs.root) ? agreed : contradicted(ours, theirs, witnessed)
}

/** A witnessed past that is no beginning of ours was rewritten; else one key told two stories. */
function contradicted(ours: Checkpoint, theirs: Checkpoint, witnessed: boolean): EarlierReport {
  const sizes = `${String(theirs.size)}, ${String(ours.size)}`
  const finding: Finding = witnessed
    ? {
        code: 'LOG_REWRITTEN',
        position: null,
        file: null,
        says: says(
          `经见证的检查点（规模 ${String(theirs.size)}）不是这本账的开头：账被改写`,
          `a witnessed note (size ${String(theirs.size)}) is no beginning of this log: it was rewritten`,
        ),
      }
    : {
        code: 'SPLIT_VIEW',
        position: null,
        file: null,
        says: says(
          `同一密钥签出了两段历史（规模 ${sizes}）；两份检查点都应留作证据`,
          `one key signed two histories (sizes ${sizes}); keep both notes as evidence`,
        ),
      }
  return { findings: [finding], cannot: [], witnessedBefore: false }
}

function cannot(zh: string, en: string): EarlierReport {
  return { findings: [], cannot: [says(zh, en)], witnessedBefore: false }
}
