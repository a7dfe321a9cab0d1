import { pino } from 'pino'

import { workerConfig } from './config.ts'
import { runWorker } from './worker.ts'

// Runs until SIGTERM or SIGINT. Exit status 1: a person must look.
const stop = new AbortController()
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort())

try {
  const config = workerConfig(process.env)
  const log = pino({ name: 'worker', level: config.logLevel })
  try {
    await runWorker(config, log, stop.signal)
    log.info('stopped')
  } catch (why) {
    log.fatal({ err: why }, 'the worker has stopped')
    process.exitCode = 1
  }
} catch (why) {
  process.stderr.write(`${why instanceof Error ? why.message : String(why)}\n`)
  process.exitCode = 1
}
