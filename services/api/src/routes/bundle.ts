import { closedZip } from '../answers/zip.ts'
import { problemSchema } from '../answers/schemas.ts'
import { z } from 'zod'
import type { Dependencies } from '../dependencies.ts'
import { callerOf } from '../plugins/sign-in.ts'
import { invalid, sendProblem, unavailable } from '../problem.ts'
import { bundleOf } from '../reading/bundle.ts'
import { readableMatter } from '../reading/readable.ts'
import type { Seals } from '../reading/seals.ts'
import type { App } from '../types.ts'
import { matterParams } from './params.ts'

const question = z.object({
  profile: z
    .string()
    .default('audit')
    .meta({ description: 'audit: everything needed to decide it again' }),
})

/** 证据包 · The evidence bundle of a matter, one zip. */
export function bundle(app: App, dependencies: Dependencies, seals: Seals): void {
  app.get(
    '/api/matters/:id/bundle',
    {
      schema: { params: matterParams, querystring: question },
      config: {
        doc: {
          summary: '证据包 · The evidence bundle',
          description:
            'One zip, stored and not deflated: entries as hashed, proofs under one signed checkpoint, rules, calendars, papers. It can be verified and decided again with the network off.',
          tag: 'matters',
          answers: {
            200: { says: 'The bundle', schema: 'bytes', mediaType: 'application/zip' },
            404: { says: 'No such matter, or not for this reader', schema: problemSchema },
            503: { says: 'Not sealed yet; ask again', schema: problemSchema },
          },
        },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const { profile } = request.query
      await readableMatter(dependencies, callerOf(request), id)
      if (profile !== 'audit') {
        return sendProblem(
          reply,
          invalid([{ path: 'profile', message: '目前只有 audit · only audit is made now' }]),
        )
      }
      const made = await bundleOf(dependencies, seals, `matter/${id}`, profile)
      if (made.kind === 'not-sealed') return sendProblem(reply, unavailable(2))
      return reply
        .type('application/zip')
        .header('content-disposition', `attachment; filename="juece-matter-${id}.zip"`)
        .send(closedZip(made.files))
    },
  )
}
