/** A window by its matter and its round. */
export interface WindowName {
  /** `matter/<id>`. */
  readonly matter: string
  readonly round: number
}

const form = /^(matter\/[^#]+)#([1-9]\d*)$/

/** Reads `matter/<id>#<round>`; undefined where it is nothing of the kind. */
export function windowOf(text: string): WindowName | undefined {
  const [, matter, round] = form.exec(text) ?? []
  return matter === undefined ? undefined : { matter, round: Number(round) }
}

/** Writes `matter/<id>#<round>`. */
export function windowName({ matter, round }: WindowName): string {
  return `${matter}#${round}`
}
