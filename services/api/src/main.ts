import { openAttachmentStore } from '@juece/attachments'
import { openKeyring } from '@juece/keyring'
import { openLists } from '@juece/read-model/read'
import { openPool } from '@juece/record-store/connect'
import { openDesk, openHouse, openPersonDoor } from '@juece/registrar/person'
import { readFileSync } from 'node:fs'
import { buildApp } from './app.ts'
import { readConfig } from './config.ts'
import { keepKeyring } from './keeping.ts'
import { openLog } from './plugins/logging.ts'
import { tokensOf } from './plugins/tokens.ts'

/** Starts the service: settings, record, app; stops in the opposite order on the first signal. */
async function main(): Promise<void> {
  const config = readConfig(process.env)
  const log = openLog(config.logLevel)
  const policy =
    config.policyFile === undefined ? {} : { policy: readFileSync(config.policyFile, 'utf8') }
  const attachments = openAttachmentStore(config.attachmentsDir)
  const keyring =
    config.keyringUrl === undefined
      ? undefined
      : await openKeyring(config.keyringUrl, (error) =>
          log.error({ err: error }, 'an idle connection of the keyring broke'),
        )
  const house = await openHouse({
    recordUrl: config.recordUrl,
    attachments,
    ...(keyring === undefined ? {} : { encloser: keyring }),
    clock: config.clock,
    service: 'api',
    log,
  })
  const desk = openDesk(house)
  const reading = openPool(config.readUrl, {
    service: 'api-lists',
    most: 4,
    onError: (error) => log.error({ err: error }, 'an idle connection of the lists broke'),
  })
  const door = openPersonDoor(desk)
  const keeping =
    keyring === undefined ? undefined : await keepKeyring(keyring, { desk, door, log })
  const app = await buildApp(
    {
      desk,
      door,
      ...(keyring === undefined ? {} : { keyring }),
      record: house.pool,
      attachments,
      lists: openLists(reading),
      tokens: tokensOf({ ...config.oidc, environment: config.environment }),
      settings: { ...config, log: { ...config.log, ...policy } },
    },
    { log },
  )
  const stop = async (signal: string): Promise<void> => {
    log.info({ signal }, 'stopping')
    await app.close()
    await keeping?.end()
    await reading.end()
    await house.close()
    await keyring?.close()
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      stop(signal).then(
        () => process.exit(0),
        (why: unknown) => {
          log.error({ err: why }, 'could not stop in order')
          process.exit(1)
        },
      )
    })
  }
  await app.listen({ host: config.host, port: config.port })
}

await main()
