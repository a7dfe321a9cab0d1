import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { openAttachmentStore } from '@juece/attachments'
import { generateSigningKey, utf8Of } from '@juece/cryptography'
import { msOf, type Digest, type Instant } from '@juece/kernel'
import {
  checkpointText,
  cosignatureAlgorithm,
  cosignNote,
  leafHash,
  logAlgorithm,
  rootOf,
  signNote,
  verifierKeyText,
  verifierOf,
} from '@juece/ledger'
import { openKeyring } from '@juece/keyring'
import { migrateReadModel } from '@juece/read-model/migrate'
import { openProjector } from '@juece/read-model/project'
import { openLists } from '@juece/read-model/read'
import { openPool, recordReader, startSettableClock, type Pool } from '@juece/record-store'
import { addCheckpoint, addSignature, toSeal } from '@juece/record-store/seals'
import { found } from '@juece/registrar/founding'
import { openDesk, openHouse, openPersonDoor, type House } from '@juece/registrar/person'
import {
  calendarFiles,
  calendarManifestOf,
  manifestOf,
  nationalLevel,
  type NamedBytes,
} from '@juece/rulebook'
import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from 'jose'
import { buildApp } from '../../services/api/src/app.ts'
import type { Limits } from '../../services/api/src/config.ts'
import { tokensOf } from '../../services/api/src/plugins/tokens.ts'
import type { App } from '../../services/api/src/types.ts'
import { testDatabase } from '../support/postgres.ts'

/** What a tap test offers here. */
interface Teardown {
  teardown(after: () => Promise<void> | void): unknown
}

export const jurisdiction = 'cn-000000'
export const issuer = 'http://127.0.0.1:1'

/** Posts and organs of the county, by the person who holds them. */
const seats: Readonly<Record<string, readonly [organ: string, post: string]>> = {
  'qian-an': ['government-office', 'administrator'],
  'sun-ping': ['government-office', 'administrator'],
  proposer: ['development-bureau', 'proposer'],
  head: ['government', 'head'],
  'government-office': ['government-office', 'government-office'],
  'undertaking-unit-handler': ['urban-management-bureau', 'undertaking-unit-handler'],
  'consulted-unit': ['finance-bureau', 'consulted-unit'],
  auditor: ['audit-bureau', 'auditor'],
  'legality-head': ['justice-bureau', 'legality-head'],
  'openness-reviewer': ['government-office', 'openness-reviewer'],
  archivist: ['archives', 'archivist'],
}

/** The lawful proposal that creates a matter. */
export const proposal = {
  type: 'SubmitProposal',
  kind: 'major-decision',
  organ: `${jurisdiction}/government`,
  title: '调整收费标准',
  source: 'department',
  proposer: `${jurisdiction}/development-bureau`,
  problem: '现行标准多年未调整。',
  reasons: '保障设施运行。',
  basis: '有关规定。',
  plan: '分档调整。',
  necessity: '必要。',
  feasibility: '可行。',
} as const

/** The people of a county, reached through the API. */
export interface ApiTown {
  readonly app: App
  readonly house: House
  /** The address of the record for a login. */
  url(role: 'admin' | 'registrar' | 'sealer' | 'reader'): string
  readonly attachmentsDir: string
  readonly origin: string
  readonly vkey: string
  /** The trust policy, where a witness is asked. */
  readonly policy: string | undefined
  /** The headers of a person: his token, and a key of its own for each act. */
  as(person: string, more?: Readonly<Record<string, string>>): Promise<Record<string, string>>
  token(person: string, claims?: TokenClaims): Promise<string>
  /** The digest of a small stored paper. */
  paper(text?: string): Promise<string>
  /** Signs a checkpoint over everything; with a cosignature of the witness, where there is one. */
  seal(options?: { readonly cosigned?: boolean }): Promise<void>
  project(): Promise<void>
}

/** What a token says beside its subject; the defaults are right. */
export interface TokenClaims {
  readonly issuer?: string
  readonly audience?: string
  readonly expires?: string
  readonly foreign?: true
}

/** Members of answers, as far as tests read them. */
export interface Told {
  readonly position: number
  readonly digest: string
  readonly sequence: number
  readonly stage: string | null
  readonly stream: string
  readonly stands: boolean
  readonly now: string
  readonly entered: string
  readonly grounds: readonly { readonly rule: string }[]
  readonly issues: readonly { readonly path: string }[]
  readonly allowedActs: readonly string[]
  readonly blocks: readonly { readonly type: string }[]
  readonly steps: readonly { readonly step: string }[]
  readonly registeredLate: readonly object[]
  readonly entries: readonly { readonly sealed: boolean; readonly proof?: string }[]
  readonly items: readonly { readonly id?: string; readonly act?: string }[]
  readonly next: string | number | null
  readonly asOf: number
  readonly receipt: object
  readonly state: { readonly appointments: readonly { readonly official: string }[] }
}

/** What differs from the usual county. */
export interface ApiTownSettings {
  readonly limits?: Partial<Limits>
  /** Begins on a settable clock at this instant. */
  readonly from?: Instant
  /** The address of a keyring of its own; without one no personal value is taken. */
  readonly keyring?: string
  /** A witness of another operator is asked. */
  readonly witness?: true
  /** The file of the verification page. */
  readonly verdictPage?: string
}

const limits: Limits = {
  requestsPerMinute: 100_000,
  refusalsPerMinute: 1_000,
  attachmentBytes: 100_000,
  // A test is not turned away because its machine is busy.
  overloadMs: 120_000,
}
const origin = 'record.example/cn-000000'
const silent = { debug: () => undefined, error: () => undefined }
let keys = 0

/** Founds a record with somebody in every seat, and builds the app over it. */
export async function apiTown(t: Teardown, settings: ApiTownSettings = {}): Promise<ApiTown> {
  const database = await testDatabase(t)
  await migrateReadModel(database.url('admin'))
  const folder = mkdtempSync(path.join(os.tmpdir(), 'juece-api-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  const attachments = openAttachmentStore(path.join(folder, 'attachments'))
  const pools = (['admin', 'registrar', 'projector', 'sealer'] as const).map(
    (role) => [role, openPool(database.url(role), { service: 'test', most: 4 })] as const,
  )
  t.teardown(async () => {
    await Promise.all(pools.map(([, pool]) => pool.end()))
  })
  const {
    admin,
    registrar,
    projector: reading,
    sealer,
  } = Object.fromEntries(pools) as Record<'admin' | 'registrar' | 'projector' | 'sealer', Pool>
  const clock = settings.from === undefined ? 'system' : 'settable'
  if (settings.from !== undefined) await startSettableClock(admin, settings.from)
  const keyring = settings.keyring === undefined ? undefined : await openKeyring(settings.keyring)
  t.teardown(() => keyring?.close())
  const house = await openHouse({
    recordUrl: database.url('registrar'),
    attachments,
    ...(keyring === undefined ? {} : { encloser: keyring }),
    clock,
    service: 'test',
    log: silent,
  })
  t.teardown(() => house.close())

  const store = async (bytes: Uint8Array, mediaType: string): Promise<Digest> => {
    const stored = await attachments.store(only(bytes), { mediaType, maxBytes: 10_000_000 })
    return stored.digest
  }
  const keep = async ({ files, bytes }: { files: readonly NamedBytes[]; bytes: Uint8Array }) => {
    for (const file of files) await store(file.bytes, 'application/json')
    return store(bytes, 'application/json')
  }
  await found(house, await store(utf8Of('founding'), 'text/plain'), [
    {
      stream: 'law-in-use',
      command: { type: 'AdoptRulebook', rules: await keep(manifestOf(nationalLevel(), 1)) },
    },
    {
      stream: 'law-in-use',
      command: { type: 'AdoptCalendar', calendar: await keep(calendarManifestOf(calendarFiles)) },
    },
    ...Object.entries(seats).map(([official, [organ, post]]) => ({
      stream: `offices/${jurisdiction}`,
      command: {
        type: 'AppointToPost',
        official,
        organ: `${jurisdiction}/${organ}`,
        post,
        subject: { issuer, sub: official },
      },
    })),
    {
      stream: 'offices/cn-000001',
      command: {
        type: 'AppointToPost',
        official: 'neighbour',
        organ: 'cn-000001/government',
        post: 'head',
        subject: { issuer, sub: 'neighbour' },
      },
    },
  ])

  const signer = { name: origin, algorithm: logAlgorithm, seed: generateSigningKey().seed }
  const vkey = verifierKeyText(verifierOf(signer))
  const witness = {
    name: 'audit.example/w1',
    algorithm: cosignatureAlgorithm,
    seed: generateSigningKey().seed,
  }
  const policy =
    settings.witness === undefined
      ? undefined
      : `log ${vkey}\nwitness audit ${verifierKeyText(verifierOf(witness))}\nquorum audit\n`
  const own = await generateKeyPair('ES256', { extractable: true })
  const other = await generateKeyPair('ES256')
  const published = { ...(await exportJWK(own.publicKey)), kid: 'test', alg: 'ES256' }
  const desk = openDesk(house)
  const app = await buildApp({
    desk,
    door: openPersonDoor(desk),
    record: registrar,
    attachments,
    ...(keyring === undefined ? {} : { keyring }),
    lists: openLists(reading),
    tokens: tokensOf(
      { issuer, audience: 'juece', jwks: `${issuer}/jwks`, environment: 'embedded' },
      createLocalJWKSet({ keys: [published] }),
    ),
    settings: {
      environment: 'embedded',
      clock,
      limits: { ...limits, ...settings.limits },
      log: { origin, key: vkey, ...(policy === undefined ? {} : { policy }) },
      ...(settings.verdictPage === undefined ? {} : { verdictPage: settings.verdictPage }),
    },
  })
  t.teardown(() => app.close())

  const token = (person: string, claims: TokenClaims = {}): Promise<string> =>
    new SignJWT()
      .setProtectedHeader({ alg: 'ES256', kid: 'test' })
      .setSubject(person)
      .setIssuer(claims.issuer ?? issuer)
      .setAudience(claims.audience ?? 'juece')
      .setIssuedAt()
      .setExpirationTime(claims.expires ?? '1h')
      .sign(claims.foreign === true ? other.privateKey : own.privateKey)
  const projector = openProjector({ db: reading, reader: recordReader(reading) })
  return {
    app,
    house,
    url: (role) => database.url(role),
    attachmentsDir: path.join(folder, 'attachments'),
    origin,
    vkey,
    policy,
    token,
    as: async (person, more = {}) => ({
      authorization: `Bearer ${await token(person)}`,
      'idempotency-key': `key-${(keys += 1)}`,
      ...more,
    }),
    paper: (text = 'paper') => store(utf8Of(text), 'text/plain; charset=utf-8'),
    seal: async ({ cosigned = false } = {}) => {
      const size = await recordReader(registrar).size()
      const digests = await toSeal(sealer, 0, size, size)
      const root = rootOf(digests.map(({ digest }) => leafHash(digest)))
      await addCheckpoint(sealer, size, root)
      const text = checkpointText({ origin, size, root })
      await addSignature(sealer, size, origin, signNote(text, signer))
      if (!cosigned) return
      // A log under a settable clock may lie far from the time of whoever signs.
      const seconds = Math.floor(msOf(house.clock.now()) / 1000)
      await addSignature(sealer, size, witness.name, cosignNote(text, witness, seconds))
    },
    project: async () => {
      while ((await projector.project()) > 0);
    },
  }
}

async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
