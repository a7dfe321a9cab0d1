import type { Instant } from '@juece/kernel'
import { specificationsOf, type AnySpecification, type Door } from '@juece/procedure'
import { actSchema, parseRequest, type Request } from '@juece/procedure/wire'
import { v5 as uuidv5 } from 'uuid'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { sendAnswer, type EntryPlace } from '../answers/act-answer.ts'
import { invalidSchema, problemSchema, recordedSchema, refusedSchema } from '../answers/schemas.ts'
import type { Dependencies } from '../dependencies.ts'
import { actExamples } from '../openapi/examples.ts'
import type { Metrics } from '../plugins/metrics.ts'
import type { RefusalLimit } from '../plugins/refusal-limit.ts'
import { callerOf } from '../plugins/sign-in.ts'
import { invalid, notFound, ProblemError, sendProblem, tooMany } from '../problem.ts'
import { mayActOn } from '../reading/readable.ts'
import { matterView } from '../reading/matter-view.ts'
import { receiptOf } from '../reading/receipt.ts'
import type { Seals } from '../reading/seals.ts'
import { mayOpen, mayReadRegister } from '../reading/visibility.ts'
import type { App, RouteDoc } from '../types.ts'
import { ifMatchOf, keyOf, prefersRepresentation } from './headers.ts'
import { matterParams, registerPaths, type RegisterPath } from './params.ts'
import { waitOf, waitQuery } from './waiting.ts'

/** What the acts' routes count with, and the seals their receipts wait for. */
export interface ActTools {
  readonly metrics: Metrics
  readonly refusals: RefusalLimit
  readonly seals: Seals
}

/** 行为之门 · The one door for acts: of matters, and of the registers beside them. */
export function acts(app: App, dependencies: Dependencies, tools: ActTools): void {
  app.post(
    '/api/matters/:id/acts',
    {
      schema: { params: matterParams, querystring: waitQuery },
      config: { doc: matterDoc() },
    },
    async (request, reply) => {
      const { id } = request.params
      const command = commandOf(request.body, rowsOf('matter'))
      if (command.type === 'SubmitProposal') requireVersion7(id)
      else await mayActOn(dependencies, callerOf(request), id)
      return lodge(dependencies, tools, request, reply, {
        stream: `matter/${id}`,
        command,
        place: ({ sequence }) => `/api/matters/${id}/entries/${sequence}`,
      })
    },
  )
  for (const place of registerPaths) {
    const { path, params } = place
    app.post(
      `${path}/acts`,
      {
        schema: { querystring: waitQuery, ...(params === undefined ? {} : { params }) },
        config: { doc: registerDoc(place) },
      },
      async (request, reply) => {
        const named = place.register(withNewId(request))
        if (named === undefined) return sendProblem(reply, notFound)
        await mayReadRegister(dependencies, callerOf(request), named)
        const command = commandOf(request.body, rowsOf(named.register))
        await mayOpen(dependencies, callerOf(request), command)
        return lodge(dependencies, tools, request, reply, {
          stream: named.stream,
          command,
          place: ({ sequence }) => `/api/registers/${named.path}/entries/${sequence}`,
        })
      },
    )
  }
}

interface Ask {
  readonly stream: string
  readonly command: Request
  readonly place: EntryPlace
}

async function lodge(
  dependencies: Dependencies,
  { metrics, refusals, seals }: ActTools,
  request: FastifyRequest,
  reply: FastifyReply,
  { stream, command, place }: Ask,
): Promise<FastifyReply> {
  const caller = callerOf(request)
  const pause = refusals.wait(caller.official)
  if (pause !== undefined) return sendProblem(reply, tooMany(pause))
  const ifMatch = ifMatchOf(request)
  const answer = await dependencies.door.lodge({
    stream,
    command,
    key: keyOf(request, caller.official),
    by: {
      official: caller.official,
      ...(caller.actAs === undefined ? {} : { actAs: caller.actAs }),
    },
    occurred: receivedAt(request),
    ...(ifMatch === undefined ? {} : { ifMatch }),
  })
  metrics.act(command.type, answer.kind)
  // A first answer told again is no further refusal.
  if (answer.kind === 'refused' && !answer.repeated) refusals.note(caller.official)
  const wait = waitOf(request, waitQuery.parse(request.query).wait)
  return sendAnswer(reply, answer, dependencies, {
    place,
    ...(wait === undefined
      ? {}
      : {
          wanted: wait.for,
          receipt: (position: number) => receiptOf(dependencies, seals, position, wait),
        }),
    ...(prefersRepresentation(request) && stream.startsWith('matter/')
      ? { representation: async () => ({ matter: await matterView(dependencies, caller, stream) }) }
      : {}),
  })
}

/** The moment the request was complete: stamped by the hook that runs when the body is there. */
export function receivedAt(request: FastifyRequest): Instant {
  if (request.receivedAt === null) throw new Error('nothing was received')
  return request.receivedAt
}

/** The act in a body; a body that is none is 400. */
export function commandOf(
  body: unknown,
  rows: Readonly<Record<string, AnySpecification>>,
): Request {
  const parsed = parseRequest(body, rows)
  if (parsed.kind === 'invalid') throw new ProblemError(invalid(parsed.issues))
  return parsed.request
}

const rowsByDoor = new Map<Door, Readonly<Record<string, AnySpecification>>>()

/** The rows of the command table of one door, by type. */
export function rowsOf(door: Door): Readonly<Record<string, AnySpecification>> {
  const before = rowsByDoor.get(door)
  if (before !== undefined) return before
  const rows = Object.fromEntries(specificationsOf(door).map((row) => [row.type, row]))
  rowsByDoor.set(door, rows)
  return rows
}

/** `new` names a stream by the key of its first act, so that a retry meets the same stream. */
function withNewId(request: FastifyRequest): unknown {
  const params = request.params as { readonly id?: string }
  return params.id === 'new' ? { ...params, id: newId(request) } : params
}

function newId(request: FastifyRequest): string {
  const { official } = callerOf(request)
  return uuidv5(`${official}/${keyOf(request, official)}`, uuidv5.URL)
}

function requireVersion7(id: string): void {
  if (z.uuidv7().safeParse(id).success) return
  throw new ProblemError(
    invalid([
      { path: 'id', message: '新事项的编号应为 UUIDv7 · a new matter has an id of UUID version 7' },
    ]),
  )
}

const actAnswers = {
  201: { says: 'Recorded; deviations name what is wrong', schema: recordedSchema },
  202: {
    says: 'Recorded, and not yet as far as was waited for: the receipt has the state reached',
    schema: recordedSchema,
  },
  400: { says: 'Not an act', schema: invalidSchema },
  401: { says: 'Not signed in', schema: problemSchema },
  403: { says: 'Not within the power of this person; kept as an entry', schema: refusedSchema },
  404: { says: 'No such matter, or not for this reader', schema: problemSchema },
  409: { says: 'Refused by law; kept as an entry', schema: refusedSchema },
  412: { says: 'Somebody wrote first (with If-Match)', schema: problemSchema },
  422: { says: 'The key stands for another act', schema: problemSchema },
  429: { says: 'Too many', schema: problemSchema },
  503: { says: 'Not possible now; ask again with the same key', schema: problemSchema },
} as const

function matterDoc(): RouteDoc {
  const rows = specificationsOf('matter')
  return {
    summary: '提交行为 · Lodge an act on a matter',
    description:
      'The one door for acts on a matter. SubmitProposal creates the matter under the id in the path (UUID version 7).',
    tag: 'acts',
    headers: ['Idempotency-Key', 'If-Match', 'Act-As', 'Prefer'],
    body: {
      'application/json': { schema: actSchema(rows, 'MatterAct'), examples: actExamples(rows) },
    },
    answers: actAnswers,
  }
}

function registerDoc({ path, doors }: RegisterPath): RouteDoc {
  const rows = doors.flatMap(specificationsOf)
  const [only, ...more] = doors
  return {
    summary: '登记行为 · Lodge an act on a register',
    description: `The same door for streams beside matters: ${path.slice('/api/registers/'.length)}.`,
    tag: 'acts',
    headers: ['Idempotency-Key', 'If-Match', 'Act-As'],
    body: {
      'application/json': {
        schema: actSchema(rows, more.length > 0 ? 'RegisterAct' : `RegisterAct-${only ?? ''}`),
        examples: actExamples(rows),
      },
    },
    answers: actAnswers,
  }
}
