import type { Instant } from '@juece/kernel'
import t from 'tap'
import type { Outcome } from '../../packages/procedure/src/decider.ts'
import type { By } from '../../packages/procedure/src/history/entry.ts'
import type { Matter } from '../../packages/procedure/src/matter/state.ts'
import {
  opinionsDecider,
  windowName,
  windowOf,
  type Opinion,
} from '../../packages/procedure/src/registers/opinions/opinions.ts'
import {
  anybody,
  by,
  circumstances,
  command,
  date,
  endOfDay,
  eventOf,
  given,
  groundOf,
  justBefore,
  moment,
  notice,
  paper,
  published,
  refusedBy,
  stream,
  theOffice,
  unit,
  windowEnd,
  windowOpen,
} from './support/participation.ts'

const window = `${stream}#1`
const own = 'opinion/019bd92b-6b20-7422-8f7f-b7cd57c9b735'
const blank = opinionsDecider.initial(own)
const opinion = (more: object = {}) =>
  command('SubmitPublicOpinion', {
    window,
    draft: 1,
    channel: 'web',
    text: paper(),
    commenter: 'person',
    submitter: {},
    ...more,
  })
const dispose = (more: object = {}) =>
  command('DisposeOfOpinion', { window, disposition: 'adopted', reasons: '已采纳', ...more })

const { matter } = windowOpen()
function answer(
  act: ReturnType<typeof command>,
  time: Instant,
  who: By = anybody,
  state: Opinion = blank,
  about: Matter = matter,
): Outcome {
  return opinionsDecider.decide(act, state, circumstances(time, { matter: about }), who)
}
function submitted(time: Instant): Opinion {
  return evolved(blank, answer(opinion(), time), time)
}
function evolved(state: Opinion, outcome: Outcome, time: Instant): Opinion {
  if (outcome.kind !== 'recorded') throw new Error(JSON.stringify(outcome))
  const seen = { position: 7, sequence: 1, occurred: time, entered: time, by: anybody, rules: null }
  return outcome.events.reduce(
    (before, event) => opinionsDecider.evolve(before, event, seen),
    state,
  )
}
const during = moment('2025-06-20 10:00')

t.test('第十五条: anybody submits an opinion on the draft of an open window', async (t) => {
  const event = eventOf(answer(opinion(), during))
  t.match(event, { type: 'PublicOpinionSubmitted', window, draft: 1, late: false, submitter: {} })
  t.match(submitted(during), { window, draft: 1, receivedAt: during, late: false })
})

t.test('CAL-8: one millisecond before 24:00 counts, 00:00 is kept and marked late', async (t) => {
  t.equal(eventOf(answer(opinion(), justBefore(windowEnd))).late, false)
  t.equal(eventOf(answer(opinion(), windowEnd)).late, true)
})

t.test('MD-D05: under a notice that broke the floor, the public has its thirty days', async (t) => {
  const short = command('EnterNotice', {
    of: 'comment',
    draft: 2,
    explanation: paper(),
    channels: ['press'],
    ways: ['mail'],
    closes: date('2025-06-13'),
    round: 2,
    notice: paper(),
    happened: published,
    evidence: paper(),
  })
  const told = given(windowOpen(), { at: published, do: short })
  const late = (time: Instant) =>
    eventOf(answer(opinion({ window: `${stream}#2`, draft: 2 }), time, anybody, blank, told.matter))
      .late
  t.equal(late(endOfDay('2025-06-13')), false)
  t.equal(late(windowEnd), true)
})

t.test('a withdrawn notice keeps what came, and marks what comes later', async (t) => {
  const withdrawn = moment('2025-06-25 09:00')
  const told = given(windowOpen(), {
    at: withdrawn,
    do: command('WithdrawCommentNotice', { reasons: '重拟' }),
  })
  const late = (time: Instant) => eventOf(answer(opinion(), time, anybody, blank, told.matter)).late
  t.equal(late(justBefore(withdrawn)), false)
  t.equal(late(withdrawn), true)
})

t.test('MD-D04, T05: before the notice is out there is nothing to comment on', async (t) => {
  const early = answer(opinion(), justBefore(published))
  t.same(refusedBy(early), ['MD-D04', 'T05'])
  t.equal(groundOf(early, 'T05').until, published)
  t.same(refusedBy(answer(opinion(), published)), ['recorded'])
})

t.test('an opinion names a window and the version it is about', async (t) => {
  const missing = [
    { window: `${stream}#2` },
    { window: 'matter/019b8bab-0680-7575-823f-000000000000#1' },
    { window: 'nonsense' },
    { draft: 2 },
  ]
  for (const more of missing) t.same(refusedBy(answer(opinion(more), during)), ['invalid'])
  const second = given(windowOpen(), { at: during, do: notice({ draft: 2, round: 2 }) })
  const named = (round: number, draft: number) =>
    refusedBy(
      answer(
        opinion({ window: `${stream}#${round}`, draft }),
        during,
        anybody,
        blank,
        second.matter,
      ),
    )
  t.same(named(1, 1), ['recorded'])
  t.same(named(2, 2), ['recorded'])
  t.same(named(2, 1), ['invalid'])
})

t.test(
  'a name or a telephone in clear is no act; enclosed it is, and no event repeats it',
  async (t) => {
    const path = 'submitter.telephone'
    const outcome = answer(opinion({ submitter: { telephone: '000' } }), during)
    t.match(outcome, { kind: 'invalid', issues: [{ path, message: /personal data/ }] })
    const telephone = { enclosed: 'commitment/1', commitment: 'AAAA' }
    const enclosed = answer(opinion({ submitter: { telephone } }), during)
    t.same(refusedBy(enclosed), ['recorded'])
    t.same(eventOf(enclosed).submitter, {})
  },
)

t.test('from paper the unit or the office enters the scan and when it came', async (t) => {
  const letter = { channel: 'letter' }
  for (const who of [unit, theOffice]) {
    const bare = answer(opinion(letter), during, who)
    t.same(groundOf(bare, 'MD-D13').missing, ['scan', 'happened', 'evidence'])
    const proved = { ...letter, scan: paper(), happened: during, evidence: paper() }
    t.same(refusedBy(answer(opinion(proved), during, who)), ['recorded'])
  }
  const private_ = answer(opinion(), during, by('consulted-unit'))
  t.same(refusedBy(private_), ['recorded'], 'any other official speaks for himself')
})

t.test(
  '第十八条 (MD-D13): the unit of the matter disposes of each opinion, with reasons',
  async (t) => {
    const state = submitted(during)
    t.same(refusedBy(answer(dispose(), during, unit, state)), ['recorded'])
    t.same(refusedBy(answer(dispose({ reasons: ' ' }), during, unit, state)), ['MD-D13'])
    t.same(refusedBy(answer(dispose(), during, theOffice, state)), ['PW-01'])
    t.same(refusedBy(answer(dispose(), during, anybody, state)), ['PW-01'])
    t.same(refusedBy(answer(dispose({ window: `${stream}#2` }), during, unit, state)), ['invalid'])
    const elsewhere = { ...unit, organ: 'cn-000000/development-bureau' }
    t.same(refusedBy(answer(dispose(), during, elsewhere, state)), ['PW-01'], 'another unit')
    t.same(
      opinionsDecider.may('DisposeOfOpinion', state, circumstances(during, { matter }), unit),
      [],
    )
  },
)

t.test(
  'T50: a disposition is not overwritten, an opinion not entered twice, none without an opinion',
  async (t) => {
    const state = submitted(during)
    const done = evolved(state, answer(dispose(), during, unit, state), during)
    t.match(done.disposition, { disposition: 'adopted', reasons: '已采纳' })
    t.same(refusedBy(answer(dispose({ disposition: 'notAdopted' }), during, unit, done)), ['T50'])
    t.same(refusedBy(answer(opinion(), during, anybody, state)), ['invalid'])
    t.same(refusedBy(answer(dispose(), during, unit, blank)), ['invalid'])
    const late = submitted(windowEnd)
    t.same(
      refusedBy(answer(dispose(), windowEnd, unit, late)),
      ['recorded'],
      'a late one may be answered',
    )
  },
)

t.test('evolve refuses a history that cannot be', async (t) => {
  const seen = {
    position: 7,
    sequence: 2,
    occurred: during,
    entered: during,
    by: unit,
    rules: null,
  }
  const event = { ...opinion(), type: 'PublicOpinionSubmitted', late: false }
  t.throws(
    () => opinionsDecider.evolve(submitted(during), event, seen),
    /corrupt history at position 7/,
  )
  const disposed = { ...dispose(), type: 'OpinionDisposedOf' }
  t.throws(() => opinionsDecider.evolve(blank, disposed, seen), /corrupt history/)
})

t.test('the name of a window is read and written', async (t) => {
  t.same(windowOf(window), { matter: stream, round: 1 })
  t.equal(windowName({ matter: stream, round: 1 }), window)
  for (const text of ['', stream, `${stream}#0`, `${stream}#x`, `opinion/1#1`, `${stream}#1#2`]) {
    t.equal(windowOf(text), undefined, text)
  }
})
