import { z } from 'zod'

import { CannotCheck } from '../from-bytes.ts'
import { checkAll, type Checked } from './checked.ts'
import { readDropped, type Dropped } from './dropped.ts'
import { element, found } from './element.ts'
import { verdictView } from './view.ts'
import { kinds, words, type Language } from './words.ts'

// The page forbids itself to make code from text, so schemas are read and not compiled.
z.config({ jitless: true })

let language: Language = navigator.language.startsWith('en') ? 'en' : 'zh'
let dropped: readonly Dropped[] = []
let refused: readonly { readonly name: string; readonly why: unknown }[] = []
let checked: readonly Checked[] = []

const input = found('files') as HTMLInputElement
const own = ownPolicy()

/** The policy of whoever served the page; a page from elsewhere has none. */
function ownPolicy(): string | undefined {
  const value: unknown = JSON.parse(found('policy').textContent ?? 'null')
  return typeof value === 'string' ? value : undefined
}

async function take(files: Iterable<File>): Promise<void> {
  found('verdicts').setAttribute('aria-busy', 'true')
  found('state').textContent = words.checking[language]
  refused = []
  for (const file of files) {
    try {
      const read = await readDropped(file)
      dropped = [...dropped.filter(({ digest }) => digest !== read.digest), read]
    } catch (why) {
      refused = [...refused, { name: file.name, why }]
    }
  }
  await check()
  // Whoever works by ear or by keyboard is taken to what was found.
  document.querySelector<HTMLElement>('h2.conclusion')?.focus()
}

async function check(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 20))
  checked = await checkAll(dropped, own)
  show()
}

function show(): void {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
  document.title = words.title[language]
  for (const place of document.querySelectorAll<HTMLElement>('[data-says]')) {
    const name = place.dataset['says'] ?? ''
    if (name in words) place.textContent = words[name as keyof typeof words][language]
  }
  for (const one of ['zh', 'en'] as const) {
    found(one).setAttribute('aria-pressed', String(one === language))
  }
  found('given').replaceChildren(...givenFiles())
  found('verdicts').replaceChildren(
    ...checked.map((one) => verdictView(one, language, checked.length === 1)),
  )
  found('verdicts').setAttribute('aria-busy', 'false')
  const isIdle = checked.length === 0 && refused.length === 0
  found('state').textContent = isIdle ? words.nothing[language] : ''
}

function givenFiles(): readonly HTMLElement[] {
  if (dropped.length === 0 && refused.length === 0) return []
  const rows = dropped.map((one) => {
    const button = element(
      'button',
      { type: 'button', 'aria-label': `${words.remove[language]} ${one.name}` },
      words.remove[language],
    )
    button.addEventListener('click', () => {
      dropped = dropped.filter(({ digest }) => digest !== one.digest)
      void check().then(() => {
        input.focus()
      })
    })
    return element('li', {}, `${kinds[one.kind][language]} · ${one.name} `, button)
  })
  const faults = refused.map(({ name, why }) =>
    element('li', { class: 'bad', role: 'alert' }, `${name}：${reasonOf(why)}`),
  )
  return [element('h2', {}, words.given[language]), element('ul', {}, ...rows, ...faults)]
}

function reasonOf(why: unknown): string {
  if (why instanceof CannotCheck) return why.says[language]
  return why instanceof Error ? why.message : String(why)
}

input.addEventListener('change', () => {
  const files = [...(input.files ?? [])]
  input.value = ''
  void take(files)
})
const area = found('drop')
for (const kind of ['dragenter', 'dragover'] as const) {
  area.addEventListener(kind, (event) => {
    event.preventDefault()
    area.classList.add('over')
  })
}
area.addEventListener('dragleave', () => {
  area.classList.remove('over')
})
area.addEventListener('drop', (event) => {
  event.preventDefault()
  area.classList.remove('over')
  void take([...(event.dataTransfer?.files ?? [])])
})
for (const one of ['zh', 'en'] as const) {
  found(one).addEventListener('click', () => {
    language = one
    show()
  })
}
show()
