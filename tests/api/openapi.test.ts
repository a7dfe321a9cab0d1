import { readFileSync, writeFileSync } from 'node:fs'
import { specifications } from '@juece/procedure'
import { parseRequest } from '@juece/procedure/wire'
import { validate } from '@readme/openapi-parser'
import t from 'tap'
import { apiTown } from './api-town.ts'

interface Document {
  readonly openapi: string
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, ActSchema>> }
}
interface Operation {
  readonly requestBody?: {
    readonly content: Readonly<
      Record<string, { readonly examples?: Readonly<Record<string, { readonly value: unknown }>> }>
    >
  }
}
interface ActSchema {
  readonly description?: string
  readonly 'x-juece-example'?: unknown
}

t.test('the document is valid OpenAPI 3.1', async (t) => {
  const { app } = await apiTown(t)
  const answer = await app.inject({ url: '/api/openapi.json' })
  t.equal(answer.statusCode, 200)
  t.match(answer.json(), { openapi: /^3\.1/ })
  const checked = await validate(answer.json())
  t.ok(checked.valid, JSON.stringify(checked))
})

t.test('every act has a lawful example that is an act, and cites its articles', async (t) => {
  const { app } = await apiTown(t)
  const { paths, components } = (await app.inject({ url: '/api/openapi.json' })).json<Document>()
  const rows = Object.fromEntries(specifications.map((row) => [row.type, row]))
  const examples = Object.values(paths)
    .flatMap((path) => Object.values(path))
    .flatMap(({ requestBody }) => Object.values(requestBody?.content ?? {}))
    .flatMap(({ examples = {} }) => Object.entries(examples))
  for (const { type } of specifications) {
    const example = examples.find(([name]) => name === type)?.[1].value
    t.match(parseRequest(example, rows), { kind: 'request', request: { type } }, type)
    const schema = components.schemas[type]
    t.match(schema?.description, /\((R713 \d|[A-Z]+ \d|产品规则)/, `${type} cites`)
    t.match(schema?.['x-juece-example'], { type })
  }
})

t.test('the committed copy is the document as it is served', async (t) => {
  const { app } = await apiTown(t)
  const served = (await app.inject({ url: '/api/openapi.json' })).json<object>()
  const copy = new URL('../../services/api/openapi.json', import.meta.url)
  // To renew it: JUECE_RENEW=1, then let the formatter have it.
  if (process.env['JUECE_RENEW'] === '1') writeFileSync(copy, JSON.stringify(served, null, 2))
  t.same(JSON.parse(readFileSync(copy, 'utf8')), served)
})

t.test('every route is in the document, but for the pages that show it', async (t) => {
  const { app } = await apiTown(t)
  const { paths } = (await app.inject({ url: '/api/openapi.json' })).json<Document>()
  for (const url of [
    '/api/matters/{id}/acts',
    '/api/registers/{register}/{id}/acts',
    '/api/matters',
    '/api/worklist',
    '/api/matters/{id}',
    '/api/matters/{id}/entries',
    '/api/matters/{id}/self-check',
    '/api/matters/{id}/bundle',
    '/api/attachments',
    '/api/matters/{id}/attachments/{digest}',
    '/public/consultations/{id}/opinions',
    '/public/opinions/{receipt}',
    '/healthz',
    '/readyz',
    '/metrics',
  ]) {
    t.ok(paths[url], url)
  }
})

t.test('the reference page asks nobody outside for anything', async (t) => {
  const { app } = await apiTown(t)
  const page = await app.inject({ url: '/api/reference/' })
  t.equal(page.statusCode, 200)
  const scripts = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) => url ?? '')
  t.ok(scripts.length > 0)
  for (const url of scripts) {
    t.notMatch(url, /^(https?:)?\/\//)
    const file = await app.inject({ url: new URL(url, 'http://x/api/reference/').pathname })
    t.equal(file.statusCode, 200, url)
  }
  t.match(page.headers['content-security-policy'], /script-src[^;]*'self'/)
})
