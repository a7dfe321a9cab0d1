import { createElement as h } from 'react'
import type { Consultations } from '../views.ts'
import type { Page } from './page.ts'
import { chinese, facts, nextLink } from './parts.ts'
import type { View } from './view.ts'

/** 征求意见的状态, in the order of the tabs. */
export const statuses = ['open', 'closed', 'answered'] as const
export type Status = (typeof statuses)[number]

const titles = { open: 'listOpen', closed: 'listClosed', answered: 'listAnswered' } as const
const empty = {
  open: 'listEmptyOpen',
  closed: 'listEmptyClosed',
  answered: 'listEmptyAnswered',
} as const

/** 征求意见列表 · The first page of the public: what is asked, until when. */
export function consultationsPage(
  view: View,
  status: Status,
  { items, next }: Consultations,
): Page {
  const { say, to, word, moment, organ } = view
  const path = (one: Status) =>
    one === 'open' ? '/public/consultations' : `/public/consultations?status=${one}`
  const rows = items.map((one) =>
    h(
      'li',
      { key: one.id },
      h(
        'h2',
        null,
        h('a', { href: to(`/public/consultations/${one.id}`), ...chinese(view) }, one.title),
      ),
      h('span', { className: `state ${status}` }, word('status', status)),
      facts([
        [say('ends'), h('strong', null, moment(one.ends))],
        [say('organ'), organ(one.organ)],
        [say('number'), one.number ?? '—'],
      ]),
    ),
  )
  const more =
    next === null ? undefined : `${path(status)}${status === 'open' ? '?' : '&'}cursor=${next}`
  return {
    title: say(titles[status]),
    section: 'navConsultations',
    body: [
      h(
        'nav',
        { key: 'tabs', 'aria-label': say('listWhich') },
        h(
          'ul',
          { className: 'tabs' },
          statuses.map((one) =>
            h(
              'li',
              { key: one },
              h(
                'a',
                { href: to(path(one)), ...(one === status ? { 'aria-current': 'page' } : {}) },
                word('status', one),
              ),
            ),
          ),
        ),
      ),
      items.length === 0
        ? h('p', { key: 'empty' }, say(empty[status]))
        : h('ul', { key: 'list', className: 'list' }, rows),
      h('div', { key: 'next' }, nextLink(view, more)),
    ],
  }
}
