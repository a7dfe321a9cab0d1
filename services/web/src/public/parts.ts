import { createElement as h, type ReactNode } from 'react'
import type { TextName } from '../texts.ts'
import type { Adoption, Paper } from '../views.ts'
import type { View } from './view.ts'
import { shortDigest } from './writing.ts'

/** A paper whose words stand on the page itself. */
export interface Inlined {
  readonly paper: Paper
  readonly text: string
}

/** Words that are Chinese whatever the page is in. */
export function chinese({ language }: View): { lang?: string } {
  return language === 'zh-CN' ? {} : { lang: 'zh-CN' }
}

/** Names and values. */
export function facts(lines: readonly (readonly [string, ReactNode])[]): ReactNode {
  return h(
    'dl',
    null,
    lines.flatMap(([name, value], i) => [
      h('dt', { key: `t${i}` }, name),
      h('dd', { key: `d${i}` }, value),
    ]),
  )
}

/** A table with header cells; on a phone each row stands alone, each cell with its name. */
export function table(
  columns: readonly string[],
  rows: readonly (readonly ReactNode[])[],
  options: { readonly caption?: string; readonly right?: readonly number[] } = {},
): ReactNode {
  const { caption, right = [] } = options
  const side = (i: number) => (right.includes(i) ? { className: 'right' } : {})
  return h(
    'table',
    { className: 'stack', role: 'table' },
    caption === undefined ? null : h('caption', null, caption),
    h(
      'thead',
      { role: 'rowgroup' },
      h(
        'tr',
        { role: 'row' },
        columns.map((name, i) =>
          h('th', { key: i, scope: 'col', role: 'columnheader', ...side(i) }, name),
        ),
      ),
    ),
    h(
      'tbody',
      { role: 'rowgroup' },
      rows.map((cells, r) =>
        h(
          'tr',
          { key: r, role: 'row' },
          cells.map((cell, i) =>
            h('td', { key: i, role: 'cell', 'data-name': columns[i], ...side(i) }, cell),
          ),
        ),
      ),
    ),
  )
}

/** How many, by word of a family. */
export function countTable(
  view: View,
  family: string,
  caption: TextName,
  counts: Readonly<Record<string, number>>,
): ReactNode {
  const { say, word, number } = view
  return table(
    [say(family === 'channel' ? 'channel' : 'fateOutcome'), say('countOf')],
    Object.entries(counts).map(([name, count]) => [word(family, name), number(count)]),
    { caption: say(caption), right: [1] },
  )
}

/** The papers: those with short words in full, then all of them to read or to take along. */
export function papersPart(
  view: View,
  matter: string,
  papers: readonly Paper[],
  inlined: readonly Inlined[],
): ReactNode {
  const { say, word, to, number } = view
  if (papers.length === 0) return h('p', null, say('papersNone'))
  const rows = papers.map((paper) => {
    const { digest, mediaType, length } = paper
    const [type = ''] = mediaType.split(';')
    const place = `/public/matters/${matter}/papers/${digest}`
    const name = paperName(view, paper)
    return [
      name,
      word('type', type),
      number(length),
      h('code', { key: 'digest' }, shortDigest(digest)),
      h(
        'span',
        { key: 'links', className: 'more' },
        isText(paper)
          ? [
              h(
                'a',
                {
                  key: 'read',
                  href: to(`${place}/text`),
                  'aria-label': `${say('paperRead')} ${name}`,
                },
                say('paperRead'),
              ),
              ' ',
            ]
          : null,
        h(
          'a',
          { href: place, 'aria-label': `${say('paperDownload')} ${name}` },
          say('paperDownload'),
        ),
      ),
    ]
  })
  return [
    ...inlined.flatMap(({ paper, text }, i) => [
      h('h3', { key: `h${i}` }, paperName(view, paper)),
      h('div', { key: `p${i}`, className: 'paper', ...chinese(view) }, text),
    ]),
    h(
      'div',
      { key: 'all' },
      table(
        [
          say('paperName'),
          say('paperType'),
          say('paperSize'),
          say('paperDigest'),
          say('paperTake'),
        ],
        rows,
        { right: [2] },
      ),
    ),
  ]
}

/** What a paper is called. */
export function paperName({ word }: View, { kind, version }: Paper): string {
  return word('paper', kind).replace('{version}', String(version ?? ''))
}

/** Whether its words can stand on a page. */
export function isText({ mediaType }: Paper): boolean {
  return mediaType.startsWith('text/plain')
}

/** What was taken up and what not. */
export function adoptionPart(view: View, adoption: Adoption | null): ReactNode {
  if (adoption === null) return null
  const { say, moment, word, number } = view
  const { isTold, at, position, counts, mainOpinions, changes } = adoption
  const { received = 0, ...outcomes } = counts ?? {}
  return [
    counts === null
      ? null
      : h(
          'div',
          { key: 'counts' },
          facts([
            [say('adoptionReceived'), number(received)],
            ...Object.entries(outcomes).map(
              ([name, count]) => [word('outcome', name), number(count)] as const,
            ),
          ]),
        ),
    isTold ? null : h('p', { key: 'wait' }, say('adoptionWait', { when: moment(at), position })),
    mainOpinions.length === 0
      ? null
      : h(
          'div',
          { key: 'main' },
          h('h3', null, say('adoptionMain')),
          h(
            'ul',
            chinese(view),
            mainOpinions.map((text, i) => h('li', { key: i }, text)),
          ),
        ),
    changes.length === 0
      ? null
      : h(
          'div',
          { key: 'changes' },
          h('h3', null, say('adoptionChanges')),
          table(
            [say('adoptionClause'), say('adoptionWhat')],
            changes.map(({ clause, what }) => [
              h('span', { key: 1, ...chinese(view) }, clause),
              h('span', { key: 2, ...chinese(view) }, what),
            ]),
          ),
        ),
  ]
}

const marks: Readonly<Record<string, string>> = {
  concluded: '✓',
  open: '▶',
  pending: '○',
  'not-required': '–',
}

/** 程序走到哪里 · Each step in its order, with a shape and a word. */
export function stepsPart(
  { word, language }: View,
  steps: readonly {
    readonly step: string
    readonly says: Readonly<Record<'zh-CN' | 'en', string>>
    readonly state: string
  }[],
): ReactNode {
  return h(
    'ol',
    { className: 'list' },
    steps.map(({ step, says, state }) =>
      h(
        'li',
        { key: step },
        h('span', { 'aria-hidden': true }, `${marks[state] ?? ''} `),
        `${says[language]}${language === 'en' ? ': ' : '：'}${word('step', state)}`,
      ),
    ),
  )
}

/** 没有公开的 · What there is beside what is shown, and why it is not shown. */
export function hiddenPart(
  view: View,
  hidden: readonly { readonly what: string; readonly position: number; readonly at: string }[],
  opinions: number,
): ReactNode {
  const { say, word, moment, number } = view
  const rows: ReactNode[][] = hidden.map(({ what, position, at }) => [
    word('part', what),
    word('partWhy', what),
    say('hiddenAt', { when: moment(at), position }),
  ])
  if (opinions > 0) {
    rows.unshift([
      say('part.opinions', { count: number(opinions) }),
      say('partWhy.opinions'),
      h('a', { key: 'lines', href: view.to('#opinions') }, say('opinions')),
    ])
  }
  if (rows.length === 0) return null
  return [
    h('h2', { key: 'h' }, say('hiddenParts')),
    h('p', { key: 'p' }, say('hiddenPartsIntro')),
    h('div', { key: 't' }, table([say('hiddenWhat'), say('hiddenWhy'), say('hiddenWhere')], rows)),
  ]
}

/** The link to the next page of a list. */
export function nextLink({ say, to }: View, path: string | undefined): ReactNode {
  return path === undefined
    ? null
    : h('p', { className: 'more' }, h('a', { href: to(path) }, say('next')))
}
