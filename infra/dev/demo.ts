import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { instantOf, msOf } from '@juece/kernel'
import { actBookFrom } from './scenario/act-book.ts'
import { askOffline, type OfflineAnswer } from './scenario/after.ts'
import { openClient } from './scenario/client.ts'
import { loadScenario } from './scenario/load.ts'
import { exitOf, reportsAsJson, type ScenarioReport } from './scenario/report.ts'
import { runScenarios } from './scenario/run.ts'
import { storyLines } from './scenario/story-lines.ts'
import { isOfMatter, storyOf, type Happening } from './scenario/story.ts'
import { beginningOf } from './scenario/timeline.ts'
import { stackFile, startStack, type Stack } from './stack.ts'

/** One file played, its bundle exported, verified and decided again. */
interface Played {
  readonly report: ScenarioReport
  readonly story: readonly Happening[]
  readonly bundle?: {
    readonly file: string
    readonly bytes: number
    readonly verify: OfflineAnswer
    readonly replay: OfflineAnswer
    readonly words: { readonly verify: string; readonly replay: string }
  }
}

const own = fileURLToPath(new URL('../../tests/scenarios/demo.scenario.yaml', import.meta.url))
const say = (line: string): void => void process.stderr.write(`${line}\n`)
const hourMs = 3_600_000
/** What a demo leaves in its folder, and what the next one therefore removes: nothing else. */
const leavings =
  /^(attachments|logs|postgres|postgres\.(log|secret)|origin|ports\.json|sealer\.key|stack\.json|demo-bundle(-\d+)?\.zip)$/

/** `npm run demo [-- FILE…] [-- --json]`: from nothing to a verdict. Exit 0 only when everything held. */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false } },
  })
  const files = positionals.length > 0 ? positionals : [own]
  const loaded = await Promise.all(files.map(loadScenario))
  const [first] = loaded.map((file) => beginningOf({ file })).sort()
  if (first === undefined) return 2

  const home = resolve(process.env['JUECE_HOME'] ?? '.juece', 'demo')
  await clear(home)
  const stack = await startStack({
    home,
    clock: 'settable',
    clockStart: instantOf(msOf(first) - hourMs),
    progress: say,
  })
  const interrupted = onInterrupt(stack)
  try {
    const played = await play(stack, files, home)
    process.stdout.write(values.json ? `${asJson(played)}\n` : `${asText(played)}\n`)
    return exitOfAll(played)
  } finally {
    interrupted.forget()
    say('正在停止 · stopping')
    await stack.stop()
  }
}

/** A fresh data folder: what an earlier demo left is removed, what one that still runs has is not. */
async function clear(home: string): Promise<void> {
  await mkdir(home, { recursive: true })
  const running = await readFile(stackFile(home), 'utf8').catch(() => undefined)
  if (running !== undefined && isAlive((JSON.parse(running) as { readonly pid: number }).pid)) {
    throw new Error(
      `${home} 中已有演示在运行 · a demo runs there already; stop it, or choose another JUECE_HOME`,
    )
  }
  for (const name of await readdir(home)) {
    if (leavings.test(name)) await rm(join(home, name), { recursive: true, force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

async function play(stack: Stack, files: readonly string[], home: string): Promise<Played[]> {
  const token = (person: string) => stack.token(person)
  const reports = await runScenarios(files, {
    api: stack.api,
    issuer: stack.issuer,
    token,
    withoutEngine: false,
    progress: say,
  })
  const client = openClient({ api: stack.api, token })
  const book = actBookFrom(await client.json('/api/openapi.json'))
  const played: Played[] = []
  for (const [index, report] of reports.entries()) {
    const story = await storyOf({ client, book }, report)
    const id = report.matters[0]?.id
    if (id === undefined) {
      played.push({ report, story })
      continue
    }
    say(
      '导出证据包，离线核验并重新裁决 · exporting the bundle, verifying and deciding again offline',
    )
    const file = join(home, index === 0 ? 'demo-bundle.zip' : `demo-bundle-${index + 1}.zip`)
    const bytes = await client.bundle(id, { person: `${report.jurisdiction}.auditor` })
    await writeFile(file, bytes)
    const [verify, replay, verifyWords, replayWords] = await Promise.all([
      askOffline('verify', file),
      askOffline('replay', file),
      askOffline('verify', file, []),
      askOffline('replay', file, []),
    ])
    const words = { verify: textOf(verifyWords), replay: textOf(replayWords) }
    played.push({ report, story, bundle: { file, bytes: bytes.length, verify, replay, words } })
  }
  return played
}

function textOf({ verdict, errors }: OfflineAnswer): string {
  return typeof verdict === 'string' && verdict !== '' ? verdict : errors
}

function exitOfAll(played: readonly Played[]): number {
  const exits = played.flatMap(({ bundle }) =>
    bundle === undefined ? [] : [bundle.verify.exit, bundle.replay.exit],
  )
  return Math.max(
    exitOf(played.map(({ report }) => report)),
    ...exits.map((exit) => (exit === 0 ? 0 : 1)),
    0,
  )
}

function asJson(played: readonly Played[]): string {
  const document = {
    ...reportsAsJson(played.map(({ report }) => report)),
    format: 'juece-demo/1',
    exit: exitOfAll(played),
    demos: played.map(({ report, story, bundle }) => ({
      file: report.file,
      scenario: report.scenario,
      entries: story,
      refusals: story.filter(({ outcome }) => outcome === 'refused'),
      ...(bundle === undefined
        ? {}
        : {
            bundle: { file: bundle.file, bytes: bundle.bytes },
            verify: { exit: bundle.verify.exit, verdict: bundle.verify.verdict },
            replay: { exit: bundle.replay.exit, verdict: bundle.replay.verdict },
          }),
    })),
  }
  return JSON.stringify(document, null, 2)
}

function asText(played: readonly Played[]): string {
  return played.flatMap(linesOf).join('\n')
}

function linesOf({ report, story, bundle }: Played): readonly string[] {
  const own = story.filter(isOfMatter)
  const refused = own.filter(({ outcome }) => outcome === 'refused').length
  const deviations = own.flatMap((happening) => happening.deviations).length
  return [
    '',
    report.scenario,
    `${report.matters[0]?.number ?? ''}  ${report.jurisdiction}  ${report.file}`,
    ...storyLines(own),
    '',
    `创设与任命 ${story.length - own.length} 条；本事项 ${own.length} 条登记，其中依法不予办理 ${refused} 条，偏离 ${deviations} 项 · ${own.length} entries of the matter, ${refused} of them refusals, ${deviations} deviations`,
    report.failures.length === 0
      ? '一切如场景文件所期 · everything went as the file expects'
      : '与场景文件所期不符 · not as the file expects:',
    ...report.failures.map((failure) => `  ${failure}`),
    ...(bundle === undefined
      ? []
      : [
          '',
          `证据包 · bundle: ${bundle.file}（${bundle.bytes} 字节 bytes）`,
          '',
          '离线核验 · verify',
          bundle.words.verify.trimEnd(),
          '',
          '离线重新裁决 · replay',
          bundle.words.replay.trimEnd(),
        ]),
    '',
  ]
}

/** One interrupt stops everything that was started. */
function onInterrupt(stack: Stack): { forget(): void } {
  const stop = () => {
    say('中断，正在停止 · interrupted, stopping')
    void stack.stop().finally(() => process.exit(130))
  }
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const signal of signals) process.once(signal, stop)
  return { forget: () => signals.forEach((signal) => process.off(signal, stop)) }
}

try {
  process.exitCode = await main()
} catch (error) {
  say(`juece: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = error instanceof Error && error.name === 'ScenarioFileError' ? 2 : 3
}
