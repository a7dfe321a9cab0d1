import type { Matter } from '@juece/procedure'
import { jurisdictionOf } from '@juece/procedure'
import { parseEntry } from '@juece/procedure/wire'
import type { StoredEntry } from '@juece/record-store/read'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { citeSchema, problemSchema, receiptSchema } from '../answers/schemas.ts'
import { speakerOf } from '../answers/spoken.ts'
import type { Dependencies } from '../dependencies.ts'
import { callerOf, type Caller } from '../plugins/sign-in.ts'
import { notFound, ProblemError } from '../problem.ts'
import { mayRead, mayReadRegister } from '../reading/visibility.ts'
import { hasReached, receiptOf } from '../reading/receipt.ts'
import type { Seal, Seals } from '../reading/seals.ts'
import type { App, RouteDoc } from '../types.ts'
import { matterParams, registerPaths } from './params.ts'
import { waitOf, waitQuery } from './waiting.ts'

const page = z.object({
  from: z.coerce.number().int().min(1).default(1).meta({ description: 'The first sequence shown' }),
  limit: z.coerce.number().int().min(1).max(2_000).default(2_000),
})
const one = z.object({ sequence: z.coerce.number().int().min(1) })

const entrySchema = z
  .looseObject({
    position: z.int(),
    digest: z.string(),
    sequence: z.int(),
    occurred: z.string(),
    entered: z.string(),
    command: z.looseObject({ id: z.string(), type: z.string() }),
    outcome: z.looseObject({ kind: z.enum(['recorded', 'refused']) }),
    sealed: z.boolean(),
    proof: z.string().optional(),
    cites: z.array(citeSchema).optional(),
  })
  .meta({ id: 'EntryView' })

const entriesDoc = (what: string): RouteDoc => ({
  summary: `条目 · ${what}`,
  description:
    'Oldest first, each with digest and position, and with its inclusion proof once it is sealed.',
  tag: 'matters',
  answers: {
    200: {
      says: 'Entries',
      schema: z.object({ entries: z.array(entrySchema), next: z.int().nullable() }),
    },
    404: { says: 'None, or not for this reader', schema: problemSchema },
  },
})
const receiptDoc: RouteDoc = {
  summary: '回执 · The receipt of an entry',
  description:
    'With its proof once it is sealed; `juece verify` and the verification page check it with the network off.',
  tag: 'matters',
  headers: ['Prefer'],
  answers: {
    200: { says: 'The receipt', schema: receiptSchema },
    202: { says: 'The same, not yet as far as was waited for', schema: receiptSchema },
    404: { says: 'None, or not for this reader', schema: problemSchema },
  },
}
const entryDoc: RouteDoc = {
  summary: '一个条目 · One entry',
  tag: 'matters',
  answers: {
    200: { says: 'The entry', schema: entrySchema },
    404: { says: 'None, or not for this reader', schema: problemSchema },
  },
}

/** 条目 · The entries of a matter and of registers. */
export function entries(app: App, dependencies: Dependencies, seals: Seals): void {
  const list = async (stream: string, { from, limit }: z.infer<typeof page>) => {
    const stored = await dependencies.desk.house.reader.readStream(stream, {
      from,
      upTo: from + limit - 1,
    })
    const seal = await seals.newest()
    return {
      entries: await Promise.all(stored.map((entry) => shown(dependencies, entry, seal))),
      next: stored.length === limit ? from + limit : null,
    }
  }
  const single = async (stream: string, sequence: number) => {
    const [stored] = await dependencies.desk.house.reader.readStream(stream, {
      from: sequence,
      upTo: sequence,
    })
    if (stored === undefined) throw new ProblemError(notFound)
    return shown(dependencies, stored, await seals.newest())
  }

  const receipt = async (
    request: FastifyRequest,
    reply: FastifyReply,
    stream: string,
    sequence: number,
  ): Promise<FastifyReply> => {
    const wait = waitOf(request, waitQuery.parse(request.query).wait)
    const [stored] = await dependencies.desk.house.reader.readStream(stream, {
      from: sequence,
      upTo: sequence,
    })
    if (stored === undefined) throw new ProblemError(notFound)
    const made = await receiptOf(dependencies, seals, stored.position, wait)
    return reply.code(wait === undefined || hasReached(made, wait.for) ? 200 : 202).send(made)
  }

  app.get(
    '/api/matters/:id/entries',
    {
      schema: { params: matterParams, querystring: page },
      config: { doc: entriesDoc('The entries of a matter') },
    },
    async (request) => {
      const stream = await readableStream(dependencies, callerOf(request), request.params.id)
      return list(stream, request.query)
    },
  )
  app.get(
    '/api/matters/:id/entries/:sequence',
    { schema: { params: matterParams.extend(one.shape) }, config: { doc: entryDoc } },
    async (request) => {
      const stream = await readableStream(dependencies, callerOf(request), request.params.id)
      return single(stream, request.params.sequence)
    },
  )
  app.get(
    '/api/matters/:id/entries/:sequence/receipt',
    {
      schema: { params: matterParams.extend(one.shape), querystring: waitQuery },
      config: { doc: receiptDoc },
    },
    async (request, reply) => {
      const { id, sequence } = request.params
      const stream = await readableStream(dependencies, callerOf(request), id)
      return receipt(request, reply, stream, sequence)
    },
  )
  for (const place of registerPaths) {
    const { path, params = z.object({}) } = place
    const readable = async (request: FastifyRequest): Promise<string> => {
      const named = place.register(request.params)
      if (named === undefined) throw new ProblemError(notFound)
      await mayReadRegister(dependencies, callerOf(request), named)
      return named.stream
    }
    app.get(
      `${path}/entries`,
      {
        schema: { params, querystring: page },
        config: { doc: entriesDoc('The entries of a register') },
      },
      async (request) => list(await readable(request), request.query),
    )
    app.get(
      `${path}/entries/:sequence`,
      { schema: { params: params.extend(one.shape) }, config: { doc: entryDoc } },
      async (request) => single(await readable(request), one.parse(request.params).sequence),
    )
    app.get(
      `${path}/entries/:sequence/receipt`,
      {
        schema: { params: params.extend(one.shape), querystring: waitQuery },
        config: { doc: receiptDoc },
      },
      async (request, reply) =>
        receipt(request, reply, await readable(request), one.parse(request.params).sequence),
    )
  }
}

async function shown(
  dependencies: Dependencies,
  { position, sequence, digest, bytes }: StoredEntry,
  seal: Seal | undefined,
): Promise<object> {
  const entry = parseEntry(bytes)
  const { outcome } = entry
  const speaker = await speakerOf(dependencies, entry.rules, entry.occurred)
  const spoken =
    outcome.kind === 'refused'
      ? { ...outcome, grounds: speaker.grounds(outcome.grounds) }
      : { ...outcome, deviations: speaker.deviations(outcome.deviations) }
  const isSealed = seal !== undefined && position < seal.size
  return {
    position,
    digest,
    stream: entry.stream,
    sequence,
    previous: entry.previous,
    asOf: entry.asOf,
    occurred: entry.occurred,
    entered: entry.entered,
    by: entry.by,
    rules: entry.rules,
    calendar: entry.calendar,
    command: entry.command,
    outcome: spoken,
    sealed: isSealed,
    ...(isSealed ? { proof: seal.proof(position) } : {}),
  }
}

/** The stream of a matter for one who may read it; of a refused creation for those of the same jurisdiction. */
export async function readableStream(
  { desk }: Dependencies,
  caller: Caller,
  id: string,
): Promise<string> {
  const stream = `matter/${id}`
  const { folded } = await desk.streams.fresh(stream)
  if (folded.sequence === 0) throw new ProblemError(notFound)
  const matter = folded.state as Matter
  if (matter.stage !== 'S00') {
    if (!mayRead(matter, caller)) throw new ProblemError(notFound)
    return stream
  }
  const stored = await desk.house.reader.readStream(stream)
  const homes = stored.flatMap(({ bytes }) => {
    const { by } = parseEntry(bytes)
    return 'organ' in by ? [jurisdictionOf(by.organ)] : []
  })
  if (caller.posts.some(({ organ }) => homes.includes(jurisdictionOf(organ)))) return stream
  throw new ProblemError(notFound)
}
