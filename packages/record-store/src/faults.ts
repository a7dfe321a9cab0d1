/** Too much waits already: nothing was tried. 503 with Retry-After. */
export class QueueFull extends Error {
  override readonly name = 'QueueFull'
  constructor() {
    super('too many acts are waiting')
  }
}

/** The record cannot be reached, or the answer is not known: ask again with the same key. 503. */
export class Unavailable extends Error {
  override readonly name = 'Unavailable'
  constructor(message: string, cause?: unknown) {
    super(message, { cause })
  }
}

/**
 * A bug or broken equipment; nothing of this unit was entered. `code` is the SQLSTATE: JL004 a batch
 * that was not independent, JL005 digests that differ, which stops the process.
 */
export class AppendFault extends Error {
  override readonly name = 'AppendFault'
  readonly code: string
  constructor(message: string, code: string, cause?: unknown) {
    super(message, { cause })
    this.code = code
  }
}
