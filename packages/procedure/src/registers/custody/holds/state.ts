/** 保全 · A matter whose things may be neither erased nor destroyed. */
export interface Hold {
  readonly matter: string
  /** The entry that placed it. */
  readonly position: number
}

/** The holds that stand. */
export interface Holds {
  readonly holds: readonly Hold[]
}

/** Nothing is held. */
export const noHolds: Holds = { holds: [] }

/** Which of these matters are held. */
export function heldAmong({ holds }: Holds, matters: readonly string[]): readonly string[] {
  return matters.filter((named) => holds.some(({ matter }) => matter === named))
}
