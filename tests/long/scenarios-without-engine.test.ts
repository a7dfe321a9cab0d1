import t from 'tap'
import { runScenarios } from '../../infra/dev/scenario/run.ts'
import { scenarioFiles, stackFor } from '../support/scenarios.ts'

t.setTimeout(900_000)

t.test('the law holds without the engine: every scenario, with no worker there', async (t) => {
  const files = await scenarioFiles()
  const { options } = await stackFor(t, files, { withoutEngine: true })
  for (const { file, scenario, failures } of await runScenarios(files, options)) {
    t.strictSame(failures, [], `${file}: ${scenario}`)
  }
})
