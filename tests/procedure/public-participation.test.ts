import t from 'tap'
import {
  feedbackPublished,
  opinionsAnswered,
} from '../../packages/procedure/src/major-decision/public-participation/gates.ts'
import { packWith } from '../rulebook/pack.ts'
import {
  answerTo,
  answered,
  by,
  circumstances,
  closeSteps,
  command,
  eventOf,
  given,
  groundOf,
  justBefore,
  moment,
  opinionSet,
  paper,
  published,
  refusedBy,
  stepsOpen,
  windowEnd,
  windowOpen,
  type Told,
} from './support/participation.ts'

const at = moment('2025-06-10 09:00')
const fact = { happened: at, evidence: paper(3) }
const methods = (...names: readonly string[]) =>
  command('ChooseMethods', { methods: names, reasons: '便于公众参与' })
const symposium = command('RecordParticipation', {
  method: 'symposium',
  draft: 1,
  heard: 24,
  record: paper(),
  ...fact,
})
const counts = { received: 3, adopted: 1, partly: 1, notAdopted: 1 }
const statement = (more: object = {}) =>
  command('SubmitAdoptionStatement', {
    draft: 1,
    counts,
    mainOpinions: ['扩大减免'],
    changes: [],
    statement: paper(),
    ...more,
  })
const closing = (told: Told) => refusedBy(answerTo(told, { at: windowEnd, do: closeSteps }))

t.test(
  '第十四条第二款: choosing the methods answers whether there is comment and a hearing',
  async (t) => {
    const told = given(stepsOpen(), { at, do: methods('symposium', 'publicComment') })
    t.equal(told.matter.comment.chosen, true)
    t.equal(told.matter.participation.hearingChosen, false)
    const changed = given(
      told,
      { at, do: command('ChoosePublicComment', { chosen: false, reasons: '以座谈会听取' }) },
      { at, do: command('ChooseHearing', { hold: true, reasons: '分歧较大' }) },
    )
    t.equal(changed.matter.comment.chosen, false)
    t.equal(changed.matter.participation.hearingChosen, true)
    t.same(refusedBy(answerTo(stepsOpen(), { at, do: methods() })), ['MD-D01'])
  },
)

t.test('第十四条第一款 (MD-D01, T07): the steps stay open until somebody was heard', async (t) => {
  const nobody = given(stepsOpen(), { at, do: methods('symposium') })
  t.same(closing(nobody), ['MD-D01'])
  t.same(closing(given(nobody, { at, do: symposium })), ['recorded'])
  t.same(closing(windowOpen()), ['recorded'], 'a notice that ran its time is participation')
})

t.test(
  '第十四条 (MD-D01): a matter lawfully not public skips participation; the unit cannot say so alone',
  async (t) => {
    const secret = answered(stepsOpen(), 'AF-02', 'yes', { ground: 'stateSecret' }, at)
    t.same(closing(secret), ['recorded'])
    const proposed = given(stepsOpen(), {
      at,
      do: command('ProposeFinding', {
        findings: [{ code: 'AF-02', answer: 'yes', reasons: '涉密', ground: 'stateSecret' }],
      }),
    })
    const alone = answerTo(proposed, {
      at,
      do: command('ApproveFinding', { findings: [{ code: 'AF-02', agrees: true }] }),
    })
    t.ok(refusedBy(alone).includes('PW-01'))
    t.same(closing(proposed), ['MD-D01', 'MD-D05'], 'a proposal is no finding')
  },
)

t.test(
  '第十四条第三款 (MD-D03): a group concerned is talked with; an open question keeps the steps open',
  async (t) => {
    const taxi = answered(windowOpen(stepsOpen(['AF-03'])), 'AF-03', 'yes', {}, at)
    t.same(closing(windowOpen(stepsOpen(['AF-03']))), ['MD-D03'])
    t.same(closing(taxi), ['MD-D03'])
    const talked = given(taxi, {
      at,
      do: command('RecordGroupConsultation', {
        group: '出租车司机',
        counterparts: ['行业协会'],
        draft: 1,
        record: paper(),
        ...fact,
      }),
    })
    t.same(closing(talked), ['recorded'])
    t.same(closing(answered(windowOpen(stepsOpen(['AF-03'])), 'AF-03', 'no', {}, at)), ['recorded'])
  },
)

t.test(
  '第十六条第一款 (MD-D07): where a hearing is demanded and none was held, the steps stay open',
  async (t) => {
    const open = windowOpen(stepsOpen(['AF-04']))
    const silent = answerTo(open, { at: windowEnd, do: closeSteps })
    t.same(groundOf(silent, 'MD-D07').missing, ['AF-04'])
    t.same(closing(answered(open, 'AF-04', 'yes', {}, at)), ['MD-D07'])
    t.same(closing(answered(open, 'AF-04', 'no', {}, at)), ['recorded'])
  },
)

t.test(
  '第十八条 (MD-D13): the adoption statement comes after the window, with every opinion disposed of',
  async (t) => {
    const told = windowOpen()
    const early = answerTo(told, {
      at: justBefore(windowEnd),
      do: statement(),
      opinions: opinionSet(),
    })
    t.same(refusedBy(early), ['MD-D13'])
    t.equal(groundOf(early, 'MD-D13').until, windowEnd)
    const open = answerTo(told, {
      at: windowEnd,
      do: statement(),
      opinions: opinionSet({ undisposed: 1, notAdopted: 0 }),
    })
    t.same(groundOf(open, 'MD-D13').missing, ['DisposeOfOpinion', 'counts'])
    const onTime = answerTo(told, { at: windowEnd, do: statement(), opinions: opinionSet() })
    t.match(eventOf(onTime), {
      type: 'AdoptionStatementSubmitted',
      round: 1,
      opinions: opinionSet(),
    })
    const after = given(told, { at: windowEnd, do: statement(), opinions: opinionSet() })
    t.match(after.matter.participation.adoption, { draft: 1, below: 40, round: 1 })
  },
)

t.test('第十八条 (MD-D13): its figures are the figures of the record', async (t) => {
  const wrong = [
    { ...counts, received: 4 },
    { ...counts, adopted: 2, partly: 0 },
    { received: 3, adopted: 3, partly: 0, notAdopted: 0 },
  ]
  for (const figures of wrong) {
    const outcome = answerTo(windowOpen(), {
      at: windowEnd,
      do: statement({ counts: figures }),
      opinions: opinionSet(),
    })
    t.same(groundOf(outcome, 'MD-D13').missing, ['counts'])
  }
  const without = given(stepsOpen(), { at, do: symposium })
  t.same(refusedBy(answerTo(without, { at, do: statement() })), ['recorded'])
  t.same(refusedBy(answerTo(without, { at, do: statement({ counts: wrong[0] }) })), ['MD-D13'])
})

t.test(
  '第十八条、第二十九条第二项 (MD-D13): the gate before the meeting asks the set of opinions',
  async (t) => {
    const told = windowOpen()
    const asked = (before: Told, opinions = opinionSet()) =>
      opinionsAnswered(before.matter, circumstances(windowEnd, { opinions })).map(
        ({ rule }) => rule,
      )
    t.same(asked(told), ['MD-D13'], 'no statement yet')
    t.same(asked(told, opinionSet({ count: 0 })), [], 'nobody wrote')
    const stated = given(told, { at: windowEnd, do: statement(), opinions: opinionSet() })
    t.same(asked(stated), [])
    t.same(
      asked(stated, opinionSet({ count: 4, undisposed: 1 })),
      ['MD-D13'],
      'one came in afterwards',
    )
    t.same(asked(stepsOpen()), [], 'no window, no opinions')
  },
)

t.test('MD-D14: feedback is owed where the pack says so', async (t) => {
  const packs = [packWith('MD-D14', 'md.comment.feedback', true)]
  const stated = given(windowOpen(), { at: windowEnd, do: statement(), opinions: opinionSet() })
  const owed = (told: Told, more = {}) =>
    feedbackPublished(told.matter, circumstances(windowEnd, more)).map(({ rule }) => rule)
  t.same(owed(stated), [])
  t.same(owed(stated, { packs }), ['MD-D14'])
  const feedback = command('PublishFeedback', { channels: ['governmentSite'], feedback: paper() })
  t.same(owed(given(stated, { at: windowEnd, do: feedback }), { packs }), [])
  t.same(refusedBy(answerTo(windowOpen(), { at: windowEnd, do: feedback })), ['MD-D13'])
})

t.test(
  'T05, PW-01: participation is recorded by the unit, once the procedure has started',
  async (t) => {
    t.same(refusedBy(answerTo(stepsOpen(), { by: by('expert'), at, do: symposium })), ['PW-01'])
    const negative = command('RecordParticipation', {
      method: 'survey',
      draft: 1,
      heard: -1,
      record: paper(),
      ...fact,
    })
    t.same(refusedBy(answerTo(stepsOpen(), { at, do: negative })), ['invalid'])
    const closed = given(windowOpen(), { at: windowEnd, do: closeSteps })
    t.same(refusedBy(answerTo(closed, { at: published, do: methods('survey') })), ['T05'])
  },
)
