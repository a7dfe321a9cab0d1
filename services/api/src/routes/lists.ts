import { jurisdictionOf } from '@juece/procedure'
import { UnknownCursor, type ListAsk, type Page } from '@juece/read-model/read'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { problemSchema } from '../answers/schemas.ts'
import type { Dependencies } from '../dependencies.ts'
import { callerOf, type Caller } from '../plugins/sign-in.ts'
import type { Post } from '@juece/registrar/person'
import { invalid, ProblemError } from '../problem.ts'
import type { App, RouteDoc } from '../types.ts'

const question = z.object({
  cursor: z
    .string()
    .max(200)
    .optional()
    .meta({ description: 'Where the page begins: `next` of the page before' }),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  atLeast: z.coerce.number().int().min(0).optional().meta({
    description: 'Wait, up to five seconds, until the list is fresh to this position',
  }),
  state: z.string().max(20).optional().meta({ description: 'The code of a state, such as S11' }),
  kind: z.string().max(40).optional(),
  organ: z.string().max(80).optional(),
  unit: z.string().max(80).optional(),
  year: z.string().max(4).optional(),
  number: z.string().max(40).optional(),
  over: z.enum(['true', 'false']).optional(),
})

const pageSchema = z.object({
  items: z.array(z.looseObject({})),
  next: z.string().nullable(),
  asOf: z.int(),
})

const doc = (summary: string, description: string): RouteDoc => ({
  summary,
  description,
  tag: 'lists',
  headers: ['Act-As'],
  answers: {
    200: { says: 'A page; asOf is the position it is fresh to', schema: pageSchema },
    401: { says: 'Not signed in', schema: problemSchema },
  },
})

/** 列表 · Matters, and what waits for the caller; folded for reading, and never consulted by a decision. */
export function lists(app: App, dependencies: Dependencies): void {
  app.get(
    '/api/matters',
    {
      schema: { querystring: question },
      config: { doc: doc('事项列表 · Matters', 'Filtered and paged by cursor.') },
    },
    async (request) => {
      const ask = await asked(dependencies, request, request.query)
      return answered(() => dependencies.lists.matters(ask))
    },
  )
  app.get(
    '/api/worklist',
    {
      schema: { querystring: question },
      config: {
        doc: doc('待办 · Worklist', 'What the posts of the caller may do now in open matters.'),
      },
    },
    async (request): Promise<Page> => {
      const ask = await asked(dependencies, request, request.query)
      return answered(() => dependencies.lists.worklist(ask))
    },
  )
}

async function asked(
  { lists }: Dependencies,
  request: FastifyRequest,
  { cursor, limit, atLeast, state, ...filter }: z.infer<typeof question>,
): Promise<ListAsk & { readonly posts: readonly Post[] }> {
  const posts = postsOf(callerOf(request))
  if (atLeast !== undefined) await lists.isFreshTo(atLeast)
  const wanted = { ...filter, stage: state }
  return {
    posts,
    jurisdictions: [...new Set(posts.map(({ organ }) => jurisdictionOf(organ)))],
    limit,
    filter: Object.fromEntries(
      Object.entries(wanted).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ),
    ...(cursor === undefined ? {} : { cursor }),
  }
}

async function answered(page: () => Promise<Page>): Promise<Page> {
  try {
    return await page()
  } catch (why) {
    if (!(why instanceof UnknownCursor)) throw why
    throw new ProblemError(
      invalid([{ path: 'cursor', message: '不是本列表给出的 · not of a page of this list' }]),
    )
  }
}

function postsOf({ posts, actAs }: Caller): readonly Post[] {
  return actAs === undefined
    ? posts
    : posts.filter(({ organ, post }) => organ === actAs.organ && post === actAs.post)
}
