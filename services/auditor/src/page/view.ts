import { conclusionOf, gradeLines, verdictJson, type Says, type Tone } from '../from-bytes.ts'
import type { Checked } from './checked.ts'
import { element } from './element.ts'
import { entriesTable } from './entries.ts'
import { ladderSection } from './ladder-view.ts'
import { replaySection } from './replay-view.ts'
import { kinds, words, type Language } from './words.ts'

/** A shape for each tone, because colour never stands alone. */
const shapes: Readonly<Record<Tone, string>> = { good: '✓', bad: '✗', open: '○' }
const tones = { 0: 'good', 1: 'bad', 3: 'open' } as const satisfies Record<number, Tone>

/** 结论 · One file with its verdict, in words. */
export function verdictView(checked: Checked, language: Language, isAlone: boolean): HTMLElement {
  const { of, verdict, isPolicyGiven } = checked
  const say = (text: Says) => text[language]
  const tone = tones[verdict.exit]
  const heading = element(
    'h2',
    { class: `conclusion ${tone}`, tabindex: '-1' },
    shape(tone),
    say(conclusionOf(verdict)),
  )
  return element(
    'article',
    { 'data-exit': String(verdict.exit), 'aria-label': of.name },
    heading,
    element(
      'p',
      { class: 'file' },
      `${say(kinds[of.kind])} · ${of.name}`,
      element('br'),
      `${say(words.digest)} `,
      element('code', {}, of.digest),
    ),
    gradesTable(checked, language),
    ...(isPolicyGiven ? [] : [element('p', { class: 'hint' }, say(words.ownPolicy))]),
    firstBad(checked, language),
    list(
      say(words.findings),
      verdict.findings.map(({ code, position, says, file }) => [
        element('code', {}, code),
        ` ${say(says)}`,
        element(
          'small',
          {},
          [position ?? '', file ?? ''].filter((part) => part !== '').join(' · '),
        ),
      ]),
      'findings',
    ),
    list(
      say(words.withheld),
      verdict.of.grounds.map(({ ground, count }) => [`${String(count)} · ${ground}`]),
    ),
    list(
      say(words.notReached),
      verdict.notReached.map((one) => [say(one)]),
    ),
    list(
      say(words.cannot),
      verdict.cannot.map((one) => [say(one)]),
    ),
    list(
      say(words.notProved),
      verdict.notProved.map((one) => [say(one)]),
    ),
    ladderSection(checked, language),
    ...(of.kind === 'bundle'
      ? [replaySection(of.bundle, language), entriesTable(of.bundle, language, isAlone)]
      : []),
    saveLink(checked, language),
  )
}

function gradesTable({ verdict }: Checked, language: Language): HTMLElement {
  const rows = gradeLines(verdict).map(({ name, word, tone, detail }) =>
    element(
      'tr',
      { class: tone },
      element('th', { scope: 'row' }, name[language]),
      element('td', { class: 'word' }, shape(tone), word[language]),
      element('td', {}, detail[language]),
    ),
  )
  return element(
    'table',
    { class: 'grades' },
    element('caption', {}, words.grades[language]),
    element('tbody', {}, ...rows),
  )
}

function shape(tone: Tone): HTMLElement {
  return element('span', { class: 'shape', 'aria-hidden': 'true' }, shapes[tone])
}

function firstBad({ verdict }: Checked, language: Language): HTMLElement | undefined {
  const bad = verdict.firstBad
  if (bad === undefined) return undefined
  const place = `${bad.stream ?? '?'} ${String(bad.sequence ?? '?')}`
  return element(
    'p',
    { class: 'first-bad' },
    `${words.firstBad[language]}：`,
    element('strong', {}, String(bad.position)),
    ` · ${place} · `,
    element('code', {}, bad.code),
  )
}

function list(
  title: string,
  items: readonly (readonly (Node | string)[])[],
  name = '',
): HTMLElement | undefined {
  if (items.length === 0) return undefined
  return element(
    'section',
    name === '' ? {} : { class: name },
    element('h3', {}, title),
    element('ul', {}, ...items.map((item) => element('li', {}, ...item))),
  )
}

function saveLink({ of, verdict }: Checked, language: Language): HTMLElement {
  const text = `${JSON.stringify({ file: of.digest, verdict: verdictJson(verdict) }, undefined, 2)}\n`
  const href = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = element('a', { href, download: `${of.name}.verdict.json` }, words.save[language])
  return element('p', { class: 'save' }, link)
}
