import { plusDays, dateOf, type Instant } from '@juece/kernel'
import { majorDecision, specifications } from '@juece/procedure'
import { exampleOf, parseRequest } from '@juece/procedure/wire'
import t from 'tap'
import {
  answerTo,
  answered,
  by,
  command,
  given,
  moment,
  opinionSet,
  paper,
  published,
  stepsOpen,
  unit,
  windowEnd,
  type Told,
} from './support/participation.ts'

const rows = Object.fromEntries(specifications.map((row) => [row.type, row]))
const during = moment('2025-06-10 09:00')

/** The names of an example as they stand at this moment of this matter. */
function named(name: string, at: Instant): unknown {
  const opinions = opinionSet()
  const fixed: Readonly<Record<string, unknown>> = {
    $attachment: paper().digest,
    $draft: 1,
    $round: 1,
    '$next-round': 1,
    $today: dateOf(at),
    $now: at,
    $happened: at,
    '$opinions.count': opinions.count,
    '$opinions.adopted': opinions.adopted,
    '$opinions.partly': opinions.partly,
    '$opinions.notAdopted': opinions.notAdopted,
  }
  if (Object.hasOwn(fixed, name)) return fixed[name]
  const days = /^\$inDays-(\d+)$/.exec(name)?.[1]
  if (days !== undefined) return plusDays(dateOf(at), Number(days))
  if (name.endsWith('.organ')) return 'cn-000000/finance-bureau'
  return name.slice(1)
}
function filled(value: unknown, at: Instant): unknown {
  if (typeof value === 'string') return value.startsWith('$') ? named(value, at) : value
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item: unknown) => filled(item, at))
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, filled(item, at)]))
}
/** The lawful example of an act, checked as a request. */
function example(type: string, at: Instant) {
  const row = rows[type]
  if (row === undefined) throw new Error(`no act ${type}`)
  const parsed = parseRequest(filled(exampleOf(row), at), rows)
  if (parsed.kind === 'invalid') throw new Error(`${type}: ${JSON.stringify(parsed.issues)}`)
  const { type: _, ...fields } = parsed.request
  return command(type, fields)
}

const usual = [
  ['ChooseMethods', unit, during],
  ['ChoosePublicComment', unit, during],
  ['ChooseHearing', unit, during],
  ['ClearCommentNotice', by('openness-reviewer'), during],
  ['PublishCommentNotice', unit, published],
  ['RecordParticipation', unit, during],
  ['RecordGroupConsultation', unit, during],
  ['EnterAnnouncement', unit, during],
  ['EnterPublicationLog', unit, during],
  ['DeclareInterest', unit, during],
  ['SelectPanel', unit, during],
  ['SignExpertOpinion', by('expert'), during],
  ['ConcludeArgumentation', unit, during],
  ['DisposeOfExpertOpinion', unit, during],
  ['PlanAssessment', unit, during],
  ['SubmitRiskReport', by('risk-assessor'), during],
  ['ConcludeRisk', by('head'), during],
  ['SubmitFairCompetitionReview', unit, during],
  ['ConcludeFairCompetitionReview', by('market-regulator'), during],
  ['ClosePublicComment', unit, windowEnd],
  ['SubmitAdoptionStatement', unit, windowEnd],
  ['PublishFeedback', unit, windowEnd],
] as const

t.test(
  'the lawful examples, one after the other, are the lawful path of these steps',
  async (t) => {
    const codes = ['AF-03', 'AF-05', 'AF-06', 'AF-07'] as const
    const open = codes.reduce<Told>(
      (told, code) => answered(told, code, 'yes', {}, during),
      stepsOpen(codes),
    )
    const told = usual.reduce<Told>((before, [type, who, at]) => {
      const act = { by: who, at, do: example(type, at), opinions: opinionSet() }
      const outcome = answerTo(before, act)
      t.equal(
        outcome.kind,
        'recorded',
        `${type} ${outcome.kind === 'recorded' ? '' : JSON.stringify(outcome)}`,
      )
      return given(before, act)
    }, open)
    const close = { at: windowEnd, do: command('CloseSteps', { draft: 1 }) }
    t.equal(answerTo(told, close).kind, 'recorded')
    t.same(
      usual
        .map(([type]) => type)
        .filter((type) => !majorDecision.specifications.some((row) => row.type === type)),
      [],
    )
  },
)

t.test('the other examples are lawful where their moment has come', async (t) => {
  const told = given(stepsOpen(), { at: published, do: example('PublishCommentNotice', published) })
  for (const type of ['ExtendCommentWindow', 'WithdrawCommentNotice']) {
    t.equal(answerTo(told, { at: during, do: example(type, during) }).kind, 'recorded', type)
  }
  for (const type of ['EnterNotice', 'ReferToEarlierAssessment']) {
    t.equal(answerTo(stepsOpen(), { at: during, do: example(type, during) }).kind, 'recorded', type)
  }
  const panel = ['expert-1', 'expert-2', 'expert-3'].map((expert) => ({
    at: during,
    do: command('DeclareInterest', {
      expert,
      directInterest: false,
      found: 'declared',
      declaration: paper(),
    }),
  }))
  const selected = given(stepsOpen(), ...panel, { at: during, do: example('SelectPanel', during) })
  const send = { at: during, do: example('SendMaterials', during) }
  t.equal(answerTo(selected, send).kind, 'recorded')
  const signed = given(selected, { at: during, do: example('SignExpertOpinion', during) })
  const strike = { at: during, do: example('StrikeExpertOpinion', during) }
  t.equal(answerTo(signed, strike).kind, 'recorded')
})
