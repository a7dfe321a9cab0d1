import { concatBytes, utf8Of } from '@juece/cryptography'

/** Where a personal value stands: it cannot be shown to stand anywhere else. */
export type Place = {
  readonly stream: string
  /** The command's id. */
  readonly command: string
  /** The dotted path inside the command. */
  readonly path: string
}

const separator = Uint8Array.of(0)

/** The label line that binds a value to its place: `juece-commitment/1`, stream, command id, path. */
export function labelOf({ stream, command, path }: Place): Uint8Array {
  const parts = ['juece-commitment/1', stream, command, path]
  // A zero inside a part would let one place pass for another.
  if (parts.some((part) => part.includes('\0'))) throw new Error('a place holds no zero character')
  return joined(...parts.map(utf8Of))
}

/** The label line of an enclosed paper, which is stored before any act names it: it is bound to its key. */
export function paperLabelOf(key: string): Uint8Array {
  return joined(utf8Of('juece-paper/1'), utf8Of(key))
}

/** Parts with a zero byte between them. */
export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return concatBytes(...parts.flatMap((part, index) => (index === 0 ? [part] : [separator, part])))
}
