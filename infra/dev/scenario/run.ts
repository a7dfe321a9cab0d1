import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { msOf } from '@juece/kernel'
import { v7 as uuidv7 } from 'uuid'
import { actBookFrom, type ActBook } from './act-book.ts'
import { askOffline, type OfflineAnswer } from './after.ts'
import { mainMatter, openCase, type Case } from './case.ts'
import { openClient, type Client } from './client.ts'
import { openClock } from './clock.ts'
import { loadScenario, type ScenarioFile } from './load.ts'
import { foundOrgan, freeJurisdictions, organOf } from './organ.ts'
import { adoptPacks } from './packs.ts'
import { peopleOf } from './people.ts'
import { pathTo } from './prefixes.ts'
import type { AfterReport, ScenarioReport } from './report.ts'
import { fileError } from './scenario-file-error.ts'
import { beginningOf, playTimeline } from './timeline.ts'

export { printReports, type ScenarioReport } from './report.ts'

/** How scenario files are played. */
export interface RunOptions {
  readonly api: string
  /** The issuer of the people of the files. */
  readonly issuer: string
  readonly token: (person: string) => Promise<string>
  /** Nobody is waited for, and nothing is asked that only a timed command could bring. */
  readonly withoutEngine: boolean
  readonly progress: (line: string) => void
}

const foundedAtOnce = 3
const offlineAtOnce = 2

/** 演示场景 · Plays scenario files through the public interface, all of them on one timeline. */
export async function runScenarios(
  files: readonly string[],
  options: RunOptions,
): Promise<ScenarioReport[]> {
  const { api, issuer, token, withoutEngine, progress } = options
  const loaded = await Promise.all(files.map(loadScenario))
  const client = openClient({ api, token })
  const clock = openClock(api, !withoutEngine)
  const book = actBookFrom(await client.json('/api/openapi.json'))
  for (const file of loaded) requireCommands(file, book)
  const jurisdictions = await freeJurisdictions(client, loaded.length)
  const cases = loaded.map((file, index) =>
    openCase(
      { client, book, withoutEngine },
      file,
      organOf(jurisdictions[index] ?? '', file.scenario),
      idsOf(file),
    ),
  )
  const [first] = cases.map(beginningOf).sort()
  if (first === undefined) return []
  await clock.standAt(first)
  progress(`任命各场景的人员（${cases.length} 个机关） · appointing everybody`)
  await foundAll(cases, client, book, issuer)

  progress(`演示 ${cases.length} 个场景 · playing ${cases.length} scenarios`)
  const misused = new Set<Case>()
  await playTimeline(cases, clock, (played, cause) => {
    misused.add(played)
    played.fail(cause.message)
  })
  progress('导出证据包，离线核验 · exporting bundles and asking the offline programs')
  const reports = await inTurns(cases, offlineAtOnce, async (played) =>
    reportOf(played, client, misused.has(played), await afterwards(played, client)),
  )
  return reports
}

/** A prefix that needs a command this build has not is wrong use, said before anything is played. */
function requireCommands({ path, scenario, lineOf }: ScenarioFile, book: ActBook): void {
  const { given, with: options, also } = scenario
  const prefixes = [{ given, with: options }, ...Object.values(also)]
  for (const prefix of prefixes) {
    for (const step of pathTo(prefix.given, prefix.with, scenario.packs)) {
      if (!('act' in step) || book.has(step.act.type)) continue
      throw fileError(
        path,
        lineOf('given'),
        `前缀 ${prefix.given} 需要 ${step.act.type}，尚未实现 · the prefix needs ${step.act.type}, which is not built yet`,
        '改用更早的前缀 · take an earlier prefix',
      )
    }
  }
}

/** So many at once, each result in its own place. */
async function inTurns<T, R>(
  items: readonly T[],
  atOnce: number,
  each: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = []
  let next = 0
  const worker = async () => {
    for (let index = next++; index < items.length; index = next++) {
      const item = items[index]
      if (item !== undefined) results[index] = await each(item)
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker))
  return results
}

/** Each matter of a file has an id that its first act brings. */
function idsOf(file: ScenarioFile): ReadonlyMap<string, string> {
  const msecs = msOf(beginningOf({ file }))
  return new Map(
    [mainMatter, ...Object.keys(file.scenario.also)].map((name) => [name, uuidv7({ msecs })]),
  )
}

async function foundAll(
  cases: readonly Case[],
  client: Client,
  book: ActBook,
  issuer: string,
): Promise<void> {
  await inTurns(cases, foundedAtOnce, ({ organ, file: { scenario } }) =>
    foundOrgan({ client, issuer, organ, scenario, needed: peopleOf(scenario, book) }),
  )
  // One after another: they all go through one register.
  for (const { organ, file, packs, fail } of cases) {
    try {
      const adopted = await adoptPacks(client, organ, file.scenario)
      for (const [name, digest] of adopted) packs.set(name, digest)
    } catch (cause) {
      fail(`${file.path}: ${cause instanceof Error ? cause.message : String(cause)}`)
    }
  }
}

/** Exports the bundle and asks the offline programs about it, where the file says so. */
async function afterwards(
  played: Case,
  client: Client,
): Promise<AfterReport & { readonly differences: readonly string[] }> {
  const { verify, replay } = played.file.scenario.after
  if (played.isStopped || (verify === undefined && replay === undefined)) return { differences: [] }
  const folder = await mkdtemp(join(tmpdir(), 'juece-scenario-'))
  try {
    const bundle = join(folder, 'bundle.zip')
    const id = played.matters.get(mainMatter) ?? ''
    await writeFile(
      bundle,
      await client.bundle(id, { person: `${played.organ.jurisdiction}.auditor` }),
    )
    const verified = verify === undefined ? undefined : await askOffline('verify', bundle)
    const replayed = replay === undefined ? undefined : await askOffline('replay', bundle)
    const told = (what: string, answer: typeof verified) =>
      answer === undefined || answer.exit === 0
        ? []
        : [`${what}: exit ${answer.exit} ${shortened(answer)}`]
    return {
      ...(verified === undefined ? {} : { verify: verified }),
      ...(replayed === undefined ? {} : { replay: replayed }),
      differences: [
        ...told('核验不符 · verify does not hold', verified),
        ...told('复算不符 · replay does not agree', replayed),
      ],
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function shortened({ errors, verdict }: OfflineAnswer): string {
  const words = errors.trim() === '' ? JSON.stringify(verdict) : errors.trim()
  return words.replaceAll(/\s+/g, ' ').slice(0, 300)
}

async function reportOf(
  played: Case,
  client: Client,
  isMisuse: boolean,
  { differences, ...after }: AfterReport & { readonly differences: readonly string[] },
): Promise<ScenarioReport> {
  const { file, organ, steps, failures } = played
  const matters: { name: string; id: string; number?: string }[] = []
  for (const [name, id] of played.matters) {
    const view = await client
      .matter(id, { person: `${organ.jurisdiction}.auditor` })
      .catch(() => undefined)
    if (view !== undefined) {
      matters.push({
        name,
        id,
        ...(typeof view.number === 'string' ? { number: view.number } : {}),
      })
    }
  }
  return {
    file: file.path,
    scenario: file.scenario.scenario,
    law: file.scenario.law,
    jurisdiction: organ.jurisdiction,
    matters,
    steps,
    ...(after.verify === undefined && after.replay === undefined ? {} : { after }),
    failures: [...failures, ...differences.map((line) => `${file.path}: ${line}`)],
    isMisuse,
  }
}
