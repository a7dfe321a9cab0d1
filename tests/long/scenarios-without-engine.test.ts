import t from 'tap'
import { playAll, scenarioFiles } from '../support/scenarios.ts'

t.test(
  'the law holds without the engine: every scenario again, with the worker stopped',
  async (t) => {
    const reports = await playAll(t, await scenarioFiles(), { withoutEngine: true })
    for (const { file, scenario, failures } of reports)
      t.strictSame(failures, [], `${file}: ${scenario}`)
  },
)
