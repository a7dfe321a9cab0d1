import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Answer } from '../api.ts'
import type { Dependencies } from '../app.ts'
import { drawn, type Page } from './page.ts'
import { viewOf, type View } from './view.ts'

/** There is no such thing for everybody. */
export class NotPublic extends Error {
  override readonly name = 'NotPublic'
}

/** The API did not give what a page is made from. */
class Away extends Error {
  override readonly name = 'Away'
}

/** One word of the question of an address. */
export function questioned(request: FastifyRequest, name: string): string | undefined {
  const { query } = request
  const value: unknown =
    typeof query === 'object' && query !== null && name in query
      ? (query as Readonly<Record<string, unknown>>)[name]
      : undefined
  return typeof value === 'string' ? value : undefined
}

/** How this page is asked for; a posted form is shown at the address of its page. */
export function viewFor(
  request: FastifyRequest,
  { settings: { publicUrl, foot } }: Dependencies,
  here = request.url,
): View {
  const manner = {
    language: questioned(request, 'lang') === 'en' ? ('en' as const) : ('zh-CN' as const),
    isLarge: questioned(request, 'text') === 'large',
  }
  return viewOf(manner, { here, publicUrl, foot })
}

/** Sends a page. It is made for whoever asked, and asked for anew each time. */
export function sendPage(reply: FastifyReply, view: View, page: Page, code = 200): FastifyReply {
  return reply
    .code(code)
    .header('cache-control', 'private, no-cache')
    .header('content-language', view.language)
    .type('text/html; charset=utf-8')
    .send(drawn(view, page))
}

/** What the API answered, in the shape a page reads; 404 is told apart from trouble. */
export function read<Shape extends z.ZodType>(shape: Shape, answer: Answer): z.infer<Shape> {
  if (answer.status === 404 || answer.status === 400) throw new NotPublic(String(answer.status))
  if (answer.status >= 300) throw new Away(`the API answered ${answer.status}`)
  return shape.parse(answer.body)
}
