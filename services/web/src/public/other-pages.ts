import { createElement as h } from 'react'
import type { Catalogues, Hidden, Paper } from '../views.ts'
import type { Page } from './page.ts'
import { chinese, facts, nextLink, paperName, table } from './parts.ts'
import type { View } from './view.ts'

/** 决策事项目录 · The catalogue of each organ. */
export function cataloguePage(view: View, { items }: Catalogues): Page {
  const { say, organ, date, word } = view
  return {
    title: say('catalogueTitle'),
    section: 'navCatalogue',
    body:
      items.length === 0
        ? h('p', null, say('catalogueEmpty'))
        : items.map((one) =>
            h(
              'section',
              { key: one.organ },
              h('h2', null, organ(one.organ)),
              one.batches.map(({ year, batch, version, items: rows }) =>
                h(
                  'div',
                  { key: `${year}-${batch}` },
                  table(
                    [
                      say('catalogueNo'),
                      say('catalogueItem'),
                      say('catalogueLead'),
                      say('catalogueFinish'),
                      say('catalogueHearing'),
                      say('catalogueResult'),
                    ],
                    rows.map((row) => [
                      row.no,
                      h('span', { key: 't', ...chinese(view) }, row.title),
                      organ(row.lead),
                      date(row.plannedFinish),
                      say(row.hearing ? 'yes' : 'no'),
                      word(
                        'result',
                        one.closed.find((end) => end.year === year && end.no === row.no)?.result ??
                          'open',
                      ),
                    ]),
                    { caption: say('catalogueBatch', { year, batch, version }) },
                  ),
                ),
              ),
            ),
          ),
  }
}

/** 依法不公开 · What is not public: that it is there, and why. */
export function hiddenPage(view: View, { items, next }: Hidden): Page {
  const { say, organ, moment, word } = view
  return {
    title: say('hiddenTitle'),
    section: 'navHidden',
    body: [
      h('p', { key: 'intro' }, say('hiddenIntro')),
      items.length === 0
        ? h('p', { key: 'empty' }, say('hiddenEmpty'))
        : h(
            'div',
            { key: 'table' },
            table(
              [
                say('number'),
                say('organ'),
                say('hiddenGround'),
                say('hiddenSince'),
                say('fateEntry'),
              ],
              items.map(({ number, organ: whose, ground, since, position }) => [
                number,
                organ(whose),
                word('ground', ground),
                moment(since),
                say('fateEntryAt', { position }),
              ]),
            ),
          ),
      h(
        'div',
        { key: 'next' },
        nextLink(view, next === null ? undefined : `/public/hidden?cursor=${next}`),
      ),
    ],
  }
}

/** 账本与核验 · The newest checkpoints, and how anybody checks them. */
export function ledgerPage(
  view: View,
  checkpoint: string | undefined,
  witnessed: string | undefined,
): Page {
  const { say, publicUrl } = view
  return {
    title: say('ledgerTitle'),
    section: 'navLedger',
    body: [
      h('p', { key: 'intro' }, say('ledgerIntro')),
      h('h2', { key: 'now' }, say('ledgerNow')),
      checkpoint === undefined
        ? h('p', { key: 'none' }, say('ledgerNone'))
        : h('pre', { key: 'note' }, checkpoint),
      h('h2', { key: 'witness' }, say('ledgerWitness')),
      witnessed === undefined
        ? h('p', { key: 'no-witness', className: 'warn' }, say('ledgerNoWitness'))
        : h('pre', { key: 'witnessed' }, witnessed),
      h('p', { key: 'claim' }, say('ledgerClaim')),
      h('h2', { key: 'how' }, say('ledgerHow')),
      h(
        'ol',
        { key: 'ways' },
        (['ledgerHow1', 'ledgerHow2', 'ledgerHow3'] as const).map((name) =>
          h('li', { key: name }, say(name)),
        ),
      ),
      h('pre', { key: 'command' }, 'npm run -s juece -- verify bundle.zip'),
      h('p', { key: 'tiles' }, say('ledgerTiles', { address: `${publicUrl}/ledger/checkpoint` })),
    ],
  }
}

/** 阅读材料 · A paper in words, on a page of its own. */
export function paperPage(
  view: View,
  about: { readonly id: string; readonly title: string; readonly back: string },
  paper: Paper,
  text: string,
): Page {
  const { say, to } = view
  return {
    title: paperName(view, paper),
    section: 'navConsultations',
    body: [
      h('p', { key: 'of' }, h('a', { href: to(about.back), ...chinese(view) }, about.title)),
      h('div', { key: 'text', className: 'paper', ...chinese(view) }, text),
      h(
        'div',
        { key: 'facts' },
        facts([
          [say('paperSize'), view.number(paper.length)],
          [say('paperDigest'), h('code', null, paper.digest.replace(/^sha256:/, ''))],
        ]),
      ),
      h(
        'p',
        { key: 'take', className: 'more' },
        h(
          'a',
          { href: `/public/matters/${about.id}/papers/${paper.digest}` },
          say('paperDownload'),
        ),
      ),
    ],
  }
}

/** A page that says what could not be shown. */
export function sorryPage(view: View, kind: 'notFound' | 'fault'): Page {
  const { say, to } = view
  return {
    title: say(kind === 'notFound' ? 'notFoundTitle' : 'faultTitle'),
    body: [
      h('p', { key: 'why' }, say(kind)),
      h(
        'p',
        { key: 'back', className: 'more' },
        h('a', { href: to('/public/consultations') }, say('navConsultations')),
      ),
    ],
  }
}
