import { examineTimeToken, type ReadTimeToken } from '@juece/cryptography/time-token'
import { timesIn, type Bundle } from '@juece/dossier'
import { parseNote } from '@juece/ledger'
import { utf8Of } from '@juece/cryptography'

/** What the tokens of a bundle turned out to be, by the sizes they lie under. */
export type TimeTokens = {
  /** Whether the reader brought the certificate of an authority. */
  readonly authorityGiven: boolean
  readonly bySize: ReadonlyMap<number, ReadTimeToken>
}

/**
 * Examines the time tokens of a bundle: signatures take their time, so this goes before `verifyBundle`, which judges
 * what it is given. `authorities` are certificates in DER that came by another road than the bundle.
 */
export async function readTimeTokens(
  bundle: Bundle,
  authorities: readonly Uint8Array[] = [],
): Promise<TimeTokens> {
  const bySize = new Map<number, ReadTimeToken>()
  for (const { size, answer, note } of timesIn(bundle.files)) {
    if (answer === undefined) continue
    bySize.set(size, await examineTimeToken(answer, textIn(note), authorities))
  }
  return { authorityGiven: authorities.length > 0, bySize }
}

/** What is stamped is the text of the note, without its signatures. */
function textIn(note: Uint8Array | undefined): Uint8Array {
  try {
    return note === undefined ? new Uint8Array() : utf8Of(parseNote(note).text)
  } catch {
    return new Uint8Array()
  }
}
