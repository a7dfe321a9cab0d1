import t from 'tap'
import { openCounty } from '../support/lawful-path.ts'
import { entered, isKept, loadOn, lodgeUntil, wrongAfterRetry } from '../support/load.ts'
import { testStack, until } from '../support/stack.ts'
import { faultsOf } from '../support/verified.ts'

t.test('what breaks while acts are on their way', async (t) => {
  const stack = await testStack(t)
  const county = await openCounty(stack)
  const matters = Array.from({ length: 6 }, () => county.matter())
  await Promise.all(matters.map((matter) => matter.plays('proposed')))
  const ids = matters.map(({ id }) => id)

  t.test(
    'the registrar killed after the commit, before the answer: each act once, the first receipt',
    async (t) => {
      let unanswered = 0
      // Where the kill falls is chance; it is repeated until an act was entered and nobody was told.
      for (let round = 0; unanswered === 0 && round < 10; round += 1) {
        const load = loadOn(county, ids)
        const sent = await lodgeUntil(county, load, 20 + 7 * round, () => stack.kill('api'))
        const lost = sent.filter(({ heard }) => heard === undefined).map(({ act }) => act)
        unanswered = (await entered(stack, lost)).size
        await stack.startPart('api')
        t.same(await wrongAfterRetry(stack, county, sent), [])
      }
      t.ok(unanswered > 0, 'some act was entered and not answered')
      t.same(await faultsOf(stack, county, matters.slice(0, 2)), [])
    },
  )

  t.test(
    'PostgreSQL stopped at once and started again: nobody is told a fault, each act once',
    async (t) => {
      const sent = await lodgeUntil(county, loadOn(county, ids), 24, () => stack.crashPostgres())
      const handedBack = sent.filter(({ heard }) => heard === undefined || !isKept(heard))
      t.ok(handedBack.length > 0, 'it fell into the load')
      t.same(
        [...new Set(handedBack.map(({ heard }) => heard?.status))],
        [503],
        'what cannot be entered now is 503, and nothing else',
      )
      t.same(
        handedBack.filter(({ heard }) => !(Number(heard?.headers.get('retry-after')) > 0)),
        [],
        'with the time after which to ask again',
      )
      t.equal((await fetch(`${stack.api}/readyz`)).status, 503, 'no act can be entered')
      t.equal((await fetch(`${stack.api}/healthz`)).status, 200, 'and the process is alive')
      await stack.startPostgresAgain()
      await until('the api enters acts again', async () => (await fetch(`${stack.api}/readyz`)).ok)
      t.same(await wrongAfterRetry(stack, county, sent), [])
      t.same(await faultsOf(stack, county, matters.slice(0, 2)), [])
      await county.settles()
      t.pass('and the clerks settle')
    },
  )
})
