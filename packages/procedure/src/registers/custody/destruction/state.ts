/** 销毁 · Papers that are to be destroyed, and how far that is. */
export interface Destruction {
  /** The entry that proposed it. */
  readonly proposed: number
  readonly proposer: string
  readonly items: readonly string[]
  readonly matters: readonly string[]
  readonly ground: string
  readonly reviewers: readonly string[]
  readonly answers: readonly { readonly reviewer: string; readonly answer: string }[]
  /** The entry that certified it. */
  readonly certified?: number
}

/** All destructions of a stream. */
export interface Destructions {
  readonly destructions: readonly Destruction[]
}

/** Nothing was ever destroyed. */
export const noDestructions: Destructions = { destructions: [] }

/** Whether every named reviewer has answered that it be destroyed. */
export function isAgreed({ reviewers, answers }: Destruction): boolean {
  return reviewers.every((one) =>
    answers.some(({ reviewer, answer }) => reviewer === one && answer === 'destroy'),
  )
}

/** The proposal of that entry which is not certified yet. */
export function openDestruction(
  { destructions }: Destructions,
  entry: number,
): Destruction | undefined {
  return destructions.find((one) => one.proposed === entry && one.certified === undefined)
}
