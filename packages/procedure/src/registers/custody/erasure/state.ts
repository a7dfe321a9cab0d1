/** 抹除 · Keys of persons that are to be destroyed, approved by a second official or not yet. */
export interface Erasure {
  readonly keys: readonly string[]
  readonly matters: readonly string[]
  readonly proposer: string
  /** The entry that approved it. */
  readonly approved?: number
}

/** A value whose salt and key are gone. */
export interface ErasedValue {
  readonly entry: number
  readonly path: string
}

/** What is to be erased, and what was. */
export interface Erasures {
  readonly erasures: readonly Erasure[]
  readonly destroyed: readonly string[]
  readonly erased: readonly ErasedValue[]
}

/** Nothing was ever erased. */
export const noErasures: Erasures = { erasures: [], destroyed: [], erased: [] }

/** Whether the value at this place was erased. */
export function isErased({ erased }: Erasures, entry: number, path: string): boolean {
  return erased.some((value) => value.entry === entry && value.path === path)
}

/** The proposal of exactly these keys and matters that nobody has approved yet. */
export function pendingErasure(
  { erasures }: Erasures,
  keys: readonly string[],
  matters: readonly string[],
): Erasure | undefined {
  return erasures.find(
    (one) => one.approved === undefined && isSame(one.keys, keys) && isSame(one.matters, matters),
  )
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  const [left, right] = [new Set(a), new Set(b)]
  return left.size === right.size && [...left].every((one) => right.has(one))
}
