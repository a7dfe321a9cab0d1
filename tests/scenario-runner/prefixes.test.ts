import t from 'tap'
import { pathTo } from '../../infra/dev/scenario/prefixes.ts'
import { scenarioFrom } from '../../infra/dev/scenario/load.ts'
import { peopleOf } from '../../infra/dev/scenario/people.ts'
import { isRole, seatOf } from '../../infra/dev/scenario/roles.ts'
import { ownActBook } from './act-book.ts'

const usual = scenarioFrom('x', 'scenario: x\nfrom: 2025-03-03T09:00\n').scenario.with
const typesTo = (...[prefix, but = {}]: [Parameters<typeof pathTo>[0], object?]) =>
  pathTo(prefix, { ...usual, ...but }).map((step) =>
    'act' in step ? step.act.type : `until ${step.until}`,
  )

t.test('each prefix ends with the command its table names', async (t) => {
  const ends: Readonly<Record<string, string>> = {
    proposed: 'SubmitProposal',
    'study-opinion-filed': 'SubmitStudyOpinion',
    started: 'StartProcedure',
    drafted: 'RecordConsultation',
    'findings-answered': 'ApproveFinding',
    'steps-open': 'OpenSteps',
    'window-open': 'PublishCommentNotice',
    'window-over': 'until commentWindow',
    'hearing-noticed': 'PublishHearingNotice',
    'experts-signed': 'ConcludeArgumentation',
    'risk-concluded': 'ConcludeFairCompetitionReview',
    'steps-closed': 'CloseSteps',
    'submitted-for-review': 'SubmitForReview',
    'accepted-for-review': 'AssignReviewer',
    'opinion-lawful': 'IssueLegalityOpinion',
    'opinion-unlawful': 'IssueLegalityOpinion',
    'opinion-amend': 'IssueLegalityOpinion',
    'on-agenda': 'AdmitToAgenda',
    'in-deliberation': 'OpenDeliberation',
    'stances-taken': 'RecordStance',
    decided: 'SignMinutes',
    reported: 'RecordReply',
    published: 'PublishDecision',
    executing: 'StartExecution',
    suspended: 'SuspendExecution',
    evaluating: 'NameEvaluationTeam',
    archived: 'CloseDossier',
  }
  for (const [prefix, end] of Object.entries(ends)) {
    t.equal(typesTo(prefix as 'started').at(-1), end, prefix)
  }
  t.equal(typesTo('catalogued').at(-1), 'PublishCatalogue')
  t.equal(typesTo('withheld').at(-1), 'WithholdFromPublication')
  t.notOk(typesTo('withheld').includes('PublishCommentNotice'), 'withheld: lawfully not public')
  t.strictSame(typesTo('nothing'), [])
})

t.test('`with` leaves steps out and answers the questions otherwise', async (t) => {
  const short = typesTo('decided', {
    solicitation: false,
    experts: false,
    risk: false,
    competition: false,
  })
  for (const type of [
    'PublishCommentNotice',
    'SelectPanel',
    'SubmitRiskReport',
    'ConcludeFairCompetitionReview',
    'SubmitAdoptionStatement',
  ]) {
    t.ok(typesTo('decided').includes(type), `${type} usually`)
    t.notOk(short.includes(type), `${type} not then`)
  }
  t.ok(short.includes('RecordParticipation'), 'somebody is heard all the same')
  const closed = typesTo('archived', { notPublic: true })
  t.ok(closed.includes('WithholdFromPublication'))
  t.notOk(closed.includes('PublishDecision'))
  t.equal(typesTo('drafted', { versions: 3 }).filter((type) => type === 'RegisterDraft').length, 3)
  t.ok(typesTo('steps-closed', { hearing: true }).includes('OpenHearing'))
})

t.test('every answer of a path is proposed by one person and decided by another', async (t) => {
  const lodged = pathTo('findings-answered', usual).filter((step) => 'act' in step)
  const codes = (type: string) =>
    lodged
      .filter(({ act }) => act.type === type)
      .flatMap(({ by, act }) =>
        (act['findings'] as readonly { code: string }[]).map(({ code }) => [code, by] as const),
      )
  const proposed = new Map(codes('ProposeFinding'))
  for (const [code, by] of codes('ApproveFinding')) {
    t.ok(proposed.has(code), code)
    t.not(proposed.get(code), by, `${code}: two persons`)
  }
})

t.test('roles sit in posts; members and experts are numbered, others may be', async (t) => {
  t.strictSame(seatOf('head'), { organ: 'government', post: 'head' })
  t.equal(seatOf('member-19')?.post, 'member')
  t.equal(seatOf('legality-reviewer-2')?.post, 'legality-reviewer')
  for (const none of ['member', 'member-20', 'expert-10', 'mayor']) t.notOk(isRole(none), none)
})

t.test('whoever lodges, is named or is asked is appointed, and nobody else', async (t) => {
  const { scenario } = scenarioFrom(
    'x',
    'scenario: x\ngiven: proposed\nfrom: 2025-03-03T09:00\nsteps:\n  - { by: recorder, act: { type: RecordStance, member: $member-9 } }\n  - { at: 2025-03-04T09:00, expect: { shut: [SignExpertOpinion] } }\n',
  )
  const people = peopleOf(scenario, ownActBook())
  for (const role of ['administrator', 'auditor', 'proposer', 'recorder', 'member-9', 'expert-1']) {
    t.ok(people.has(role), role)
  }
  t.notOk(people.has('party-committee'))
})
