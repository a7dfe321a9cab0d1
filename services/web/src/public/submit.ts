import type { FastifyReply, FastifyRequest } from 'fastify'
import { createElement as h } from 'react'
import { v7 as uuidv7, validate } from 'uuid'
import { z } from 'zod'
import type { Answer } from '../api.ts'
import type { Dependencies } from '../app.ts'
import { consultationView, problemView, receiptView } from '../views.ts'
import { read, sendPage, viewFor } from './asked.ts'
import { consultationPage } from './consultation-page.ts'
import { inlinedPapers } from './inlined.ts'
import {
  commenters,
  errorSummary,
  longestClause,
  longestOpinion,
  type FieldError,
  type Typed,
} from './opinion-form.ts'
import type { View } from './view.ts'

const form = z.object({
  key: z.string().default(''),
  text: z.string().default(''),
  clause: z.string().default(''),
  commenter: z.string().default('anonymous'),
  name: z.string().default(''),
  telephone: z.string().default(''),
})

/** 提交意见 · Sends what was typed; on any trouble the page comes back with all of it. */
export async function submitOpinion(
  dependencies: Dependencies,
  request: FastifyRequest,
  reply: FastifyReply,
  matter: string,
): Promise<FastifyReply> {
  const view = viewFor(request, dependencies, `/public/consultations/${matter}`)
  const parsed = form.safeParse(request.body ?? {})
  const given = parsed.success ? parsed.data : form.parse({})
  const typed: Typed = { ...given, key: validate(given.key) ? given.key : uuidv7() }
  const wrong = errorsIn(view, typed)
  if (wrong.length > 0) return again(dependencies, view, reply, matter, typed, wrong, 400)

  const body = {
    // A form writes its line ends as a carriage return and a line feed.
    text: typed.text.replaceAll('\r\n', '\n'),
    commenter: typed.commenter,
    ...(typed.clause.trim() === '' ? {} : { clause: typed.clause.trim() }),
    ...submitterOf(typed),
  }
  const answer = await sent(dependencies, matter, body, typed.key)
  if (answer.status === 201 || answer.status === 202) {
    const { stream } = receiptView.parse(answer.body)
    const id = stream.slice('opinion/'.length)
    return reply.redirect(view.to(`/public/opinions/${id}?new=1`), 303)
  }
  if (answer.status === 404) read(consultationView, answer)
  const next = answer.status === 422 ? { ...typed, key: uuidv7() } : typed
  return again(
    dependencies,
    view,
    reply,
    matter,
    next,
    errorsOf(view, answer, typed.key),
    answer.status >= 500 ? 503 : answer.status,
  )
}

/** Who speaks, where he says so; the API encloses it before anything is entered. */
function submitterOf({ name, telephone }: Typed): object {
  const said = Object.entries({ name: name.trim(), telephone: telephone.trim() })
  const filled = Object.fromEntries(said.filter(([, value]) => value !== ''))
  return Object.keys(filled).length === 0 ? {} : { submitter: filled }
}

/** The page comes back whole, with what was typed and what was wrong with it. */
async function again(
  dependencies: Dependencies,
  view: View,
  reply: FastifyReply,
  matter: string,
  typed: Typed,
  errors: readonly FieldError[],
  code: number,
): Promise<FastifyReply> {
  const { api } = dependencies
  const asked = read(consultationView, await api.get(`/public/consultations/${matter}`))
  const inlined = await inlinedPapers(api, asked.id, asked.papers, ['explanation', 'draft'])
  // What closed while somebody wrote is told on top, and the words are given back.
  const summary = h(
    'div',
    null,
    errorSummary(view, errors),
    asked.status === 'open' ? null : h('div', { className: 'paper' }, typed.text),
  )
  return sendPage(
    reply,
    view,
    consultationPage(view, asked, inlined, { typed, errors, summary }),
    code,
  )
}

/** Too many posts from one place: told like any other trouble, with everything kept. */
export async function tooManyPosts(
  dependencies: Dependencies,
  request: FastifyRequest,
  reply: FastifyReply,
  matter: string,
): Promise<FastifyReply> {
  const view = viewFor(request, dependencies, `/public/consultations/${matter}`)
  const parsed = form.safeParse(request.body ?? {})
  const given = parsed.success ? parsed.data : form.parse({})
  const typed: Typed = { ...given, key: validate(given.key) ? given.key : uuidv7() }
  const errors = [{ field: 'form' as const, says: view.say('error.tooMany') }]
  return again(dependencies, view, reply, matter, typed, errors, 429)
}

async function sent(
  { api }: Dependencies,
  matter: string,
  body: object,
  key: string,
): Promise<Answer> {
  try {
    return await api.post(`/public/consultations/${matter}/opinions`, body, key)
  } catch {
    return { status: 503, body: undefined }
  }
}

function errorsIn(
  { say, number }: View,
  { text, clause, commenter }: Typed,
): readonly FieldError[] {
  const { length } = text.replaceAll('\r\n', '\n')
  const known: readonly string[] = commenters
  return [
    ...(text.trim() === '' ? [{ field: 'text' as const, says: say('error.empty') }] : []),
    ...(length > longestOpinion
      ? [{ field: 'text' as const, says: say('error.long', { length: number(length) }) }]
      : []),
    ...(clause.trim().length > longestClause
      ? [{ field: 'clause' as const, says: say('error.clause') }]
      : []),
    ...(known.includes(commenter) ? [] : [{ field: 'commenter' as const, says: say('error.who') }]),
  ]
}

function errorsOf(
  view: View,
  { status, body, retryAfter }: Answer,
  key: string,
): readonly FieldError[] {
  const { say, cites, language } = view
  const whole = (says: string): FieldError => ({ field: 'form', says })
  if (status === 422) {
    const link = { path: `/public/opinions/${key}`, says: say('error.sameReceipt') }
    return [{ ...whole(say('error.sameNumber')), link }]
  }
  if (status === 429) return [whole(say('error.busy', { seconds: retryAfter ?? '60' }))]
  const problem = problemView.safeParse(body)
  if (status >= 500 || !problem.success) return [whole(say('error.away'))]
  const { issues, grounds } = problem.data
  if (grounds.length > 0) {
    return [
      whole(say('error.refused')),
      ...grounds.map(({ says, cites: cited }) => whole(`${says[language]}（${cites(cited)}）`)),
    ]
  }
  return issues.map(({ path, message }) => {
    const field = fieldOf(path)
    return { field, says: say(field === 'name' ? 'error.person' : 'error.form', { message }) }
  })
}

function fieldOf(path: string): FieldError['field'] {
  if (path === 'submitter' || path.startsWith('submitter.')) return 'name'
  return path === 'text' || path === 'clause' || path === 'commenter' ? path : 'form'
}
