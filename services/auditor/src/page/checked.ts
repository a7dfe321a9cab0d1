import {
  policyTextOf,
  readTimeTokens,
  verifyBundle,
  verifyReceipt,
  type Verdict,
} from '../from-bytes.ts'
import type { Dropped } from './dropped.ts'

/** A file with its verdict. */
export type Checked = {
  readonly of: Extract<Dropped, { readonly kind: 'bundle' | 'receipt' }>
  readonly verdict: Verdict
  /** The policy by which signatures were judged, and whose word it is. */
  readonly policy: string | undefined
  readonly isPolicyGiven: boolean
}

/** Checks every bundle and receipt, with all the rest that lies there. `own` is the policy of whoever served the page. */
export async function checkAll(
  dropped: readonly Dropped[],
  own: string | undefined,
): Promise<readonly Checked[]> {
  const policy = dropped.flatMap((one) => (one.kind === 'policy' ? [one.policy] : [])).at(-1)
  const given = policy === undefined ? {} : { policy }
  const seen = dropped.flatMap((one) => (one.kind === 'note' ? [one.note] : []))
  const authorities = dropped.flatMap((one) => (one.kind === 'authority' ? one.certificates : []))
  const bundles = dropped.flatMap((one) => (one.kind === 'bundle' ? [one.bundle] : []))
  const checked: Checked[] = []
  for (const of of dropped) {
    if (of.kind === 'bundle') {
      const others = bundles.filter((bundle) => bundle !== of.bundle)
      const notes = others.flatMap(({ checkpoint }) => checkpoint ?? [])
      const times = await readTimeTokens(of.bundle, authorities)
      checked.push({
        of,
        verdict: verifyBundle(of.bundle, { ...given, seen: [...seen, ...notes], times }),
        policy: policy ?? policyTextOf(of.bundle.policy),
        isPolicyGiven: policy !== undefined,
      })
    }
    if (of.kind === 'receipt') {
      const theirs = own ?? bundles.flatMap((bundle) => policyTextOf(bundle.policy) ?? [])[0]
      const verdict = verifyReceipt(of.receipt, {
        ...given,
        ...(theirs === undefined ? {} : { ownPolicy: theirs }),
        seen,
        against: bundles,
      })
      checked.push({
        of,
        verdict,
        policy: policy ?? theirs,
        isPolicyGiven: policy !== undefined,
      })
    }
  }
  return checked
}
