import type { Bundle } from '@juece/dossier'

import { redecide, type Redecision } from '../from-bytes.ts'
import { element } from './element.ts'
import { words, type Language } from './words.ts'

/** 重新裁决 · Decides every entry again when it is asked for. */
export function replaySection(bundle: Bundle, language: Language): HTMLElement {
  const button = element('button', { type: 'button', class: 'replay' }, words.replay[language])
  const place = element('div', { role: 'status', class: 'replayed' })
  button.addEventListener('click', () => {
    place.replaceChildren(words.replaying[language])
    // The word is painted before the work begins.
    setTimeout(() => {
      place.replaceChildren(...told(redecided(bundle), language))
    }, 30)
  })
  return element(
    'section',
    {},
    element('h3', {}, words.replay[language]),
    element('p', {}, words.replayIntro[language]),
    button,
    place,
  )
}

function redecided(bundle: Bundle): Redecision | string {
  try {
    return redecide(bundle)
  } catch (why) {
    return why instanceof Error ? why.message : String(why)
  }
}

function told(result: Redecision | string, language: Language): readonly Node[] {
  if (typeof result === 'string') return [element('p', { class: 'bad' }, result)]
  const { agree, entries, differ, notChecked } = result
  const [word, tone] =
    differ.length > 0
      ? [words.differs, 'bad']
      : agree > 0
        ? [words.agrees, 'good']
        : [words.nothingDecided, 'open']
  const counts = `${String(agree)} / ${String(entries - notChecked.length)}`
  return [
    element('p', { class: `outcome ${tone}` }, `${word[language]} · ${counts}`),
    ...differ.map(({ position, says }) =>
      element('p', { class: 'bad' }, `${String(position)} · ${says}`),
    ),
    ...(notChecked.length === 0
      ? []
      : [element('p', {}, `${words.notChecked[language]} · ${String(notChecked.length)}`)]),
  ]
}
