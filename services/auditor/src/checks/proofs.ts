import { bytesOfDigest, sameBytes } from '@juece/cryptography'
import { places, type Bundle } from '@juece/dossier'
import type { Digest } from '@juece/kernel'
import {
  checkSignature,
  isBy,
  leafHash,
  parseProof,
  rootOfPath,
  type Checkpoint,
  type Policy,
  type TlogProof,
} from '@juece/ledger'

import type { ExaminedEntry } from '../examined.ts'
import type { Code, Finding } from '../finding.ts'
import { says } from '../says.ts'
import { blameOf, provedNodes, type ProvedNodes } from './proved-nodes.ts'
import type { NoteReport, Trust } from './note.ts'

/** What the proofs say of each listed entry. */
export type ProofReport = {
  readonly findings: readonly Finding[]
  /** The digests that the tree holds, for each position where that is known. */
  readonly inTree: ReadonlyMap<number, Digest>
}

type Read =
  | { readonly kind: 'read'; readonly proof: TlogProof }
  | { readonly kind: 'bad'; readonly finding: Finding }

/** Step 5: each listed position has a proof, under the one note, of its own index. */
export function checkProofs(
  bundle: Bundle,
  entries: readonly ExaminedEntry[],
  report: NoteReport,
  trust: Trust,
): ProofReport {
  const { checkpoint } = report
  if (checkpoint === undefined) {
    return {
      findings: [],
      inTree: new Map(entries.map(({ position, digest }) => [position, digest])),
    }
  }
  const read = new Map(
    entries.map((entry) => [entry.position, readProof(bundle, entry, report, trust.policy)]),
  )
  const inTree = new Map<number, Digest>()
  const failed: ExaminedEntry[] = []
  const findings: Finding[] = []
  for (const entry of entries) {
    const one = read.get(entry.position)
    if (one?.kind === 'bad') findings.push(one.finding)
    // A proof that cannot be read says nothing against the digest.
    if (one?.kind !== 'read') inTree.set(entry.position, entry.digest)
    else if (one.proof.index === entry.position && proves(one.proof, entry.digest, checkpoint))
      inTree.set(entry.position, entry.digest)
    else failed.push(entry)
  }
  let nodes: ProvedNodes | undefined
  for (const entry of failed) {
    nodes ??= provedNodes(entries, read, inTree, checkpoint)
    const { finding, held } = explain(entry, entries, read, checkpoint, nodes)
    findings.push(finding)
    if (held !== undefined) inTree.set(entry.position, held)
  }
  return { findings, inTree }
}

function readProof(
  bundle: Bundle,
  entry: ExaminedEntry,
  report: NoteReport,
  policy: Policy | undefined,
): Read {
  const { position } = entry
  const bytes = bundle.proofs.get(position)
  if (bytes === undefined) {
    return bad(
      'ENTRY_INSERTED',
      entry,
      `第 ${String(position)} 号记录没有证明`,
      `entry ${String(position)} has no proof`,
    )
  }
  try {
    const proof = parseProof(bytes)
    const fault = faultOf(proof, position, report, policy)
    return fault === undefined ? { kind: 'read', proof } : bad('PROOF_FALSE', entry, ...fault)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    return bad(
      'PROOF_FALSE',
      entry,
      `第 ${String(position)} 号的证明无法读取：${why}`,
      `the proof of entry ${String(position)} cannot be read: ${why}`,
    )
  }
}

function faultOf(
  { note, noteBytes, index }: TlogProof,
  position: number,
  report: NoteReport,
  policy: Policy | undefined,
): readonly [string, string] | undefined {
  const n = String(position)
  if (note.text !== report.note?.text) {
    return [
      `第 ${n} 号的证明属于另一个检查点`,
      `the proof of entry ${n} ends in another checkpoint`,
    ]
  }
  if (report.noteBytes !== undefined && !sameBytes(noteBytes, report.noteBytes)) {
    const keys = [...(policy?.logs ?? []), ...(policy?.witnesses ?? []).map(({ key }) => key)]
    const known = note.signatures.flatMap((signature) =>
      keys
        .filter((key) => isBy(signature, key))
        .map((key) => checkSignature(note.text, signature, key)),
    )
    if (known.includes('bad') || known.length === 0) {
      return [`第 ${n} 号证明中的签名是假的`, `a signature in the proof of entry ${n} is false`]
    }
  }
  return index >= (report.checkpoint?.size ?? 0)
    ? [`第 ${n} 号的证明指向检查点之外`, `the proof of entry ${n} points beyond the checkpoint`]
    : undefined
}

/** Whether the proof leads from the digest at its index to the root. */
export function proves(proof: TlogProof, digest: Digest, { size, root }: Checkpoint): boolean {
  const reached = rootOfPath(leafHash(bytesOfDigest(digest)), proof.index, size, proof.path)
  return reached !== undefined && sameBytes(reached, root) && proof.index < size
}

/** Why a readable proof does not lead from the listed digest to the root at this position. */
function explain(
  entry: ExaminedEntry,
  entries: readonly ExaminedEntry[],
  read: ReadonlyMap<number, Read>,
  checkpoint: Checkpoint,
  nodes: ProvedNodes,
): { readonly finding: Finding; readonly held: Digest | undefined } {
  const { position, digest, stream, sequence } = entry
  const n = String(position)
  const elsewhere = [...read.values()].find(
    (one) => one.kind === 'read' && proves(one.proof, digest, checkpoint),
  )
  if (elsewhere?.kind === 'read') {
    const finding = isListedAt(entries, elsewhere.proof.index, digest)
      ? found(
          'ENTRY_DUPLICATED',
          entry,
          `第 ${n} 号记录是另一号记录的副本`,
          `entry ${n} repeats another entry`,
        )
      : found(
          'ENTRIES_REORDERED',
          entry,
          `第 ${n} 号记录在账中另有位置`,
          `entry ${n} stands elsewhere in the log`,
        )
    return { finding, held: undefined }
  }
  const own = read.get(position)
  const proof = own?.kind === 'read' ? own.proof : undefined
  const after = entries.find((one) => one.stream === stream && one.sequence === sequence + 1)
  const named = after?.parsed?.kind === 'entry' ? after.parsed.entry.previous : null
  const held = [named, entry.found].find(
    (one) =>
      one !== null && one !== undefined && proof !== undefined && proves(proof, one, checkpoint),
  )
  if (held !== undefined && held !== null) {
    return {
      finding: found(
        'ENTRY_NOT_IN_TREE',
        entry,
        `清单所列的第 ${n} 号摘要不在账中；账中该处另有其摘要`,
        `the digest listed for entry ${n} is not in the log, which holds another one there`,
      ),
      held,
    }
  }
  const blame = proof === undefined ? 'proof' : blameOf(proof, digest, checkpoint.size, nodes)
  const proofIsFalse = blame === 'proof' || (blame === 'unknown' && named === digest)
  return proofIsFalse
    ? {
        finding: found(
          'PROOF_FALSE',
          entry,
          `第 ${n} 号的证明不成立`,
          `the proof of entry ${n} does not hold`,
          places.proof(position),
        ),
        held: digest,
      }
    : {
        finding: found(
          'ENTRY_NOT_IN_TREE',
          entry,
          `第 ${n} 号记录不在账中`,
          `entry ${n} is not in the log`,
        ),
        held: undefined,
      }
}

function isListedAt(entries: readonly ExaminedEntry[], position: number, digest: Digest): boolean {
  return entries.some((one) => one.position === position && one.digest === digest)
}

function found(
  code: Code,
  entry: ExaminedEntry,
  zh: string,
  en: string,
  file = entry.file,
): Finding {
  return { code, position: entry.position, file, says: says(zh, en) }
}

function bad(code: Code, entry: ExaminedEntry, zh: string, en: string): Read {
  return { kind: 'bad', finding: found(code, entry, zh, en, places.proof(entry.position)) }
}
