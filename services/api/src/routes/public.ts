import { catalogueOf, type Catalogue } from '@juece/procedure'
import { UnknownCursor, type Page } from '@juece/read-model/read'
import { z } from 'zod'
import { problemSchema } from '../answers/schemas.ts'
import type { Dependencies } from '../dependencies.ts'
import { invalid, notFound, ProblemError } from '../problem.ts'
import { consultationView, decisionView, publicMatter } from '../reading/public-matter.ts'
import { openOpinions } from '../reading/public-opinions.ts'
import { publicPapers } from '../reading/public-papers.ts'
import type { App, RouteDoc } from '../types.ts'
import { matterParams } from './params.ts'

const paging = z.object({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
})
const consultationsQuestion = paging.extend({
  status: z.enum(['open', 'closed', 'answered']).default('open'),
})
const linesQuestion = z.object({
  from: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
const page = z.object({ items: z.array(z.looseObject({})), next: z.string().nullable() })

const doc = (summary: string, description: string, says: string, schema: z.ZodType): RouteDoc => ({
  summary,
  description,
  tag: 'public',
  isPublic: true,
  answers: {
    200: { says, schema },
    404: { says: 'None, or none that is public', schema: problemSchema },
  },
})

/** What the service of pages draws; the verification page, papers, bundles and receipts are not among them. */
const drawn =
  /^\/public\/(consultations|decisions|catalogue|hidden|ledger|opinions)(\/[0-9a-f-]{36}(\/opinions)?)?(\?|$)/

/** 公众 · What everybody may read without signing in. Whoever asks for a page is sent to the service that draws pages. */
export function publicPages(app: App, dependencies: Dependencies): void {
  const { lists, desk, settings, attachments: store } = dependencies
  const everybody = lists.forEverybody
  const opinions = openOpinions(dependencies.record)

  const { webUrl } = settings
  if (webUrl !== undefined) {
    app.addHook('onRequest', async (request, reply) => {
      const asksForPage = (request.headers.accept ?? '').includes('text/html')
      if (request.method !== 'GET' || !asksForPage || !drawn.test(request.url)) return
      return reply.redirect(`${webUrl}${request.url}`, 302)
    })
  }

  app.get(
    '/public/consultations',
    {
      schema: { querystring: consultationsQuestion },
      config: {
        doc: doc(
          '征求意见列表 · Consultations',
          'Open ones by their end, closed and answered ones newest first.',
          'A page',
          page,
        ),
      },
    },
    async ({ query: { cursor, ...ask } }) => {
      const now = desk.house.clock.now()
      const listed = await answered(() =>
        everybody.consultations({ ...ask, now, ...(cursor === undefined ? {} : { cursor }) }),
      )
      return { ...listed, now }
    },
  )
  app.get(
    '/public/consultations/:id',
    {
      schema: { params: matterParams },
      config: {
        doc: doc(
          '一次征求意见 · A consultation',
          'What is asked, until when, the papers, how many opinions came in, and what became of them.',
          'The newest round',
          z.looseObject({ id: z.string(), status: z.enum(['open', 'closed', 'answered']) }),
        ),
      },
    },
    ({ params: { id } }) => consultationView(dependencies, opinions, id),
  )
  app.get(
    '/public/consultations/:id/opinions',
    {
      schema: { params: matterParams, querystring: linesQuestion },
      config: {
        doc: doc(
          '收到的意见 · Opinions received',
          'One line each: when, by which channel, what became of it, and its entry. The words may hold personal data and are not shown.',
          'A page; empty while the window is open',
          z.object({ items: z.array(z.looseObject({})), next: z.int().nullable() }),
        ),
      },
    },
    async ({ params: { id }, query: { from, limit } }) => {
      const { status, round } = await consultationView(dependencies, opinions, id)
      if (status === 'open') return { items: [], next: null }
      return opinions.lines(`matter/${id}#${String(round)}`, from, limit)
    },
  )
  app.get(
    '/public/decisions',
    {
      schema: { querystring: paging },
      config: { doc: doc('已公布的决策 · Published decisions', 'Newest first.', 'A page', page) },
    },
    ({ query: { cursor, limit } }) =>
      answered(() => everybody.decisions({ limit, ...(cursor === undefined ? {} : { cursor }) })),
  )
  app.get(
    '/public/decisions/:id',
    {
      schema: { params: matterParams },
      config: {
        doc: doc(
          '一项决策 · A published decision',
          'Its text, and what of the opinions was taken up and what not.',
          'The decision',
          z.looseObject({ id: z.string() }),
        ),
      },
    },
    ({ params: { id } }) => decisionView(dependencies, opinions, id),
  )
  app.get(
    '/public/hidden',
    {
      schema: { querystring: paging },
      config: {
        doc: doc(
          '依法不公开的事项 · Matters that are lawfully not public',
          'That they exist, on what ground, and which entry found so; never what they are about.',
          'A page',
          page,
        ),
      },
    },
    ({ query: { cursor, limit } }) =>
      answered(() => everybody.hidden({ limit, ...(cursor === undefined ? {} : { cursor }) })),
  )
  app.get(
    '/public/catalogue',
    {
      config: {
        doc: doc(
          '重大行政决策事项目录 · Catalogues',
          'The published catalogue of each organ, in its newest version.',
          'By organ',
          z.object({ items: z.array(z.looseObject({ organ: z.string() })) }),
        ),
      },
    },
    async () => ({ items: await catalogues(dependencies) }),
  )
  app.get(
    '/public/matters/:id/papers/:digest',
    {
      schema: { params: matterParams.extend({ digest: z.string() }) },
      config: {
        doc: {
          summary: '公开的文件 · A public paper',
          description: 'Papers that an act of publication names, and no others.',
          tag: 'public',
          isPublic: true,
          answers: {
            200: { says: 'The bytes', schema: 'bytes', mediaType: 'application/octet-stream' },
            404: { says: 'No such paper, or none that is public', schema: problemSchema },
          },
        },
      },
    },
    async ({ params: { id, digest } }, reply) => {
      const { matter, placed } = await publicMatter(dependencies, id)
      const paper = publicPapers(matter, placed).find((one) => one.digest === digest)
      const bytes = paper === undefined ? undefined : await store.open(paper.digest)
      if (paper === undefined || bytes === undefined) throw new ProblemError(notFound)
      return reply
        .type(paper.mediaType)
        .header('content-length', paper.length)
        .header('content-disposition', 'attachment')
        .send(bytes)
    },
  )
}

async function answered(read: () => Promise<Page>): Promise<Page> {
  try {
    return await read()
  } catch (why) {
    if (!(why instanceof UnknownCursor)) throw why
    throw new ProblemError(
      invalid([{ path: 'cursor', message: '不是本列表给出的 · not of a page of this list' }]),
    )
  }
}

/** 目录 · The batches of each organ that published one. */
async function catalogues({ record, desk }: Dependencies): Promise<readonly object[]> {
  const { rows } = await record.query<{ stream: string }>({
    name: 'catalogue_streams',
    text: `select stream from record.stream_heads
           where stream >= 'catalogue/' and stream < 'catalogue0' order by stream`,
  })
  const folded = await Promise.all(
    rows.map(async ({ stream }) => (await desk.streams.fresh(stream)).folded.state as Catalogue),
  )
  return folded
    .filter(({ batches }) => batches.length > 0)
    .map(({ organ, batches, closed }) => ({
      organ,
      stream: catalogueOf(organ),
      batches,
      closed,
    }))
}
