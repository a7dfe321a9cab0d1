import { Command, CommanderError } from 'commander'

import { verifyNightly, type NightlySettings } from './nightly.ts'

// 每夜核验 · 0 all true, 1 something is false, 2 wrong use, 3 the record could not be read.
const program = new Command('juece').exitOverride()
program
  .command('nightly')
  .description('核验整部记录，只用读者的登录 · verify the whole record, under a reader’s login')
  .option('--json', 'the report as JSON')
  .action(async ({ json }: { json?: true }) => {
    const report = await verifyNightly(settingsOf(process.env))
    const { entriesChecked, checkpointsChecked, findings } = report
    const lines = [
      `已核记录 · entries checked: ${String(entriesChecked)}`,
      `已核封存点 · sealed roots checked: ${String(checkpointsChecked)}`,
      ...findings.map(({ what, position, says }) => `${what}  ${String(position ?? '')}  ${says}`),
      findings.length === 0 ? '一切相符 · everything agrees' : '有不符之处 · something is false',
    ]
    process.stdout.write(json === true ? `${JSON.stringify(report)}\n` : `${lines.join('\n')}\n`)
    process.exitCode = findings.length === 0 ? 0 : 1
  })

function settingsOf(env: Readonly<Record<string, string | undefined>>): NightlySettings {
  const { JUECE_RECORD_URL: recordUrl, JUECE_TILES_DIR: tilesDir } = env
  const { JUECE_LOG_VKEY: logVkey, JUECE_NIGHTLY_DIR: reportDir } = env
  if (recordUrl === undefined || recordUrl === '') {
    throw new Error('请设置 JUECE_RECORD_URL（读者的登录） · JUECE_RECORD_URL is not set')
  }
  return {
    recordUrl,
    ...(tilesDir === undefined ? {} : { tilesDir }),
    ...(logVkey === undefined ? {} : { logVkey }),
    ...(reportDir === undefined ? {} : { reportDir }),
  }
}

try {
  await program.parseAsync()
} catch (cause) {
  if (cause instanceof CommanderError) process.exitCode = cause.exitCode === 0 ? 0 : 2
  else {
    process.stderr.write(`juece: ${cause instanceof Error ? cause.message : String(cause)}\n`)
    process.exitCode = 3
  }
}
