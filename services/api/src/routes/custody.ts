import { jurisdictionOf } from '@juece/procedure'
import { z } from 'zod'
import { problemSchema } from '../answers/schemas.ts'
import type { Dependencies } from '../dependencies.ts'
import { callerOf, type Caller } from '../plugins/sign-in.ts'
import { notFound, ProblemError, sendProblem, type Problem } from '../problem.ts'
import { openedBy } from '../reading/opened.ts'
import { readableMatter } from '../reading/readable.ts'
import type { App } from '../types.ts'

const jurisdiction = z.object({ id: z.string().regex(/^[a-z]{2}(-[a-z0-9]+)*$/) })
const opening = jurisdiction.extend({ sequence: z.coerce.number().int().min(1) })
const matter = z.object({ matter: z.uuid() })

const erased: Problem = {
  status: 410,
  kind: 'erased',
  title: '已依法抹除，无法再看 · Erased: nobody can read it any more',
}

/** Posts that decide about erasures and holds, or watch those who do. */
const keepers: ReadonlySet<string> = new Set([
  'administrator',
  'openness-reviewer',
  'archivist',
  'auditor',
  'superior',
])

/** 保管 · What was opened is read by the one who opened it; which keys there are, by those who decide about them. */
export function custody(app: App, dependencies: Dependencies): void {
  app.get(
    '/api/registers/custody/:id/opened/:sequence',
    {
      schema: { params: opening },
      config: {
        doc: {
          summary: '读取已开启的信封 · Read what was opened',
          description:
            'The value that OpenEnvelope, lodged by this very official, opened: a text, or the bytes of an enclosed paper.',
          tag: 'registers',
          answers: {
            200: {
              says: 'The value; an enclosed paper comes as its bytes',
              schema: z
                .object({ entry: z.int(), path: z.string(), value: z.string() })
                .meta({ id: 'OpenedValue' }),
            },
            404: { says: 'Nothing this official has opened', schema: problemSchema },
            410: { says: 'Erased since', schema: problemSchema },
          },
        },
      },
    },
    async (request, reply) => {
      const { id, sequence } = request.params
      const { official } = callerOf(request)
      const opened = await openedBy(dependencies, official, `custody/${id}`, sequence)
      if (opened === undefined) throw new ProblemError(notFound)
      void reply.header('cache-control', 'no-store')
      switch (opened.kind) {
        case 'erased':
          return sendProblem(reply, erased)
        case 'paper':
          return reply
            .type(opened.mediaType)
            .header('content-disposition', 'attachment')
            .send(Buffer.from(opened.bytes))
        case 'value': {
          const { entry, path, value } = opened
          return reply.send({ entry, path, value })
        }
      }
    },
  )

  app.get(
    '/api/registers/custody/:id/keys',
    {
      schema: { params: jurisdiction, querystring: matter },
      config: {
        doc: {
          summary: '事项的密钥 · The keys of a matter',
          description:
            'Their ids and where they are used, for those who propose, approve or hold up an erasure. Nothing is opened.',
          tag: 'registers',
          answers: {
            200: {
              says: 'Keys that an entry names',
              schema: z.object({
                keys: z.array(
                  z.object({ key: z.string(), stream: z.string(), paths: z.array(z.string()) }),
                ),
              }),
            },
            404: { says: 'No such matter, or not for this reader', schema: problemSchema },
          },
        },
      },
    },
    async (request) => {
      const { id } = request.params
      const caller = callerOf(request)
      if (dependencies.keyring === undefined || !isKeeper(caller, id)) {
        throw new ProblemError(notFound)
      }
      const found = await readableMatter(dependencies, caller, request.query.matter)
      if (jurisdictionOf(found.matter.organ) !== id) throw new ProblemError(notFound)
      const keys = await dependencies.keyring.keysOfMatter(found.matter.stream)
      return { keys: keys.map(({ key, stream, paths }) => ({ key, stream, paths: [...paths] })) }
    },
  )
}

function isKeeper({ posts }: Caller, home: string): boolean {
  return posts.some(({ organ, post }) => jurisdictionOf(organ) === home && keepers.has(post))
}
