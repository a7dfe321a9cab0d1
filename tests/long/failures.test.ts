import { instantOf, msOf, type Instant } from '@juece/kernel'
import t from 'tap'
import { rebuild } from '../../services/worker/src/rebuild.ts'
import { chances } from '../support/chances.ts'
import { minuteAfter, openCounty } from '../support/lawful-path.ts'
import { loadOn, lodgeUntil, wrongAfterRetry, type Sent } from '../support/load.ts'
import { testStack, until, type TestStack } from '../support/stack.ts'
import { timedEntries } from '../support/timed.ts'
import { faultsOf } from '../support/verified.ts'

const rounds = 16
const seed = Number(process.env['JUECE_SEED'] ?? Math.floor(Math.random() * 1e9))

type Accident = readonly [name: string, breaks: () => Promise<void>, mends: () => Promise<void>]

function accidentsOf(stack: TestStack): readonly Accident[] {
  const killed = (name: 'api' | 'worker' | 'sealer'): Accident => [
    `${name} killed`,
    () => stack.kill(name),
    () => stack.startPart(name),
  ]
  return [
    killed('api'),
    killed('worker'),
    killed('sealer'),
    ['PostgreSQL crashed', stack.crashPostgres, stack.startPostgresAgain],
    [
      'the engine lost',
      stack.loseEngine,
      async () => {
        await stack.startEmptyEngine()
        await rebuild(stack.admin)
      },
    ],
  ]
}

t.test(`one accident after another, seed ${seed}: nothing lost, nothing doubled`, async (t) => {
  const stack = await testStack(t, { env: { JUECE_REFUSALS_PER_MINUTE: '100000' } })
  const county = await openCounty(stack)
  const chance = chances(seed)
  const matters = Array.from({ length: 10 }, () => county.matter())
  await Promise.all(matters.map((matter) => matter.plays('window-open')))
  const ids = matters.map(({ id }) => id)
  const accidents = accidentsOf(stack)
  const sent: Sent[] = []
  const happened: string[] = []
  for (let round = 0; round < rounds; round += 1) {
    const [name, breaks, mends] = accidents[Math.floor(chance() * accidents.length)] ?? []
    if (name === undefined || breaks === undefined || mends === undefined) continue
    happened.push(name)
    sent.push(...(await lodgeUntil(county, loadOn(county, ids), 1 + chance() * 100, breaks)))
    await mends()
    await until('acts are entered again', async () => {
      const answer = await fetch(`${stack.api}/readyz`).catch(() => undefined)
      return answer?.ok
    })
    // Time goes on between two accidents; nobody waits for the clerks.
    const now = await county.clock.now()
    await county.clockAlone.standAt(instantOf(msOf(now) + Math.floor(chance() * 86_400_000)))
  }
  t.comment(happened.join(', '))
  t.same(await wrongAfterRetry(stack, county, sent), [])
  await county.settles()
  const ends = await Promise.all(
    matters.map(async (matter) => {
      const { deadlines } = await matter.view('head')
      return deadlines.find(({ name }) => name === 'commentWindow')?.ends ?? ''
    }),
  )
  const last = minuteAfter([...ends].sort().at(-1) as Instant)
  await county.clock.standAt(last)
  await county.settles()
  const timed = await timedEntries(stack.admin)
  t.equal(new Set(timed.map(({ id }) => id)).size, timed.length, 'each wish of a clerk once')
  t.same(
    timed
      .filter(({ type, outcome }) => type === 'ClosePublicComment' && outcome === 'recorded')
      .map(({ matter }) => matter)
      .sort(),
    [...ids].sort(),
    'every window is closed once',
  )
  t.same(await faultsOf(stack, county, matters), [])
})
