import { bothOf, type Says } from './says.ts'

/** The grades that a finding can break; a fault of the bag breaks none. */
export type GradeName = 'content' | 'order' | 'completeness' | 'independence'

/** All codes in their precedence, the worst first, with the grade that each breaks. */
export const codes = {
  ENTRY_BYTES: 'content',
  ENTRY_NOT_IN_TREE: 'content',
  ATTACHMENT_BYTES: 'content',
  ATTACHMENTS_SWAPPED: 'content',
  ENTRY_MISSING: 'completeness',
  TAIL_CUT: 'completeness',
  ENTRIES_REORDERED: 'order',
  ENTRY_DUPLICATED: 'order',
  ENTRY_BACKDATED: 'order',
  ENTRY_INSERTED: 'order',
  ACTOR_SWAPPED: 'content',
  LOG_REWRITTEN: 'independence',
  SPLIT_VIEW: 'independence',
  TIME_TOKEN_OTHER: 'independence',
  TIME_TOKEN_FALSE: 'independence',
  ANCHOR_TOO_OLD: 'independence',
  ENTRY_RENORMALISED: 'content',
  FORMAT_DOWNGRADED: 'content',
  ENTRY_NOT_CANONICAL: 'content',
  PREVIOUS_FALSE: 'order',
  STALE_READ: 'order',
  ASOF_ABSENT: 'completeness',
  WINDOW_FALSE: 'completeness',
  COSIGNATURE_FALSE: 'independence',
  PROOF_FALSE: 'order',
  CERTIFICATE_ABSENT: 'content',
  RULES_ABSENT: 'content',
  DISCLOSURE_FALSE: 'content',
  BAG_FALSE: undefined,
} as const satisfies Readonly<Record<string, GradeName | undefined>>

/** What a check found, by its published name. */
export type Code = keyof typeof codes

/** One thing that is not as it must be. */
export type Finding = {
  readonly code: Code
  readonly position: number | null
  readonly file: string | null
  readonly says: Says
}

const precedence = Object.keys(codes)

/** The worst first: by precedence, then by position. */
export function inPrecedence(findings: readonly Finding[]): readonly Finding[] {
  const rank = ({ code, position }: Finding) =>
    [precedence.indexOf(code), position ?? Number.MAX_SAFE_INTEGER] as const
  const seen = new Set<string>()
  return [...findings]
    .sort((a, b) => rank(a)[0] - rank(b)[0] || rank(a)[1] - rank(b)[1])
    .filter((finding) => {
      const key = [finding.code, finding.position, finding.file, bothOf(finding.says)].join('|')
      return seen.has(key) ? false : seen.add(key)
    })
}
