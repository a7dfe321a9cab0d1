import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

import { digestOf, hexOf, randomBytes, sha256, utf8Of } from '@juece/cryptography'
import type { Digest } from '@juece/kernel'
import { migrateRecord } from '@juece/record-store/migrate'
import { openCommitter, type Committer, type Unit } from '@juece/record-store'
import pg from 'pg'
import { v7 as uuidv7 } from 'uuid'

import { removePostgresData, startPostgres } from '../postgres.ts'
import { figureOf, type Figure } from './figure.ts'
import { inTurns, type Step } from './turns.ts'

const writerCounts = [1, 8, 32]
const wanted: Readonly<Record<number, number>> = { 1: 0.5, 8: 0.6, 32: 0.8 }
const matterLength = 20
const database = 'bench'

/**
 * Entries a second through the committer with everything on (chain, guards, command ids, outbox,
 * digests), against bare single-row INSERTs committed one by one, in alternating slices.
 */
export async function benchAppend(options: {
  readonly seconds: number
  /** Which numbers of writers; all of them when nothing is said. */
  readonly only?: (figure: string) => boolean
}): Promise<readonly Figure[]> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'juece-bench-'))
  fs.chmodSync(folder, 0o755)
  const dataDir = path.join(folder, 'postgres')
  const server = await startPostgres({ dataDir })
  try {
    await server.ensureDatabase(database)
    await migrateRecord(server.url(database, 'admin'), { passwordOf: server.passwordOf })
    await prepareBare(server.url(database, 'admin'))
    const bare = await Promise.all(
      Array.from({ length: Math.max(...writerCounts) }, () => bareWriter(server.url)),
    )
    const committer = openCommitter(server.url(database, 'registrar'))
    const registers = await foundRegisters(committer)
    const figures: Figure[] = []
    const { only = () => true } = options
    for (const writers of writerCounts.filter((count) => only(`append.${count}`))) {
      figures.push(
        await compared(writers, options.seconds, {
          ours: () => matterWriter(committer, registers),
          theirs: (i) => () => bare[i]?.insert() ?? Promise.reject(new Error('no writer')),
        }),
      )
    }
    await committer.close()
    await Promise.all(bare.map((writer) => writer.end()))
    return figures
  } finally {
    await server.stop()
    removePostgresData(dataDir)
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

async function compared(
  writers: number,
  seconds: number,
  peers: { readonly ours: (i: number) => Step; readonly theirs: (i: number) => Step },
): Promise<Figure> {
  const each = Array.from({ length: writers }, (_, i) => i)
  const { ours, theirs } = await inTurns({
    seconds,
    ours: each.map(peers.ours),
    theirs: each.map(peers.theirs),
  })
  return figureOf({
    figure: `append.${writers}`,
    value: ours.perSecond,
    unit: 'entries/s',
    against: {
      what: `bare single-row INSERT, ${Math.round(theirs.perSecond)}/s; ${wanted[writers]} wanted`,
      value: theirs.perSecond,
    },
    ms: ours.ms + theirs.ms,
    samples: ours.taken,
  })
}

async function prepareBare(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`create table public.bare
    (id bigint generated always as identity primary key, bytes bytea not null)`)
  await client.end()
}

async function bareWriter(url: (database: string, role: 'admin') => string) {
  const client = new pg.Client({ connectionString: url(database, 'admin') })
  client.on('error', () => undefined)
  await client.connect()
  return {
    insert: async () => {
      const text = 'insert into public.bare (bytes) values ($1)'
      await client.query({ name: 'bare', text }, [entryBytes('bare', 1)])
    },
    end: () => client.end(),
  }
}

type Registers = Readonly<Record<string, number>>

async function foundRegisters(committer: Committer): Promise<Registers> {
  for (const stream of ['law-in-use', 'offices/cn-000000']) {
    await committer.append(unitOf(stream, 0, null, {}))
  }
  return { 'law-in-use': 1, 'offices/cn-000000': 1 }
}

/** One matter after another, `matterLength` entries each; every fifth entry nudges its clerk. */
function matterWriter(committer: Committer, registers: Registers): Step {
  let stream = ''
  let expected = matterLength
  let previous: Digest | null = null
  return async () => {
    if (expected === matterLength) {
      stream = `matter/${uuidv7()}`
      expected = 0
      previous = null
    }
    const unit = unitOf(stream, expected, previous, registers)
    const verdict = await committer.append(unit)
    if (verdict.kind !== 'entered') throw new Error(`an append met ${verdict.kind}`)
    expected += 1
    previous = unit.digest
  }
}

function unitOf(
  stream: string,
  expected: number,
  previous: Digest | null,
  guards: Registers,
): Unit {
  const bytes = entryBytes(stream, expected + 1)
  const unit = {
    stream,
    expected,
    previous,
    commandId: `li-hua/${expected + 1}`,
    body: sha256(bytes.subarray(0, bytes.length - 40)),
    digest: digestOf(bytes),
    bytes,
    guards,
  }
  return expected % 5 === 0 ? { ...unit, target: `majorDecision/${stream}` } : unit
}

/** About as long as an entry of a matter. */
function entryBytes(stream: string, sequence: number): Uint8Array {
  const salt = hexOf(randomBytes(16))
  return utf8Of(JSON.stringify({ stream, sequence, text: '决'.repeat(300), salt }))
}
