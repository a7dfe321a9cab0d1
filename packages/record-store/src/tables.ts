/** A row of the view `record.readable`, as the driver hands it out. */
export type ReadableRow = {
  readonly position: number
  readonly stream: string
  readonly sequence: number
  readonly belongs: string | null
  readonly bytes: Buffer
  readonly digest: Buffer
}

/** A row of the view `record.stream_heads`. */
export type StreamHeadRow = {
  readonly stream: string
  readonly sequence: number
  readonly digest: Buffer
  readonly position: number
}

/** A row of the view `record.command_positions`. */
export type CommandRow = {
  readonly stream: string
  readonly command: string
  readonly position: number
  readonly body: Buffer
}

/** A row of the view `record.nudges`. */
export type NudgeRow = { readonly position: number; readonly target: string }

/** A row of the view `record.to_seal`. */
export type ToSealRow = {
  readonly position: number
  readonly digest: Buffer
  readonly agrees: boolean
}

/** A row of the view `record.notes`: a checkpoint, once for each signature, or without one. */
export type NoteRow = {
  readonly size: number
  readonly root: Buffer
  readonly at: Date
  readonly signer: string | null
  readonly line: string | null
}

/** A row of `ops.clerks`, dates as text since they may be `-infinity`. */
export type ClerkDbRow = {
  readonly matter: string
  readonly type: string
  readonly position: number
  readonly awaits_year: number | null
  readonly is_over: boolean
}

/** A row of `ops.clock`. */
export type ClockRow = {
  readonly settable: boolean
  readonly offset_ms: number
  readonly standing: Date | null
}
