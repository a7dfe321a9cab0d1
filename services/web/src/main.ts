import { pino } from 'pino'
import { openApi } from './api.ts'
import { buildApp } from './app.ts'
import { emptyInFoot, readConfig } from './config.ts'

/** Starts the service: settings, app; stops on the first signal. */
async function main(): Promise<void> {
  const config = readConfig(process.env)
  const log = pino({ level: config.logLevel })
  const empty = emptyInFoot(config.foot)
  if (empty.length > 0) log.warn({ empty }, 'the foot of the pages is not filled')
  const app = await buildApp({ api: openApi(config.apiUrl), settings: config }, log)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      app.close().then(
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
