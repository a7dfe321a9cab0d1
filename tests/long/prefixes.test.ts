import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { runScenarios } from '../../infra/dev/scenario/run.ts'
import { stackFor } from '../support/scenarios.ts'

t.setTimeout(900_000)

/** Where a matter stands at the end of each prefix. */
const stands: Readonly<Record<string, string>> = {
  proposed: 'S01',
  'study-opinion-filed': 'S03',
  started: 'S06',
  drafted: 'S06',
  'findings-answered': 'S06',
  'steps-open': 'S07',
  'window-open': 'S07',
  'window-over': 'S07',
  'hearing-noticed': 'S07',
  'experts-signed': 'S07',
  'risk-concluded': 'S07',
  'opinions-answered': 'S07',
  'steps-closed': 'S08',
  'submitted-for-review': 'S11',
  'accepted-for-review': 'S11',
  'opinion-lawful': 'S14',
  'opinion-unlawful': 'S14',
  'opinion-amend': 'S14',
  'on-agenda': 'S16',
  'in-deliberation': 'S17',
  'stances-taken': 'S17',
  decided: 'S18',
  reported: 'S21',
  published: 'S22',
  executing: 'S24',
  archived: 'S33',
}
/** What `with` changes, each on the longest path it leaves lawful. */
const changed: readonly (readonly [string, string, string])[] = [
  ['decided', '{ solicitation: false, experts: false, risk: false, competition: false }', 'S18'],
  ['decided', '{ hearing: true }', 'S18'],
  ['archived', '{ notPublic: true, versions: 3 }', 'S33'],
]

t.test('every prefix is lawful and stands where its table says, with no deviation', async (t) => {
  const own = t.testdir()
  const files: string[] = []
  const write = async (given: string, state: string, options = '{}') => {
    const file = join(own, `${files.length}.scenario.yaml`)
    await writeFile(
      file,
      `scenario: "${given} ${options}"\ngiven: ${given}\nfrom: 2025-03-10T09:00\nwith: ${options}\nsteps:\n  - expect: { state: ${state}, deviations: [] }\n`,
    )
    files.push(file)
  }
  for (const [given, state] of Object.entries(stands)) await write(given, state)
  for (const [given, options, state] of changed) await write(given, state, options)
  const { options } = await stackFor(t, files, { withoutEngine: false })
  for (const { scenario, failures } of await runScenarios(files, options)) {
    t.strictSame(failures, [], scenario)
  }
})
