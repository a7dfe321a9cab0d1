import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { migrateReadModel } from '@juece/read-model/migrate'
import { migrateRecord } from '@juece/record-store'
import { Command } from 'commander'
import { drill } from './drill.ts'
import { foundFrom } from './founding.ts'
import { printReports, runScenarios } from './scenario/run.ts'
import { stackFile } from './stack.ts'
import { tokenFrom } from './token.ts'

/** How the running stack is reached. */
interface Running {
  readonly api: string
  readonly issuer: string
}

/** Wrong use ends with 2, something missing with 3. */
class Missing extends Error {}

const home = (): string => process.env['JUECE_HOME'] ?? '.juece'

function running(): Running {
  const file = stackFile(home())
  if (!existsSync(file)) {
    throw new Missing(
      `没有运行中的系统（${resolve(home())}）；请先运行 npm start · no stack is running there; run npm start first`,
    )
  }
  return JSON.parse(readFileSync(file, 'utf8')) as Running
}

function needed(name: string): string {
  const value = process.env[name]
  if (value === undefined || value === '') throw new Missing(`请设置 ${name} · ${name} is not set`)
  return value
}

const program = new Command('juece').exitOverride().showHelpAfterError()
program.configureOutput({ writeErr: (text) => void process.stderr.write(text) })

program
  .command('token <person>')
  .description('a bearer token of the running stack for a person of the demo town')
  .option('--json', 'as JSON')
  .action(async (person: string, { json }: { json?: boolean }) => {
    const token = await tokenFrom(running().issuer, person)
    process.stdout.write(json === true ? `${JSON.stringify({ person, token })}\n` : `${token}\n`)
  })

program
  .command('init <file>')
  .description('found an empty record from a founding document')
  .action(async (file: string) => {
    const entries = await foundFrom(file, {
      recordUrl: needed('JUECE_RECORD_URL'),
      attachmentsDir: needed('JUECE_ATTACHMENTS_DIR'),
      clock: process.env['JUECE_CLOCK'] === 'settable' ? 'settable' : 'system',
      issuer: needed('JUECE_OIDC_ISSUER'),
    })
    process.stdout.write(`已创设，共${entries}条 · founded with ${entries} entries\n`)
  })

program
  .command('db')
  .description('the database of the record')
  .command('migrate')
  .description('bring it to what this build needs; forward only')
  .action(async () => {
    const url = needed('JUECE_ADMIN_URL')
    const { applied } = await migrateRecord(url)
    await migrateReadModel(url)
    const names = applied.length === 0 ? '已是最新 · up to date' : applied.join('\n')
    process.stdout.write(`${names}\n`)
  })

program
  .command('drill')
  .description('restore the record into another database and verify it there, ending in a verdict')
  .option('--restored', 'the target was restored by other means: verify it only')
  .option('--json', 'as JSON')
  .action(async ({ restored, json }: { restored?: true; json?: true }) => {
    const { JUECE_TILES_DIR: tilesDir, JUECE_LOG_VKEY: logVkey } = process.env
    const { JUECE_NIGHTLY_DIR: reportDir } = process.env
    const verdict = await drill({
      source: restored === true ? '' : needed('JUECE_ADMIN_URL'),
      target: needed('JUECE_DRILL_URL'),
      ...(tilesDir === undefined ? {} : { tilesDir }),
      ...(logVkey === undefined ? {} : { logVkey }),
      ...(reportDir === undefined ? {} : { reportDir }),
      isRestored: restored === true,
      progress: (line) => void process.stderr.write(`${line}\n`),
    })
    const { server, timeZone, report, isSound } = verdict
    const lines = [
      `PostgreSQL ${server} · ${timeZone}`,
      `已核记录 · entries checked: ${report.entriesChecked}`,
      ...report.findings.map(({ what, position, says }) => `${what}  ${position ?? ''}  ${says}`),
      isSound ? '可以启用 · may be taken into use' : '不得启用 · must not be taken into use',
    ]
    process.stdout.write(json === true ? `${JSON.stringify(verdict)}\n` : `${lines.join('\n')}\n`)
    process.exitCode = isSound ? 0 : 1
  })

program
  .command('health')
  .description('whether the parts of the running stack answer')
  .option('--json', 'as JSON')
  .action(async ({ json }: { json?: boolean }) => {
    const { api } = running()
    const parts = await Promise.all(
      ['healthz', 'readyz'].map(async (name) => {
        const answer = await fetch(`${api}/${name}`).catch(() => undefined)
        await answer?.arrayBuffer()
        return { name, ok: answer?.ok === true }
      }),
    )
    const lines = parts.map(({ name, ok }) => `${name}\t${ok ? '正常 ok' : '无应答 no'}`)
    process.stdout.write(json === true ? `${JSON.stringify(parts)}\n` : `${lines.join('\n')}\n`)
    if (parts.some(({ ok }) => !ok)) process.exitCode = 1
  })

program
  .command('scenario')
  .description('scenario files')
  .command('run <files...>')
  .description('play files through the public interface of the running stack')
  .option('--json', 'one JSON document on stdout')
  .option('--without-engine', 'do not wait for clerks; skip what only a timed command could bring')
  .action(async (files: string[], options: { json?: boolean; withoutEngine?: boolean }) => {
    const { api, issuer } = running()
    const reports = await runScenarios(files, {
      api,
      issuer,
      token: (person) => tokenFrom(issuer, person),
      withoutEngine: options.withoutEngine === true,
      progress: (line) => void process.stderr.write(`${line}\n`),
    })
    process.exitCode = printReports(reports, { json: options.json === true })
  })

try {
  await program.parseAsync()
} catch (error) {
  process.exitCode = exitOf(error)
}

function exitOf(error: unknown): number {
  if (typeof error === 'object' && error !== null && 'exitCode' in error && 'code' in error) {
    // Commander has said it already; asking for help is no mistake.
    return error.exitCode === 0 ? 0 : 2
  }
  process.stderr.write(`juece: ${error instanceof Error ? error.message : String(error)}\n`)
  if (error instanceof Missing) return 3
  return error instanceof Error && error.name === 'ScenarioFileError' ? 2 : 3
}
