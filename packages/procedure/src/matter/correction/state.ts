/** 更正 · what was wrong in an entry, as proposed and then decided; the entry itself stays (T50). */
export interface Correction {
  readonly position: number
  readonly entry: number
  readonly field: string
  readonly corrected: string
  readonly proposer: string
  readonly status: 'proposed' | 'approved' | 'declined'
  readonly approver?: string
}

/** A member's own words in an entry that somebody else may have written down (SoD-08). */
export interface Voice {
  readonly position: number
  /** Where in the command they stand; empty where the whole entry is theirs. */
  readonly path: string
  readonly member: string
}

/** 更正 of the entries of a matter, and whose entries they are. */
export interface CorrectionsState {
  /** Positions of recorded entries by the official who lodged them. */
  readonly authored: Readonly<Record<string, readonly number[]>>
  readonly voices: readonly Voice[]
  readonly list: readonly Correction[]
}

/** Nothing corrected. */
export const noCorrections: CorrectionsState = { authored: {}, voices: [], list: [] }

/** The official who lodged an entry of the matter. */
export function authorOf({ authored }: CorrectionsState, position: number): string | undefined {
  return Object.keys(authored).find((official) => authored[official]?.includes(position))
}
