import type { FastifyReply } from 'fastify'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { problemSchema } from '../answers/schemas.ts'
import type { Dependencies } from '../dependencies.ts'
import { notFound, ProblemError } from '../problem.ts'
import type { App, RouteDoc } from '../types.ts'

/** What the sealer writes beside notes (C2SP tlog-tiles); nothing else is ever read. */
const tile = /^tile\/(entries|[0-9]|[1-5][0-9]|6[0-3])\/(x\d{3}\/)*\d{3}(\.p\/[1-9]\d{0,2})?$/
/** A note changes, and whoever asks again wants the new one. */
const changing = 'public, max-age=1, must-revalidate'
/** A tile never changes. */
const standing = 'public, max-age=31536000, immutable'

/** 账本 · The public folder of the log: digests, hashes and notes, for anybody's tools. */
export function ledger(app: App, { settings }: Dependencies): void {
  const { tilesDir } = settings
  const bytesOf = async (name: string): Promise<Buffer> => {
    if (tilesDir === undefined) throw new ProblemError(notFound)
    return readFile(join(tilesDir, name)).catch((why: unknown) => {
      throw isAbsent(why) ? new ProblemError(notFound) : why
    })
  }
  for (const [name, summary] of [
    ['checkpoint', '检查点 · The newest signed checkpoint'],
    [
      'checkpoint.witnessed',
      '经见证的检查点 · The newest checkpoint that enough witnesses cosigned',
    ],
  ] as const) {
    app.get(`/ledger/${name}`, { config: { doc: noteDoc(summary) } }, async (_request, reply) => {
      const bytes = await bytesOf(name)
      return reply.header('cache-control', changing).type('text/plain; charset=utf-8').send(bytes)
    })
  }
  const sendTile = async (reply: FastifyReply, name: string): Promise<FastifyReply> => {
    if (!tile.test(name)) throw new ProblemError(notFound)
    const bytes = await bytesOf(name)
    return reply.header('cache-control', standing).type('application/octet-stream').send(bytes)
  }
  app.get(
    '/ledger/tile/:level/:index',
    { schema: { params: tileParams }, config: { doc: tileDoc } },
    async ({ params: { level, index } }, reply) => sendTile(reply, `tile/${level}/${index}`),
  )
  // The same with more segments: an index of a thousand and more, and partial tiles.
  app.get('/ledger/tile/*', async (request, reply) => {
    const { '*': rest } = z.object({ '*': z.string() }).parse(request.params)
    return sendTile(reply, `tile/${rest}`)
  })
}

const tileParams = z.object({
  level: z.string().meta({ description: '0 to 63, or `entries` for bundles of entry digests' }),
  index: z.string().meta({
    description:
      'Three digits; from 1000 on groups of three, all but the last with an x (`x001/234`); `.p/<width>` behind it for a partial tile',
  }),
})

const tileDoc: RouteDoc = {
  summary: '瓦片 · A tile of the tree, or a bundle of entry digests',
  description:
    'As C2SP tlog-tiles has them: 256 hashes, or 256 digests of 32 bytes behind their length.',
  tag: 'public',
  isPublic: true,
  answers: {
    200: {
      says: 'Its bytes; they never change',
      schema: 'bytes',
      mediaType: 'application/octet-stream',
    },
    404: { says: 'No such tile', schema: problemSchema },
  },
}

function noteDoc(summary: string): RouteDoc {
  return {
    summary,
    description: 'A C2SP signed note: origin, size, root, and the lines of log and witnesses.',
    tag: 'public',
    isPublic: true,
    answers: {
      200: { says: 'The note', schema: 'text', mediaType: 'text/plain' },
      404: { says: 'There is none yet', schema: problemSchema },
    },
  }
}

function isAbsent(why: unknown): boolean {
  const absent: readonly unknown[] = ['ENOENT', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG']
  return why instanceof Error && 'code' in why && absent.includes(why.code)
}
