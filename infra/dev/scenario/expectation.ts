import { endOf, instant, isCalendarDate, type Instant } from '@juece/kernel'
import type { Cite, Deviation, Ground } from './answers.ts'
import type { Answer } from './client.ts'
import type { ScenarioStep } from './file-schema.ts'

/** What was expected of a step, in words. */
export function expectedOf({ expect, act }: Pick<ScenarioStep, 'expect' | 'act'>): string {
  if (typeof expect === 'object') return act === undefined ? 'truth' : 'recorded'
  return expect ?? 'recorded'
}

/** The outcome of an answer, in the words of scenario files. */
export function outcomeOf(answer: Answer): 'recorded' | 'refused' | 'forbidden' | 'invalid' {
  if (answer.kind === 'recorded') return 'recorded'
  if (answer.kind === 'refused') return answer.status === 403 ? 'forbidden' : 'refused'
  return 'invalid'
}

const fitting: Readonly<Record<string, readonly string[]>> = {
  recorded: ['recorded'],
  flagged: ['recorded'],
  refused: ['refused', 'forbidden'],
  forbidden: ['forbidden'],
  invalid: ['invalid'],
  any: ['recorded', 'refused', 'forbidden'],
}

/** What the answer to an act has otherwise than the step expects. */
export function answerDifferences(step: ScenarioStep, answer: Answer): readonly string[] {
  const expected = expectedOf(step)
  const outcome = outcomeOf(answer)
  const isKnown = answer.kind !== 'other' || [400, 404, 422].includes(answer.status)
  if (!isKnown || fitting[expected]?.includes(outcome) !== true) {
    return [
      `预期 ${expected}，实际 ${actual(answer)} · expected ${expected}, got ${actual(answer)}`,
    ]
  }
  const grounds = answer.kind === 'refused' ? answer.grounds : []
  const deviations = answer.kind === 'recorded' ? answer.deviations : []
  const isRefused = answer.kind === 'refused'
  return [
    ...(isRefused ? missingOf('理由 ground', step.grounds ?? [], grounds) : []),
    ...(isRefused ? [] : missingOf('偏离 deviation', step.deviations ?? [], deviations)),
    ...(expected === 'flagged' && deviations.length === 0
      ? ['预期有偏离，实际没有 · expected a deviation, there is none']
      : []),
    ...missingCites(step.cites ?? [], [...grounds, ...deviations]),
  ]
}

function actual(answer: Answer): string {
  switch (answer.kind) {
    case 'recorded':
      return `recorded (#${answer.position})`
    case 'refused':
      return `${outcomeOf(answer)} (#${answer.position}: ${answer.grounds.map(({ rule }) => rule).join(', ')})`
    case 'other':
      return `${answer.status} ${answer.says}`
  }
}

type Named = Pick<Ground, 'rule' | 'cites'>

function missingOf(
  what: string,
  rules: readonly string[],
  there: readonly Named[],
): readonly string[] {
  return rules
    .filter((rule) => !isNamed(rule, there))
    .map(
      (rule) =>
        `缺少${what} ${rule}（有 ${there.map((one) => one.rule).join(', ') || '无 none'}） · missing ${rule}`,
    )
}

/** A CAL row counts as named when what is there cites it. */
function isNamed(rule: string, there: readonly Named[]): boolean {
  if (there.some((one) => one.rule === rule)) return true
  const number = /^CAL-(\d+)$/.exec(rule)?.[1]
  return (
    number !== undefined &&
    there.some(({ cites }) =>
      cites.some(({ instrument, article }) => instrument === 'CAL' && article === Number(number)),
    )
  )
}

function missingCites(wanted: readonly string[], there: readonly Named[]): readonly string[] {
  const cites = there.flatMap((one) => one.cites)
  return wanted
    .filter((cite) => !apart(cite).every((one) => cites.some((found) => isCite(one, found))))
    .map(
      (cite) =>
        `缺少引注 ${cite}（有 ${cites.map(citeText).join('; ') || '无 none'}） · missing citation`,
    )
}

const chinese = '一二三四五六七八九十'

/** `R713 17(二)(三)` means both items, `R713 3(1)(2)` both paragraphs; `LOG 50(1)(十三)` is one place. */
function apart(written: string): readonly string[] {
  const [, article = written, rest = ''] = /^(\S+\s+\d+)(.*)$/.exec(written.trim()) ?? []
  const marks = [...rest.matchAll(/[(（]([^)）]+)[)）]/g)].map(([, mark = '']) => mark)
  const paragraphs = marks.filter((mark) => /^\d+$/.test(mark))
  const items = marks.filter((mark) => !/^\d+$/.test(mark))
  const of = paragraphs.length > 0 ? paragraphs.map((mark) => `${article}(${mark})`) : [article]
  return of.flatMap((place) =>
    items.length > 0 ? items.map((mark) => `${place}(${mark})`) : [place],
  )
}

/** Whether the citation is the one written: `R713 15(1)`, an item as `R713 10(二)`. */
export function isCite(written: string, { instrument, article, paragraph, item }: Cite): boolean {
  const [, name, number, rest = ''] = /^(\S+)\s+(\d+)(.*)$/.exec(written.trim()) ?? []
  if (name !== instrument || Number(number) !== article) return false
  const marks = [...rest.matchAll(/[(（]([^)）]+)[)）]/g)].map(([, mark = '']) => mark)
  return marks.every((mark) =>
    /^\d+$/.test(mark)
      ? Number(mark) === paragraph || (paragraph === undefined && Number(mark) === item)
      : numberOf(mark) === item,
  )
}

/** 一 to 九十九. */
function numberOf(mark: string): number {
  const [, tens, ones = ''] = /^(?:(.?)十)?(.?)$/.exec(mark) ?? []
  const ten = tens === undefined ? 0 : tens === '' ? 1 : chinese.indexOf(tens) + 1
  return ten * 10 + (ones === '' ? 0 : chinese.indexOf(ones) + 1)
}

/** A citation as scenario files write it. */
export function citeText({ instrument, article, paragraph, item }: Cite): string {
  const at = paragraph === undefined ? '' : `(${paragraph})`
  const of = item === undefined ? '' : `(${chinese[item - 1] ?? item})`
  return `${instrument} ${article}${at}${of}`
}

/** The instant a file writes for a deadline: a date means its 24:00. */
export function deadlineInstant(written: string): Instant {
  return isCalendarDate(written) ? endOf(written) : instant(written)
}

/** Whether two lists of deviations name the same rows. */
export function deviationDifferences(
  expected: readonly string[],
  there: readonly Deviation[],
  without: ReadonlySet<string>,
): readonly string[] {
  const rules = [...new Set(there.map(({ rule }) => rule))].filter((rule) => !without.has(rule))
  const wanted = expected.filter((rule) => !without.has(rule))
  const missing = wanted.filter((rule) => !isNamed(rule, there))
  const surplus = rules.filter((rule) => !wanted.includes(rule))
  return [
    ...missing.map((rule) => `缺少偏离 ${rule} · missing deviation`),
    ...surplus.map((rule) => `多出偏离 ${rule} · deviation not expected`),
  ]
}
