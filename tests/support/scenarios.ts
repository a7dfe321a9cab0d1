import { glob, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { instantOf, msOf } from '@juece/kernel'
import type { Test } from 'tap'
import { loadScenario } from '../../infra/dev/scenario/load.ts'
import type { RunOptions } from '../../infra/dev/scenario/run.ts'
import { beginningOf } from '../../infra/dev/scenario/timeline.ts'
import { startStack, type Stack } from '../../infra/dev/stack.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** The scenario files of this repository. */
export async function scenarioFiles(): Promise<readonly string[]> {
  const files: string[] = []
  for await (const file of glob('tests/scenarios/*.scenario.yaml', { cwd: root })) {
    files.push(`${root}${file}`)
  }
  return files.sort()
}

/** A stack for these files that begins just before the earliest of them, and how they are played on it. */
export async function stackFor(
  t: Test,
  files: readonly string[],
  { withoutEngine }: { readonly withoutEngine: boolean },
): Promise<{ readonly stack: Stack; readonly options: RunOptions }> {
  const loaded = await Promise.all(files.map(loadScenario))
  const [first] = loaded.map((file) => beginningOf({ file })).sort()
  if (first === undefined) throw new Error('no scenario files')
  const home = await mkdtemp(join(tmpdir(), 'juece-scenarios-'))
  t.teardown(() => rm(home, { recursive: true, force: true }))
  const stack = await startStack({
    home,
    portBase: '',
    clock: 'settable',
    clockStart: instantOf(msOf(first) - 60_000),
    progress: (line) => t.comment(line),
    ...(withoutEngine ? { without: ['worker'] } : {}),
  })
  t.teardown(() => stack.stop())
  const options: RunOptions = {
    api: stack.api,
    issuer: stack.issuer,
    token: (person) => stack.token(person),
    withoutEngine,
    progress: (line) => t.comment(line),
  }
  return { stack, options }
}
