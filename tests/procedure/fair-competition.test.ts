import t from 'tap'
import { competitionAllows } from '../../packages/procedure/src/shared-steps/fair-competition/gates.ts'
import {
  answerTo,
  answered,
  by,
  circumstances,
  closeSteps,
  command,
  date,
  given,
  groundOf,
  moment,
  paper,
  refusedBy,
  stepsOpen,
  windowEnd,
  windowOpen,
  type Told,
} from './support/participation.ts'

const at = moment('2025-06-10 09:00')
const regulator = by('market-regulator')
const review = (more: object = {}) =>
  command('SubmitFairCompetitionReview', {
    draft: 1,
    markets: ['收运服务'],
    standards: [{ cite: { instrument: 'FCR', article: 8 }, finding: 'meets' }],
    review: paper(),
    ...more,
  })
const conclude = (outcome: string, more: object = {}) =>
  command('ConcludeFairCompetitionReview', { draft: 1, outcome, conclusion: paper(), ...more })
const exception = {
  kind: 'publicInterest',
  noLesserAlternative: '没有影响更小的方案',
  term: date('2026-06-30'),
}
const touched = () => answered(windowOpen(stepsOpen(['AF-07'])), 'AF-07', 'yes', {}, at)
const reviewed = () => given(touched(), { at, do: review() })
const concluded = (outcome: string, more: object = {}) =>
  given(reviewed(), { by: regulator, at, do: conclude(outcome, more) })
const closing = (told: Told) => refusedBy(answerTo(told, { at: windowEnd, do: closeSteps }))
const tabling = (told: Told) =>
  competitionAllows(told.matter, circumstances(windowEnd)).map(({ rule }) => rule)

t.test('U.1 (MD-C06): an unanswered AF-07 keeps the steps open', async (t) => {
  const open = windowOpen(stepsOpen(['AF-07']))
  t.same(closing(open), ['MD-C06'])
  const outcome = answerTo(open, { at: windowEnd, do: closeSteps })
  t.same(groundOf(outcome, 'MD-C06').missing, ['AF-07'])
  t.same(closing(answered(open, 'AF-07', 'no', {}, at)), ['recorded'])
})

t.test(
  'MD-C06: where operators are touched, the regulator concludes on the review of the unit',
  async (t) => {
    t.same(closing(touched()), ['MD-C06'])
    t.same(closing(reviewed()), ['MD-C06'], 'the first review is not the conclusion')
    const skipped = answerTo(touched(), { by: regulator, at, do: conclude('meets') })
    t.same(groundOf(skipped, 'MD-C06').missing, ['SubmitFairCompetitionReview'])
    t.same(closing(concluded('meets')), ['recorded'])
    t.same(refusedBy(answerTo(reviewed(), { at, do: conclude('meets') })), ['PW-01', 'MD-C06'])
  },
)

t.test(
  '公平竞争审查条例第十二条 (MD-C06): an exception has its kind, its reason, and a term or an end',
  async (t) => {
    const by_ = (more: object) =>
      answerTo(reviewed(), { by: regulator, at, do: conclude('exception', more) })
    t.same(groundOf(by_({}), 'MD-C06').missing, [
      'exception.kind',
      'exception.noLesserAlternative',
      'exception.term',
    ])
    const { term, ...endless } = exception
    t.same(groundOf(by_({ exception: endless }), 'MD-C06').missing, ['exception.term'])
    t.same(refusedBy(by_({ exception: { ...endless, term } })), ['recorded'])
    t.same(refusedBy(by_({ exception: { ...endless, endCondition: '设施建成' } })), ['recorded'])
    const first = answerTo(touched(), { at, do: review({ exception: endless }) })
    t.same(groundOf(first, 'MD-C06').missing, ['exception.term'])
  },
)

t.test(
  '第二十九条第一项 (MD-C06): what restricts competition does not go to the meeting',
  async (t) => {
    t.same(tabling(concluded('restricts')), ['MD-C06'])
    t.same(tabling(concluded('meets')), [])
    t.same(tabling(concluded('exception', { exception })), [])
    t.same(tabling(reviewed()), ['MD-C06'])
    const again = given(concluded('restricts'), { by: regulator, at, do: conclude('meets') })
    t.same(tabling(again), [], 'the newest conclusion counts')
    t.same(closing(concluded('restricts')), ['recorded'], 'the step itself is concluded')
  },
)
