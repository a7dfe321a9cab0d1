import type { Profile } from '@juece/dossier'
import type { Matter } from '@juece/procedure'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { closedZip } from '../answers/zip.ts'
import { problemSchema } from '../answers/schemas.ts'
import type { Dependencies } from '../dependencies.ts'
import { callerOf, type Caller } from '../plugins/sign-in.ts'
import { notFound, sendProblem, unavailable } from '../problem.ts'
import { bundleOf, bundleOfOpinion, type MadeBundle } from '../reading/bundle.ts'
import { entriesOf } from '../reading/bundle-parts.ts'
import { isOwn } from '../reading/own-entries.ts'
import { isPubliclyKnown } from '../reading/public-acts.ts'
import { isThere } from '../reading/readable.ts'
import type { Seals } from '../reading/seals.ts'
import { mayRead } from '../reading/visibility.ts'
import type { App, RouteDoc } from '../types.ts'
import { matterParams } from './params.ts'

const window = z.coerce.number().int().min(1).max(10_000).optional().meta({
  description: 'Only the opinions of this round of public comment, and what speaks of them',
})
const question = z.object({
  profile: z
    .enum(['audit', 'full', 'public', 'person'], {
      error: () => '应为 audit、full、public 或 person · must be audit, full, public or person',
    })
    .optional()
    .meta({
      description:
        'audit: everything needed to decide it again; full: with the personal values this reader may see; public: what was made public, the rest by its digests; person: one’s own entries, the rest by their digests. Without it, what the caller has a right to',
    }),
  window,
})
const receiptParams = z.object({ receipt: z.uuid() })

const bundleDoc = (summary: string, description: string, isPublic: boolean): RouteDoc => ({
  summary,
  description,
  tag: isPublic ? 'public' : 'matters',
  ...(isPublic ? { isPublic } : {}),
  answers: {
    200: { says: 'The bundle', schema: 'bytes', mediaType: 'application/zip' },
    404: { says: 'No such thing, or not for this reader', schema: problemSchema },
    503: { says: 'Not sealed yet; ask again', schema: problemSchema },
  },
})

/** 证据包 · Evidence bundles: of a matter or one of its windows, by the right of who asks; of one opinion. */
export function bundle(app: App, dependencies: Dependencies, seals: Seals): void {
  app.get(
    '/api/matters/:id/bundle',
    {
      schema: { params: matterParams, querystring: question },
      config: {
        doc: bundleDoc(
          '证据包 · The evidence bundle',
          'One zip, stored and not deflated: entries as hashed, proofs under one signed checkpoint, rules, calendars, papers. It can be verified and decided again with the network off.',
          false,
        ),
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const { profile: wanted, window: round } = request.query
      const caller = callerOf(request)
      const profile = await profileFor(dependencies, caller, id, wanted)
      if (profile === undefined) return sendProblem(reply, notFound)
      const made = await bundleOf(dependencies, seals, {
        matter: `matter/${id}`,
        profile,
        official: caller.official,
        ...(round === undefined ? {} : { round }),
      })
      return send(reply, made, nameOf(id, profile, round))
    },
  )

  app.get(
    '/public/matters/:id/bundle',
    {
      schema: { params: matterParams, querystring: question.pick({ window: true }) },
      config: {
        doc: bundleDoc(
          '公开证据包 · The public evidence bundle',
          'What was made public of a matter, and everything else by its digests and proofs, each with the ground on which it is kept back.',
          true,
        ),
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const { window: round } = request.query
      if (!isPubliclyKnown(await matterOf(dependencies, id))) return sendProblem(reply, notFound)
      const made = await bundleOf(dependencies, seals, {
        matter: `matter/${id}`,
        profile: 'public',
        ...(round === undefined ? {} : { round }),
      })
      return send(reply, made, nameOf(id, 'public', round))
    },
  )

  app.get(
    '/public/opinions/:receipt/bundle',
    {
      schema: { params: receiptParams },
      config: {
        doc: bundleDoc(
          '本人意见的证据包 · The bundle of one opinion',
          'For who has its receipt: the opinion, what became of it, and the public statements that count it, with nobody else’s opinion shown.',
          true,
        ),
      },
    },
    async (request, reply) => {
      const { receipt } = request.params
      const made = await bundleOfOpinion(dependencies, seals, `opinion/${receipt}`)
      return send(reply, made, `juece-opinion-${receipt}.zip`)
    },
  )
}

/**
 * 按权限 · The profile that the caller gets, by right: whoever may read the matter, all of it; whoever has acted in it,
 * his own entries; anybody, what was made public. Undefined where there is nothing for him, and that is one answer,
 * whether the matter is closed to him or does not exist.
 */
async function profileFor(
  dependencies: Dependencies,
  caller: Caller,
  id: string,
  wanted: Profile | undefined,
): Promise<Profile | undefined> {
  const matter = await matterOf(dependencies, id)
  const own = await entriesOf(dependencies, [`matter/${id}`])
  const rights: readonly Profile[] = [
    ...(isThere(matter) && mayRead(matter, caller) ? (['audit', 'full'] as const) : []),
    ...(own.some(({ entry }) => isOwn(entry, caller.official)) ? (['person'] as const) : []),
    ...(isPubliclyKnown(matter) ? (['public'] as const) : []),
  ]
  return wanted === undefined || rights.includes(wanted) ? (wanted ?? rights[0]) : undefined
}

async function matterOf({ desk }: Dependencies, id: string): Promise<Matter> {
  const { folded } = await desk.streams.fresh(`matter/${id}`)
  return folded.state as Matter
}

function nameOf(id: string, profile: Profile, round: number | undefined): string {
  const parts = [
    `juece-matter-${id}`,
    ...(round === undefined ? [] : [`window-${round}`]),
    ...(profile === 'audit' ? [] : [profile]),
  ]
  return `${parts.join('-')}.zip`
}

function send(reply: FastifyReply, made: MadeBundle, name: string): FastifyReply {
  switch (made.kind) {
    case 'nothing':
      return sendProblem(reply, notFound)
    case 'not-sealed':
      return sendProblem(reply, unavailable(2))
    case 'files':
      return reply
        .type('application/zip')
        .header('content-disposition', `attachment; filename="${name}"`)
        .send(closedZip(made.files))
  }
}
