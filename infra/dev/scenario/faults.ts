import { instant, type Instant } from '@juece/kernel'
import { isWord } from './naming.ts'
import { packFault } from './packs.ts'
import { isRole } from './roles.ts'
import { fileError, type ScenarioFileError } from './scenario-file-error.ts'
import type { ScenarioFile } from './load.ts'

/** What the schema cannot see: roles that do not exist, words that name nothing, a clock that runs back. */
export function firstFault(file: ScenarioFile): ScenarioFileError | undefined {
  return unsupported(file) ?? prefixFault(file) ?? stepFault(file)
}

function unsupported({ path, scenario, lineOf }: ScenarioFile): ScenarioFileError | undefined {
  for (const [index, pack] of scenario.packs.entries()) {
    const why = packFault(pack)
    if (why === undefined) continue
    return fileError(
      path,
      lineOf('packs', index),
      why,
      '参数名见 packages/rulebook/data · the keys are those of packages/rulebook/data',
    )
  }
  if (scenario.kind !== 'major-decision') {
    return fileError(
      path,
      lineOf('kind'),
      `类别 ${scenario.kind} 尚未实现 · this kind of matter is not built yet`,
      '目前只有 major-decision · only major-decision is there',
    )
  }
  const chosen = [
    [scenario.given, scenario.with],
    ...Object.values(scenario.also).map((other) => [other.given, other.with] as const),
  ] as const
  for (const [given, options] of chosen) {
    if ((options.hearing || given === 'hearing-noticed') && options.notPublic) {
      return fileError(
        path,
        lineOf('given'),
        '依法不予公开的事项没有听证 · what is lawfully not public has no hearing',
        '去掉其中之一 · leave one of them out',
      )
    }
    const isWindow = given === 'window-open' || given === 'window-over'
    if (isWindow && (!options.solicitation || options.notPublic)) {
      return fileError(
        path,
        lineOf('given'),
        `${given} 须有公开征求意见 · ${given} needs open solicitation`,
        '改用 steps-open，或者去掉 with · take steps-open, or leave out what excludes it',
      )
    }
    if (given === 'published' && options.notPublic) {
      return fileError(
        path,
        lineOf('given'),
        '依法不予公开的事项不公布 · what is lawfully not public is not published',
        '改用 withheld · take withheld',
      )
    }
  }
  return undefined
}

function prefixFault({ path, scenario, lineOf }: ScenarioFile): ScenarioFileError | undefined {
  const { given, from, steps } = scenario
  if (given !== 'nothing' && from === undefined) {
    return fileError(
      path,
      lineOf('given'),
      `given: ${given} 没有写明 from · given without from`,
      '写上前缀从何时开始，如 from: 2024-03-04T09:00 · say when the prefix begins',
    )
  }
  if (from === undefined && steps[0]?.at === undefined) {
    return fileError(
      path,
      lineOf(),
      '没有开始的时刻 · nothing says when it begins',
      '写上 from，或者第一步的 at · write from, or the first step with at',
    )
  }
  return undefined
}

function stepFault({ path, scenario, lineOf }: ScenarioFile): ScenarioFileError | undefined {
  // The prefixes name the three opinions they receive.
  const names = new Set([
    ...Object.keys(scenario.also),
    ...scenario.packs.flatMap((pack) => pack.name ?? []),
    ...Object.keys(scenario.institutions),
    ...['opinion-1', 'opinion-2', 'opinion-3'],
  ])
  let before: Instant | undefined
  for (const [index, step] of scenario.steps.entries()) {
    const at = (...rest: readonly (string | number)[]) => lineOf('steps', index, ...rest)
    const fault = (line: number | undefined, what: string, mend: string) =>
      fileError(path, line, what, mend)
    if (step.by !== undefined && !isRole(step.by)) {
      return fault(
        at('by'),
        `没有 ${step.by} 这一角色 · there is no such role`,
        '角色见 tests/scenarios/README.md；成员写 member-1，专家写 expert-1 · the roles are listed there; members are member-1, experts expert-1',
      )
    }
    if (step.matter !== undefined && !Object.hasOwn(scenario.also, step.matter)) {
      return fault(
        at('matter'),
        `also 中没有 ${step.matter} · also names no such matter`,
        '请先在 also 中写明 · name it there',
      )
    }
    for (const word of wordsIn([step.act, step.stream])) {
      if (isWord(word) || isRole(word) || names.has(word)) continue
      return fault(
        at('act'),
        `$${word} 无所指 · $${word} names nothing`,
        '前面须有 name 相同的一步，或者改为角色 · an earlier step must have that name, or write a role',
      )
    }
    if (step.at !== undefined) {
      const moment = instantFrom(step.at)
      if (moment === undefined) {
        return fault(
          at('at'),
          `没有 ${step.at} 这一时刻 · there is no such moment`,
          '请改日期 · mend the date',
        )
      }
      if (before !== undefined && moment < before) {
        return fault(
          at('at'),
          '早于前一步 · earlier than the step before',
          '各步按时间先后写 · steps stand in order of time',
        )
      }
      before = moment
    }
    if (step.name !== undefined) names.add(step.name)
  }
  return undefined
}

function instantFrom(raw: string): Instant | undefined {
  try {
    return instant(raw)
  } catch {
    return undefined
  }
}

/** The `$` words in a value. */
export function wordsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') {
    return /^\$[A-Za-z]/.test(value) ? [value.slice(1)] : []
  }
  if (Array.isArray(value)) return value.flatMap(wordsIn)
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(wordsIn) : []
}
