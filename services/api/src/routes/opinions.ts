import formbody from '@fastify/formbody'
import type { Receipt } from '@juece/dossier'
import { isDigest } from '@juece/kernel'
import type { Matter } from '@juece/procedure'
import { parseEntry, type Request } from '@juece/procedure/wire'
import { v5 as uuidv5, v7 as uuidv7 } from 'uuid'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { sendAnswer } from '../answers/act-answer.ts'
import { opinionPage, receiptPage } from '../answers/receipt-page.ts'
import { invalidSchema, problemSchema, receiptSchema, refusedSchema } from '../answers/schemas.ts'
import type { Dependencies } from '../dependencies.ts'
import { invalid, notFound, ProblemError, sendProblem, tooMany } from '../problem.ts'
import { hasReached, receiptOf, type Wait } from '../reading/receipt.ts'
import { isUndisclosed } from '../reading/visibility.ts'
import type { Seals } from '../reading/seals.ts'
import type { App } from '../types.ts'
import { commandOf, receivedAt, rowsOf, type ActTools } from './acts.ts'
import { matterParams } from './params.ts'
import { waitOf, waitQuery } from './waiting.ts'

const longestOpinion = 20_000
const fateSchema = z.looseObject({ receipt: receiptSchema, state: z.string() })

/** 个人信息 · Enclosed before anything is entered: nobody reads them without an entry of its own. */
const submitterSchema = z.strictObject({
  name: z.string().optional(),
  address: z.string().optional(),
  email: z.string().optional(),
  telephone: z.string().optional(),
  identityNumber: z.string().optional(),
})

const bodySchema = z
  .strictObject({
    type: z.literal('SubmitPublicOpinion').optional(),
    window: z.string().optional(),
    draft: z.int().optional(),
    text: z
      .string()
      .meta({ description: 'The opinion itself, or the digest of a paper that is stored already' }),
    clause: z.string().optional(),
    channel: z.literal('web').optional(),
    commenter: z.enum(['person', 'organisation', 'anonymous']).optional(),
    submitter: submitterSchema.optional(),
    'submitter.name': z.string().optional().meta({ description: 'In a form; so are the others' }),
    'submitter.address': z.string().optional(),
    'submitter.email': z.string().optional(),
    'submitter.telephone': z.string().optional(),
    'submitter.identityNumber': z.string().optional(),
  })
  .meta({ id: 'PublicOpinion' })

/** 公众意见 · Anybody submits an opinion, and asks later what became of it. No name is asked for; one that is given is enclosed. */
export async function opinions(
  app: App,
  dependencies: Dependencies,
  tools: ActTools,
): Promise<void> {
  await app.register(formbody, { bodyLimit: 256 * 1024 })
  app.post(
    '/public/consultations/:id/opinions',
    {
      schema: { params: matterParams, querystring: waitQuery },
      config: {
        rateLimit: { max: dependencies.settings.limits.requestsPerMinute },
        doc: {
          summary: '提交公众意见 · Submit a public opinion',
          description:
            'Form or JSON. The answer is a receipt; with it anybody can ask what became of the opinion. Whoever wants to may say who he is: the values are enclosed before anything is entered, read only by an official who states a purpose, and can be erased.',
          tag: 'public',
          isPublic: true,
          headers: ['Idempotency-Key'],
          body: {
            'application/json': {
              schema: bodySchema,
              examples: {
                words: {
                  summary: 'In words',
                  value: { text: '建议对低收入家庭减免。', clause: '第三条' },
                },
              },
            },
            'application/x-www-form-urlencoded': { schema: bodySchema },
          },
          answers: {
            201: { says: 'The receipt', schema: receiptSchema },
            202: { says: 'The receipt, not yet as far as was waited for', schema: receiptSchema },
            400: { says: 'Not an opinion', schema: invalidSchema },
            404: { says: 'No such consultation', schema: problemSchema },
            409: { says: 'Refused by law', schema: refusedSchema },
            429: { says: 'Too many', schema: problemSchema },
          },
        },
      },
    },
    (request, reply) => submit(dependencies, tools, request, reply, request.params.id),
  )

  app.get(
    '/public/opinions/:receipt',
    {
      schema: { params: z.object({ receipt: z.string() }), querystring: waitQuery },
      config: {
        doc: {
          summary: '查询意见的去向 · What became of an opinion',
          description: 'By the id on its receipt.',
          tag: 'public',
          isPublic: true,
          answers: {
            200: {
              says: 'The receipt, and what became of the opinion',
              schema: fateSchema,
            },
            202: { says: 'The same, not yet as far as was waited for', schema: fateSchema },
            404: { says: 'No such receipt', schema: problemSchema },
          },
        },
      },
    },
    async (request, reply) => {
      const wait = waitOf(request, request.query.wait)
      const found = await fate(dependencies, tools.seals, request.params.receipt, wait)
      if (found === undefined) return sendProblem(reply, notFound)
      if (wait !== undefined && !hasReached(found.receipt, wait.for)) void reply.code(202)
      if (!wantsPage(request)) return reply.send(found)
      return reply.type('text/html; charset=utf-8').send(opinionPage(found))
    },
  )
  receiptFile(app, dependencies, tools.seals)
}

/** 回执文件 · The receipt as a file to keep; with its proof once it is sealed. */
function receiptFile(app: App, dependencies: Dependencies, seals: Seals): void {
  app.get(
    '/public/opinions/:receipt/receipt.json',
    {
      schema: { params: z.object({ receipt: z.string() }), querystring: waitQuery },
      config: {
        doc: {
          summary: '回执文件 · The receipt of an opinion as a file',
          description: '`juece verify` and the verification page check it with the network off.',
          tag: 'public',
          isPublic: true,
          answers: {
            200: { says: 'The receipt', schema: receiptSchema },
            202: { says: 'The same, not yet as far as was waited for', schema: receiptSchema },
            404: { says: 'No such receipt', schema: problemSchema },
          },
        },
      },
    },
    async (request, reply) => {
      const { receipt: id } = request.params
      const wait = waitOf(request, request.query.wait)
      const found = await fate(dependencies, seals, id, wait)
      if (found === undefined) return sendProblem(reply, notFound)
      const isShort = wait !== undefined && !hasReached(found.receipt, wait.for)
      return reply
        .code(isShort ? 202 : 200)
        .header('content-disposition', `attachment; filename="juece-receipt-${id}.json"`)
        .type('application/json; charset=utf-8')
        .send(`${JSON.stringify(found.receipt, undefined, 2)}\n`)
    },
  )
}

/** What leaves the house on paper waits for those who stand outside it. */
const paperWait: Wait = { for: 'witnessed', patienceMs: 5_000 }

async function submit(
  dependencies: Dependencies,
  { metrics, refusals, seals }: ActTools,
  request: FastifyRequest,
  reply: FastifyReply,
  matterId: string,
): Promise<FastifyReply> {
  const pause = refusals.wait(request.ip)
  if (pause !== undefined) return sendProblem(reply, tooMany(pause))
  const { folded } = await dependencies.desk.streams.fresh(`matter/${matterId}`)
  const matter = folded.state as Matter
  const round = matter.comment.rounds.at(-1)
  if (round === undefined || isUndisclosed(matter)) {
    throw new ProblemError(notFound)
  }
  const command = await withStoredText(
    dependencies,
    requestOf(request.body, { window: `${matter.stream}#${round.round}`, draft: round.draft }),
  )
  const id = opinionId(request)
  const answer = await dependencies.door.lodge({
    stream: `opinion/${id}`,
    command,
    key: id,
    by: { public: true },
    occurred: receivedAt(request),
  })
  metrics.act(command.type, answer.kind)
  if (answer.kind === 'refused' && !answer.repeated) refusals.note(request.ip)
  if (answer.kind !== 'recorded') {
    return sendAnswer(reply, answer, dependencies, { place: () => `/public/opinions/${id}` })
  }
  const isPage = wantsPage(request)
  const wait = waitOf(request, waitQuery.parse(request.query).wait)
  const receipt = await receiptOf(
    dependencies,
    seals,
    answer.position,
    wait ?? (isPage ? paperWait : undefined),
  )
  const isShort = wait !== undefined && !hasReached(receipt, wait.for)
  void reply.code(isShort ? 202 : 201).header('location', `/public/opinions/${id}`)
  if (!isPage) return reply.send(receipt)
  return reply.type('text/html; charset=utf-8').send(receiptPage(id, receipt))
}

/** The body as the command has it: what a form leaves empty is not there. */
function requestOf(
  body: unknown,
  { window, draft }: { readonly window: string; readonly draft: number },
): Request {
  const given: Readonly<Record<string, unknown>> =
    typeof body === 'object' && body !== null && !Array.isArray(body) ? { ...body } : {}
  const filled = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''))
  const { text, window: named } = filled
  const { submitter, rest } = submitterOf(filled)
  const isSomebody =
    typeof submitter === 'object' && submitter !== null && Object.keys(submitter).length > 0
  if (typeof named === 'string' && named.split('#')[0] !== window.split('#')[0]) {
    throw new ProblemError(
      invalid([
        { path: 'window', message: '不是本次征求意见的窗口 · not a window of this consultation' },
      ]),
    )
  }
  const wanted = {
    type: 'SubmitPublicOpinion',
    window,
    draft,
    channel: 'web',
    commenter: isSomebody ? 'person' : 'anonymous',
    submitter,
    ...rest,
    // The words are stored before the act; here only their form is looked at.
    ...(typeof text === 'string' && !isDigest(text) && isSpeech(text)
      ? { text: `sha256:${'0'.repeat(64)}` }
      : {}),
  }
  const command = commandOf(wanted, rowsOf('opinion'))
  return typeof text === 'string' ? { ...command, text } : command
}

/** A form writes `submitter.name`, JSON an object; what is left empty is not there. */
function submitterOf(filled: Readonly<Record<string, unknown>>): {
  readonly submitter: unknown
  readonly rest: Readonly<Record<string, unknown>>
} {
  const fields = Object.entries(filled)
  const flat = fields.filter(([name]) => name.startsWith('submitter.'))
  const rest = Object.fromEntries(fields.filter(([name]) => !name.startsWith('submitter')))
  const said = filled.submitter ?? {}
  if (typeof said !== 'object' || Array.isArray(said)) return { submitter: said, rest }
  const given = [
    ...Object.entries(said),
    ...flat.map(([name, value]) => [name.slice('submitter.'.length), value] as const),
  ]
  return { submitter: Object.fromEntries(given.filter(([, value]) => value !== '')), rest }
}

function isSpeech(text: string): boolean {
  return text.trim() !== '' && text.length <= longestOpinion
}

async function withStoredText({ attachments }: Dependencies, command: Request): Promise<Request> {
  const text = String(command.text)
  if (isDigest(text)) return command
  const { digest } = await attachments.store(only(new TextEncoder().encode(text)), {
    mediaType: 'text/plain; charset=utf-8',
    maxBytes: longestOpinion * 4,
  })
  return { ...command, text: digest }
}

async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

/** The key is the id of the opinion: the same key meets the same stream. */
function opinionId(request: FastifyRequest): string {
  const key = request.headers['idempotency-key']
  if (typeof key !== 'string' || key === '') return uuidv7()
  return z.uuid().safeParse(key).success ? key.toLowerCase() : uuidv5(key, uuidv5.URL)
}

/** What became of an opinion. */
export interface Fate {
  readonly receipt: Receipt
  readonly state: 'received' | 'late' | 'answered'
  readonly window: string
  readonly receivedAt: string
  readonly disposition?: { readonly disposition: string; readonly reasons: string }
}

async function fate(
  dependencies: Dependencies,
  seals: Seals,
  id: string,
  wait?: Wait,
): Promise<Fate | undefined> {
  if (!z.uuid().safeParse(id).success) return undefined
  const { reader } = dependencies.desk.house
  const stored = await reader.readStream(`opinion/${id}`)
  const read = stored.map(({ position, bytes }) => ({ position, entry: parseEntry(bytes) }))
  const submitted = read.find(
    ({ entry }) =>
      entry.outcome.kind === 'recorded' && entry.command.type === 'SubmitPublicOpinion',
  )
  if (submitted === undefined || submitted.entry.outcome.kind !== 'recorded') return undefined
  const [event] = submitted.entry.outcome.events
  const disposed = read.find(
    ({ entry }) => entry.outcome.kind === 'recorded' && entry.command.type === 'DisposeOfOpinion',
  )?.entry.command
  return {
    receipt: await receiptOf(dependencies, seals, submitted.position, wait),
    state: disposed !== undefined ? 'answered' : event?.late === true ? 'late' : 'received',
    window: String(event?.window),
    receivedAt: submitted.entry.occurred,
    ...(disposed === undefined
      ? {}
      : {
          disposition: {
            disposition: String(disposed.disposition),
            reasons: String(disposed.reasons ?? ''),
          },
        }),
  }
}

function wantsPage(request: FastifyRequest): boolean {
  const accept = request.headers.accept ?? ''
  return accept.includes('text/html') && !accept.startsWith('application/json')
}
