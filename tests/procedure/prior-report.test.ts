import t from 'tap'
import {
  answerTo,
  but,
  by,
  date,
  finding,
  given,
  groundOf,
  isForbidden,
  matterOf,
  moment,
  owedIn,
  rowsOf,
  type Act,
  type World,
} from './support/review.ts'
import {
  checkOpenness,
  decided,
  publish,
  reply,
  report,
  reported,
  spoken,
  submitForDeliberation,
} from './support/review-acts.ts'

const done = decided()
const sentOn = moment('2025-03-14 09:00')
const repliedOn = moment('2025-03-17 09:00')
const asked = given(done, report(sentOn))
const publishing = publish(moment('2025-03-18 09:00'))
const checked = (world: World) => given(world, checkOpenness(moment('2025-03-17 10:00')))

t.test('第三十一条: a report follows the decision, the reply follows the report', async (t) => {
  t.same(rowsOf(answerTo(spoken(), report(sentOn))), ['T33'])
  t.equal(matterOf(asked).stage, 'S21')
  t.same(rowsOf(answerTo(done, reply(repliedOn))), ['T33', 'MD-I01'])
  t.same(rowsOf(answerTo(asked, reply(repliedOn))), ['recorded'])
  const unasked = reply(repliedOn, { from: 'peoplesCongress' })
  t.same(rowsOf(answerTo(asked, unasked)), ['MD-I02'], 'nothing was sent to the congress')
  t.same(rowsOf(answerTo(asked, reply(repliedOn, { number: '' }))), ['MD-I01'])
})

t.test('CAL-11: no act rests on a paper dated later than itself', async (t) => {
  const dated = (day: string) => rowsOf(answerTo(asked, reply(repliedOn, { date: date(day) })))
  t.same(dated('2025-03-18'), ['CAL-11'])
  t.same(dated('2025-03-17'), ['recorded'], 'the same day')
  const received = reply(repliedOn, { received: date('2025-03-18') })
  t.same(rowsOf(answerTo(asked, received)), ['CAL-11'])
  t.same(rowsOf(answerTo(done, report(moment('2025-03-13 12:00')))), ['CAL-11'])
})

t.test('PW-01: the committee enters its own reply, not that of the congress', async (t) => {
  const own = { ...reply(repliedOn), by: by('party-committee') }
  t.same(rowsOf(answerTo(asked, own)), ['recorded'])
  const other = answerTo(asked, { ...reply(repliedOn), by: by('peoples-congress') })
  t.same(rowsOf(other), ['PW-01'])
  t.ok(isForbidden(other))
})

t.test(
  '第三十一条: nothing is published before the party committee has answered (IL-70)',
  async (t) => {
    const early = answerTo(checked(done), publishing)
    t.same(rowsOf(early), ['MD-I01'])
    t.same(groundOf(early, 'MD-I01').missing, ['OpenPriorReport', 'RecordReply'])
    const waiting = answerTo(checked(asked), publishing)
    t.same(groundOf(waiting, 'MD-I01').missing, ['RecordReply'])
    for (const answer of ['consented', 'noted', 'approved']) {
      const world = given(asked, reply(repliedOn, { answer }))
      t.same(rowsOf(answerTo(checked(world), publishing)), ['recorded'], answer)
    }
  },
)

const prior = (bodies: readonly ('peoplesCongress' | 'superior')[], answer: 'yes' | 'no' = 'yes') =>
  but(reported(), ({ findings }) => ({
    findings: { ...findings, 'AF-08': finding('AF-08', answer, { bodies }) },
  }))

t.test('第八条第一款: where the congress is to be told first, it is (IL-72, E14)', async (t) => {
  const world = checked(prior(['peoplesCongress']))
  t.same(rowsOf(answerTo(world, publishing)), ['MD-I02'])
  const told = given(
    world,
    report(moment('2025-03-17 11:00'), 'peoplesCongress'),
    reply(moment('2025-03-17 12:00'), { from: 'peoplesCongress', answer: 'noted' }),
  )
  t.same(rowsOf(answerTo(told, publishing)), ['recorded'])
  t.same(rowsOf(answerTo(checked(prior(['peoplesCongress'], 'no')), publishing)), ['recorded'])
})

t.test('MD-I03: where a superior approves, it has approved', async (t) => {
  t.same(rowsOf(answerTo(checked(prior(['superior'])), publishing)), ['MD-I03'])
})

t.test('U.2: a question nobody answered keeps the gate shut', async (t) => {
  const open = but(reported(), ({ findings }) => {
    const { 'AF-08': _prior, ...rest } = findings
    return { findings: rest }
  })
  const answer = answerTo(checked(open), publishing)
  t.same(rowsOf(answer), ['MD-I02'])
  t.same(groundOf(answer, 'MD-I02').missing, ['AF-08'])
})

t.test('T34: sent back, the matter is revised and reported anew; disagreed, it ends', async (t) => {
  const back = given(asked, reply(repliedOn, { answer: 'sentBack' }))
  t.match(matterOf(back), { stage: 'S15', walk: 1, priorReport: { sentTo: [], replies: [] } })
  t.same(owedIn(back), [], 'nothing is to be published')
  const again: Act = submitForDeliberation(moment('2025-03-18 09:00'))
  t.same(rowsOf(answerTo(back, again)), ['recorded'])
  const ended = given(asked, reply(repliedOn, { answer: 'disagreed' }))
  t.match(matterOf(ended), { stage: 'S20' })
  t.same(owedIn(ended), [])
})
