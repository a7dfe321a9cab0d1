import { generateSigningKey } from '@juece/cryptography'
import { instant } from '@juece/kernel'
import { logAlgorithm, verifierKeyText, verifierOf } from '@juece/ledger'
import { v7 } from 'uuid'
import t from 'tap'
import { readConfig } from '../../services/api/src/config.ts'
import { apiTown, proposal, type Told } from './api-town.ts'

const from = instant('2024-01-02T09:00+08:00')

t.test(
  'the clock moves forward only, stands where it is told, and acts are stamped with it',
  async (t) => {
    const county = await apiTown(t, { from })
    const put = async (payload: object) =>
      county.app.inject({ method: 'PUT', url: '/dev/clock', payload })
    const set = await put({ now: '2024-03-01T09:00:00+08:00', stands: true })
    t.same(set.json<Told>(), { now: '2024-03-01T01:00:00.000Z', stands: true, settled: true })
    const told = await county.app.inject({ url: '/dev/clock' })
    t.same(told.json<Told>(), set.json<Told>())

    const id = v7()
    await county.app.inject({
      method: 'POST',
      url: `/api/matters/${id}/acts`,
      headers: await county.as('proposer'),
      payload: proposal,
    })
    const entry = await county.app.inject({
      url: `/api/matters/${id}/entries/1`,
      headers: await county.as('proposer'),
    })
    t.match(entry.json<Told>(), {
      occurred: '2024-03-01T01:00:00.000Z',
      entered: '2024-03-01T01:00:00.000Z',
    })

    t.equal((await put({ now: '2024-02-01T09:00:00+08:00' })).statusCode, 400, 'never backward')
    t.equal(
      (await put({ now: '2999-01-01T00:00:00+08:00' })).statusCode,
      400,
      'never past our time',
    )
    t.equal((await put({ now: 'tomorrow' })).statusCode, 400)
    t.equal((await put({})).statusCode, 400)
    t.equal((await put({ now: '2024-04-01T09:00:00+08:00', more: 1 })).statusCode, 400)
    t.equal(
      (await county.app.inject({ url: '/dev/clock' })).json<Told>().now,
      '2024-03-01T01:00:00.000Z',
    )

    const running = (await put({ now: '2024-04-01T09:00:00+08:00' })).json<Told>()
    t.equal(running.stands, false)
    t.ok(running.now >= '2024-04-01T01:00:00.000Z')
  },
)

t.test('on system time there is no clock to set', async (t) => {
  const county = await apiTown(t)
  t.equal((await county.app.inject({ url: '/dev/clock' })).statusCode, 404)
  const put = await county.app.inject({
    method: 'PUT',
    url: '/dev/clock',
    payload: { now: '2024-03-01T09:00:00+08:00' },
  })
  t.equal(put.statusCode, 404)
})

const logKey = verifierKeyText(
  verifierOf({
    name: 'record.example/cn-000000',
    algorithm: logAlgorithm,
    seed: generateSigningKey().seed,
  }),
)

const production = {
  JUECE_ENVIRONMENT: 'production',
  JUECE_PORT: '8080',
  JUECE_RECORD_URL: 'postgres://registrar@db/juece_record',
  JUECE_READ_URL: 'postgres://projector@db/juece_record',
  JUECE_ATTACHMENTS_DIR: 'attachments',
  JUECE_OIDC_ISSUER: 'https://login.example',
  JUECE_OIDC_JWKS: 'https://login.example/jwks',
  JUECE_LOG_ORIGIN: 'record.example/cn-000000',
  JUECE_LOG_VKEY: logKey,
}

t.test('production refuses a settable clock and development identities', async (t) => {
  t.match(readConfig(production), { environment: 'production', clock: 'system', host: '127.0.0.1' })
  t.throws(() => readConfig({ ...production, JUECE_CLOCK: 'settable' }), { message: /JUECE_CLOCK/ })
  const issuer = 'http://127.0.0.1:9000'
  t.throws(() => readConfig({ ...production, JUECE_OIDC_ISSUER: issuer }), {
    message: /JUECE_OIDC_ISSUER/,
  })
  const embedded = { ...production, JUECE_ENVIRONMENT: 'embedded', JUECE_OIDC_ISSUER: issuer }
  t.match(readConfig({ ...embedded, JUECE_CLOCK: 'settable' }), { clock: 'settable' })
  const { JUECE_RECORD_URL: secret, ...without } = production
  t.throws(() => readConfig(without), { message: /JUECE_RECORD_URL/ })
  t.throws(() => readConfig({ ...production, JUECE_LOG_VKEY: `${logKey}A` }), {
    message: /JUECE_LOG_VKEY: is no verifier key/,
  })
  try {
    readConfig({ ...production, JUECE_PORT: secret })
    t.fail('an address is no port')
  } catch (why) {
    t.match(String(why), /JUECE_PORT/)
    t.notMatch(String(why), /postgres:/, 'no value is repeated')
  }
})
