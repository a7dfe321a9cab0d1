import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { migrateReadModel } from '@juece/read-model/migrate'
import { ensureKeyFile } from '@juece/sealer/key-file'
import t from 'tap'
import { foundFrom } from '../../infra/dev/founding.ts'
import { freePort } from '../../infra/dev/ports.ts'
import { tokenFrom } from '../../infra/dev/token.ts'
import { testDatabase } from '../support/postgres.ts'

const at = (file: string) => fileURLToPath(new URL(`../../${file}`, import.meta.url))

interface Started {
  readonly child: ChildProcess
  readonly said: () => string
}

function started(file: string, env: Readonly<Record<string, string>>): Started {
  const child = spawn(process.execPath, [at(file)], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (piece: Buffer) => (said += piece.toString()))
  }
  return { child, said: () => said }
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode
  const exit = once(child, 'exit')
  child.kill(signal)
  const [code] = (await exit) as [number | null]
  return code
}

async function answers({ child, said }: Started, url: string): Promise<void> {
  for (;;) {
    const answer = await fetch(url).catch(() => undefined)
    await answer?.arrayBuffer()
    if (answer?.ok === true) return
    if (child.exitCode !== null) throw new Error(`it ended: ${said()}`)
    await pause(25)
  }
}

t.test(
  'the service starts, knows people by the development issuer, logs no secret, stops in order',
  async (t) => {
    const database = await testDatabase(t)
    await migrateReadModel(database.url('admin'))
    const attachmentsDir = mkdtempSync(path.join(os.tmpdir(), 'juece-service-'))
    t.teardown(() => rmSync(attachmentsDir, { recursive: true, force: true }))
    const [port, issuerPort] = [await freePort(), await freePort()]
    const issuer = `http://127.0.0.1:${issuerPort}`
    await foundFrom(at('infra/dev/demo-town.founding.json'), {
      recordUrl: database.url('registrar'),
      attachmentsDir,
      clock: 'system',
      issuer,
    })
    const provider = started('infra/dev/identity-provider.ts', {
      JUECE_IDP_PORT: String(issuerPort),
    })
    t.teardown(() => ended(provider.child, 'SIGTERM'))
    const service = started('services/api/src/main.ts', {
      JUECE_ENVIRONMENT: 'embedded',
      JUECE_PORT: String(port),
      JUECE_RECORD_URL: database.url('registrar'),
      JUECE_READ_URL: database.url('projector'),
      JUECE_ATTACHMENTS_DIR: attachmentsDir,
      JUECE_OIDC_ISSUER: issuer,
      JUECE_OIDC_JWKS: `${issuer}/jwks`,
      JUECE_LOG_ORIGIN: 'record.example/cn-000000',
      JUECE_LOG_VKEY: ensureKeyFile(path.join(t.testdir(), 'log.key'), 'record.example/cn-000000'),
      JUECE_LOG_LEVEL: 'info',
    })
    t.teardown(() => ended(service.child, 'SIGKILL'))
    const api = `http://127.0.0.1:${port}`
    await answers(provider, `${issuer}/.well-known/openid-configuration`)
    await answers(service, `${api}/readyz`)

    const token = await tokenFrom(issuer, 'qian-an')
    const secret = 'a-title-nobody-should-find-in-a-log'
    const act = await fetch(`${api}/api/registers/offices/cn-000000/acts`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': 'first',
      },
      body: JSON.stringify({
        type: 'AppointToPost',
        official: 'wang-fang',
        name: secret,
        subject: { issuer, sub: 'wang-fang' },
        organ: 'cn-000000/government',
        post: 'head',
      }),
    })
    t.equal(act.status, 201, await act.text())
    const stranger = await tokenFrom(issuer, 'somebody-else')
    const refused = await fetch(`${api}/api/matters`, {
      headers: { authorization: `Bearer ${stranger}` },
    })
    t.equal(refused.status, 401, 'a name alone opens nothing that nobody was appointed to')
    await refused.arrayBuffer()
    await t.rejects(tokenFrom(issuer, 'Not A Name'))

    t.equal(await ended(service.child, 'SIGTERM'), 0)
    t.match(service.said(), '"route":"/api/registers/:register/:id/acts"')
    for (const hidden of [token, secret, 'Bearer', database.url('registrar')]) {
      t.notMatch(service.said(), hidden)
    }
  },
)

t.test('development identities and wrong settings end the start with a clear word', async (t) => {
  const provider = started('infra/dev/identity-provider.ts', {
    JUECE_IDP_PORT: '1',
    JUECE_ENVIRONMENT: 'production',
  })
  const [code] = (await once(provider.child, 'exit')) as [number]
  t.not(code, 0)
  t.match(provider.said(), /embedded stack only/)
  const service = started('services/api/src/main.ts', { JUECE_CLOCK: 'settable' })
  const [exit] = (await once(service.child, 'exit')) as [number]
  t.not(exit, 0)
  t.match(service.said(), /settings: .*JUECE_RECORD_URL/)
})
