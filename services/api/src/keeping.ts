import type { Keyring } from '@juece/keyring'
import { enclosedIn } from '@juece/privacy'
import { parseEntry } from '@juece/procedure/wire'
import type { Desk, PersonDoor } from '@juece/registrar/person'
import type { FastifyBaseLogger } from 'fastify'

/** How often the keyring is brought to where the record says it is, and leftovers are looked for. */
const everyMs = 60_000

/** What keeping the keyring works with. */
export interface Keeping {
  readonly desk: Desk
  readonly door: PersonDoor
  readonly log: Pick<FastifyBaseLogger, 'error' | 'info'>
}

/**
 * 密钥库的看管 · Before anybody is served the keyring learns what the record says was erased: so does one restored from a
 * backup. Then, minute by minute, what is approved is erased, and keys that no entry names are dropped after a day.
 */
export async function keepKeyring(
  keyring: Keyring,
  { desk, door, log }: Keeping,
): Promise<{ end(): Promise<void> }> {
  await door.settle()
  let running: Promise<void> = Promise.resolve()
  const look = async (): Promise<void> => {
    try {
      await door.settle()
      const { dropped } = await sweepKeyring(keyring, desk)
      if (dropped > 0) log.info({ dropped }, 'keys that no entry names were dropped')
    } catch (why) {
      log.error({ err: why }, 'the keyring could not be looked after')
    }
  }
  const timer = setInterval(() => {
    running = running.then(look)
  }, everyMs)
  timer.unref()
  return {
    end: async () => {
      clearInterval(timer)
      await running
    },
  }
}

/** Keys whose act never entered go; the record alone knows which. */
export async function sweepKeyring(
  keyring: Keyring,
  { streams, house }: Desk,
): Promise<{ readonly dropped: number; readonly marked: number }> {
  return keyring.sweep(async ({ stream, command }) => {
    const position = (await streams.fresh(stream)).commands.get(command)
    const [stored] = position === undefined ? [] : await house.reader.readPositions([position])
    return stored === undefined ? [] : enclosedIn(parseEntry(stored.bytes).command)
  })
}
