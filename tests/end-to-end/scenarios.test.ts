import t from 'tap'
import { playAll, scenarioFiles } from '../support/scenarios.ts'

const files = await scenarioFiles()

t.test('every scenario holds on a real stack, all of them on one timeline', async (t) => {
  t.ok(files.length >= 35, `there are ${files.length} scenario files`)
  const reports = await playAll(t, files, { withoutEngine: false })
  for (const { file, scenario, failures } of reports)
    t.strictSame(failures, [], `${file}: ${scenario}`)
})
