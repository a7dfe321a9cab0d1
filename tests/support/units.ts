import { digestOf, sha256, utf8Of } from '@juece/cryptography'
import type { Digest } from '@juece/kernel'
import type { Unit } from '@juece/record-store'

let made = 0

/** A unit for a stream; its bytes are canonical JSON of no meaning, and never the same twice. */
export function unit(
  stream: string,
  after: { readonly sequence: number; readonly digest: Digest | null } = start,
  more: Partial<Unit> = {},
): Unit {
  made += 1
  const commandId = more.commandId ?? `li-hua/${process.pid}-${made}`
  const bytes = utf8Of(
    JSON.stringify({
      asOf: more.guards ?? {},
      command: commandId,
      made,
      previous: after.digest,
      sequence: after.sequence + 1,
      stream,
    }),
  )
  return {
    stream,
    expected: after.sequence,
    previous: after.digest,
    commandId,
    body: sha256(utf8Of(`${stream} ${commandId}`)),
    digest: digestOf(bytes),
    bytes,
    guards: {},
    ...more,
  }
}

/** Before the first entry. */
export const start: { readonly sequence: number; readonly digest: Digest | null } = {
  sequence: 0,
  digest: null,
}

/** Where a stream stands after this unit. */
export function after(entered: Unit): { readonly sequence: number; readonly digest: Digest } {
  return { sequence: entered.expected + 1, digest: entered.digest }
}
