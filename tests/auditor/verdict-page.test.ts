import t from 'tap'

import { base64Of, sha256, utf8Of } from '@juece/cryptography'

import { buildVerdictPage } from '../../infra/tooling/verdict-page.ts'
import { layers } from '../../infra/tooling/layers.ts'

const { html, inputs } = await buildVerdictPage()

t.test('F1.1 nothing of a server, and nothing of Node, went into the page', async (t) => {
  t.ok(inputs.length > 100, `${String(inputs.length)} files went in`)
  const auditor = layers.find(({ folder }) => folder === 'services/auditor')
  const allowed = [
    'services/auditor/',
    ...[
      'kernel',
      ...(auditor?.imports ?? []).map(({ folder }) => folder.split('/').at(-1) ?? ''),
    ].map((name) => `packages/${name}/`),
  ]
  const own = inputs.filter((file) => !file.startsWith('node_modules/'))
  t.same(
    own.filter((file) => !allowed.some((folder) => file.startsWith(folder))),
    [],
    'only what the auditor may import',
  )
  const bought = new Set(
    inputs.flatMap((file) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []),
  )
  t.same(
    [...bought].filter((name) => /^(pg|kysely|fastify|@fastify|@temporalio|yazl|pino)/.test(name)),
    [],
    'no library of a server',
  )
  t.notOk(
    inputs.some((file) =>
      /packages\/cryptography\/src\/(bytes|digest|random|signature)\.ts$/.test(file),
    ),
    'the twin for browsers took the place of what needs Node',
  )
  t.ok(inputs.includes('packages/cryptography/src/browser/signature.ts'))
})

t.test('the page is one file that forbids itself every connection', async (t) => {
  const [, policy = ''] = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html) ?? []
  t.match(policy, /^default-src 'none'; /)
  t.notMatch(policy, /unsafe|https?:|connect-src/)
  for (const tag of ['script', 'style']) {
    const [, inside = ''] = new RegExp(`<${tag}>([^]*?)</${tag}>`).exec(html) ?? []
    t.ok(inside.length > 1000, tag)
    t.match(policy, `'sha256-${base64Of(sha256(utf8Of(inside)))}'`, `the ${tag} is the one named`)
  }
  t.notMatch(html, /<(script|link|img|iframe)[^>]+(src|href)="(?!data:)/, 'nothing is fetched')
  t.notMatch(html, /\bnew Function\(|\beval\(/)
})

t.test('the same sources give the same page', async (t) => {
  t.equal((await buildVerdictPage()).html, html)
})
