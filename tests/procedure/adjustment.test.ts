import t from 'tap'
import { deciderOf, streamsRead } from '@juece/procedure'
import {
  answerTo,
  appointed,
  but,
  by,
  clerk,
  date,
  endOfDay,
  finding,
  flagsOf,
  given,
  isForbidden,
  justBefore,
  matterOf,
  moment,
  owedIn,
  paper,
  rowsOf,
  stream,
  type Act,
  type World,
} from './support/review.ts'
import {
  act,
  adjusting,
  circumstance,
  decidedLater,
  executing,
  head,
  inspector,
  office,
  otherStream,
  proved,
  reviewedOnly,
  suspend,
  suspended,
  unit,
} from './support/execution-acts.ts'
import { published } from './support/review-acts.ts'

const told = () => given(executing(), circumstance())
const aftercarePack = { 'md.aftercare': { rule: 'MD-M05', value: true } } as const

t.test(
  '第三十七条: the head suspends, on a reported circumstance and in urgency (E15)',
  async (t) => {
    const world = suspended()
    t.equal(matterOf(world).stage, 'S25')
    t.same(owedIn(world), ['MarkSuspensionReviewOverdue'])
    t.equal(matterOf(world).deadlines.suspensionReview?.lastDay, '2025-07-01')
    t.same(matterOf(world).deviations, [])
  },
)

t.test('第三十七条: nobody else suspends (IL-78, E16)', async (t) => {
  const deputy = answerTo(told(), { ...suspend(told()), by: by('deputy-head') })
  t.same(rowsOf(deputy), ['PW-01', 'MD-M02', 'SoD-10'])
  t.ok(isForbidden(deputy))
  for (const post of ['executive-deputy', 'government-office', 'executing-unit'] as const) {
    t.same(rowsOf(answerTo(told(), { ...suspend(told()), by: by(post) }))[0], 'PW-01', post)
  }
})

t.test(
  '组织法第五十条: an acting head suspends, whoever stands in for the head does not',
  async (t) => {
    const deputy = { ...by('deputy-head'), post: 'head' }
    const acting = (kind: 'actingHead' | 'substitute', appointedBy: string): Act => ({
      ...suspend(told()),
      by: deputy,
      acting: [
        {
          kind,
          official: 'deputy-head',
          organ: 'cn-000000/government',
          post: 'head',
          from: moment('2025-05-01 00:00'),
          until: moment('2025-12-31 00:00'),
          appointedBy,
        },
      ],
    })
    const lawful = acting('actingHead', 'peoplesCongressCommittee')
    t.same(rowsOf(answerTo(told(), lawful)), ['recorded'])
    const standingIn = answerTo(told(), acting('substitute', 'head'))
    t.same(rowsOf(standingIn), ['SoD-10', 'MD-M02'])
    t.ok(isForbidden(standingIn))
    t.same(rowsOf(answerTo(told(), acting('actingHead', 'organ'))), ['SoD-10', 'MD-M02'])
    const ended = { ...lawful, at: moment('2025-12-31 00:00') }
    t.same(rowsOf(answerTo(told(), ended)).slice(0, 1), ['PW-01'], 'at the end of the authority')
    const bureau = { official: 'li-na', organ: 'cn-000000/finance-bureau', post: 'head' }
    const ofBureau = { ...suspend(told()), by: bureau, appointed: [appointed(bureau)] }
    t.same(
      rowsOf(answerTo(told(), ofBureau)),
      ['PW-01', 'MD-M02', 'SoD-10'],
      'the head of another organ',
    )
    const opened = { ...openAdjustment(), by: bureau, appointed: [appointed(bureau)] }
    t.same(rowsOf(answerTo(executing(), opened))[0], 'PW-01', 'and decides nothing for this one')
  },
)

t.test('第三十七条: both the circumstance and the urgency are on record (IL-79)', async (t) => {
  const urgent = answerTo(told(), suspend(told(), { urgency: '' }))
  t.same(rowsOf(urgent), ['MD-M02'])
  t.notOk(isForbidden(urgent))
  t.same(rowsOf(answerTo(told(), suspend(told(), { urgency: '  ' }))), ['MD-M02'])
  t.same(rowsOf(answerTo(told(), suspend(told(), { situation: undefined }))), ['MD-M02'])
  t.same(rowsOf(answerTo(told(), suspend(told(), { circumstance: undefined }))), ['MD-M02'])
  t.same(
    rowsOf(answerTo(told(), suspend(told(), { circumstance: 1 }))),
    ['MD-M02'],
    'another entry',
  )
  const early = { ...suspend(told()), at: moment('2025-06-01 09:00') }
  t.same(rowsOf(answerTo(executing(), early)), ['MD-M02'], 'nothing was reported')
  t.same(rowsOf(answerTo(told(), suspend(told(), { reviewBy: date('2025-05-31') }))), ['MD-M02'])
  t.same(rowsOf(answerTo(told(), suspend(told(), { reviewBy: date('2025-06-01') }))), ['recorded'])
  t.same(rowsOf(answerTo(published(), suspend(told()))), ['T36', 'MD-M02'])
  t.same(rowsOf(answerTo(suspended(), suspend(told()))), ['T36'])
})

t.test('local: where a pack asks for care, a suspension says what is done (MD-M05)', async (t) => {
  const careless = suspend(told(), { measures: [] })
  t.same(rowsOf(answerTo(told(), careless)), ['recorded'], 'national law is silent')
  t.same(rowsOf(answerTo(told(), { ...careless, packs: aftercarePack })), ['MD-M05'])
  t.same(rowsOf(answerTo(told(), { ...suspend(told()), packs: aftercarePack })), ['recorded'])
})

t.test('nothing resumes by itself: the review date is only marked (U.4)', async (t) => {
  const ends = endOfDay('2025-07-01')
  const mark = (at = ends): Act => ({ by: clerk, at, type: 'MarkSuspensionReviewOverdue' })
  t.same(rowsOf(answerTo(suspended(), mark(justBefore(ends)))), ['MD-M02'])
  t.same(flagsOf(answerTo(suspended(), mark())), ['MD-M02'])
  const marked = given(suspended(), mark())
  t.equal(matterOf(marked).stage, 'S25')
  t.same(owedIn(marked), [])
  t.same(rowsOf(answerTo(marked, mark())), ['MD-M02'], 'once')
})

const resume = (more: object = {}): Act =>
  act('ResumeExecution', head, '2025-06-20 09:00', { reasons: '洪水已退。', ...more })

t.test('T37: the head resumes, with reasons (E15)', async (t) => {
  const resumed = given(suspended(), resume())
  t.equal(matterOf(resumed).stage, 'S24')
  t.same(owedIn(resumed), [])
  t.same(matterOf(resumed).deviations, [])
  t.same(rowsOf(answerTo(suspended(), resume({ reasons: '' }))), ['T37'])
  t.same(rowsOf(answerTo(executing(), resume())), ['T37'])
  const deputy = answerTo(suspended(), { ...resume(), by: by('deputy-head') })
  t.same(rowsOf(deputy), ['PW-01', 'MD-M02', 'SoD-10'])
  t.same(rowsOf(answerTo(resumed, suspend(told()))), ['recorded'], 'and may suspend again')
})

const openAdjustment = (more: object = {}, others = [adjusting()]): Act =>
  act(
    'OpenAdjustment',
    head,
    '2025-08-01 09:00',
    { newMatter: otherStream, from: 1, reasons: '条件变化。', ...more },
    { others },
  )
const settle = (result: string, others: Act['others'], more: object = {}): Act =>
  act(
    'SettleAdjustment',
    head,
    '2025-10-01 09:00',
    { result, newMatter: otherStream, ...more },
    others === undefined ? {} : { others },
  )

t.test('第三十七条: a material adjustment is another matter (T40)', async (t) => {
  const opened = given(executing(), openAdjustment())
  t.equal(matterOf(opened).stage, 'S27')
  t.same(rowsOf(answerTo(suspended(), openAdjustment())), ['recorded'])
  t.same(rowsOf(answerTo(executing(), openAdjustment({}, []))), ['invalid'], 'no such matter')
  t.same(rowsOf(answerTo(executing(), openAdjustment({ newMatter: stream }))), ['invalid'])
  t.same(rowsOf(answerTo(executing(), openAdjustment({ reasons: '' }))), ['MD-M03'])
  t.same(
    rowsOf(answerTo(executing(), openAdjustment({ from: 2 }))),
    ['T40'],
    'not what is in force',
  )
  const elsewhere = adjusting({ adjustment: { ...adjusting().adjustment, adjusts: 'matter/x' } })
  t.same(rowsOf(answerTo(executing(), openAdjustment({}, [elsewhere]))), ['T40'])
  const { adjusts: _adjusts, ...unlinked } = adjusting().adjustment
  const silent = adjusting({ adjustment: unlinked })
  t.same(rowsOf(answerTo(executing(), openAdjustment({}, [silent]))), ['recorded'])
  t.same(rowsOf(answerTo(executing(), openAdjustment({}, [adjusting({ stage: 'S31' })]))), ['T40'])
  t.same(rowsOf(answerTo(executing(), openAdjustment({}, [adjusting({ organ: 'cn-000000/x' })]))), [
    'T40',
  ])
  t.same(rowsOf(answerTo(executing(), { ...openAdjustment(), by: unit })), [
    'PW-01',
    'MD-M01',
    'MD-O05',
  ])
  t.same(rowsOf(answerTo(published(), openAdjustment())), ['T40'])
})

t.test('T51: the result of the other matter settles the adjustment', async (t) => {
  const opened = given(executing(), openAdjustment())
  const out = {
    text: paper(1).digest,
    executingUnits: [],
    inForce: date('2025-10-15'),
    position: 9,
  }
  const effective = decidedLater({ stage: 'S22', publication: { published: out } })
  const replaced = settle('replaced', [effective], { from: date('2025-10-15') })
  t.equal(matterOf(given(opened, replaced)).stage, 'S29')
  t.same(matterOf(given(opened, replaced)).adjustment.replaced, {
    newMatter: otherStream,
    from: date('2025-10-15'),
  })
  const early = settle('replaced', [effective], { from: date('2025-10-14') })
  t.same(rowsOf(answerTo(opened, early)), ['T51'], 'before the new one takes effect')
  t.same(rowsOf(answerTo(opened, settle('replaced', [decidedLater()]))), ['T51'], 'not published')
  t.same(rowsOf(answerTo(opened, settle('replaced', [adjusting()]))), ['T51'])
  const withheld = settle('replaced', [decidedLater({ stage: 'S23' })])
  t.same(rowsOf(answerTo(opened, withheld)), ['recorded'])
  for (const stage of ['S04', 'S20', 'S30', 'S31'] as const) {
    const ended = settle('notDecided', [adjusting({ stage })])
    t.equal(matterOf(given(opened, ended)).stage, 'S24', stage)
  }
  t.same(rowsOf(answerTo(opened, settle('notDecided', [adjusting()]))), ['T51'], 'still running')
  t.same(rowsOf(answerTo(opened, settle('notDecided', [effective]))), ['T51'])
  t.same(rowsOf(answerTo(executing(), replaced)), ['T51'])
  const another = { ...adjusting({ stage: 'S31' }), stream: 'matter/another' }
  const wrong = settle('notDecided', [another], { newMatter: 'matter/another' })
  t.same(rowsOf(answerTo(opened, wrong)), ['T51'])
})

t.test('T51: what was suspended stays so when nothing was decided', async (t) => {
  const opened = given(suspended(), openAdjustment())
  const back = given(opened, settle('notDecided', [adjusting({ stage: 'S30' })]))
  t.equal(matterOf(back).stage, 'S25')
  t.same(owedIn(back), ['MarkSuspensionReviewOverdue'])
  const inBetween = given(opened, resume({}))
  t.equal(matterOf(inBetween).stage, 'S27', 'the head may resume meanwhile')
  t.equal(
    matterOf(given(inBetween, settle('notDecided', [adjusting({ stage: 'S30' })]))).stage,
    'S24',
  )
})

const stop = (more: object = {}, others = [decidedLater()], who: Act['by'] = head): Act =>
  act(
    'StopExecution',
    who,
    '2025-10-01 09:00',
    {
      decidedIn: otherStream,
      aftercare: paper(),
      compensationCheck: paper(),
      reasons: '会议决定停止。',
      ...more,
    },
    { others },
  )

t.test('第三十七条: a stop is reviewed and decided by the meeting (E18)', async (t) => {
  t.equal(matterOf(given(executing(), stop())).stage, 'S28')
  t.same(rowsOf(answerTo(suspended(), stop())), ['recorded'])
  t.same(owedIn(given(suspended(), stop())), [], 'nothing is due any more')
  t.same(rowsOf(answerTo(executing(), stop({}, []))), ['invalid'])
  t.same(rowsOf(answerTo(executing(), stop({ decidedIn: stream }))), ['invalid'])
})

t.test('第三十七条: the head alone does not stop it (IL-82)', async (t) => {
  const alone = answerTo(executing(), stop({ decidedIn: undefined }))
  t.same(rowsOf(alone), ['MD-M01', 'T42'])
  t.notOk(isForbidden(alone))
  t.same(rowsOf(answerTo(executing(), stop({}, [adjusting()]))), ['MD-M01', 'T42'])
  t.same(rowsOf(answerTo(executing(), stop({}, [reviewedOnly()]))), ['MD-M01', 'T42'])
  const own = matterOf(executing()).meeting.decision?.position
  t.same(rowsOf(answerTo(executing(), stop({ decidedIn: own }))), ['MD-M01', 'T42'], 'to do it')
  t.same(rowsOf(answerTo(executing(), stop({ decidedIn: 3 }))), ['MD-M01', 'T42'])
  const { meeting } = decidedLater()
  const taken = (at: string) =>
    decidedLater({
      meeting: {
        ...meeting,
        ...(meeting.decision === undefined
          ? {}
          : { decision: { ...meeting.decision, takenAt: moment(at) } }),
      },
    })
  t.same(rowsOf(answerTo(executing(), stop({}, [taken('2025-03-20 09:00')]))), ['MD-M01', 'T42'])
  t.same(rowsOf(answerTo(executing(), stop({}, [taken('2025-03-20 09:01')]))), ['recorded'])
  const rejected = decidedLater({ stage: 'S20' })
  t.same(rowsOf(answerTo(executing(), stop({}, [rejected]))), ['MD-M01', 'T42'])
  const unreviewed = decidedLater({ review: { ...decidedLater().review, rounds: [] } })
  t.same(rowsOf(answerTo(executing(), stop({}, [unreviewed]))), ['MD-M01', 'T42'])
  const elsewhere = decidedLater({
    adjustment: { ...decidedLater().adjustment, adjusts: 'matter/x' },
  })
  t.same(rowsOf(answerTo(executing(), stop({}, [elsewhere]))), ['MD-M01', 'T42'])
})

t.test('第四十条: an executing unit does not stop it (IL-81)', async (t) => {
  const answer = answerTo(executing(), stop({}, [decidedLater()], unit))
  t.same(rowsOf(answer), ['PW-01', 'MD-M01', 'MD-O05'])
  t.ok(isForbidden(answer))
  const office = answerTo(executing(), stop({}, [decidedLater()], by('government-office')))
  t.same(rowsOf(office), ['PW-01', 'MD-M01'], 'the row about executing units is not for others')
})

t.test('T42: after-care, compensation and reasons come with the stop', async (t) => {
  t.same(rowsOf(answerTo(executing(), stop({ aftercare: undefined }))), ['T42'])
  const unchecked = stop({ compensationCheck: undefined })
  t.same(rowsOf(answerTo(executing(), unchecked)), ['T42'])
  t.same(rowsOf(answerTo(executing(), { ...unchecked, packs: aftercarePack })), ['T42', 'MD-M05'])
  t.same(rowsOf(answerTo(executing(), stop({ reasons: '' }))), ['T42'])
})

const care = act('RecordAftercare', unit, '2025-09-20 09:00', { plan: paper() })

t.test('local: care is taken when a decision is replaced (MD-M05)', async (t) => {
  const opened = given(executing(), openAdjustment())
  const replaced = { ...settle('replaced', [decidedLater({ stage: 'S23' })]), packs: aftercarePack }
  t.same(rowsOf(answerTo(opened, replaced)), ['MD-M05'])
  t.same(rowsOf(answerTo(given(opened, care), replaced)), ['recorded'])
  const before = given(given(suspended(), care), openAdjustment())
  t.same(rowsOf(answerTo(before, replaced)), ['MD-M05'], 'what came before is no care for this')
  t.same(rowsOf(answerTo(executing(), care)), ['MD-M05'], 'there is nothing to care for')
  t.same(rowsOf(answerTo(given(executing(), stop()), care)), ['recorded'])
})

const change = act('EnterChange', office, '2025-07-01 09:00', {
  what: 'stopped',
  by: unit.organ,
  ...proved('2025-06-25 09:00'),
})
const complete = act('CompleteExecution', head, '2026-03-01 09:00', { report: paper() })

t.test(
  '第三十七条: a change outside the procedure is entered, flagged and not passed off',
  async (t) => {
    t.same(flagsOf(answerTo(executing(), change)), ['MD-M01'])
    const changed = given(executing(), change)
    t.equal(matterOf(changed).stage, 'S24', 'it stops nothing in law')
    t.same(rowsOf(answerTo(changed, complete)), ['MD-M01'])
    t.same(rowsOf(answerTo(executing(), complete)), ['recorded'])
    t.same(rowsOf(answerTo(executing(), { ...change, by: inspector })), ['recorded'])
    t.same(rowsOf(answerTo(executing(), { ...change, by: unit })), ['PW-01'])
    t.same(rowsOf(answerTo(changed, stop())), ['recorded'], 'by the procedure')
    const mended = given(
      given(changed, openAdjustment()),
      settle('notDecided', [adjusting({ stage: 'S20' })]),
    )
    t.same(rowsOf(answerTo(mended, complete)), ['recorded'])
    t.same(
      matterOf(mended).deviations.map(({ rule }) => rule),
      ['MD-M01'],
      'the flag stays',
    )
  },
)

const redraft = act('RegisterDraft', by('undertaking-unit-handler'), '2025-07-01 09:00', {
  version: 4,
  text: paper(4),
  explanation: paper(),
})
const erratum = (more: object = {}): Act =>
  act('PublishErratum', head, '2025-07-10 09:00', {
    text: paper(4),
    from: 1,
    to: 4,
    reasons: '页码有误。',
    ...more,
  })
const redrafted = () => given(executing(), redraft)
const found = (answer: 'yes' | 'no', world: World = redrafted()): World =>
  but(world, () => ({ changes: [finding('AF-12', answer, { from: 1, to: 4 })] }))

t.test('第三十七条: what is material is not changed by an erratum (IL-80)', async (t) => {
  const material = answerTo(found('yes'), erratum())
  t.same(rowsOf(material), ['MD-M01', 'MD-M03', 'T40'])
  t.notOk(isForbidden(material))
  const signed = { ...erratum({ signed: paper() }), by: office }
  t.same(rowsOf(answerTo(found('yes'), signed)), ['MD-M01', 'MD-M03', 'T40'])
  t.same(rowsOf(answerTo(redrafted(), erratum())), ['MD-M01', 'MD-M03', 'T41'], 'nobody found')
  t.same(rowsOf(answerTo(found('no'), erratum())), ['recorded'], 'T41: found not material')
  t.same(rowsOf(answerTo(found('no'), { ...erratum(), by: unit })), ['PW-01', 'MD-M01', 'MD-O05'])
})

t.test(
  'T41: from the version in force, with reasons, to a version that is registered',
  async (t) => {
    t.same(rowsOf(answerTo(found('no'), erratum({ reasons: '' }))), ['T41'])
    t.same(rowsOf(answerTo(executing(), erratum())), ['invalid'], 'no version 4')
    const other = but(redrafted(), () => ({
      changes: [finding('AF-12', 'no', { from: 2, to: 4 })],
    }))
    t.same(rowsOf(answerTo(other, erratum({ from: 2 }))), ['MD-M01'])
    const corrected = given(found('no'), erratum())
    t.equal(matterOf(corrected).stage, 'S24')
    t.same(rowsOf(answerTo(corrected, erratum())), ['MD-M01'], 'version 4 is in force now')
    t.same(rowsOf(answerTo(corrected, openAdjustment())), ['T40'])
    t.same(rowsOf(answerTo(corrected, openAdjustment({ from: 4 }))), ['recorded'])
  },
)

t.test('an act reads the matter it names', async (t) => {
  const state = deciderOf(stream).initial(stream)
  const read = (command: { type: string }) => streamsRead(command as never, stream, state, head)
  t.ok(read(openAdjustment({}).with as never).includes(otherStream))
  t.ok(read(stop().with as never).includes(otherStream))
  t.notOk(read({ type: 'ResumeExecution' }).includes(otherStream))
  t.same(
    read({ type: 'StopExecution', decidedIn: 12 } as never).filter((name) =>
      name.includes('matter'),
    ),
    [],
  )
})
