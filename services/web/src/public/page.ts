import { createElement as h, type ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import type { TextName } from '../texts.ts'
import type { View } from './view.ts'

/** A page: its title, what stands in it, and which section of the site it belongs to. */
export interface Page {
  readonly title: string
  readonly section?: TextName
  readonly body: ReactNode
  /** Something went wrong: the title of the window says so first. */
  readonly isError?: boolean
}

const sections: readonly (readonly [TextName, string])[] = [
  ['navConsultations', '/public/consultations'],
  ['navDecisions', '/public/decisions'],
  ['navCatalogue', '/public/catalogue'],
  ['navOpinion', '/public/opinions'],
  ['navHidden', '/public/hidden'],
  ['navLedger', '/public/ledger'],
]

/** The page as HTML. Nothing in it needs a script. */
export function drawn(view: View, { title, section, body, isError = false }: Page): string {
  const { say, language, isLarge } = view
  const shown = isError ? say('errorTitle', { title }) : title
  const html = h(
    'html',
    { lang: language, ...(isLarge ? { className: 'large' } : {}) },
    h(
      'head',
      null,
      h('meta', { charSet: 'utf-8' }),
      h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      h('title', null, `${shown} · ${say('site')}`),
      h('link', { rel: 'icon', href: 'data:,' }),
      h('link', { rel: 'stylesheet', href: '/public/style.css' }),
    ),
    h(
      'body',
      null,
      h('a', { className: 'skip', href: '#text' }, say('skip')),
      h('header', null, h('p', { className: 'site' }, say('site')), navigation(view, section)),
      h('main', { id: 'text', tabIndex: -1 }, tools(view), h('h1', null, title), body),
      foot(view),
    ),
  )
  return `<!doctype html>${renderToStaticMarkup(html)}`
}

function navigation({ say, to }: View, section: TextName | undefined): ReactNode {
  const items = sections.map(([name, path]) =>
    h(
      'li',
      { key: name },
      h(
        'a',
        { href: to(path), ...(name === section ? { 'aria-current': 'page' } : {}) },
        say(name),
      ),
    ),
  )
  return h('nav', { 'aria-label': say('nav') }, h('ul', null, items))
}

function tools({ say, to, here, language, isLarge }: View): ReactNode {
  const other = language === 'en' ? 'zh-CN' : 'en'
  return h(
    'div',
    { className: 'tools', role: 'group', 'aria-label': say('tools') },
    h(
      'a',
      { href: to(here, { language: other }), lang: other, hrefLang: other },
      say('otherLanguage'),
    ),
    h('a', { href: to(here, { isLarge: !isLarge }) }, say(isLarge ? 'sizeNormal' : 'sizeLarge')),
  )
}

function foot({ say, foot: { organiser, contact, siteId, icp, police } }: View): ReactNode {
  const lines: readonly (readonly [TextName, string])[] = [
    ['footOrganiser', organiser],
    ['footContact', contact],
    ['footSiteId', siteId],
    ['footIcp', icp],
    ['footPolice', police],
  ]
  const filled = lines.filter(([, value]) => value !== '')
  return h(
    'footer',
    null,
    filled.map(([name, value]) => h('p', { key: name }, say(name, { value }))),
    h('p', null, say('footScript')),
    h('p', null, say('footRules')),
  )
}
