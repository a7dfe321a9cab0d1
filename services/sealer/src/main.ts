import { readFileSync } from 'node:fs'

import { certificatesOf } from '@juece/cryptography/time-token'
import { pino } from 'pino'

import { sealerConfig, type SealerConfig } from './config.ts'
import { readKeyFile } from './key-file.ts'
import { runSealer, type SealerRun } from './sealer.ts'

// Seals the record until SIGTERM or SIGINT. Exit status 1: a person must look.
const stop = new AbortController()
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort())

try {
  const config = sealerConfig(process.env)
  const log = pino({ name: 'sealer', level: config.logLevel })
  try {
    await runSealer({
      recordUrl: config.recordUrl,
      signer: readKeyFile(config.keyFile, config.origin),
      sealEveryMs: config.sealEveryMs,
      ...(config.tilesDir === undefined ? {} : { tilesDir: config.tilesDir }),
      ...(config.policyFile === undefined
        ? {}
        : { policy: readFileSync(config.policyFile, 'utf8') }),
      ...(config.time === undefined ? {} : { time: timeOf(config.time) }),
      log,
      signal: stop.signal,
    })
    log.info('stopped')
  } catch (why) {
    log.fatal({ err: why }, 'sealing has stopped')
    process.exitCode = 1
  }
} catch (why) {
  process.stderr.write(`${why instanceof Error ? why.message : String(why)}\n`)
  process.exitCode = 1
}

function timeOf(time: NonNullable<SealerConfig['time']>): NonNullable<SealerRun['time']> {
  const { certificateFile, url, policy, everyMs, againMs } = time
  const certificates = certificatesOf(readFileSync(certificateFile, 'utf8'))
  const authority = { url, certificates, ...(policy === undefined ? {} : { policy }) }
  return { authority, everyMs, againMs }
}
