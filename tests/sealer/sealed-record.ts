import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'

import { bytesOfDigest, generateSigningKey, sameBytes } from '@juece/cryptography'
import {
  checkSignature,
  emptyTiles,
  growTiles,
  isBy,
  leafHash,
  logAlgorithm,
  openNote,
  parseCheckpoint,
  parseNote,
  parsePolicy,
  partialTiles,
  policyWithoutWitness,
  proverOf,
  verifierKeyText,
  verifierOf,
  type SignerKey,
} from '@juece/ledger'
import { openPool, recordReader, type Queryable } from '@juece/record-store'
import { appendBatch } from '@juece/record-store/append'
import { openTileFolder, type TileFolder } from '@juece/sealer/folder'
import { openPublication } from '@juece/sealer/publication'
import { resume, sealOnce, type Sealing } from '@juece/sealer/seal'
import { openWitnesses } from '@juece/sealer/witnesses'
import { pino } from 'pino'
import type { Test } from 'tap'

import { testDatabase } from '../support/postgres.ts'
import { unit } from '../support/units.ts'
import type { RunningWitness } from '../support/running-witness.ts'

export const origin = 'record.test.example/cn-000000'
export const signer: SignerKey = { name: origin, algorithm: logAlgorithm, ...generateSigningKey() }
export const silent = pino({ level: 'silent' })

/** An empty record on a real server, and a way to enter what has no meaning. */
export async function record(t: Test) {
  const db = await testDatabase(t)
  const admin = openPool(db.url('admin'))
  const sealer = openPool(db.url('sealer'))
  const registrar = openPool(db.url('registrar'))
  t.teardown(() => Promise.all([admin.end(), sealer.end(), registrar.end()]))
  let made = 0
  const enter = async (many: number) => {
    for (let rest = many; rest > 0; rest -= 500) {
      const units = Array.from({ length: Math.min(rest, 500) }, () => unit(`matter/${(made += 1)}`))
      await appendBatch(registrar, units)
    }
  }
  return { db, admin, sealer, enter, tilesDir: path.join(t.testdir(), 'tiles') }
}

/** The log's own policy with these witnesses, so many of them needed. */
export function policyText(witnesses: readonly RunningWitness[], needed: number): string {
  if (witnesses.length === 0) return policyWithoutWitness(verifierOf(signer))
  return [
    `log ${verifierKeyText(verifierOf(signer))}`,
    ...witnesses.map(({ vkey, url }, i) => `witness w${String(i)} ${vkey} ${url}`),
    `group enough ${String(needed)} ${witnesses.map((_, i) => `w${String(i)}`).join(' ')}`,
    'quorum enough',
    '',
  ].join('\n')
}

/** A sealer over the folder as one process is, from its start; `folder` and `db` may be troubled. */
export async function sealing(
  db: Queryable,
  tilesDir: string,
  { policy = policyText([], 0), troubled = (folder: TileFolder) => folder } = {},
): Promise<Sealing & { readonly publication: Awaited<ReturnType<typeof openPublication>> }> {
  const folder = troubled(await openTileFolder(tilesDir))
  return { db, signer, publication: await openPublication(folder, parsePolicy(policy)) }
}

/** One process from its start to its end: goes on, seals what there is, asks the witnesses once. */
export async function sealAll(place: Awaited<ReturnType<typeof sealing>>): Promise<number> {
  let tiled = await resume(place)
  for (let before = -1; before !== tiled.size;) {
    before = tiled.size
    tiled = await sealOnce(place, tiled)
  }
  await askWitnesses(place)
  return tiled.size
}

/** Offers the note in front to every witness and waits for the answers. */
export async function askWitnesses(place: Awaited<ReturnType<typeof sealing>>): Promise<void> {
  const witnesses = await openWitnesses(place, silent)
  const asked = new AbortController()
  witnesses.offerNewest(asked.signal)
  await Promise.race([witnesses.settled(), witnesses.alarm])
  // An alarm and the end of its request come together.
  await Promise.race([witnesses.alarm, new Promise((resolve) => setImmediate(resolve))])
}

/**
 * Looks at everything as a stranger would: the note in front, each file of its size, each promise and
 * signature of the record. Answers the size.
 */
export async function verifyEverything(
  t: Test,
  admin: Queryable,
  tilesDir: string,
  by = signer,
): Promise<number> {
  const entries = await recordReader(admin).readFrom(0, 1_000_000)
  const digests = entries.map(({ digest }) => bytesOfDigest(digest))
  const prover = proverOf(digests.map(leafHash))
  const note = new Uint8Array(readFileSync(path.join(tilesDir, 'checkpoint')))
  const checkpoint = parseCheckpoint(openNote(note, [verifierOf(by)]).text)
  t.ok(sameBytes(checkpoint.root, prover.root(checkpoint.size)), 'the root is that of the entries')
  const { tiled, full } = growTiles(emptyTiles, digests.slice(0, checkpoint.size))
  for (const { path: name, bytes } of [...full, ...partialTiles(tiled)]) {
    const file = path.join(tilesDir, name)
    if (!existsSync(file)) t.fail(`no ${name}`)
    else if (!sameBytes(new Uint8Array(readFileSync(file)), bytes)) t.fail(`other bytes in ${name}`)
    else if ((statSync(file).mode & 0o777) !== 0o444) t.fail(`${name} can be written`)
  }
  const { rows } = await admin.query<{ size: number; root: Buffer; line: string | null }>(
    `select size, root, line from record.checkpoints left join
       (select * from record.signatures where signer = $1) as ours using (size) order by size`,
    [origin],
  )
  t.equal(rows.at(-1)?.size, checkpoint.size, 'the folder shows the newest promise')
  for (const { size, root, line } of rows) {
    if (!sameBytes(root, prover.root(size))) t.fail(`another root at ${String(size)}`)
    if (line === null) t.fail(`the promise of ${String(size)} was never signed`)
  }
  return checkpoint.size
}

/** The names in a note, in their order, each with a good signature under the keys given. */
export function signersOf(tilesDir: string, name: string, keys: readonly SignerKey[]) {
  const file = path.join(tilesDir, name)
  if (!existsSync(file)) return undefined
  const note = parseNote(new Uint8Array(readFileSync(file)))
  const known = [signer, ...keys].map(verifierOf)
  return {
    size: parseCheckpoint(note.text).size,
    by: note.signatures.flatMap((signature) =>
      known.some(
        (key) => isBy(signature, key) && checkSignature(note.text, signature, key) === 'good',
      )
        ? [signature.name]
        : [],
    ),
  }
}

/** Every file of the folder but halves. */
export function filesIn(tilesDir: string): readonly string[] {
  return readdirSync(tilesDir, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => path.relative(tilesDir, path.join(one.parentPath, one.name)))
    .sort()
}
