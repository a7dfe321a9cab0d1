import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

import { generateSigningKey } from '@juece/cryptography'
import {
  cosignatureAlgorithm,
  emptyRoot,
  verifierKeyText,
  verifierOf,
  type SignerKey,
} from '@juece/ledger'
import { buildWitness } from '@juece/witness/app'
import { openLastSeen, trust, type LastSeen } from '@juece/witness/last-seen'

/** A witness of ours on a loopback port, with a state of its own. */
export type RunningWitness = {
  readonly signer: SignerKey
  readonly vkey: string
  readonly url: string
  readonly folder: string
  readonly lastSeen: LastSeen
  seen(): Promise<number | undefined>
  close(): Promise<void>
}

/** Starts a witness that is told of one log, empty so far. */
export async function runWitness(
  t: { teardown(after: () => Promise<void>): unknown },
  log: SignerKey,
  name: string,
): Promise<RunningWitness> {
  const signer = { name, algorithm: cosignatureAlgorithm, ...generateSigningKey() }
  const folder = mkdtempSync(path.join(os.tmpdir(), 'juece-witness-'))
  await trust(folder, { origin: log.name, size: 0, root: emptyRoot })
  const lastSeen = await openLastSeen(folder)
  const app = buildWitness({
    signer,
    logs: [verifierOf(log)],
    lastSeen,
    now: () => Math.floor(Date.now() / 1_000),
  })
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  t.teardown(async () => {
    await app.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return {
    signer,
    vkey: verifierKeyText(verifierOf(signer)),
    url,
    folder,
    lastSeen,
    seen: async () => (await lastSeen.read(log.name))?.size,
    close: () => app.close(),
  }
}
