import { textOf } from '@juece/cryptography'
import { places, type Bundle } from '@juece/dossier'
import {
  checkSignature,
  cosignatureTime,
  countingWitnesses,
  isBy,
  parseCheckpoint,
  parseNote,
  parsePolicy,
  quorumMet,
  type Checkpoint,
  type Policy,
  type SignedNote,
  type VerifierKey,
} from '@juece/ledger'
import type { Instant } from '@juece/kernel'

import type { Finding } from '../finding.ts'
import { says, type Says } from '../says.ts'
import type { Grades } from '../verdict.ts'

/** Whose keys are believed, and where they come from. */
export type Trust = {
  readonly policy: Policy | undefined
  /** `given`: by another road than the bundle; `bundled`: its own word, so a claim at most. */
  readonly source: 'given' | 'bundled'
}

/** What the note is worth. */
export type NoteReport = {
  readonly note: SignedNote | undefined
  readonly noteBytes: Uint8Array | undefined
  readonly checkpoint: Checkpoint | undefined
  readonly signedByLog: boolean
  readonly witnesses: 'none' | 'quorum' | 'quorum-of-operator' | 'no-quorum'
  readonly newestCosignature: Instant | undefined
  readonly findings: readonly Finding[]
  readonly cannot: readonly Says[]
  readonly notProved: readonly Says[]
}

/** Step 3: the policy that was given, else the bundle's own copy. */
export function trustOf(bundle: Bundle, given: string | undefined): Trust {
  if (given !== undefined) return { policy: parsePolicy(given), source: 'given' }
  try {
    const own = bundle.policy === undefined ? undefined : parsePolicy(textOf(bundle.policy))
    return { policy: own, source: 'bundled' }
  } catch {
    return { policy: undefined, source: 'bundled' }
  }
}

/** Step 4: the note strictly, the log's signature, each known cosignature, the quorum. */
export function checkNote(bundle: Bundle, trust: Trust): NoteReport {
  const bytes = bundle.checkpoint
  if (bytes === undefined) {
    return nothing([], [says('缺少检查点 data/checkpoint', 'data/checkpoint is missing')])
  }
  try {
    const note = parseNote(bytes)
    return checked(bundle, trust, note, bytes, parseCheckpoint(note.text))
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    return nothing(
      [falseNote(`检查点无法读取：${why}`, `the checkpoint cannot be read: ${why}`)],
      [],
    )
  }
}

function checked(
  bundle: Bundle,
  trust: Trust,
  note: SignedNote,
  noteBytes: Uint8Array,
  checkpoint: Checkpoint,
): NoteReport {
  const { policy } = trust
  const { origin, size } = bundle.manifest
  const claim =
    checkpoint.origin === origin && checkpoint.size === size
      ? []
      : [
          falseNote(
            '检查点与 bundle.json 所述不是同一本账',
            'the checkpoint is not the one bundle.json names',
          ),
        ]
  const log = policy?.logs.find(({ name }) => name === checkpoint.origin)
  const base = { note, noteBytes, checkpoint }
  if (policy === undefined || log === undefined) {
    return { ...nothing(claim, [noKey(trust, checkpoint.origin)]), ...base }
  }
  const logState = stateOf(note, log)
  const cosigned = policy.witnesses.map((witness) => ({
    ...witness,
    state: stateOf(note, witness.key),
  }))
  return {
    ...base,
    signedByLog: logState === 'good',
    witnesses: quorumOf(
      policy,
      origin,
      cosigned.filter(({ state }) => state === 'good').map(({ name }) => name),
    ),
    newestCosignature: newest(note, policy),
    findings: [
      ...claim,
      ...(logState === 'good'
        ? []
        : [
            falseNote(
              '检查点没有账本密钥的有效签名',
              'the checkpoint has no good signature of the log',
            ),
          ]),
      ...cosigned.filter(({ state }) => state === 'bad').map(({ name }) => falseWitness(name)),
    ],
    cannot: [],
    notProved: cosigned
      .filter(({ state }) => state === 'not-checked')
      .map(({ name }) =>
        says(
          `见证人 ${name} 的签名算法未能核对`,
          `the algorithm of witness ${name} was not checked`,
        ),
      ),
  }
}

type State = 'good' | 'bad' | 'not-checked' | 'absent'

export function stateOf(note: SignedNote, key: VerifierKey): State {
  const states = note.signatures
    .filter((signature) => isBy(signature, key))
    .map((signature) => checkSignature(note.text, signature, key))
  if (states.includes('bad')) return 'bad'
  return states.includes('good') ? 'good' : states.length > 0 ? 'not-checked' : 'absent'
}

/** A witness of the operator of the log counts for nobody: one name before the first slash. */
export function quorumOf(
  policy: Policy,
  origin: string,
  cosigned: readonly string[],
): NoteReport['witnesses'] {
  const counting = countingWitnesses(policy)
  if (counting.length === 0) return 'none'
  const operator = (name: string) => name.split('/')[0]
  const outside = counting.filter(({ key }) => operator(key.name) !== operator(origin))
  const byOutside = cosigned.filter((name) => outside.some((one) => one.name === name))
  if (quorumMet(policy, new Set(byOutside))) return 'quorum'
  return quorumMet(policy, new Set(cosigned)) ? 'quorum-of-operator' : 'no-quorum'
}

/** Nobody vouches while no witness is asked for; a bundle's own policy can only claim. */
export function independenceOf(
  note: NoteReport,
  trust: Trust,
  witnessedBefore: boolean,
): Grades['independence'] {
  if (
    note.checkpoint !== undefined &&
    trust.policy !== undefined &&
    !note.signedByLog &&
    note.cannot.length === 0
  ) {
    return 'broken'
  }
  switch (note.witnesses) {
    case 'none':
      return 'self-attested'
    case 'no-quorum':
      return witnessedBefore ? 'waiting' : 'self-attested'
    case 'quorum-of-operator':
      return 'claimed'
    case 'quorum':
      return trust.source === 'given' ? 'witnessed' : 'claimed'
  }
}

function newest(note: SignedNote, policy: Policy): Instant | undefined {
  const times = note.signatures
    .filter((signature) =>
      policy.witnesses.some(
        ({ key }) => isBy(signature, key) && checkSignature(note.text, signature, key) === 'good',
      ),
    )
    .flatMap(({ signature }) => cosignatureTime(signature) ?? [])
  return times.sort().at(-1)
}

function noKey({ source, policy }: Trust, origin: string): Says {
  if (policy === undefined) return says('没有可用的信任策略', 'there is no usable policy')
  return source === 'given'
    ? says(`给定的策略不认识账本 ${origin}`, `the given policy does not know the log ${origin}`)
    : says(
        `证据包自带的策略不认识账本 ${origin}`,
        `the bundle's own policy does not know the log ${origin}`,
      )
}

function nothing(findings: readonly Finding[], cannot: readonly Says[]): NoteReport {
  return {
    note: undefined,
    noteBytes: undefined,
    checkpoint: undefined,
    signedByLog: false,
    witnesses: 'none',
    newestCosignature: undefined,
    findings,
    cannot,
    notProved: [],
  }
}

function falseNote(zh: string, en: string): Finding {
  return { code: 'PROOF_FALSE', position: null, file: places.checkpoint, says: says(zh, en) }
}

function falseWitness(name: string): Finding {
  return {
    code: 'COSIGNATURE_FALSE',
    position: null,
    file: places.checkpoint,
    says: says(`见证人 ${name} 的签名是假的`, `the cosignature of witness ${name} is false`),
  }
}
