import { createElement as h, type ReactNode } from 'react'
import QRCode from 'qrcode'
import type { Fate, Lines } from '../views.ts'
import type { Page } from './page.ts'
import { chinese, facts, nextLink, table } from './parts.ts'
import { receiptNumber } from './receipt-number.ts'
import type { View } from './view.ts'
import { shortDigest } from './writing.ts'

/** The matter an opinion is about, as far as a reader may know it. */
export interface About {
  readonly id: string
  readonly title: string
}

/** 回执与去向 · The receipt, and where the opinion is now. */
export async function fatePage(
  view: View,
  id: string,
  fate: Fate,
  about: About | undefined,
  isNew: boolean,
): Promise<Page> {
  const { say, to } = view
  const place = `/public/opinions/${id}`
  return {
    title: say(isNew ? 'receiptTitle' : 'fateTitle'),
    section: 'navOpinion',
    body: [
      h('p', { key: 'label' }, h('strong', null, say('receiptNumber'))),
      h('p', { key: 'number', className: 'number' }, receiptNumber(id)),
      isNew ? h('p', { key: 'keep' }, say('receiptKeep')) : null,
      h('div', { key: 'qr' }, await qr(view, `${view.publicUrl}${place}`)),
      h(
        'p',
        { key: 'file', className: 'more' },
        h('a', { className: 'button', href: `${place}/receipt.json` }, say('receiptFile')),
      ),
      h('p', { key: 'what', className: 'quiet' }, say('receiptFileWhat')),
      isNew
        ? h(
            'p',
            { key: 'where', className: 'more' },
            h('a', { href: to(place) }, say('receiptWhere')),
          )
        : null,
      h('div', { key: 'now' }, now(view, fate, about)),
    ],
  }
}

function now(view: View, fate: Fate, about: About | undefined): ReactNode {
  const { say, to, moment, word } = view
  const { receipt, state, receivedAt, disposition } = fate
  const isAnswered = disposition !== undefined
  return [
    h('h2', { key: 'steps' }, say('fateSteps')),
    h(
      'ol',
      { key: 'list', className: 'list' },
      (
        [
          ['fate1', 'fateDone'],
          ['fate2', isAnswered ? 'fateDone' : 'fateNow'],
          ['fate3', 'fateLater'],
        ] as const
      )
        .slice(0, isAnswered ? 2 : 3)
        .map(([what, how]) =>
          h(
            'li',
            { key: what },
            h(
              'span',
              { 'aria-hidden': true },
              how === 'fateDone' ? '✓ ' : how === 'fateNow' ? '▶ ' : '○ ',
            ),
            `${say(what)}${view.language === 'en' ? ': ' : '：'}${say(how)}`,
          ),
        ),
    ),
    state === 'late' ? h('p', { key: 'late', className: 'warn' }, say('fateLate')) : null,
    disposition === undefined
      ? h('p', { key: 'none' }, say('fateNoneYet'))
      : h(
          'div',
          { key: 'outcome', className: 'ends' },
          h(
            'strong',
            null,
            `${say('fateOutcome')}${view.language === 'en' ? ': ' : '：'}${word('outcome', disposition.disposition)}`,
          ),
          h('span', chinese(view), disposition.reasons),
        ),
    h(
      'div',
      { key: 'facts' },
      facts([
        ...(about === undefined
          ? []
          : ([
              [
                say('fateOf'),
                h(
                  'a',
                  { href: to(`/public/consultations/${about.id}`), ...chinese(view) },
                  about.title,
                ),
              ],
            ] as const)),
        [say('fateReceived'), moment(receivedAt)],
        [say('fateEntry'), say('fateEntryAt', { position: receipt.position })],
        [say('fateDigest'), h('code', null, receipt.digest.replace(/^sha256:/, ''))],
        [say('fateSeal'), word('seal', receipt.state)],
      ]),
    ),
  ]
}

/** A picture of an address; drawn here, no network. */
async function qr({ say }: View, address: string): Promise<ReactNode> {
  const svg = await QRCode.toString(address, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' })
  const path = [...svg.matchAll(/<path stroke="#000000" d="([^"]+)"/g)].at(-1)?.[1] ?? ''
  const box = /viewBox="([^"]+)"/.exec(svg)?.[1] ?? '0 0 1 1'
  return h(
    'svg',
    {
      className: 'qr',
      viewBox: box,
      role: 'img',
      'aria-label': say('receiptQr'),
      shapeRendering: 'crispEdges',
    },
    h('rect', { width: '100%', height: '100%', fill: '#ffffff' }),
    h('path', { stroke: '#000000', d: path }),
  )
}

/** 查询我的意见 · Where a receipt number is asked for. */
export function askPage(view: View, typed: string | undefined): Page {
  const { say, to } = view
  const isWrong = typed !== undefined
  return {
    title: say('fateTitle'),
    section: 'navOpinion',
    isError: isWrong,
    body: [
      isWrong
        ? h(
            'div',
            { key: 'errors', className: 'errors', role: 'alert', 'aria-labelledby': 'errors' },
            h('h2', { id: 'errors' }, say('errorSummary')),
            h('ul', null, h('li', null, h('a', { href: '#number' }, say('fateUnknown')))),
          )
        : null,
      h(
        'form',
        { key: 'form', method: 'get', action: '/public/opinions', 'aria-label': say('fateTitle') },
        h('label', { htmlFor: 'number' }, say('fateAsk')),
        h('p', { className: 'quiet', id: 'hint' }, say('fateAskHint')),
        h('input', {
          type: 'text',
          id: 'number',
          name: 'number',
          autoComplete: 'off',
          spellCheck: false,
          defaultValue: typed ?? '',
          'aria-describedby': 'hint',
          ...(isWrong ? { 'aria-invalid': true } : {}),
        }),
        view.language === 'zh-CN'
          ? null
          : h('input', { type: 'hidden', name: 'lang', value: view.language }),
        view.isLarge ? h('input', { type: 'hidden', name: 'text', value: 'large' }) : null,
        h('button', { type: 'submit' }, say('fateAskButton')),
      ),
      h(
        'p',
        { key: 'back', className: 'more' },
        h('a', { href: to('/public/consultations') }, say('navConsultations')),
      ),
    ],
  }
}

/** 逐条处理情况 · The opinions of a consultation, one line each, never their words. */
export function linesPage(view: View, about: About, { items, next }: Lines): Page {
  const { say, moment, word, to } = view
  const place = `/public/consultations/${about.id}`
  return {
    title: say('linesTitle'),
    section: 'navConsultations',
    body: [
      h('p', { key: 'about' }, h('a', { href: to(place), ...chinese(view) }, about.title)),
      h('p', { key: 'intro' }, say('linesIntro')),
      items.length === 0
        ? h('p', { key: 'empty' }, say('linesEmpty'))
        : h(
            'div',
            { key: 'table' },
            table(
              [
                say('linesWhen'),
                say('channel'),
                say('linesClause'),
                say('linesOutcome'),
                say('linesEntry'),
              ],
              items.map(({ position, digest, receivedAt, channel, clause, outcome }) => [
                moment(receivedAt),
                word('channel', channel),
                clause === undefined
                  ? say('whole')
                  : h('span', { key: 'c', ...chinese(view) }, clause),
                outcome === undefined ? say('undecided') : word('outcome', outcome),
                [`${position} · `, h('code', { key: 'd' }, shortDigest(digest))],
              ]),
            ),
          ),
      h(
        'div',
        { key: 'next' },
        nextLink(view, next === null ? undefined : `${place}/opinions?from=${next}`),
      ),
    ],
  }
}
