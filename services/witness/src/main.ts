import { bytesOfBase64 } from '@juece/cryptography'
import { emptyRoot, verifierKeyText, verifierOf } from '@juece/ledger'
import { pino } from 'pino'

import { buildWitness } from './app.ts'
import { stateFolderOf, witnessConfig } from './config.ts'
import { ensureKeyFile, readKeyFile } from './key-file.ts'
import { openLastSeen, trust } from './last-seen.ts'
import { lockFolder } from './lock.ts'

const usage = `usage: witness                      cosign for the logs of JUECE_WITNESS_LOGS
       witness key NAME             make its key at JUECE_WITNESS_KEY, print the public half
       witness trust ORIGIN SIZE ROOT   say where a log stands that it has not seen, or has lost

SIZE and ROOT are the second and the third line of a checkpoint; a log without an entry has SIZE 0
and no ROOT.
`

/** Wrong use ends with 2. */
class WrongUse extends Error {}

try {
  await main(process.argv.slice(2))
} catch (why) {
  process.stderr.write(`${why instanceof Error ? why.message : String(why)}\n`)
  process.exitCode = why instanceof WrongUse ? 2 : 1
}

async function main([verb, ...words]: readonly string[]): Promise<void> {
  if (verb === undefined || verb === 'serve') await serve()
  else if (verb === 'key' && words.length === 1) makeKey(words[0] ?? '')
  else if (verb === 'trust' && (words.length === 2 || words.length === 3)) await believe(words)
  else throw new WrongUse(usage)
}

/** Cosigns until SIGTERM or SIGINT. Without what it saw last it does not start. */
async function serve(): Promise<void> {
  const config = witnessConfig(process.env)
  const signer = readKeyFile(config.keyFile)
  const lastSeen = await openLastSeen(config.stateFolder)
  const unlock = await lockFolder(config.stateFolder)
  for (const { name } of config.logs) {
    if ((await lastSeen.read(name)) !== undefined) continue
    throw new Error(
      `见证人没有 ${name} 的末见检查点 · this witness has no last checkpoint of ${name}. It does not cosign until an ` +
        `operator has said where that log stands:\n  juece witness trust ${name} SIZE ROOT`,
    )
  }
  const log = pino({ name: 'witness', level: config.logLevel })
  const now = () => Math.floor(Date.now() / 1_000)
  const app = buildWitness({ signer, logs: config.logs, lastSeen, now }, log)
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      unlock()
      void app.close()
    })
  }
  await app.listen({ host: config.host, port: config.port })
  log.info({ key: verifierKeyText(verifierOf(signer)) }, 'witnessing')
}

function makeKey(name: string): void {
  const file = process.env['JUECE_WITNESS_KEY']
  if (file === undefined || file === '') throw new WrongUse('JUECE_WITNESS_KEY is not set')
  process.stdout.write(`${ensureKeyFile(file, name)}\n`)
}

async function believe([origin = '', digits = '', root]: readonly string[]): Promise<void> {
  const size = Number(digits)
  if (!/^(0|[1-9]\d*)$/.test(digits) || (root === undefined) !== (size === 0)) {
    throw new WrongUse(usage)
  }
  const folder = stateFolderOf(process.env)
  await openLastSeen(folder)
  const unlock = await lockFolder(folder)
  try {
    const believed = root === undefined ? emptyRoot : bytesOfBase64(root)
    await trust(folder, { origin, size, root: believed })
    process.stdout.write(`自此信任 · trusted from here on: ${origin} ${digits}\n`)
  } finally {
    unlock()
  }
}
