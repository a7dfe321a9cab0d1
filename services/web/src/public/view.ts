import { sayIn, wordIn, type Language, type Say } from '../texts.ts'
import type { Foot } from '../config.ts'
import { grouped, longDate, longMoment } from './writing.ts'
import type { Cite } from '../views.ts'

/** How a page is asked for: its language and the size of its text, both kept in its links. */
export interface Manner {
  readonly language: Language
  readonly isLarge: boolean
}

/** What every page is drawn with. */
export interface View extends Manner {
  readonly say: Say
  /** The path of this page, with its own question. */
  readonly here: string
  readonly publicUrl: string
  readonly foot: Foot
  word(family: string, word: string): string
  /** An address with the manner of this page. */
  to(path: string, manner?: Partial<Manner>): string
  date(date: string): string
  moment(at: string): string
  number(value: number): string
  organ(id: string): string
  cites(cites: readonly Cite[]): string
}

/** A view of a page in a manner. */
export function viewOf(
  manner: Manner,
  place: { readonly here: string; readonly publicUrl: string; readonly foot: Foot },
): View {
  const { language } = manner
  const say = sayIn(language)
  const word = (family: string, name: string) => wordIn(language, family, name)
  return {
    ...manner,
    ...place,
    say,
    word,
    to: (path, other = {}) => addressed(path, { ...manner, ...other }),
    date: (date) => longDate(date, language),
    moment: (at) => longMoment(at, language),
    number: grouped,
    organ: (id) => {
      const [code = '', slug = ''] = id.split('/')
      return say('organName', { name: word('organ', slug), place: code })
    },
    cites: (cites) =>
      cites
        .map(({ instrument, article, paragraph }) => {
          const where =
            paragraph === undefined
              ? say('article', { article })
              : say('articleParagraph', { article, paragraph })
          return `${word('instrument', instrument)} ${where}`
        })
        .join(language === 'en' ? '; ' : '；'),
  }
}

function addressed(path: string, { language, isLarge }: Manner): string {
  const [before = '', fragment] = path.split('#')
  const [name = '', question = ''] = before.split('?')
  const wanted = new URLSearchParams(question)
  wanted.delete('lang')
  wanted.delete('text')
  if (language !== 'zh-CN') wanted.set('lang', language)
  if (isLarge) wanted.set('text', 'large')
  const text = wanted.toString()
  return `${name}${text === '' ? '' : `?${text}`}${fragment === undefined ? '' : `#${fragment}`}`
}
