import { countingWitnesses, quorumMet, type Policy } from './policy.ts'
import { checkSignature, isBy, type SignedNote } from './signed-note.ts'

/**
 * 封存状态 · What stands behind a signed checkpoint: the log alone since nobody else is asked, the log
 * alone for now, or the log and enough witnesses. Whose witnesses they are is the verifier's question.
 */
export type SealState = 'sealed' | 'waiting' | 'witnessed'

/** The state of a note under a policy. */
export function sealStateOf(policy: Policy, note: SignedNote): SealState {
  if (countingWitnesses(policy).length === 0) return 'sealed'
  return quorumMet(policy, cosigners(policy, note)) ? 'witnessed' : 'waiting'
}

/** The witnesses, by their names in the policy, whose good cosignature the note carries. */
export function cosigners(policy: Policy, note: SignedNote): ReadonlySet<string> {
  const signed = policy.witnesses.filter(({ key }) =>
    note.signatures.some(
      (signature) => isBy(signature, key) && checkSignature(note.text, signature, key) === 'good',
    ),
  )
  return new Set(signed.map(({ name }) => name))
}
