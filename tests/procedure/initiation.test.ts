import t from 'tap'
import {
  answerTo,
  answered,
  by,
  command,
  drafted,
  eventOf,
  given,
  groundOf,
  moment,
  nothing,
  paper,
  refusedBy,
  stepsOpen,
  type Told,
} from './support/participation.ts'

const text = '理由成立。'
const at = (time: string) => moment(`2025-05-20 ${time}`)
const proposal = (more: object = {}) =>
  command('SubmitProposal', {
    kind: 'major-decision',
    organ: 'cn-000000/government',
    title: '调整收费标准',
    source: 'department',
    proposer: 'cn-000000/development-bureau',
    problem: text,
    reasons: text,
    basis: text,
    plan: text,
    necessity: text,
    feasibility: text,
    ...more,
  })
const proposed = given(nothing, { by: by('proposer'), at: at('09:00'), do: proposal() })
const assigned = given(proposed, {
  by: by('head'),
  at: at('09:10'),
  do: command('AssignStudy', { unit: 'cn-000000/finance-bureau' }),
})
const studied = given(assigned, {
  by: by('consulted-unit'),
  at: at('09:20'),
  do: command('SubmitStudyOpinion', {
    advice: 'start',
    isMajor: true,
    reasons: text,
    opinion: paper(),
  }),
})
const start = (more: object = {}) =>
  command('StartProcedure', {
    reasons: text,
    units: ['cn-000000/urban-management-bureau'],
    ...more,
  })
const startedBy = (told: Told, more: object = {}, who = by('head')) =>
  answerTo(told, { by: who, at: at('09:30'), do: start(more) })

t.test('第十条第二项: a complete proposal of a department creates the matter', async (t) => {
  t.equal(proposed.matter.stage, 'S01')
  t.equal(proposed.matter.organ, 'cn-000000/government')
})

t.test(
  '第十条第二项: a department names every part; an empty one is MD-B02 and says which',
  async (t) => {
    const outcome = answerTo(nothing, {
      by: by('proposer'),
      at: at('09:00'),
      do: proposal({ feasibility: ' ', necessity: undefined }),
    })
    t.same(refusedBy(outcome), ['MD-B02'])
    t.same(groundOf(outcome, 'MD-B02').missing, ['necessity', 'feasibility'])
    t.match(groundOf(outcome, 'MD-B02').cites, [{ instrument: 'R713', article: 10 }])
  },
)

t.test('第十条第三项: the public proposes in writing, and with the paper it may', async (t) => {
  const ask = (more: object) =>
    answerTo(nothing, {
      by: by('government-office'),
      at: at('09:00'),
      do: proposal({ source: 'citizen', proposer: {}, feasibility: undefined, ...more }),
    })
  t.same(refusedBy(ask({})), ['MD-B03'])
  t.equal(ask({ paper: paper() }).kind, 'recorded')
})

t.test('第十条: only a study opinion leads to the start decision (IL-07)', async (t) => {
  t.ok(refusedBy(startedBy(proposed)).includes('MD-B01'))
  t.equal(startedBy(studied).kind, 'recorded')
})

t.test('第十条: the study is the affair of the unit it was given to', async (t) => {
  const opinion = command('SubmitStudyOpinion', {
    advice: 'start',
    isMajor: true,
    reasons: text,
    opinion: paper(),
  })
  const outcome = answerTo(assigned, { by: by('proposer'), at: at('09:20'), do: opinion })
  t.equal(refusedBy(outcome)[0], 'PW-01')
})

t.test('第十一条: the start names the unit, and of several the lead (IL-09)', async (t) => {
  const two = ['cn-000000/urban-management-bureau', 'cn-000000/finance-bureau']
  t.same(refusedBy(startedBy(studied, { units: [] })), ['MD-B05'])
  t.same(refusedBy(startedBy(studied, { units: two })), ['MD-B05'])
  t.same(refusedBy(startedBy(studied, { units: two, lead: 'cn-000000/government-office' })), [
    'MD-B05',
  ])
  t.equal(startedBy(studied, { units: two, lead: two[1] }).kind, 'recorded')
})

t.test(
  '第十条: the decision organ decides; its office only on the paper that was signed',
  async (t) => {
    t.equal(refusedBy(startedBy(studied, {}, by('government-office')))[0], 'PW-01')
    t.equal(startedBy(studied, { signed: paper() }, by('government-office')).kind, 'recorded')
    t.equal(refusedBy(startedBy(studied, {}, by('undertaking-unit-principal')))[0], 'PW-01')
  },
)

t.test('第十条: a start and a refusal to start give their reasons', async (t) => {
  t.same(refusedBy(startedBy(studied, { reasons: '' })), ['MD-B04'])
  const declined = (reasons: string) =>
    answerTo(studied, {
      by: by('head'),
      at: at('09:30'),
      do: command('DeclineToStart', { reasons }),
    })
  t.same(refusedBy(declined('')), ['MD-B04'])
  t.equal(eventOf(declined(text)).type, 'StartDeclined')
})

t.test(
  '第十条、第十一条: no draft before the start decision (IL-08), and one after it',
  async (t) => {
    const draft = command('RegisterDraft', { version: 1, text: paper(), explanation: paper() })
    const early = answerTo(studied, { at: at('09:25'), do: draft })
    t.same(refusedBy(early), ['MD-B04', 'T03'])
    const started = given(studied, { by: by('head'), at: at('09:30'), do: start() })
    t.equal(answerTo(started, { at: at('09:40'), do: draft }).kind, 'recorded')
    t.equal(answerTo(started, { at: at('09:40'), do: { ...draft, version: 2 } }).kind, 'invalid')
  },
)

t.test('第十二条第一款: steps rest on research, and on the list of bases', async (t) => {
  const open = { at: at('12:00'), do: command('OpenSteps', { draft: 1 }) }
  const withoutResearch = {
    ...drafted,
    matter: { ...drafted.matter, drafting: { ...drafted.matter.drafting, researched: false } },
  }
  const withoutBasis = {
    ...drafted,
    matter: { ...drafted.matter, drafting: { ...drafted.matter.drafting, basisOf: [] } },
  }
  t.same(refusedBy(answerTo(withoutResearch, open)), ['MD-C01', 'T05'])
  t.same(refusedBy(answerTo(withoutBasis, open)), ['MD-C02'])
  t.equal(answerTo(drafted, open).kind, 'recorded')
})

t.test('U.2: an answer without reasons is no answer, and its rows stay unmet', async (t) => {
  const propose = (reasons: string | undefined) =>
    answerTo(drafted, {
      at: at('11:00'),
      do: command('ProposeFinding', { findings: [{ code: 'AF-05', answer: 'no', reasons }] }),
    })
  t.same(refusedBy(propose(undefined)), ['U-02', 'MD-E01'])
  t.same(refusedBy(propose('  ')), ['U-02', 'MD-E01'])
  t.equal(propose(text).kind, 'recorded')
})

t.test('U.2: who proposes and who decides is fixed for each question', async (t) => {
  const proposes = (code: string, who = by('undertaking-unit-handler')) =>
    answerTo(drafted, {
      by: who,
      at: at('11:00'),
      do: command('ProposeFinding', { findings: [{ code, answer: 'no', reasons: text }] }),
    })
  t.equal(refusedBy(proposes('AF-01'))[0], 'PW-01')
  t.equal(proposes('AF-01', by('government-office')).kind, 'recorded')
  const told = given(drafted, {
    at: at('11:00'),
    do: command('ProposeFinding', { findings: [{ code: 'AF-04', answer: 'no', reasons: text }] }),
  })
  const decides = (who: ReturnType<typeof by>) =>
    answerTo(told, {
      by: who,
      at: at('11:10'),
      do: command('ApproveFinding', { findings: [{ code: 'AF-04', agrees: true }] }),
    })
  t.equal(refusedBy(decides(by('government-office')))[0], 'PW-01')
  t.equal(decides(by('legality-reviewer')).kind, 'recorded')
})

t.test('SoD-22: author and approver of a finding are two natural persons', async (t) => {
  const office = by('government-office')
  const told = given(drafted, {
    by: office,
    at: at('11:00'),
    do: command('ProposeFinding', { findings: [{ code: 'AF-01', answer: 'yes', reasons: text }] }),
  })
  const decides = (official: string) =>
    answerTo(told, {
      by: { ...by('head'), official },
      at: at('11:10'),
      do: command('ApproveFinding', { findings: [{ code: 'AF-01', agrees: true }] }),
    })
  // Nobody but the real head holds the post: the same person is refused as proposer and for want of power.
  t.ok(refusedBy(decides(office.official)).includes('SoD-22'))
  t.equal(decides('head').kind, 'recorded')
})

t.test('U.2: a question nobody proposed cannot be decided: that is no act at all', async (t) => {
  const outcome = answerTo(drafted, {
    by: by('head'),
    at: at('11:00'),
    do: command('ApproveFinding', { findings: [{ code: 'AF-01', agrees: true }] }),
  })
  t.equal(outcome.kind, 'invalid')
})

t.test(
  'U.2: a changed answer is a new finding, and a disagreement leaves the old one',
  async (t) => {
    const yes = answered(drafted, 'AF-05', 'yes')
    t.equal(yes.matter.findings['AF-05']?.answer, 'yes')
    const changed = answered(yes, 'AF-05', 'no', {}, at('11:30'))
    t.equal(changed.matter.findings['AF-05']?.answer, 'no')
    const asked = given(changed, {
      at: at('11:40'),
      do: command('ProposeFinding', {
        findings: [{ code: 'AF-05', answer: 'yes', reasons: text }],
      }),
    })
    const refused = given(asked, {
      by: by('government-office'),
      at: at('11:41'),
      do: command('ApproveFinding', { findings: [{ code: 'AF-05', agrees: false }] }),
    })
    t.equal(refused.matter.findings['AF-05']?.answer, 'no')
  },
)

for (const [code, row] of [
  ['AF-03', 'MD-D03'],
  ['AF-04', 'MD-D07'],
  ['AF-05', 'MD-E01'],
  ['AF-06', 'MD-F01'],
  ['AF-07', 'MD-C06'],
] as const) {
  t.test(`U.1: ${code} unanswered keeps the steps open (${row})`, async (t) => {
    const close = { at: at('13:00'), do: command('CloseSteps', { draft: 1 }) }
    t.ok(refusedBy(answerTo(stepsOpen([code]), close)).includes(row))
    t.notOk(refusedBy(answerTo(stepsOpen(), close)).includes(row))
  })
}
