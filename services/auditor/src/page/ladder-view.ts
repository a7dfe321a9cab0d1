import { utf8Of } from '@juece/cryptography'

import { ladderOf, type Ladder } from '../from-bytes.ts'
import type { Checked } from './checked.ts'
import { element } from './element.ts'
import { words, type Language } from './words.ts'

const marks = { yes: '✓', no: '✗', unknown: '○' } as const

/** 证明之梯 · From one entry up to those who signed, each rung with a tick; of a bundle the reader chooses the entry. */
export function ladderSection(checked: Checked, language: Language): HTMLElement | undefined {
  const { of } = checked
  const title = element('h3', {}, words.ladder[language])
  const intro = element('p', {}, words.ladderIntro[language])
  if (of.kind === 'receipt') {
    const { position } = of.receipt
    return of.receipt.proof === undefined
      ? undefined
      : element('section', { class: 'ladder' }, title, intro, rungs(checked, position, language))
  }
  const { entries } = of.bundle.manifest
  const bad = checked.verdict.firstBad?.position
  const first = entries.find(({ position }) => position === bad) ?? entries.at(-1)
  if (first === undefined) return undefined
  const choice = element(
    'select',
    {},
    ...entries.map(({ position, stream, sequence }) =>
      element(
        'option',
        { value: String(position) },
        `${String(position)} · ${stream} ${String(sequence)}`,
      ),
    ),
  )
  const place = element('div', {}, rungs(checked, first.position, language))
  choice.value = String(first.position)
  choice.addEventListener('change', () => {
    place.replaceChildren(rungs(checked, Number(choice.value), language))
  })
  const label = element('label', {}, `${words.whichEntry[language]} `, choice)
  return element('section', { class: 'ladder' }, title, intro, element('p', {}, label), place)
}

function rungs(checked: Checked, position: number, language: Language): HTMLElement {
  const ladder = read(checked, position)
  if (typeof ladder === 'string') return element('p', { class: 'bad' }, ladder)
  return element(
    'ol',
    { class: 'rungs' },
    ...ladder.map(({ name, value, holds }) =>
      element(
        'li',
        { class: holds },
        element('span', { class: 'shape', 'aria-hidden': 'true' }, marks[holds]),
        element('strong', {}, name[language]),
        ` ${words[holds][language]} `,
        element('code', {}, value),
      ),
    ),
  )
}

function read({ of, policy }: Checked, position: number): Ladder | string {
  const known = policy === undefined ? {} : { policy }
  try {
    if (of.kind === 'receipt') {
      return ladderOf(utf8Of(of.receipt.proof ?? ''), of.receipt.digest, known)
    }
    const digest = of.bundle.manifest.entries.find((one) => one.position === position)?.digest
    const proof = of.bundle.proofs.get(position)
    if (digest === undefined || proof === undefined) return '—'
    const bytes = of.bundle.entries.get(position)
    return ladderOf(proof, digest, { ...known, ...(bytes === undefined ? {} : { bytes }) })
  } catch (why) {
    return why instanceof Error ? why.message : String(why)
  }
}
