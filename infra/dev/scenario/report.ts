import type { Deviation, Ground } from './answers.ts'

/** What became of one step. */
export interface StepReport {
  readonly part: 'prefix' | 'step'
  readonly line?: number
  readonly at: string
  readonly by?: string
  readonly act?: string
  readonly says?: string
  readonly matter?: string
  readonly expect: string
  readonly outcome: 'recorded' | 'refused' | 'forbidden' | 'invalid' | 'none'
  readonly status?: number
  readonly stream?: string
  readonly position?: number
  readonly digest?: string
  readonly state?: string | null
  readonly grounds: readonly Ground[]
  readonly deviations: readonly Deviation[]
  /** What is otherwise than expected; empty when the step held. */
  readonly differences: readonly string[]
  /** What only the engine could have brought, and was not asked for. */
  readonly skipped?: string
}

/** What the offline programs said of the exported bundle. */
export interface AfterReport {
  readonly verify?: { readonly exit: number; readonly verdict: unknown }
  readonly replay?: { readonly exit: number; readonly verdict: unknown }
}

/** What became of one scenario file. */
export interface ScenarioReport {
  readonly file: string
  readonly scenario: string
  readonly law: readonly string[]
  readonly jurisdiction: string
  readonly matters: readonly {
    readonly name: string
    readonly id: string
    readonly number?: string
  }[]
  readonly steps: readonly StepReport[]
  readonly after?: AfterReport
  /** One line for each expectation that was missed. */
  readonly failures: readonly string[]
  /** The file asks for something impossible, seen only while playing: wrong use. */
  readonly isMisuse: boolean
}

/** How reports are printed. */
export interface PrintOptions {
  readonly json: boolean
}

/** Prints reports on stdout and answers the exit code: 0 all held, 1 something was missed, 2 a file is wrong. */
export function printReports(reports: readonly ScenarioReport[], { json }: PrintOptions): number {
  process.stdout.write(
    json
      ? `${JSON.stringify(reportsAsJson(reports), null, 2)}\n`
      : `${linesOf(reports).join('\n')}\n`,
  )
  return exitOf(reports)
}

/** 0 when every expectation held. */
export function exitOf(reports: readonly ScenarioReport[]): number {
  if (reports.some(({ isMisuse }) => isMisuse)) return 2
  return reports.some(({ failures }) => failures.length > 0) ? 1 : 0
}

/** The reports as one document. */
export function reportsAsJson(reports: readonly ScenarioReport[]): object {
  const missed = reports.filter(({ failures }) => failures.length > 0).length
  return {
    format: 'juece-scenario-report/1',
    held: reports.length - missed,
    missed,
    scenarios: reports,
  }
}

function linesOf(reports: readonly ScenarioReport[]): readonly string[] {
  const held = reports.filter(({ failures }) => failures.length === 0).length
  return [
    ...reports.flatMap(linesOfOne),
    '',
    `${held} 个场景符合，${reports.length - held} 个不符 · ${held} scenarios held, ${reports.length - held} did not`,
  ]
}

function linesOfOne(report: ScenarioReport): readonly string[] {
  const { scenario, file, law, steps, failures, after } = report
  const prefix = steps.filter(({ part }) => part === 'prefix')
  const shown = steps.filter(({ part, differences }) => part === 'step' || differences.length > 0)
  return [
    '',
    `${failures.length === 0 ? '✓' : '✗'} ${scenario}${law.length > 0 ? `  [${law.join(', ')}]` : ''}`,
    `  ${file}（${report.jurisdiction}）`,
    ...(prefix.length > 0 ? [`  前缀 · prefix: ${prefix.length} 步 · acts`] : []),
    ...shown.flatMap((step) => lineOfStep(step)),
    ...(after?.verify === undefined ? [] : [`  ${mark(after.verify.exit === 0)} 核验 · verify`]),
    ...(after?.replay === undefined ? [] : [`  ${mark(after.replay.exit === 0)} 复算 · replay`]),
    ...failures.map((failure) => `    ${failure}`),
  ]
}

/** One line for a step. */
export function lineOfStep(step: StepReport): readonly string[] {
  const { at, by, act, differences, outcome, grounds, deviations, position, skipped } = step
  const rules = grounds.length > 0 ? grounds : deviations
  const parts = [
    mark(differences.length === 0),
    shanghai(at),
    by ?? '',
    act ?? '（日期到来 · a date passes）',
    outcomeWords[outcome],
    ...(rules.length > 0 ? [rules.map(({ rule }) => rule).join(', ')] : []),
    ...(position === undefined ? [] : [`#${position}`]),
    ...(skipped === undefined ? [] : [`（${skipped}）`]),
  ]
  return [`  ${parts.filter((part) => part !== '').join('  ')}`]
}

const outcomeWords: Readonly<Record<StepReport['outcome'], string>> = {
  recorded: '已登记 recorded',
  refused: '依法不予办理 refused',
  forbidden: '不在职权之内 forbidden',
  invalid: '不成为行为 invalid',
  none: '',
}

function mark(holds: boolean): string {
  return holds ? '✓' : '✗'
}

/** A moment as a person in Asia/Shanghai reads it. */
export function shanghai(at: string): string {
  const local = new Date(new Date(at).getTime() + 8 * 3_600_000).toISOString()
  const seconds = local.slice(17, 19)
  return `${local.slice(0, 10)} ${local.slice(11, 16)}${seconds === '00' ? '' : `:${seconds}`}`
}

/** The end of a period: 00:00 is written as 24:00 of the day before, as the law has it. */
export function shanghaiEnd(at: string): string {
  const own = shanghai(at)
  if (!own.endsWith(' 00:00')) return own
  return `${shanghai(new Date(new Date(at).getTime() - 1000).toISOString()).slice(0, 10)} 24:00`
}
