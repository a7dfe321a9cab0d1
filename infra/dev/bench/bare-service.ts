import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { startGuarded } from '../guarded.ts'
import { freePort } from '../ports.ts'
import type { Stack } from '../stack.ts'

/** A second API process whose one route of interest does one bare INSERT. */
export interface BareService {
  readonly url: string
  stop(): Promise<void>
}

const program = fileURLToPath(new URL('./bare-route.ts', import.meta.url))
const database = 'bench'
const patienceMs = 30_000

/** Starts it beside the stack, on the same database server and with the same identity provider. */
export async function startBareService(stack: Stack): Promise<BareService> {
  const { issuer, postgres, home, logVkey } = stack
  await postgres.ensureDatabase(database)
  const bareUrl = postgres.url(database, 'admin')
  await prepare(bareUrl)
  const port = await freePort()
  const last: string[] = []
  const service = await startGuarded({
    command: process.execPath,
    args: [program],
    log: (text) => {
      if (last.push(text) > 10) last.shift()
    },
    env: {
      JUECE_ENVIRONMENT: 'embedded',
      JUECE_CLOCK: 'settable',
      JUECE_ATTACHMENTS_DIR: `${home}/attachments`,
      JUECE_LOG_ORIGIN: 'juece.demo/settable-clock',
      JUECE_LOG_VKEY: logVkey,
      JUECE_LOG_LEVEL: 'warn',
      JUECE_PORT: String(port),
      JUECE_RECORD_URL: stack.url('registrar'),
      JUECE_READ_URL: stack.url('projector'),
      JUECE_OIDC_ISSUER: issuer,
      JUECE_OIDC_JWKS: `${issuer}/jwks`,
      JUECE_REQUESTS_PER_MINUTE: '10000000',
      JUECE_BENCH_URL: bareUrl,
      TZ: 'UTC',
    },
  })
  const url = `http://127.0.0.1:${port}`
  const until = performance.now() + patienceMs
  for (;;) {
    const answer = await fetch(`${url}/healthz`).catch(() => undefined)
    await answer?.arrayBuffer()
    if (answer?.ok === true) break
    if (service.status() !== undefined || performance.now() > until) {
      await service.stop()
      throw new Error(`the bare route did not start:\n${last.join('\n')}`)
    }
    await pause(25)
  }
  return { url, stop: () => service.stop() }
}

async function prepare(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`create table if not exists public.bare
    (id bigint generated always as identity primary key, bytes bytea not null)`)
  await client.end()
}
