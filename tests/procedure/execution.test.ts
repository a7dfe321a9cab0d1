import t from 'tap'
import {
  answerTo,
  but,
  by,
  finding,
  given,
  matterOf,
  moment,
  paper,
  rowsOf,
  type Act,
} from './support/review.ts'
import { decided, published, reported } from './support/review-acts.ts'

const start: Act = {
  by: by('government-office'),
  at: moment('2025-03-20 09:00'),
  type: 'StartExecution',
  with: { executingUnits: ['cn-000000/executing-bureau'] },
}
const report: Act = {
  by: by('executing-unit'),
  at: moment('2025-06-20 09:00'),
  type: 'SubmitExecutionReport',
  with: { period: '第二季度', progress: '已切换。', report: paper() },
}

t.test('第三十四条: execution begins after publication, with its units named', async (t) => {
  t.same(rowsOf(answerTo(published(), start)), ['recorded'])
  t.match(matterOf(given(published(), start)), {
    stage: 'S24',
    execution: { units: ['cn-000000/executing-bureau'] },
  })
  t.same(rowsOf(answerTo(reported(), start)), ['T35'])
  t.same(rowsOf(answerTo(published(), { ...start, with: { executingUnits: [] } })), ['MD-L01'])
  t.same(rowsOf(answerTo(published(), { ...start, with: {} })), ['MD-L01'])
})

t.test('第三十一条: nothing is executed that was not reported (IL-71)', async (t) => {
  t.same(rowsOf(answerTo(decided(), start)), ['T35', 'MD-I01'])
  const unreported = but(published(), () => ({ priorReport: { sentTo: [], replies: [] } }))
  t.same(rowsOf(answerTo(unreported, start)), ['MD-I01'])
  const later = but(published(), ({ findings }) => ({
    findings: {
      ...findings,
      'AF-08': finding('AF-08', 'yes', { bodies: ['peoplesCongress'] }),
    },
  }))
  t.same(rowsOf(answerTo(later, start)), ['MD-I02'])
})

t.test('第三十四条: an executing unit reports, and no other', async (t) => {
  const running = given(published(), start)
  t.same(matterOf(given(running, report)).execution.reports.length, 1)
  t.same(rowsOf(answerTo(running, { ...report, by: by('undertaking-unit-handler') })), ['PW-01'])
  t.same(rowsOf(answerTo(published(), report)), ['T35'])
})
