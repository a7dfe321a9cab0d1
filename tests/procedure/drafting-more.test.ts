import { factsOf, type By } from '@juece/procedure'
import t from 'tap'
import { packWith } from '../rulebook/pack.ts'
import {
  act,
  answerTo,
  answers,
  but,
  by,
  drafted,
  flagsOf,
  given,
  groundOf,
  isForbidden,
  matterOf,
  rowsOf,
  stepsClosed,
  stepsOpen,
  type Act,
  type World,
} from './support/lawful.ts'

const principal = by('undertaking-unit-principal')
const office = by('government-office')
const reviewer = by('legality-reviewer')
const at = '2024-05-06 09:00'
const submit = (more: object = {}, who: By = principal, when = at): Act =>
  act('SubmitForReview', when, more, who)
const flag = (rule: string, key: string) => [packWith(rule, key, true)]
const closed = stepsClosed()

t.test('the lawful examples are lawful, each by its own post', async (t) => {
  const usual = [
    ['RecordIntegrityReview', by('undertaking-unit-handler')],
    ['SignOwnReview', by('unit-legal-staff')],
    ['RecordUnitDiscussion', by('undertaking-unit-handler')],
    ['ApproveInvestment', by('investment-authority')],
  ] as const
  for (const [type, who] of usual) {
    t.same(rowsOf(answerTo(closed, act(type, at, {}, who))), ['recorded'], type)
    const stranger = answerTo(closed, act(type, at, {}, by('archivist')))
    t.equal(rowsOf(stranger)[0], 'PW-01', type)
    t.same(rowsOf(answerTo(closed, act(type, at, { draft: 9 }, who))), ['invalid'], type)
  }
})

for (const [rule, key, missing, cure] of [
  ['MD-C03', 'md.draft.costBenefitRequired', 'RecordCostBenefit', act('RecordCostBenefit', at)],
  ['MD-C07', 'md.integrityReview', 'RecordIntegrityReview', act('RecordIntegrityReview', at)],
  ['MD-C08', 'md.ownReview', 'SignOwnReview', act('SignOwnReview', at, {}, by('unit-legal-staff'))],
  ['MD-C09', 'md.unitMeeting', 'RecordUnitDiscussion', act('RecordUnitDiscussion', at)],
] as const) {
  t.test(`${rule}: where the pack asks for it, a draft is not submitted without it`, async (t) => {
    const packs = flag(rule, key)
    t.same(rowsOf(answerTo(closed, { ...submit(), packs })), [rule])
    t.same(groundOf(answerTo(closed, { ...submit(), packs }), rule).missing, [missing])
    t.same(rowsOf(answerTo(given(closed, cure), { ...submit(), packs })), ['recorded'])
    t.same(rowsOf(answerTo(closed, submit())), ['recorded'], 'off without the pack')
  })
}

t.test(
  'MD-C07 to MD-C09: what was done on an older version does not serve the new one',
  async (t) => {
    const done = given(
      closed,
      act('RecordIntegrityReview', at),
      act('SignOwnReview', at, {}, by('unit-legal-staff')),
      act('RecordUnitDiscussion', at),
      act('RegisterDraft', at),
    )
    for (const [rule, key] of [
      ['MD-C07', 'md.integrityReview'],
      ['MD-C08', 'md.ownReview'],
      ['MD-C09', 'md.unitMeeting'],
    ] as const) {
      const packs = flag(rule, key)
      t.same(rowsOf(answerTo(done, { ...submit({ draft: 1 }), packs })), ['recorded'])
      t.same(rowsOf(answerTo(done, { ...submit({ draft: 2 }), packs })), [rule])
    }
  },
)

t.test('MD-C04: where the pack asks for options, the draft has an alternative', async (t) => {
  const packs = flag('MD-C04', 'md.draft.optionsRequired')
  const second = (alternatives: readonly string[] | undefined) =>
    given(closed, act('RegisterDraft', at, { alternatives }))
  t.same(rowsOf(answerTo(second(undefined), { ...submit(), packs })), ['MD-C04'])
  t.same(rowsOf(answerTo(second([]), { ...submit(), packs })), ['MD-C04'], 'one option only')
  t.same(rowsOf(answerTo(second(['sha256:1']), { ...submit(), packs })), ['recorded'], 'two')
  t.same(rowsOf(answerTo(second(undefined), submit())), ['recorded'])
})

t.test('SoD-01: who handled the draft does not review it for the unit', async (t) => {
  const legal = by('unit-legal-staff')
  const sign = act('SignOwnReview', at, {}, legal)
  const handled = but(closed, ({ handlers }) => ({ handlers: [...handlers, legal.official] }))
  const outcome = answerTo(handled, sign)
  t.same(rowsOf(outcome), ['SoD-01'])
  t.ok(isForbidden(outcome))
  t.same(rowsOf(answerTo(closed, sign)), ['recorded'])
})

t.test('MD-C09: the principal signs the discussion of his unit, nobody for him', async (t) => {
  const signed = (signedBy: string | undefined) =>
    rowsOf(answerTo(closed, act('RecordUnitDiscussion', at, { signedBy })))
  t.same(signed(undefined), ['MD-C09'])
  t.same(signed('undertaking-unit-handler'), ['MD-C09'])
  t.same(signed('undertaking-unit-principal'), ['recorded'])
})

t.test(
  'T11 (S09): where the unit discusses or reviews itself, the fixed draft waits there',
  async (t) => {
    const fix = act('FixRevisedDraft', at)
    const unitMeeting = flag('MD-C09', 'md.unitMeeting')
    t.equal(matterOf(given(closed, fix)).stage, 'S08', 'skipped without the pack')
    const fixed = given(closed, { ...fix, packs: unitMeeting })
    t.equal(matterOf(fixed).stage, 'S09')
    t.equal(matterOf(given(closed, { ...fix, packs: flag('MD-C08', 'md.ownReview') })).stage, 'S09')
    t.match(factsOf(matterOf(fixed)), { stepsClosed: 'yes' })
    t.same(rowsOf(answerTo(fixed, { ...submit(), packs: unitMeeting })), ['MD-C09'])
    const discussed = given(fixed, act('RecordUnitDiscussion', at))
    t.same(rowsOf(answerTo(discussed, { ...submit(), packs: unitMeeting })), ['recorded'])
  },
)

const check = flag('MD-G04', 'md.office.check')
const toOffice = (more: object = {}, who: By = principal, when = at): Act => ({
  ...act('SubmitToOffice', when, more, who),
  packs: check,
})
const inOffice = given(closed, toOffice())

t.test('T11 (S10): where the office checks the form, the draft goes through it', async (t) => {
  t.equal(matterOf(inOffice).stage, 'S10')
  t.same(rowsOf(answerTo(closed, { ...submit(), packs: check })), ['T13'])
  t.same(rowsOf(answerTo(closed, act('SubmitToOffice', at, {}, principal))), ['T11'], 'off')
  t.same(rowsOf(answerTo(closed, toOffice({}, by('undertaking-unit-handler')))), ['PW-01'])
  t.same(rowsOf(answerTo(closed, toOffice({ papers: [] }))), ['MD-G03'])
  const forwarded = answerTo(inOffice, { ...submit({}, office), packs: check })
  t.same(rowsOf(forwarded), ['recorded'])
  const unit = answerTo(inOffice, { ...submit(), packs: check })
  t.same(rowsOf(unit), ['PW-01'], 'the office forwards what it has')
  t.ok(isForbidden(unit))
  const another = given(inOffice, act('RegisterDraft', at))
  t.same(rowsOf(answerTo(another, { ...submit({ draft: 2 }, office), packs: check })), ['T13'])
})

t.test('T11: what the pack asks of the draft is asked before the office has it', async (t) => {
  const both = [...check, packWith('MD-C08', 'md.ownReview', true)].map((level, index) => ({
    ...level,
    jurisdiction: index === 0 ? 'cn-000000' : 'cn-000000-1',
    level: index === 0 ? ('county' as const) : ('department' as const),
  }))
  t.same(rowsOf(answerTo(closed, { ...toOffice(), packs: both })), ['MD-C08'])
  const reviewed = given(closed, act('SignOwnReview', at, {}, by('unit-legal-staff')))
  t.same(rowsOf(answerTo(reviewed, { ...toOffice(), packs: both })), ['recorded'])
})

t.test(
  'T11 (MD-D13): every opinion has its disposition before the draft leaves the unit',
  async (t) => {
    const round = {
      round: 1,
      draft: 1,
      noticePosition: 1,
      lacks: [],
      unreachable: [],
      deviates: false,
    }
    const asked = but(closed, ({ comment }) => ({
      comment: { ...comment, rounds: [round as never] },
    }))
    t.same(rowsOf(answerTo(asked, toOffice())), ['MD-D13'])
    const stated = but(asked, ({ participation }) => ({
      participation: { ...participation, adoption: { draft: 1, below: 3, position: 3, round: 1 } },
    }))
    t.same(rowsOf(answerTo(stated, toOffice())), ['recorded'])
  },
)

t.test('T12: the office returns what it has, and says what is missing', async (t) => {
  const back = (more: object = {}, who: By = office) => act('ReturnFromOffice', at, more, who)
  t.same(rowsOf(answerTo(inOffice, back({ missing: [] }))), ['T12'])
  t.same(rowsOf(answerTo(inOffice, back({}, principal))), ['PW-01'])
  t.same(rowsOf(answerTo(closed, back())), ['T12'], 'it has nothing in hand')
  const returned = given(inOffice, back())
  t.equal(matterOf(returned).stage, 'S08')
  t.equal(matterOf(returned).walk, matterOf(inOffice).walk + 1)
  t.same(rowsOf(answerTo(returned, toOffice())), ['recorded'], 'and once more')
})

t.test('LRJX: forwarded after the pack’s working days, it goes on and is flagged', async (t) => {
  const three = [packWith('MD-G06', 'md.office.forwardWorkdays', 3)]
  // Submitted on Monday 6 May: 7, 8 and 9 May are the three working days.
  const on = (when: string) => answerTo(inOffice, { ...submit({}, office, when), packs: three })
  t.same(flagsOf(on('2024-05-09 23:59:59')), [])
  t.same(flagsOf(on('2024-05-10 00:00')), ['T13'])
  const unset = answerTo(inOffice, { ...submit({}, office, '2024-07-01 09:00'), packs: check })
  t.same(flagsOf(unset), [])
})

const reports = ['appraisal', 'participation', 'expertEvaluation', 'riskAssessment'] as const
for (const report of reports) {
  t.test(`政府投资条例第十一条 (IL-17, MD-C10): no approval without ${report}`, async (t) => {
    const approve = (more: object) =>
      answerTo(drafted, act('ApproveInvestment', at, more, by('investment-authority')))
    const without = approve({ [report]: undefined })
    t.same(rowsOf(without), ['MD-C10'])
    t.same(groundOf(without, 'MD-C10').missing, [report])
    t.match(groundOf(without, 'MD-C10').cites, [{ instrument: 'INV', article: 11 }])
    t.same(rowsOf(approve({})), ['recorded'])
    const other = answerTo(drafted, act('ApproveInvestment', at, {}, office))
    t.same(rowsOf(other), ['PW-01', 'MD-C10'])
  })
}

/** Version 2 changed the published table of fees, and the reviewer found that material. */
const changed = (touches: readonly string[] = ['published'], answer: 'yes' | 'no' = 'yes'): World =>
  given(
    closed,
    act('RegisterDraft', at),
    ...answers('AF-12', answer, at, { from: 1, to: 2, touches }),
  )
const rehear = flag('MD-D15', 'md.comment.rehearOnMaterialChange')
const reopen = (more: object = {}, who?: By): Act =>
  act('ReopenStep', at, { from: 1, to: 2, ...more }, who)

t.test(
  'IL-31: materially changed in public, not heard again and not waived: refused',
  async (t) => {
    const ask = (world: World, draft = 2) =>
      rowsOf(answerTo(world, { ...submit({ draft }), packs: rehear }))
    t.same(ask(changed()), ['MD-D15', 'T08'])
    t.same(rowsOf(answerTo(changed(), submit({ draft: 2 }))), ['recorded'], 'off without the pack')
    t.same(ask(changed(['published'], 'no')), ['recorded'], 'nothing material')
    t.same(ask(changed(['technical'])), ['recorded'], 'not what the public was shown')
    t.same(ask(changed(), 1), ['recorded'], 'the version that was heard')
    t.same(ask(given(changed(), reopen({ waiver: true }))), ['recorded'], 'a reasoned waiver')
    const again = given(
      changed(),
      reopen(),
      act('RecordParticipation', at, { draft: 2 }),
      act('CloseSteps', at),
    )
    t.same(ask(again), ['recorded'], 'heard again')
    const shown = but(changed(), ({ comment }) => ({
      comment: { ...comment, rounds: [{ draft: 2, round: 1, noticePosition: 1 } as never] },
    }))
    t.same(ask(shown), ['recorded'], 'the changed version was what the public saw')
  },
)

t.test(
  'T08: a step is opened again on a material finding about exactly these versions',
  async (t) => {
    const ask = (world: World, more: object = {}) => rowsOf(answerTo(world, reopen(more)))
    t.same(ask(changed()), ['recorded'])
    t.same(ask(changed(['published'], 'no')), ['T08'])
    t.same(ask(given(closed, act('RegisterDraft', at))), ['T08'], 'nobody has found anything')
    t.same(ask(changed(), { step: 'experts' }), ['T08'], 'it does not touch what they argued')
    t.same(ask(changed(['technical']), { step: 'experts' }), ['recorded'])
    t.same(ask(changed(['risk']), { step: 'risk' }), ['recorded'])
    t.same(ask(changed(), { reasons: ' ' }), ['MD-D15'])
    t.same(ask(changed(), { to: 9 }), ['invalid'])
    t.same(ask(stepsOpen()), ['invalid'], 'there is no second version')
    t.ok(ask(given(stepsOpen(), act('RegisterDraft', at))).includes('T08'), 'the steps are open')
    for (const who of [reviewer, office]) {
      t.same(rowsOf(answerTo(changed(), reopen({}, who))), ['recorded'], who.post)
    }
    t.same(rowsOf(answerTo(changed(), reopen({}, by('archivist'))))[0], 'PW-01')
  },
)

t.test('T08: only what was opened again is done again, and the steps close after it', async (t) => {
  const open = given(changed(), reopen())
  t.match(matterOf(open), { stage: 'S07', walk: matterOf(closed).walk + 1 })
  const close = act('CloseSteps', at)
  t.same(rowsOf(answerTo(open, close)), ['T08'])
  t.same(groundOf(answerTo(open, close), 'T08').missing, ['PublishCommentNotice'])
  const heard = given(open, act('RecordParticipation', at, { draft: 2 }))
  t.same(rowsOf(answerTo(heard, close)), ['recorded'])
  const waived = given(changed(), reopen({ waiver: true }))
  t.equal(matterOf(waived).stage, 'S08', 'a waiver opens nothing')
  const experts = given(changed(['technical']), reopen({ step: 'experts' }))
  t.same(groundOf(answerTo(experts, close), 'T08').missing, ['ConcludeArgumentation'])
  const argued = but(experts, ({ experts: before }) => ({
    experts: { ...before, concluded: { draft: 2, conclusion: 'support', position: 99 } },
  }))
  t.same(rowsOf(answerTo(argued, close)), ['recorded'])
})

t.test('IL-14: AF-07 turned to yes on the agenda shuts it again (MD-C06, MD-H01)', async (t) => {
  const onAgenda = (concluded?: 'meets' | 'restricts') =>
    but(given(closed, ...answers('AF-07', 'yes', at)), ({ meeting, fairCompetition }) => ({
      stage: 'S16',
      meeting: {
        ...meeting,
        tabled: { draft: 1, package: [], exploratory: false, position: 20 },
      },
      fairCompetition: {
        ...fairCompetition,
        ...(concluded === undefined
          ? {}
          : { concluded: { draft: 1, outcome: concluded, position: 19 } }),
      },
    }))
  const rows = (concluded?: 'meets' | 'restricts') => {
    const world = given(onAgenda(concluded), {
      ...act('ConveneSitting', at, {}, office),
      stream: 'sittings/019cc0df-8500-7558-8413-b70f8c6bbbb1',
    })
    return rowsOf(answerTo(world, act('AdmitToAgenda', at, {}, office)))
  }
  t.same(rows(), ['MD-C06', 'MD-H01'])
  t.same(rows('restricts'), ['MD-C06'], 'IL-15')
  t.same(rows('meets'), ['recorded'])
})
