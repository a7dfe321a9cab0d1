import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Readable } from 'node:stream'
import { v7 as uuidv7 } from 'uuid'
import type { Answer } from '../api.ts'
import type { Dependencies } from '../app.ts'
import {
  catalogueView,
  consultationsView,
  consultationView,
  decisionsView,
  decisionView,
  fateView,
  hiddenView,
  linesView,
} from '../views.ts'
import { NotPublic, questioned, read, sendPage, viewFor } from './asked.ts'
import { consultationPage } from './consultation-page.ts'
import { consultationsPage, statuses, type Status } from './consultations-page.ts'
import { decisionPage, decisionsPage } from './decision-pages.ts'
import { inlinedPapers, wordsOf } from './inlined.ts'
import { askPage, fatePage, linesPage, type About } from './opinion-pages.ts'
import { blank } from './opinion-form.ts'
import { cataloguePage, hiddenPage, ledgerPage, paperPage, sorryPage } from './other-pages.ts'
import { idOfReceipt } from './receipt-number.ts'
import { submitOpinion, tooManyPosts } from './submit.ts'

const withId = '/:id(^[0-9a-f-]{36}$)'

interface OfMatter {
  readonly Params: { readonly id: string }
}
interface OfPaper {
  readonly Params: { readonly id: string; readonly digest: string }
}

/** 公众的网页 · Every page under /public; what cannot be shown has a page as well. */
export function publicRoutes(app: FastifyInstance, dependencies: Dependencies): void {
  const { api, settings } = dependencies
  app.setNotFoundHandler((request, reply) => {
    const view = viewFor(request, dependencies)
    return sendPage(reply, view, sorryPage(view, 'notFound'), 404)
  })
  app.setErrorHandler((error, request, reply) => {
    const view = viewFor(request, dependencies)
    if (error instanceof NotPublic) return sendPage(reply, view, sorryPage(view, 'notFound'), 404)
    request.log.error({ err: error }, 'a page could not be drawn')
    return sendPage(reply, view, sorryPage(view, 'fault'), 503)
  })

  app.get('/public/consultations', async (request, reply) => {
    const view = viewFor(request, dependencies)
    const status = statusOf(questioned(request, 'status'))
    const asked = await api.get(`/public/consultations?status=${status}${cursorOf(request)}`)
    return sendPage(reply, view, consultationsPage(view, status, read(consultationsView, asked)))
  })
  app.get<OfMatter>(`/public/consultations${withId}`, async (request, reply) => {
    const view = viewFor(request, dependencies)
    const { id } = request.params
    const asked = read(consultationView, await api.get(`/public/consultations/${id}`))
    const inlined = await inlinedPapers(api, id, asked.papers, ['explanation', 'draft'])
    return sendPage(reply, view, consultationPage(view, asked, inlined, blank(uuidv7())))
  })
  app.get<OfMatter>(`/public/consultations${withId}/opinions`, async (request, reply) => {
    const view = viewFor(request, dependencies)
    const { id } = request.params
    const from = /^\d{1,15}$/.exec(questioned(request, 'from') ?? '')?.[0] ?? '0'
    const [asked, lines] = await Promise.all([
      api.get(`/public/consultations/${id}`),
      api.get(`/public/consultations/${id}/opinions?from=${from}`),
    ])
    const { title } = read(consultationView, asked)
    return sendPage(reply, view, linesPage(view, { id, title }, read(linesView, lines)))
  })
  app.post<OfMatter>(
    `/public/consultations${withId}/opinions`,
    {
      config: {
        rateLimit: { max: settings.postsPerMinute, timeWindow: '1 minute', hook: 'preHandler' },
      },
      errorHandler: (error, request, reply) => {
        if (error.statusCode === 429) {
          return void tooManyPosts(dependencies, request, reply, request.params.id).catch(
            () => void reply.send(error),
          )
        }
        throw error
      },
    },
    (request, reply) => submitOpinion(dependencies, request, reply, request.params.id),
  )

  app.get('/public/opinions', (request, reply) => {
    const view = viewFor(request, dependencies)
    const typed = questioned(request, 'number')
    const id = typed === undefined ? undefined : idOfReceipt(typed)
    if (id !== undefined) return reply.redirect(view.to(`/public/opinions/${id}`), 302)
    return sendPage(reply, view, askPage(view, typed), typed === undefined ? 200 : 404)
  })
  app.get<OfMatter>(`/public/opinions${withId}`, async (request, reply) => {
    const view = viewFor(request, dependencies)
    const { id } = request.params
    const answer = await api.get(`/public/opinions/${id}`)
    if (answer.status === 404) return sendPage(reply, view, askPage(view, id), 404)
    const fate = read(fateView, answer)
    const about = await aboutOf(fate.window)
    const isNew = questioned(request, 'new') === '1'
    return sendPage(reply, view, await fatePage(view, id, fate, about, isNew))
  })
  app.get<OfMatter>(`/public/opinions${withId}/receipt.json`, async (request, reply) => {
    const { id } = request.params
    const { receipt } = read(fateView, await api.get(`/public/opinions/${id}`))
    return reply
      .header('content-disposition', `attachment; filename="juece-receipt-${id}.json"`)
      .header('cache-control', 'private, no-cache')
      .type('application/json; charset=utf-8')
      .send(`${JSON.stringify(receipt, null, 2)}\n`)
  })

  app.get('/public/decisions', async (request, reply) => {
    const view = viewFor(request, dependencies)
    const made = read(
      decisionsView,
      await api.get(`/public/decisions?limit=20${cursorOf(request)}`),
    )
    return sendPage(reply, view, decisionsPage(view, made))
  })
  app.get<OfMatter>(`/public/decisions${withId}`, async (request, reply) => {
    const view = viewFor(request, dependencies)
    const { id } = request.params
    const made = read(decisionView, await api.get(`/public/decisions/${id}`))
    const inlined = await inlinedPapers(api, id, made.papers, ['decision', 'adoption'])
    return sendPage(reply, view, decisionPage(view, made, inlined))
  })
  app.get('/public/catalogue', async (request, reply) => {
    const view = viewFor(request, dependencies)
    const found = read(catalogueView, await api.get('/public/catalogue'))
    return sendPage(reply, view, cataloguePage(view, found))
  })
  app.get('/public/hidden', async (request, reply) => {
    const view = viewFor(request, dependencies)
    const found = read(hiddenView, await api.get(`/public/hidden?limit=20${cursorOf(request)}`))
    return sendPage(reply, view, hiddenPage(view, found))
  })
  app.get('/public/ledger', async (request, reply) => {
    const view = viewFor(request, dependencies)
    const [checkpoint, witnessed] = await Promise.all([
      api.text('/ledger/checkpoint'),
      api.text('/ledger/checkpoint.witnessed'),
    ])
    return sendPage(reply, view, ledgerPage(view, checkpoint, witnessed))
  })
  app.get('/ledger/*', (request, reply) => sendBytes(reply, request.url))

  app.get<OfPaper>(`/public/matters${withId}/papers/:digest`, (request, reply) => {
    const { id, digest } = request.params
    return sendBytes(reply, `/public/matters/${id}/papers/${encodeURIComponent(digest)}`)
  })
  app.get<OfPaper>(`/public/matters${withId}/papers/:digest/text`, async (request, reply) => {
    const view = viewFor(request, dependencies)
    const { id, digest } = request.params
    const { title, papers, back } = await publicOne(id)
    const paper = papers.find((one) => one.digest === digest)
    const text = paper === undefined ? undefined : await wordsOf(api, id, paper)
    if (paper === undefined || text === undefined) throw new NotPublic('no such paper')
    return sendPage(reply, view, paperPage(view, { id, title, back }, paper, text))
  })

  async function sendBytes(reply: FastifyReply, path: string): Promise<FastifyReply> {
    const found = await api.bytes(path)
    if (found === undefined) throw new NotPublic('no such bytes')
    if (found.length !== null) void reply.header('content-length', found.length)
    return reply
      .type(found.mediaType)
      .header('content-disposition', 'attachment')
      .send(Readable.fromWeb(found.stream))
  }

  /** The matter of a paper: its consultation, else its decision. */
  async function publicOne(id: string) {
    const asked: Answer = await api.get(`/public/consultations/${id}`)
    if (asked.status === 200) {
      return { ...read(consultationView, asked), back: `/public/consultations/${id}` }
    }
    const made = read(decisionView, await api.get(`/public/decisions/${id}`))
    return { ...made, back: `/public/decisions/${id}` }
  }

  async function aboutOf(window: string): Promise<About | undefined> {
    const id = /^matter\/([^#]+)#/.exec(window)?.[1]
    if (id === undefined) return undefined
    const answer = await api.get(`/public/consultations/${id}`)
    return answer.status === 200 ? { id, title: read(consultationView, answer).title } : undefined
  }
}

function statusOf(asked: string | undefined): Status {
  return statuses.find((status) => status === asked) ?? 'open'
}

function cursorOf(request: FastifyRequest): string {
  const cursor = questioned(request, 'cursor')
  return cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`
}
