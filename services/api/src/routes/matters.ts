import { z } from 'zod'
import { problemSchema } from '../answers/schemas.ts'
import type { Dependencies } from '../dependencies.ts'
import { callerOf } from '../plugins/sign-in.ts'
import { matterKnown, matterView, registeredLate } from '../reading/matter-view.ts'
import { readableMatter } from '../reading/readable.ts'
import type { App } from '../types.ts'
import { momentOf, whenQuestion } from './moments.ts'
import { matterParams } from './params.ts'

const view = z
  .looseObject({
    id: z.string(),
    number: z.string().nullable(),
    kind: z.string(),
    organ: z.string(),
    title: z.string(),
    state: z.string(),
    sequence: z.int(),
    position: z.int(),
    steps: z.array(z.looseObject({ step: z.string(), state: z.string() })),
    drafts: z.array(z.looseObject({ version: z.int() })),
    deadlines: z.array(z.looseObject({ name: z.string(), ends: z.string().optional() })),
    facts: z.record(z.string(), z.enum(['yes', 'no'])),
    allowedActs: z.array(z.string()).optional(),
    blocks: z.array(z.looseObject({ type: z.string() })).optional(),
  })
  .meta({ id: 'Matter' })

/** 事项 · One matter, folded from its stream on request. */
export function matters(app: App, dependencies: Dependencies): void {
  app.get(
    '/api/matters/:id',
    {
      schema: { params: matterParams, querystring: whenQuestion },
      config: {
        doc: {
          summary: '读取事项 · Read a matter',
          description:
            'Number, state, steps, drafts, deadlines with their working-out day by day, what the caller may lodge now (allowedActs), and what bars the rest (blocks).',
          tag: 'matters',
          headers: ['Act-As'],
          answers: {
            200: { says: 'The matter', schema: view },
            401: { says: 'Not signed in', schema: problemSchema },
            404: { says: 'No such matter, or not for this reader', schema: problemSchema },
          },
        },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request)
      const { id } = request.params
      const { known, at } = request.query
      const { sequence } = await readableMatter(dependencies, caller, id)
      const stream = `matter/${id}`
      if (at !== undefined) {
        const moment = momentOf('at', at)
        return {
          ...(await matterKnown(dependencies, stream, moment)),
          at: moment,
          registeredLate: await registeredLate(dependencies, stream, moment),
        }
      }
      if (known !== undefined) {
        return matterKnown(dependencies, stream, momentOf('known', known))
      }
      void reply.header('etag', `"${sequence}"`)
      return matterView(dependencies, caller, stream)
    },
  )
}
