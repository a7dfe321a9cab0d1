import { readdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { loadScenario, scenarioFrom } from '../../infra/dev/scenario/load.ts'

const folder = fileURLToPath(new URL('../scenarios/', import.meta.url))
const head = 'scenario: x\ngiven: started\nfrom: 2025-03-03T09:00\n'

/** Where and what, of a text that cannot be played. */
function faultOf(text: string): string {
  try {
    scenarioFrom('x.scenario.yaml', text)
  } catch (error) {
    return `${(error as Error).name} ${(error as Error).message}`
  }
  return 'no fault'
}

t.test('every scenario file of this repository loads', async (t) => {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.scenario.yaml'))
  t.ok(files.length > 0)
  for (const name of files) await t.resolves(loadScenario(`${folder}${name}`), name)
})

t.test('each illegal sequence stands beside its nearest lawful twin', async (t) => {
  const files = await readdir(folder)
  const unlawful = files.filter((name) => /^il-\d+\.scenario\.yaml$/.test(name))
  for (const name of unlawful)
    t.ok(files.includes(name.replace('.scenario', '.twin.scenario')), name)
  for (const no of [8, 21, 22, 45, 48, 52, 58, 59, 61, 63, 70, 73]) {
    t.ok(unlawful.includes(`il-${String(no).padStart(2, '0')}.scenario.yaml`), `IL-${no}`)
  }
})

t.test('what is left out has its usual value', async (t) => {
  const { scenario } = scenarioFrom(
    'x',
    'scenario: x\nsteps:\n  - at: 2025-03-03T09:00\n    expect: { state: S01 }\n',
  )
  t.equal(scenario.given, 'nothing')
  t.match(scenario.with, { solicitation: true, experts: true, hearing: false, versions: 1 })
})

t.test('YAML 1.2: yes and no are words, dates are texts', async (t) => {
  const { scenario } = scenarioFrom(
    'x',
    `${head}steps:\n  - at: 2025-03-04\n    expect: { facts: { technical: yes } }\n`.replace(
      '2025-03-04',
      '2025-03-04T00:00',
    ),
  )
  const expect = scenario.steps[0]?.expect
  t.strictSame(typeof expect === 'object' ? expect.facts : undefined, { technical: 'yes' })
})

t.test('a fault names file and line, says what is wrong and how to mend it', async (t) => {
  const faults: readonly [string, string, RegExp][] = [
    ['broken YAML', 'scenario: [x\n', /x\.scenario\.yaml:\d+: 不是 YAML 1\.2/],
    ['an unknown field', `${head}stepz: []\n`, /x\.scenario\.yaml:1: .*stepz/],
    ['an unknown prefix', 'scenario: x\ngiven: begun\n', /x\.scenario\.yaml:2: given/],
    [
      'a prefix without its beginning',
      'scenario: x\ngiven: started\nsteps: []\n',
      /:2: given: started 没有写明 from/,
    ],
    [
      'an unknown role',
      `${head}steps:\n  - by: mayor\n    act: { type: OpenSteps }\n`,
      /:5: 没有 mayor 这一角色/,
    ],
    [
      'a numbered role without its number',
      `${head}steps:\n  - by: member\n    act: { type: RecordStance }\n`,
      /:5: 没有 member 这一角色/,
    ],
    [
      'a name nothing bears',
      `${head}steps:\n  - by: head\n    act: { type: AdmitToAgenda, sitting: $sitting-9 }\n`,
      /:6: \$sitting-9 无所指/,
    ],
    [
      'a moment that does not exist',
      `${head}steps:\n  - at: 2025-02-30T09:00\n    expect: { state: S06 }\n`,
      /:5: 没有 2025-02-30T09:00 这一时刻/,
    ],
    [
      'a clock that runs back',
      `${head}steps:\n  - { at: 2025-03-05T09:00, expect: { state: S06 } }\n  - { at: 2025-03-04T09:00, expect: { state: S06 } }\n`,
      /:6: 早于前一步/,
    ],
    [
      'an act that nobody lodges',
      `${head}steps:\n  - act: { type: OpenSteps }\n`,
      /:5: steps\.0\.act：`act` 与 `by`/,
    ],
    [
      'grounds of an act that is not refused',
      `${head}steps:\n  - by: head\n    act: { type: OpenSteps }\n    grounds: [MD-C01]\n`,
      /:7: steps\.0\.grounds：`grounds` 只与 refused/,
    ],
    [
      'a policy pack with a key that is none',
      `${head}packs: [{ values: { md.review.maxDays: 15 } }]\n`,
      /:4: 没有 md\.review\.maxDays/,
    ],
    [
      'another kind',
      'scenario: x\nkind: normative-document\nfrom: 2025-03-03T09:00\n',
      /:2: 类别 normative-document 尚未实现/,
    ],
    [
      'a hearing of what nobody may hear of',
      `${head}with: { hearing: true, notPublic: true }\n`,
      /:2: 依法不予公开的事项没有听证/,
    ],
    [
      'a window where nobody is asked',
      'scenario: x\ngiven: window-open\nfrom: 2025-03-03T09:00\nwith: { solicitation: false }\n',
      /:2: window-open 须有公开征求意见/,
    ],
    [
      'a matter that `also` does not name',
      `${head}steps:\n  - { matter: other, by: head, act: { type: OpenSteps } }\n`,
      /:5: also 中没有 other/,
    ],
  ]
  for (const [title, text, expected] of faults) {
    t.match(faultOf(text), expected, title)
    t.match(faultOf(text), /^ScenarioFileError /, `${title}: wrong use`)
  }
})
