import { nextActs } from '@juece/read-model'
import t from 'tap'
import { executing, suspended } from '../procedure/support/execution-acts.ts'
import { matterOf, type World } from '../procedure/support/review.ts'
import type { Matter, Stage } from '../../packages/procedure/src/matter/state.ts'

const actsOf = (matter: Matter) => [...new Set(nextActs(matter).map(({ act }) => act))]
const at = (stage: Stage, world: World = executing(), more: Partial<Matter> = {}): Matter => ({
  ...matterOf(world),
  stage,
  ...more,
})
const closing = 'CloseDossier'

t.test('where a matter rests, the worklist names who takes it up again', async (t) => {
  t.strictSame(actsOf(at('S32')), ['ResumeProcedure'])
  t.strictSame(actsOf(at('S10')), ['SubmitForReview', 'ReturnFromOffice'])
  t.strictSame(actsOf(at('S09')), [
    'SignOwnReview',
    'RecordUnitDiscussion',
    'SubmitToOffice',
    'SubmitForReview',
  ])
  t.strictSame(actsOf(at('S27')), ['SettleAdjustment', closing])
  t.strictSame(actsOf(at('S28')), ['RecordAftercare', closing])
  t.strictSame(actsOf(at('S29')), [closing])
})

t.test('a suspended decision is resumed by the head, with the date of its review', async (t) => {
  const matter = matterOf(suspended())
  const resume = nextActs(matter).filter(({ act }) => act === 'ResumeExecution')
  t.strictSame(resume, [
    { act: 'ResumeExecution', post: 'head', organ: matter.organ, by: 'suspensionReview' },
  ])
})

t.test('an evaluation goes from the evaluator to the report to what becomes of it', async (t) => {
  const { evaluation } = matterOf(executing())
  const during = (more: object) =>
    actsOf(at('S26', executing(), { evaluation: { ...evaluation, ...more } }))[0]
  const evaluator = { evaluator: 'evaluator', institution: 'x' }
  const team = [{ id: 'evaluator' }]
  const report = { position: 1, advice: 'continue' }
  t.equal(during({}), 'AppointEvaluator')
  t.equal(during({ evaluator }), 'NameEvaluationTeam')
  t.equal(during({ evaluator, team }), 'SubmitEvaluationReport')
  t.equal(during({ evaluator, team, report }), 'DisposeOfReport')
  const disposition = { position: 2, disposition: 'continue' }
  t.equal(during({ evaluator, team, report, disposition }), 'CloseEvaluation')
})

t.test('a report on the execution is asked for only while its date runs (MD-L02)', async (t) => {
  t.strictSame(actsOf(matterOf(executing())), [closing], 'no pack, no date')
  const report = {
    name: 'report',
    rule: 'MD-L02',
    bound: 'ceiling',
    setAt: 1,
    over: false,
  } as const
  const running = at('S24', executing(), { deadlines: { report } })
  t.strictSame(actsOf(running), ['SubmitExecutionReport', closing])
  const over = at('S24', executing(), { deadlines: { report: { ...report, over: true } } })
  t.strictSame(actsOf(over), [closing])
})
