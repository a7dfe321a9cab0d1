import type { Receipt } from '@juece/dossier'
import type { Fate } from '../routes/opinions.ts'

const states = { received: '已收到', late: '逾期收到，已登记', answered: '已反馈' } as const
const dispositions: Readonly<Record<string, string>> = {
  adopted: '采纳',
  partly: '部分采纳',
  notAdopted: '不采纳',
}

/** The receipt as a plain page. */
export function receiptPage(id: string, receipt: Receipt): string {
  return page('意见已收到', [
    ...lines(receipt),
    `<p>请保存本回执编号 <code>${escaped(id)}</code>，可<a href="/public/opinions/${escaped(id)}">查询意见的去向</a>。</p>`,
    `<p><a href="/public/opinions/${escaped(id)}/receipt.json">下载回执文件</a>，可离线<a href="/public/verify">核验</a>。</p>`,
  ])
}

/** What became of an opinion, as a plain page. */
export function opinionPage({ receipt, state, disposition }: Fate): string {
  return page('意见的去向', [
    `<p>${states[state]}</p>`,
    ...(disposition === undefined
      ? []
      : [`<p>${dispositions[disposition.disposition] ?? ''}：${escaped(disposition.reasons)}</p>`]),
    ...lines(receipt),
  ])
}

function lines({ position, digest, state }: Receipt): readonly string[] {
  const sealed = {
    entered: '已登记，尚未封存：此回执仅为本机关的说明，稍后再取即带证明',
    sealed: '已封存，可凭证明核验；尚待外部见证',
    witnessed: '已封存，并经见证人签名，可凭证明核验',
  }[state]
  return [
    `<dl><dt>条目位置</dt><dd>${position}</dd><dt>摘要</dt><dd><code>${digest}</code></dd><dt>状态</dt><dd>${sealed}</dd></dl>`,
  ]
}

function page(title: string, body: readonly string[]): string {
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>${title}</title></head><body><main><h1>${title}</h1>${body.join('')}</main></body></html>`
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
