import type { Bundle, ListedEntry } from '@juece/dossier'
import { parseEntry, type By } from '@juece/ledger'
import { specifications } from '@juece/procedure'

import { shanghai } from '../verdict-words.ts'
import { element } from './element.ts'
import { words, type Language } from './words.ts'

const acts = new Map<string, { readonly 'zh-CN': string; readonly en: string }>(
  specifications.map(({ type, says }) => [type, says]),
)

/** 记录 · Every listed entry in a row: where, when, who, what. */
export function entriesTable(bundle: Bundle, language: Language, isOpen: boolean): HTMLElement {
  const { entries } = bundle.manifest
  const heads = [words.position, words.time, words.who, words.what, words.outcome]
  const table = element(
    'table',
    {},
    element(
      'thead',
      {},
      element('tr', {}, ...heads.map((head) => element('th', { scope: 'col' }, head[language]))),
    ),
    element('tbody', {}, ...entries.map((entry) => row(bundle, entry, language))),
  )
  const summary = `${words.entries[language]} · ${String(entries.length)}`
  return element(
    'details',
    isOpen && entries.length <= 40 ? { open: '' } : {},
    element('summary', {}, summary),
    element('div', { class: 'wide', tabindex: '0', role: 'group', 'aria-label': summary }, table),
  )
}

function row(bundle: Bundle, listed: ListedEntry, language: Language): HTMLElement {
  const { position, stream, sequence, state } = listed
  const bytes = bundle.entries.get(position)
  const parsed = bytes === undefined ? undefined : parseEntry(bytes)
  const place = element(
    'td',
    {},
    String(position),
    element('small', {}, `${stream} ${String(sequence)}`),
  )
  if (parsed?.kind !== 'entry') {
    const word = state === 'withheld' ? words.isWithheld[language] : '—'
    return element('tr', { class: 'absent' }, place, element('td', { colspan: '4' }, word))
  }
  const { entered, by, command, outcome } = parsed.entry
  const says = acts.get(command.type)
  const act = says === undefined ? command.type : language === 'zh' ? says['zh-CN'] : says.en
  return element(
    'tr',
    {},
    place,
    element('td', {}, shanghai(entered)),
    element('td', {}, actor(by, language)),
    element('td', {}, act, element('small', {}, command.type)),
    element('td', {}, words[outcome.kind][language]),
  )
}

function actor(by: By, language: Language): string {
  if ('official' in by) return `${by.official} · ${by.organ}/${by.post}`
  if ('clerk' in by) return by.clerk
  return 'public' in by ? words.public[language] : words.founding[language]
}
