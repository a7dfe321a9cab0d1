import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { runScenarios } from '../../infra/dev/scenario/run.ts'
import { exitOf } from '../../infra/dev/scenario/report.ts'
import { scenarioFiles, stackFor } from '../support/scenarios.ts'

// Some two thousand acts, each at its own moment, with the clerks waited for.
t.setTimeout(900_000)

const files = await scenarioFiles()
const { options } = await stackFor(t, files, { withoutEngine: false })

t.test('every scenario holds on a real stack, all of them on one timeline', async (t) => {
  t.ok(files.length >= 220, `there are ${files.length} scenario files`)
  const reports = await runScenarios(files, options)
  for (const { file, scenario, failures } of reports) {
    t.strictSame(failures, [], `${file}: ${scenario}`)
  }
  t.equal(exitOf(reports), 0)
})

t.test('a missed expectation stops its own file alone, and says what is otherwise', async (t) => {
  const own = t.testdir()
  const written = async (name: string, text: string) => {
    const file = join(own, `${name}.scenario.yaml`)
    await writeFile(file, text)
    return file
  }
  const head = (name: string) =>
    `scenario: ${name}\ngiven: study-opinion-filed\nfrom: 2026-06-01T09:00\nsteps:\n`
  const wrong = await written(
    'wrong',
    `${head('wrong')}  - at: 2026-06-02T09:00
    by: undertaking-unit-handler
    act: { type: RegisterDraft }
  - at: 2026-06-03T09:00
    expect: { state: S06 }
`,
  )
  const right = await written(
    'right',
    `${head('right')}  - at: 2026-06-02T09:00
    by: undertaking-unit-handler
    act: { type: RegisterDraft }
    expect: refused
  - at: 2026-06-03T09:00
    by: recorder
    act: { type: StartProcedure }
    expect: forbidden
    grounds: [PW-01, MD-B04]
  - by: head
    act: { type: RemoveOpinion }
    expect: invalid
  - by: head
    act: { type: StartProcedure }
    expect: any
`,
  )
  const early = await written(
    'early',
    'scenario: early\ngiven: window-over\nfrom: 2026-06-01T09:00\nsteps:\n  - { at: 2026-06-10T09:00, expect: { state: S07 } }\n',
  )
  const [missed, held, misused] = await runScenarios([wrong, right, early], options)

  t.match(missed?.failures, [
    /wrong\.scenario\.yaml:5 .* RegisterDraft: 预期 recorded，实际 refused \(#\d+: MD-B04/,
  ])
  t.equal(missed?.steps.filter(({ part }) => part === 'step').length, 1, 'it went no further')
  t.strictSame(held?.failures, [])
  t.match(misused?.failures, [/early\.scenario\.yaml:5: .*before the prefix ends/])
  t.strictSame(
    [missed, held].map((report) => exitOf(report === undefined ? [] : [report])),
    [1, 0],
  )
  t.equal(exitOf(misused === undefined ? [] : [misused]), 2)

  await t.rejects(runScenarios([files[0] ?? ''], options), {
    name: 'ScenarioFileError',
    message: /时钟不能拨到/,
  })
})
