import t from 'tap'
import {
  answerTo,
  but,
  by,
  clerk,
  date,
  endOfDay,
  finding,
  flagsOf,
  given,
  groundOf,
  isForbidden,
  justBefore,
  matterOf,
  moment,
  owedIn,
  paper,
  rowsOf,
  type Act,
  type World,
} from './support/review.ts'
import {
  checkOpenness,
  closeItem,
  decide,
  decided,
  publish,
  published,
  reported,
  spoken,
} from './support/review-acts.ts'

const told = reported()
const checkedOn = moment('2025-03-17 10:00')
const checked = given(told, checkOpenness(checkedOn))
const day = moment('2025-03-18 09:00')

t.test('第三十二条: what was decided, reported and checked is published', async (t) => {
  t.same(rowsOf(answerTo(checked, publish(day))), ['recorded'])
  t.match(matterOf(published()), { stage: 'S22' })
  t.same(owedIn(published()), [], 'nothing is owed to the public any more')
  t.same(rowsOf(answerTo(spoken(), publish(day))).slice(0, 1), ['T33'])
  const unit = answerTo(checked, { ...publish(day), by: by('undertaking-unit-principal') })
  t.same(rowsOf(unit), ['PW-01'])
})

t.test('政府信息公开条例第十七条: every text is checked for openness first (IL-73)', async (t) => {
  t.same(rowsOf(answerTo(told, publish(day))), ['MD-J03'])
  const other = given(told, checkOpenness(checkedOn, { text: paper(2) }))
  t.same(rowsOf(answerTo(other, publish(day))), ['MD-J03'], 'another text was checked')
  const withheld = given(told, checkOpenness(checkedOn, { outcome: 'withheld', ground: '涉密' }))
  t.same(rowsOf(answerTo(withheld, publish(day))), ['MD-J03'])
  t.same(rowsOf(answerTo(told, checkOpenness(checkedOn, { outcome: 'withheld' }))), ['MD-J03'])
  const office = answerTo(told, { ...checkOpenness(checkedOn), by: by('government-office') })
  t.same(rowsOf(office), ['PW-01', 'MD-J03'])
})

t.test('SoD-16: whoever checked the text does not publish it', async (t) => {
  const same = but(checked, ({ publication }) => ({
    publication: {
      ...publication,
      openness: { text: paper(1).digest, outcome: 'public', reviewer: 'government-office' },
    },
  }))
  const answer = answerTo(same, publish(day))
  t.same(rowsOf(answer), ['SoD-16'])
  t.ok(isForbidden(answer))
  t.same(rowsOf(answerTo(same, { ...publish(day), by: by('office-director') })), ['recorded'])
})

t.test('MD-J04: the text published is the text decided (IL-74)', async (t) => {
  const other = given(told, checkOpenness(checkedOn, { text: paper(2) }))
  const answer = answerTo(other, publish(day, { text: paper(2) }))
  t.same(rowsOf(answer), ['MD-J04'])
  t.ok(groundOf(answer, 'MD-J04').productRule)
  const redacted = given(told, checkOpenness(checkedOn, { text: paper(2), outcome: 'partly' }))
  t.same(rowsOf(answerTo(redacted, publish(day, { text: paper(2) }))), ['recorded'], 'as cleared')
  const edits = [{ clause: '第三条', what: '文字' }]
  const edited = given(spoken(), decide('agreed', { edits }), closeItem)
  const unsigned = given(reported(edited), checkOpenness(checkedOn))
  t.same(rowsOf(answerTo(unsigned, publish(day))), ['MD-J04'], 'the edits are not signed')
})

t.test('第三十二条: it is published somewhere', async (t) => {
  t.same(rowsOf(answerTo(checked, publish(day, { channels: [] }))), ['MD-J01'])
  t.same(rowsOf(answerTo(checked, publish(day, { channels: ['newspaper'] }))), ['recorded'])
  const ahead = publish(day, { decidedOn: date('2025-03-19') })
  t.same(rowsOf(answerTo(checked, ahead)), ['CAL-11'])
})

const asked = (wide: 'yes' | 'no' | undefined, technical: 'yes' | 'no') =>
  but(checked, ({ findings }) => {
    const { 'AF-13': _wide, ...rest } = findings
    return {
      findings: {
        ...rest,
        ...(wide === undefined ? {} : { 'AF-13': finding('AF-13', wide) }),
        'AF-05': finding('AF-05', technical),
      },
    }
  })

t.test(
  '第三十二条: of wide concern or technical, it comes with what was adopted (IL-75)',
  async (t) => {
    const bare = publish(day, { adoptionExplanation: undefined })
    t.same(rowsOf(answerTo(asked('yes', 'no'), bare)), ['MD-J02'])
    t.same(rowsOf(answerTo(asked('no', 'yes'), bare)), ['MD-J02'])
    t.same(rowsOf(answerTo(asked('no', 'no'), bare)), ['recorded'])
    t.same(rowsOf(answerTo(asked('yes', 'no'), publish(day))), ['recorded'])
    t.same(rowsOf(answerTo(asked(undefined, 'no'), publish(day))), ['MD-J02'], 'never answered')
  },
)

const ends = endOfDay('2025-04-11')

t.test(
  '第三十二条: late is late from 00:00 of the day after the twentieth working day (CAL-8)',
  async (t) => {
    t.same(flagsOf(answerTo(checked, publish(justBefore(ends)))), [], '23:59:59.999')
    t.same(flagsOf(answerTo(checked, publish(ends))), ['MD-J01'], '00:00')
  },
)

t.test(
  '第三十二条: the clerk marks it overdue at its instant, with a deviation (IL-76)',
  async (t) => {
    const mark = (at = ends): Act => ({ by: clerk, at, type: 'MarkPublicationOverdue' })
    t.same(rowsOf(answerTo(decided(), mark(justBefore(ends)))), ['MD-J01'])
    t.equal(groundOf(answerTo(decided(), mark(justBefore(ends))), 'MD-J01').until, ends)
    t.same(flagsOf(answerTo(decided(), mark())), ['MD-J01'])
    const marked = given(decided(), mark())
    t.match(matterOf(marked), { stage: 'S18' })
    t.same(
      matterOf(marked).deviations.map(({ rule }) => rule),
      ['MD-J01'],
    )
    t.same(rowsOf(answerTo(marked, mark())), ['MD-J01'], 'once')
    t.same(rowsOf(answerTo(published(), mark())), ['MD-J01'], 'it was published in time')
    t.same(rowsOf(answerTo(decided(), { ...mark(), by: by('head') })), ['PW-01'])
    t.same(
      flagsOf(answerTo(given(checked, mark()), publish(ends))),
      ['MD-J01'],
      'and may be published',
    )
  },
)

t.test('A reminder comes five working days before the end and moves nothing', async (t) => {
  const remind = (at = endOfDay('2025-04-03')): Act => ({
    by: clerk,
    at,
    type: 'RemindOfPublication',
  })
  t.same(rowsOf(answerTo(decided(), remind(justBefore(endOfDay('2025-04-03'))))), ['MD-J01'])
  const reminded = given(decided(), remind())
  t.same(matterOf(reminded).deviations, [])
  t.same(owedIn(reminded), ['MarkPublicationOverdue'])
  t.equal(matterOf(reminded).stage, 'S18')
})

const withhold: Act = {
  by: by('head'),
  at: day,
  type: 'WithholdFromPublication',
  with: { ground: 'stateSecret', paper: paper() },
}
const undisclosed = (world: World) =>
  but(world, ({ findings }) => ({
    findings: { ...findings, 'AF-02': finding('AF-02', 'yes', { ground: 'stateSecret' }) },
  }))

t.test(
  '第三十一条、第三十二条: what is lawfully not public is reported and then withheld (IL-71)',
  async (t) => {
    t.same(rowsOf(answerTo(undisclosed(told), withhold)), ['recorded'])
    t.match(matterOf(given(undisclosed(told), withhold)), { stage: 'S23' })
    t.same(owedIn(given(undisclosed(told), withhold)), [])
    t.same(rowsOf(answerTo(told, withhold)), ['MD-J03'], 'nobody found it undisclosed')
    t.same(rowsOf(answerTo(undisclosed(decided()), withhold)), ['MD-I01'])
    const office = { ...withhold, by: by('government-office') }
    t.same(rowsOf(answerTo(undisclosed(told), office)), ['PW-01'])
    const signed = { ...office, with: { ...withhold.with, signed: paper() } }
    t.same(rowsOf(answerTo(undisclosed(told), signed)), ['recorded'], 'with the signed paper')
  },
)
