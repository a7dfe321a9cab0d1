import t from 'tap'
import {
  answerTo,
  but,
  by,
  clerk,
  date,
  endOfDay,
  flagsOf,
  given,
  groundOf,
  isForbidden,
  justBefore,
  matterOf,
  mayOf,
  moment,
  owedIn,
  papers,
  revised,
  rowsOf,
  type Act,
  type World,
} from './support/review.ts'
import {
  acceptForReview,
  accepted,
  addCounsel,
  issueOpinion,
  onAgenda,
  openItem,
  openSitting,
  reviewPapers,
  reviewed,
  submitForReview,
} from './support/review-acts.ts'

const stillness = {
  name: 'reviewFloor',
  rule: 'MD-G05',
  bound: 'floor',
  standsStill: true,
  setAt: 10,
  over: false,
} as const
const morning = moment('2025-03-03 09:00')
const submitted = given(revised(), submitForReview(morning))

t.test(
  '第二十六条第一款: a submission lists its legal bases and vouches for its truth',
  async (t) => {
    t.same(rowsOf(answerTo(revised(), submitForReview(morning))), ['recorded'])
    const bare = submitForReview(morning, { papers: papers('draft', 'explanation') })
    t.same(rowsOf(answerTo(revised(), bare)), ['MD-C02', 'MD-G03'], 'no list among the papers')
    const none = but(revised(), ({ drafting }) => ({ drafting: { ...drafting, basisOf: [] } }))
    t.same(rowsOf(answerTo(none, submitForReview(morning))), ['MD-C02', 'MD-G03'], 'none recorded')
    const untrue = submitForReview(morning, { truthStatement: false })
    t.same(rowsOf(answerTo(revised(), untrue)), ['MD-G03'])
    t.same(rowsOf(answerTo(revised(), submitForReview(morning, { draft: 9 }))), ['invalid'])
  },
)

t.test('T11: the draft goes to review after the steps, from the unit or the office', async (t) => {
  const early = revised({ stage: 'S07' })
  t.same(rowsOf(answerTo(early, submitForReview(morning))), ['T11'])
  const office = { ...submitForReview(morning), by: by('government-office') }
  t.same(rowsOf(answerTo(revised(), office)), ['recorded'])
  const handler = { ...submitForReview(morning), by: by('undertaking-unit-handler') }
  t.same(rowsOf(answerTo(revised(), handler)), ['PW-01'], 'the principal answers for it')
  t.equal(matterOf(submitted).stage, 'S11')
})

t.test(
  '第二十六条第一款: a submission without a demanded paper is not accepted (IL-47)',
  async (t) => {
    for (const left of ['draft', 'explanation', 'stepsStatement']) {
      const some = reviewPapers.filter(({ kind }) => kind !== left)
      const given_ = given(revised(), submitForReview(morning, { papers: some }))
      const answer = answerTo(given_, acceptForReview(moment('2025-03-03 10:00')))
      t.same(rowsOf(answer), ['MD-G03'], left)
      t.same(groundOf(answer, 'MD-G03').missing, [left])
    }
    t.same(rowsOf(answerTo(submitted, acceptForReview(moment('2025-03-03 10:00')))), ['recorded'])
    t.same(
      rowsOf(answerTo(accepted(), acceptForReview(moment('2025-03-04 10:00')))),
      ['T13'],
      'once',
    )
    const ahead = acceptForReview(moment('2025-03-03 10:00'), '2025-03-04')
    t.same(rowsOf(answerTo(submitted, ahead)), ['CAL-11'], 'complete on a day that has not come')
  },
)

t.test(
  '第二十六条第二款: the floor runs from acceptance and says how it was counted',
  async (t) => {
    const floor = matterOf(accepted()).deadlines.reviewFloor
    t.match(floor, { rule: 'MD-G05', bound: 'floor', lastDay: '2025-03-12', over: false })
    t.equal(floor?.ends, endOfDay('2025-03-12'))
    t.match(floor?.workingOut, { day0: '2025-03-03', unit: 'working-day', length: 7, counted: 7 })
    t.equal(floor?.brings, undefined, 'nothing is lodged when it has run out')
    t.equal(matterOf(accepted()).deadlines.reviewCeiling, undefined, 'national law sets no ceiling')
  },
)

t.test(
  '第二十六条第二款: the item may be opened from 00:00 of the day after day seven (IL-48)',
  async (t) => {
    const agenda = given(onAgenda(), openSitting(moment('2025-03-10 08:30')))
    const early = answerTo(agenda, openItem(moment('2025-03-10 09:00')))
    t.same(rowsOf(early), ['MD-G05'])
    t.equal(groundOf(early, 'MD-G05').until, endOfDay('2025-03-12'))
    t.same(rowsOf(answerTo(agenda, openItem(justBefore(endOfDay('2025-03-12'))))), ['MD-G05'])
    t.same(rowsOf(answerTo(agenda, openItem(endOfDay('2025-03-12')))), ['recorded'], 'boundary')
    t.same(mayOf(agenda, openItem(moment('2025-03-10 09:00'))), ['MD-G05'], 'known without a body')
  },
)

t.test('第二十六条第二款: the reviewer may consent to less, with reasons', async (t) => {
  const consent: Act = {
    by: by('legality-head'),
    at: moment('2025-03-06 12:00'),
    type: 'ConsentToShorterReview',
    with: { reasonOf: '汛期临近。', reasons: '审查已经完成。' },
  }
  const agenda = given(onAgenda(), openSitting(moment('2025-03-10 08:30')))
  t.same(rowsOf(answerTo(given(agenda, consent), openItem(moment('2025-03-10 09:00')))), [
    'recorded',
  ])
  t.same(rowsOf(answerTo(agenda, { ...consent, with: { reasonOf: '', reasons: '好' } })), [
    'MD-G05',
  ])
  const office = answerTo(agenda, { ...consent, by: by('government-office') })
  t.same(rowsOf(office), ['PW-01', 'MD-G05'])
  t.ok(isForbidden(office))
})

const supplement = (at: string, due = '2025-03-20'): Act => ({
  by: by('legality-reviewer'),
  at: moment(at),
  type: 'RequestSupplement',
  with: { items: ['测算表'], due: date(due), ground: '数据不齐' },
})
const supply = (at: string): Act => ({
  by: by('undertaking-unit-handler'),
  at: moment(at),
  type: 'SupplyPapers',
  with: { papers: papers('other') },
})

t.test(
  'CAL-10: a supplement stops the clock; neither its day nor that of the supply counts',
  async (t) => {
    const asked = given(accepted(), supplement('2025-03-05 10:00'))
    t.match(matterOf(asked), { stage: 'S12', walk: 1 })
    t.match(matterOf(asked).deadlines.reviewFloor, { standsStill: true })
    t.equal(matterOf(asked).deadlines.reviewFloor?.ends, undefined)
    t.match(matterOf(asked).deadlines.supplement, {
      lastDay: '2025-03-20',
      ends: endOfDay('2025-03-20'),
      brings: 'MarkSupplementOverdue',
    })
    // Counted: 4 March; then 11, 12, 13, 14, 17, 18 March.
    const supplied = given(asked, supply('2025-03-10 10:00'))
    t.match(matterOf(supplied), { stage: 'S11' })
    t.match(matterOf(supplied).deadlines.reviewFloor, { lastDay: '2025-03-18' })
    t.same(matterOf(supplied).deadlines.supplement?.over, true)
    t.same(matterOf(supplied).review.rounds.at(-1)?.supplement?.supplied, true)
  },
)

t.test('E08: two supplements, each of them left out of the count', async (t) => {
  const twice = given(
    accepted(),
    supplement('2025-03-05 10:00'),
    supply('2025-03-10 10:00'),
    supplement('2025-03-12 10:00'),
    supply('2025-03-14 10:00'),
  )
  // Counted: 4, 11 March; then 17, 18, 19, 20, 21 March.
  const floor = matterOf(twice).deadlines.reviewFloor
  t.match(floor, { lastDay: '2025-03-21' })
  t.same(floor?.workingOut?.skipped.filter(({ why }) => why === 'stopped').length, 2)
  const ready = onAgenda(reviewedFrom(twice, '2025-03-17'), { date: date('2025-03-24') })
  const sat = given(ready, openSitting(moment('2025-03-21 09:00')))
  const end = endOfDay('2025-03-21')
  t.same(rowsOf(answerTo(sat, openItem(justBefore(end)))), ['MD-G05'])
  t.same(rowsOf(answerTo(sat, openItem(end))), ['recorded'])
})

t.test('第二十六条第二款: while the clock stands still no date can be named', async (t) => {
  const agenda = given(onAgenda(), openSitting(moment('2025-03-10 08:30')))
  const pause = { ground: 'consultation', from: moment('2025-03-05 10:00') } as const
  const stopped = but(agenda, ({ deadlines, review }) => ({
    deadlines: { ...deadlines, reviewFloor: stillness },
    review: { ...review, rounds: review.rounds.map((round) => ({ ...round, pauses: [pause] })) },
  }))
  const answer = answerTo(stopped, openItem(moment('2025-03-25 09:00')))
  t.same(rowsOf(answer), ['MD-G05'])
  t.equal(groundOf(answer, 'MD-G05').until, undefined)
})

t.test(
  'CAL-1: a year without its table gives no date; once it is there, no clerk need fix it',
  async (t) => {
    const agenda = given(onAgenda(), openSitting(moment('2025-03-10 08:30')))
    const awaiting = but(agenda, ({ deadlines }) => {
      const { standsStill: _still, ...undated } = stillness
      return { deadlines: { ...deadlines, reviewFloor: { ...undated, awaitsYear: 2025 } } }
    })
    const end = endOfDay('2025-03-12')
    const early = answerTo(awaiting, openItem(justBefore(end)))
    t.same(rowsOf(early), ['MD-G05'])
    t.equal(groundOf(early, 'MD-G05').until, end)
    t.same(rowsOf(answerTo(awaiting, openItem(end))), ['recorded'])
    const untold = answerTo(awaiting, { ...openItem(end), calendar: { years: {} } })
    t.same(rowsOf(untold), ['MD-G05'])
    t.equal(groundOf(untold, 'MD-G05').until, undefined)
  },
)

t.test(
  'T16: a return for papers not supplied waits for their due date, and for a person',
  async (t) => {
    const asked = given(accepted(), supplement('2025-03-05 10:00'))
    const back = (at: string, ground = 'notSupplied'): Act => ({
      by: by('legality-reviewer'),
      at: moment(at),
      type: 'ReturnFromReview',
      with: { ground, items: ['测算表'] },
    })
    const early = answerTo(asked, back('2025-03-20 23:59'))
    t.same(rowsOf(early), ['T16'])
    t.equal(groundOf(early, 'T16').until, endOfDay('2025-03-20'))
    t.same(rowsOf(answerTo(asked, back('2025-03-21 00:00'))), ['recorded'])
    t.same(rowsOf(answerTo(asked, back('2025-03-06 09:00', 'materials'))), ['T17'])
    t.same(rowsOf(answerTo(accepted(), back('2025-03-06 09:00'))), ['T16'], 'nothing was asked for')
    t.same(rowsOf(answerTo(accepted(), back('2025-03-06 09:00', 'materials'))), ['recorded'])
    const empty = { ...back('2025-03-06 09:00', 'materials'), with: { ground: 'materials' } }
    t.same(rowsOf(answerTo(accepted(), empty)), ['T17'], 'a return says what it is for')
    const returned = given(accepted(), back('2025-03-06 09:00', 'materials'))
    t.match(matterOf(returned), { stage: 'S13', walk: 1 })
    t.same(rowsOf(answerTo(returned, submitForReview(moment('2025-03-07 09:00')))), ['recorded'])
  },
)

t.test(
  'The clerk marks an overdue supplement at its instant and never returns the draft',
  async (t) => {
    const asked = given(accepted(), supplement('2025-03-05 10:00'))
    const mark = (at = endOfDay('2025-03-20')): Act => ({
      by: clerk,
      at,
      type: 'MarkSupplementOverdue',
    })
    t.same(owedIn(asked), ['MarkSupplementOverdue'])
    t.same(rowsOf(answerTo(asked, mark(justBefore(endOfDay('2025-03-20'))))), ['MD-G04'])
    const marked = given(asked, mark())
    t.equal(matterOf(marked).stage, 'S12')
    t.same(owedIn(marked), [])
    t.same(rowsOf(answerTo(marked, mark())), ['MD-G04'], 'once')
    t.same(rowsOf(answerTo(accepted(), mark())), ['MD-G04'], 'there is no such date')
    const person = answerTo(asked, { ...mark(), by: by('government-office') })
    t.same(rowsOf(person), ['PW-01'])
  },
)

t.test('MD-G06: a ceiling of a pack ends in a mark and never in an approval (IL-53)', async (t) => {
  const packs = { 'md.review.maxWorkdays': { rule: 'MD-G06', value: 15 } }
  const world = given(submitted, { ...acceptForReview(moment('2025-03-03 10:00')), packs })
  const ends = endOfDay('2025-03-24')
  t.match(matterOf(world).deadlines.reviewCeiling, { ends, bound: 'ceiling', rule: 'MD-G06' })
  const mark: Act = { by: clerk, at: ends, type: 'MarkReviewOverdue', packs }
  t.same(rowsOf(answerTo(world, { ...mark, at: justBefore(ends) })), ['MD-G06'])
  t.same(flagsOf(answerTo(world, mark)), ['MD-G06'])
  t.match(matterOf(given(world, mark)), { stage: 'S11', review: { rounds: [{}] } })
  t.equal(matterOf(given(world, mark)).review.rounds.at(-1)?.opinion, undefined)
})

t.test('CAL-6: the clock stops for a consultation only where the rules say so', async (t) => {
  const stop: Act = {
    by: by('legality-reviewer'),
    at: moment('2025-03-05 10:00'),
    type: 'StopReviewClock',
    with: { ground: 'consultation' },
  }
  t.same(rowsOf(answerTo(accepted(), stop)), ['CAL-6'])
  const packs = {
    'md.review.clockStops': { rule: 'MD-G04', value: ['supplement', 'consultation'] },
  }
  const stopped = given(accepted(), { ...stop, packs })
  t.match(matterOf(stopped).deadlines.reviewFloor, { standsStill: true })
  t.same(rowsOf(answerTo(stopped, { ...stop, packs })), ['CAL-10'], 'it stands still already')
  const restart = { ...stop, type: 'RestartReviewClock', at: moment('2025-03-07 10:00'), packs }
  t.match(matterOf(given(stopped, restart)).deadlines.reviewFloor, { lastDay: '2025-03-17' })
  t.same(rowsOf(answerTo(accepted(), restart)), ['CAL-10'], 'it never stopped')
  const heard = given(stopped, addCounsel(moment('2025-03-06 09:00')))
  t.same(rowsOf(answerTo(heard, issueOpinion(heard, moment('2025-03-06 10:00')))), ['T18'])
})

t.test(
  'CAL-10, MD-G06: the ceiling is extended once, by the approver, before it has passed',
  async (t) => {
    const ceiling = { 'md.review.maxWorkdays': { rule: 'MD-G06', value: 15 } }
    const packs = { ...ceiling, 'md.review.extensionWorkdays': { rule: 'MD-G06', value: 10 } }
    const world = given(submitted, { ...acceptForReview(moment('2025-03-03 10:00')), packs })
    const ends = endOfDay('2025-03-24')
    const extend = (with_: object = {}, more: Partial<Act> = {}): Act => ({
      by: by('legality-head'),
      at: justBefore(ends),
      type: 'ExtendReview',
      with: { days: 10, reasons: '涉及多部法规。', ...with_ },
      packs,
      ...more,
    })
    const extended = given(world, extend())
    t.match(matterOf(extended).deadlines.reviewCeiling, {
      lastDay: '2025-04-08',
      workingOut: { length: 15, extraDays: 10, counted: 25 },
    })
    t.equal(matterOf(extended).deadlines.reviewFloor?.lastDay, '2025-03-12', 'the floor stays')
    t.same(rowsOf(answerTo(extended, extend())), ['CAL-10'], 'once')
    t.same(rowsOf(answerTo(world, extend({}, { at: ends }))), ['CAL-10'], 'it has passed')
    t.same(rowsOf(answerTo(world, extend({ days: 11 }))), ['MD-G06'], 'more than the pack allows')
    t.same(rowsOf(answerTo(world, extend({ days: 0 }))), ['invalid'])
    t.same(rowsOf(answerTo(world, extend({ reasons: ' ' }))), ['CAL-10'], 'with reasons')
    t.same(rowsOf(answerTo(world, extend({}, { by: by('legality-reviewer') }))), ['PW-01'])
    t.same(rowsOf(answerTo(world, extend({}, { packs: ceiling }))), ['MD-G06'], 'no extension here')
    t.same(rowsOf(answerTo(accepted(), extend({}, { packs: {} }))), ['MD-G06'], 'and no ceiling')
    const named = {
      ...packs,
      'md.review.extensionApprover': { rule: 'MD-G06', value: 'office-director' },
    }
    t.same(
      rowsOf(answerTo(world, extend({}, { packs: named }))),
      ['PW-01'],
      'the pack names another',
    )
    t.same(rowsOf(answerTo(world, extend({}, { packs: named, by: by('office-director') }))), [
      'recorded',
    ])
    const asked = given(world, {
      by: by('legality-reviewer'),
      at: moment('2025-03-20 10:00'),
      type: 'RequestSupplement',
      with: { items: ['测算表'], due: date('2025-04-20'), ground: '数据不齐' },
      packs,
    })
    const still = given(asked, extend({}, { at: moment('2025-04-10 10:00') }))
    t.match(
      matterOf(still).deadlines.reviewCeiling,
      { standsStill: true },
      'also while it stands still',
    )
    const supply: Act = {
      by: by('undertaking-unit-handler'),
      at: moment('2025-04-11 10:00'),
      type: 'SupplyPapers',
      with: { papers: papers('other') },
      packs,
    }
    t.match(
      matterOf(given(still, supply)).deadlines.reviewCeiling,
      {
        workingOut: { length: 15, extraDays: 10, counted: 25 },
      },
      'the days stay added when the clock runs again',
    )
  },
)

const heard = given(accepted(), addCounsel(moment('2025-03-04 09:00')))
const signing = moment('2025-03-05 09:00')

t.test('第二十七条: the opinion has three findings, each with its basis (IL-50)', async (t) => {
  for (const field of ['competence', 'procedure', 'content']) {
    const without = answerTo(heard, issueOpinion(heard, signing, { [field]: undefined }))
    t.same(rowsOf(without), ['MD-G07', 'MD-G09'], field)
    t.same(groundOf(without, 'MD-G07').missing, [field])
    const baseless = { [field]: { finding: 'lawful', basis: [] } }
    t.same(rowsOf(answerTo(heard, issueOpinion(heard, signing, baseless))), ['MD-G07', 'MD-G09'])
  }
  t.same(rowsOf(answerTo(heard, issueOpinion(heard, signing))), ['recorded'])
})

t.test('第二十八条: OT-02: an adviser was heard in this round (IL-51)', async (t) => {
  const unheard = accepted()
  t.same(rowsOf(answerTo(unheard, issueOpinion(unheard, signing))), ['MD-G08', 'OT-02'])
  const other = issueOpinion(heard, signing, { counsel: [2] })
  t.same(rowsOf(answerTo(heard, other)), ['MD-G08', 'OT-02'], 'an entry that is no such opinion')
})

t.test('第二十八条: outcome, reasons and the version under review', async (t) => {
  t.same(rowsOf(answerTo(heard, issueOpinion(heard, signing, { outcome: undefined }))), ['MD-G09'])
  t.same(rowsOf(answerTo(heard, issueOpinion(heard, signing, { reasons: ' ' }))), ['MD-G09'])
  t.same(rowsOf(answerTo(heard, issueOpinion(heard, signing, { draft: 2 }))), ['MD-G09'])
  const silent = issueOpinion(heard, signing, { outcome: 'exploratory' })
  t.same(rowsOf(answerTo(heard, silent)), ['MD-G02'], 'the risk is said openly')
  const open = issueOpinion(heard, signing, { outcome: 'exploratory', riskDisclosed: '尚无规定。' })
  t.same(rowsOf(answerTo(heard, open)), ['recorded'])
  const point = { no: 1, kind: 'advised', says: '改' }
  t.same(rowsOf(answerTo(heard, issueOpinion(heard, signing, { points: [point, point] }))), [
    'invalid',
  ])
})

t.test('T18: no opinion before acceptance, nor while papers are awaited', async (t) => {
  const early = given(submitted, addCounsel(moment('2025-03-03 09:30')))
  t.same(rowsOf(answerTo(early, issueOpinion(early, signing))), ['T18'])
  const waiting = given(heard, supplement('2025-03-05 08:00'))
  t.same(rowsOf(answerTo(waiting, issueOpinion(waiting, signing))), ['T18'])
})

t.test(
  '第二十五条: only the reviewing department speaks, and nobody who handled the draft (IL-56, SoD-01)',
  async (t) => {
    const office = answerTo(heard, { ...issueOpinion(heard, signing), by: by('government-office') })
    t.same(rowsOf(office), ['PW-01', 'MD-G01'])
    t.ok(isForbidden(office))
    const handled = but(heard, () => ({ handlers: ['legality-head'] }))
    const barred = answerTo(handled, issueOpinion(handled, signing))
    t.same(rowsOf(barred), ['SoD-01'])
    t.ok(isForbidden(barred), 'it is about this person')
  },
)

t.test('SoD-01, SoD-22: a reviewer who handled any version is not assigned (IL-55)', async (t) => {
  const assign = (reviewer: string): Act => ({
    by: by('legality-head'),
    at: moment('2025-03-03 11:00'),
    type: 'AssignReviewer',
    with: { reviewer },
  })
  t.equal(
    matterOf(given(accepted(), assign('legality-reviewer'))).review.reviewer,
    'legality-reviewer',
  )
  const answer = answerTo(accepted(), assign('undertaking-unit-handler'))
  t.same(rowsOf(answer), ['SoD-01', 'SoD-22'])
  t.notOk(isForbidden(answer), 'it is not about the one who lodges')
})

const revise: Act = {
  by: by('undertaking-unit-handler'),
  at: moment('2025-03-05 10:00'),
  type: 'OpenRevision',
}

const points = [1, 2].map((no) => ({ no, kind: 'mustChange', says: '应当修改。' }))

t.test('第二十八条: each point is answered; what is not followed is explained', async (t) => {
  const amend = reviewed({ outcome: 'toBeAmended', points })
  t.same(rowsOf(answerTo(reviewed(), revise)), ['T19'], 'a lawful draft needs none')
  const revising = given(amend, revise)
  t.equal(matterOf(revising).stage, 'S15')
  t.same(rowsOf(answerTo(revising, answer(1, 'no', ''))), ['MD-G10'])
  t.same(rowsOf(answerTo(revising, answer(1, 'yes', ''))), ['recorded'])
  t.same(rowsOf(answerTo(revising, answer(3, 'yes'))), ['invalid'], 'there is no third point')
  t.same(matterOf(given(revising, answer(2, 'no'), answer(1, 'yes'))).review.answered, [2, 1])
})

t.test('T20: a second round has a floor, counsel and points of its own', async (t) => {
  const amend = given(reviewed({ outcome: 'toBeAmended', points }), revise, answer(1, 'yes'))
  const again = given(
    amend,
    submitForReview(moment('2025-03-10 09:00'), { draft: 2 }),
    acceptForReview(moment('2025-03-10 10:00')),
  )
  const { review, deadlines, walk } = matterOf(again)
  t.equal(review.rounds.length, 2)
  t.same(review.answered, [])
  t.same(review.rounds.at(-1)?.counsel, [])
  t.match(deadlines.reviewFloor, { lastDay: '2025-03-19', over: false })
  t.equal(walk, 1)
  const old = review.rounds[0]?.counsel ?? []
  const resting = issueOpinion(again, moment('2025-03-11 09:00'), { counsel: old })
  t.same(rowsOf(answerTo(again, resting)), ['MD-G08', 'OT-02'], 'the adviser speaks in this round')
})

function answer(no: number, followed: 'yes' | 'no', explanation = '已说明。'): Act {
  return {
    by: by('undertaking-unit-handler'),
    at: moment('2025-03-05 11:00'),
    type: 'AnswerReviewPoint',
    with: { no, draft: 2, followed, explanation },
  }
}
function reviewedFrom(before: World, day: string): World {
  const advised = given(before, addCounsel(moment(`${day} 09:00`)))
  return given(advised, issueOpinion(advised, moment(`${day} 10:00`)))
}
