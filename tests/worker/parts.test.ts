import { asTheEngineHasIt } from '@juece/activities'
import { instant, msOf } from '@juece/kernel'
import type { Progress } from '@juece/procedure/facts'
import t from 'tap'
import { workerConfig } from '../../services/worker/src/config.ts'
import { rests } from '../../services/worker/src/courier/rests.ts'
import { bell } from '../../services/worker/src/rest.ts'

t.test('whoever was told rests 1, 2, 4 … 60 s, while its row stays as it was (2.3)', async (t) => {
  let nowMs = 0
  const resting = rests(() => nowMs)
  const waits: number[] = []
  for (let times = 0; times < 9; times += 1) {
    resting.begins('m', '7 -infinity')
    const from = nowMs
    while (resting.isResting('m', '7 -infinity')) nowMs += 500
    waits.push((nowMs - from) / 1_000)
  }
  t.same(waits, [1, 2, 4, 8, 16, 32, 60, 60, 60])
  resting.begins('m', '7 -infinity')
  t.ok(resting.isResting('m', '7 -infinity'))
  t.notOk(resting.isResting('m', '8 -infinity'), 'a new nudge does not wait for an old rest')
  t.notOk(resting.isResting('m', '7 2024-05-01'), 'nor a date of tomorrow for one of yesterday')
  t.notOk(resting.isResting('n', '7 -infinity'), 'nor one matter for another')
})

t.test('what rings during a round starts the next one at once', async (t) => {
  const rung = bell()
  const { signal } = new AbortController()
  rung.ring()
  await rung.rung(3_600_000, signal)
  const waiting = rung.rung(3_600_000, signal)
  rung.ring()
  await waiting
  const stop = new AbortController()
  const stopped = rung.rung(3_600_000, stop.signal)
  stop.abort()
  await stopped
  t.pass('nobody waited for an hour')
})

const progress = (...dates: number[]): Progress => ({
  position: 1,
  kind: 'major-decision',
  stage: 'S07',
  walk: 0,
  isOver: false,
  facts: {},
  deadlines: {},
  owed: dates.map((dueMs, i) => ({ brings: `Mark${i}`, setAt: 1, dueMs })),
})
const datesOf = ({ owed }: Progress) => owed.map(({ dueMs }) => dueMs)

t.test('dates are handed out as the instants of the engine (4)', async (t) => {
  const legal = msOf(instant('2024-03-04T09:00+08:00'))
  const system = msOf(instant('2026-11-24T09:00+08:00'))
  t.same(
    datesOf(asTheEngineHasIt(progress(legal - 1_000, legal, legal + 1_000), legal, system)),
    [legal - 1_000, legal, system + 1_000],
    'what has come is past for the engine too, in its order; what has not lies as far ahead',
  )
  // Under a clock that stands, what has come stays come however late it is read, and what has not stays ahead.
  const later = system + 3_600_000
  t.same(datesOf(asTheEngineHasIt(progress(legal, legal + 1), legal, later)), [legal, later + 1])
})

const complete = {
  JUECE_RECORD_URL: 'postgres://127.0.0.1/r',
  JUECE_OPS_URL: 'postgres://127.0.0.1/r',
  JUECE_READ_URL: 'postgres://127.0.0.1/r',
  JUECE_ATTACHMENTS_DIR: 'attachments',
  JUECE_ENVIRONMENT: 'production',
  JUECE_TEMPORAL_ADDRESS: '127.0.0.1:7233',
  JUECE_WORKFLOW_BUNDLE: 'bundle.js',
  JUECE_LOG_ORIGIN: 'record.test.example',
  TZ: 'UTC',
}

t.test('settings: complete, or the worker does not start', async (t) => {
  const config = workerConfig(complete)
  t.equal(config.taskQueue, 'statutes')
  t.equal(config.rebuildsAtStart, false)
  t.throws(() => workerConfig({ ...complete, TZ: 'Asia/Shanghai' }), /TZ: must be UTC/)
  t.throws(() => workerConfig({ ...complete, TZ: undefined }), /TZ/)
  t.throws(() => workerConfig({ ...complete, JUECE_CLOCK: 'settable' }), /settable clock/)
  t.equal(
    workerConfig({ ...complete, JUECE_CLOCK: 'settable', JUECE_ENVIRONMENT: 'embedded' }).clock,
    'settable',
  )
  const secret = 'mysql://worker:secret@127.0.0.1/r'
  t.throws(() => workerConfig({ ...complete, JUECE_OPS_URL: secret }), /JUECE_OPS_URL/)
  try {
    workerConfig({ ...complete, JUECE_OPS_URL: secret })
  } catch (why) {
    t.notMatch(String(why), /secret/, 'a value is never told')
  }
})
