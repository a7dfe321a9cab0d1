import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import t from 'tap'
import { openCounty, type County, type Heard, type Ready } from '../support/lawful-path.ts'
import { testStack, until, type TestStack } from '../support/stack.ts'
import { faultsOf } from '../support/verified.ts'

/** An act of the load, and what was heard of it; nothing when the answer was lost. */
interface Sent {
  readonly act: Ready
  readonly heard?: Heard
}

const isKept = ({ status }: Heard) => [201, 403, 409].includes(status)

/** Thirty-two people, four acts each: two in three are recorded, one in three is refused. */
function loadOn(county: County, ids: readonly string[]): readonly (readonly Ready[])[] {
  const people = ['government-office', 'undertaking-unit-handler', 'archivist']
  return Array.from({ length: 32 }, (_client, client) =>
    Array.from({ length: 4 }, (_act, n) => ({
      path: `/api/matters/${ids[(client + n) % ids.length] ?? ''}/acts`,
      key: randomUUID(),
      person: county.person(people[(client + n) % 3] ?? ''),
      body: {
        type: 'ProposeFinding',
        findings: [{ code: 'AF-01', answer: 'no', reasons: `理由${client}-${n}` }],
      },
    })),
  )
}

/** Lodges it all; as soon as `after` answers are there the accident happens, once. */
async function lodgeUntil(
  county: County,
  load: readonly (readonly Ready[])[],
  after: number,
  accident: () => Promise<void>,
): Promise<readonly Sent[]> {
  let answers = 0
  let happened: Promise<void> | undefined
  const sent = await Promise.all(
    load.map(async (acts) => {
      const mine: Sent[] = []
      for (const act of acts) {
        const heard = await county.send(act).catch(() => undefined)
        mine.push(heard === undefined ? { act } : { act, heard })
        answers += 1
        if (answers >= after) happened ??= accident()
      }
      return mine
    }),
  )
  await happened
  return sent.flat()
}

/** Positions by command id, as the record has them. */
async function entered(stack: TestStack, acts: readonly Ready[]) {
  const { rows } = await stack.admin.query<{ command: string; position: number }>(
    'select command, position from record.commands where command = any ($1)',
    [acts.map(({ person, key }) => `${person}/${key}`)],
  )
  return new Map(rows.map(({ command, position }) => [command.split('/')[1] ?? '', position]))
}

/** Lodges every act once more under its own key, and says what is not as it must be. */
async function wrongAfterRetry(stack: TestStack, county: County, sent: readonly Sent[]) {
  const wrong: string[] = []
  const again = await Promise.all(
    sent.map(async ({ act, heard }) => ({ act, first: heard, now: await county.send(act) })),
  )
  const kept = await entered(
    stack,
    sent.map(({ act }) => act),
  )
  for (const { act, first, now } of again) {
    const says = (what: string) => wrong.push(`${act.key}: ${what}: ${JSON.stringify(now.body)}`)
    if (!isKept(now)) says(`is ${now.status}`)
    if (kept.get(act.key) !== now.body['position']) says('is told another position')
    if (first === undefined || !isKept(first)) continue
    if (first.status !== now.status) says(`was ${first.status}, is ${now.status}`)
    for (const name of ['position', 'digest', 'sequence', 'stage', 'outcome', 'grounds']) {
      if (!isDeepStrictEqual(first.body[name], now.body[name])) says(`other ${name}`)
    }
  }
  if (kept.size !== sent.length) wrong.push(`${kept.size} entries for ${sent.length} acts`)
  return wrong
}

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
