import { instantOf, msOf, type Instant } from '@juece/kernel'
import { allClerks } from '@juece/record-store'
import t from 'tap'
import { rebuild } from '../../services/worker/src/rebuild.ts'
import { engineView, type EngineView } from '../support/engine-view.ts'
import { openCounty, type County, type Heard, type Walk } from '../support/lawful-path.ts'
import { testStack, until, type TestStack } from '../support/stack.ts'
import { timedEntries } from '../support/timed.ts'
import { faultsOf } from '../support/verified.ts'

const readers = ['head', 'undertaking-unit-handler', 'government-office', 'legality-head'] as const

/** Everything that must be the same after the loss: what is so, what time will bring, who may do what. */
async function standing(stack: TestStack, matters: readonly Walk[]) {
  const clerks = await allClerks(stack.admin)
  const engine = engineView(stack.temporal)
  try {
    return {
      size: (await stack.admin.query<{ size: number }>('select size from record.head')).rows[0]
        ?.size,
      clerks,
      // What the clerks were handed last, as the walk has it.
      told: await Promise.all(matters.map(({ id }) => lastRead(engine, id, clerks))),
      timers: await Promise.all(matters.map(({ id }) => engine.hasTimer(id))),
      running: await engine.running(),
      views: await Promise.all(
        matters.flatMap(({ view }) =>
          readers.map(async (role) => {
            const { state, facts, deadlines, allowedActs, deviations } = await view(role)
            return { role, state, facts, deadlines, allowedActs, deviations }
          }),
        ),
      ),
    }
  } finally {
    await engine.close()
  }
}

/** The newest reading; a clerk is noted as having read a moment before the engine keeps what it read. */
async function lastRead(
  engine: EngineView,
  id: string,
  clerks: Awaited<ReturnType<typeof allClerks>>,
): Promise<object> {
  const position = clerks.find(({ matter }) => matter === id)?.position
  return until(`the clerk of ${id} has read ${position}`, async () => {
    const read = (await engine.progressRead(id)).at(-1)
    if (read?.position !== position) return undefined
    // On a settable clock the engine's date differs from read to read; by the entry that set it it is known.
    return JSON.parse(
      JSON.stringify(read, (name, value: unknown) => (name === 'dueMs' ? 'a date' : value)),
    ) as object
  })
}

async function windowOf(matter: Walk): Promise<Instant> {
  const { deadlines } = await matter.view('head')
  const ends = deadlines.find(({ name }) => name === 'commentWindow')?.ends
  if (ends === undefined) throw new Error('no window')
  return ends as Instant
}

async function closingsOf(stack: TestStack, { id }: Walk) {
  return (await timedEntries(stack.admin)).filter(
    ({ type, matter }) => type === 'ClosePublicComment' && matter === id,
  )
}

const opinionOn = async (county: County, matter: Walk) =>
  county.send(await matter.ready({ by: 'public', act: { type: 'SubmitPublicOpinion' } }))

const closeSteps = { by: 'undertaking-unit-handler', act: { type: 'CloseSteps' } }
const fateOf = async ({ stack }: County, { headers }: Heard): Promise<unknown> =>
  (await fetch(`${stack.api}${headers.get('location') ?? ''}`)).json()

t.test('the engine and all it knew are lost', async (t) => {
  const stack = await testStack(t)
  const county = await openCounty(stack)
  const [early, open] = [county.matter(), county.matter()]
  const further = county.matter({ waits: false })
  await Promise.all([early.plays('started'), open.plays('window-open'), further.plays('drafted')])

  t.test('rebuilt from the record: walked equals lived, and no entry is added', async (t) => {
    await county.clock.standAt(instantOf(msOf(await county.clock.now()) + 1_000))
    // A fact alone nudges nobody; told to look, the living clerks know what the rebuilt ones will.
    await rebuild(stack.admin)
    await county.settles()
    const lived = await standing(stack, [early, open, further])
    t.equal(lived.running.length, 3)
    t.ok(lived.timers[1], 'the window is waited for')
    await stack.loseEngine()
    await stack.startEmptyEngine()
    const empty = engineView(stack.temporal)
    t.same(await empty.running(), [], 'nothing was kept')
    await empty.close()
    t.equal(await rebuild(stack.admin), 3)
    await county.settles()
    t.same(await standing(stack, [early, open, further]), lived)
  })

  t.test('while it is away acts are answered, and a window is shut at its instant', async (t) => {
    await stack.loseEngine()
    const inTime = await opinionOn(county, open)
    t.equal(inTime.status, 201, 'an opinion in time')
    await further.plays('window-open', 'drafted')
    const ends = await windowOf(open)
    t.equal(await windowOf(further), ends)
    const early = await further.lodge(closeSteps)
    t.equal(early.status, 409, 'while the window is open the steps cannot be closed')

    await further.plays('steps-closed', 'window-open')
    t.match(await further.view('head'), { facts: { stepsClosed: 'yes' } })
    t.same(await closingsOf(stack, further), [], 'the gate asked the instant, not an entry')
    t.notOk(await county.isSettled(), 'somebody has something due, and says so')
    const late = await opinionOn(county, open)
    t.equal(late.status, 201)
    t.match(await fateOf(county, late), { state: 'late' }, 'after the end an opinion is late')
    t.match(await fateOf(county, inTime), { state: 'received' })
    t.same(await closingsOf(stack, open), [], 'though nobody has entered a closing')
  })

  t.test('when it is back the closing is entered late, with both times', async (t) => {
    const ends = await windowOf(open)
    await stack.startEmptyEngine()
    await until('what was due is entered', county.isSettled)
    const [closing, ...more] = await closingsOf(stack, open)
    t.match(closing, { outcome: 'recorded', occurred: ends })
    t.ok((closing?.entered ?? '') > ends, 'entered after the instant at which it took effect')
    t.same(more, [])
    t.ok((await closingsOf(stack, further)).length <= 1)
    t.same(await faultsOf(stack, county, [open, further]), [])
  })
})
