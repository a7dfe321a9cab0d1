import type { LawInUse } from '@juece/procedure'
import { z } from 'zod'
import { problemSchema } from '../answers/schemas.ts'
import { speakerOf } from '../answers/spoken.ts'
import type { Dependencies } from '../dependencies.ts'
import { callerOf, type Caller } from '../plugins/sign-in.ts'
import { notFound, ProblemError } from '../problem.ts'
import { mayReadRegister } from '../reading/visibility.ts'
import type { App, RouteDoc } from '../types.ts'
import { registerPaths, type Register } from './params.ts'

const doc = (what: string): RouteDoc => ({
  summary: `登记册 · ${what}`,
  tag: 'registers',
  headers: ['Act-As'],
  answers: {
    200: {
      says: 'The folded register',
      schema: z.looseObject({
        stream: z.string(),
        sequence: z.int(),
        position: z.int().nullable(),
        digest: z.string().nullable(),
        state: z.unknown(),
        allowedActs: z.array(z.string()),
      }),
    },
    404: { says: 'None, or not for this reader', schema: problemSchema },
  },
})

/** 登记册 · The folded view of a stream beside matters. */
export function registers(app: App, dependencies: Dependencies): void {
  for (const place of registerPaths) {
    const { path, params } = place
    app.get(
      path,
      {
        ...(params === undefined ? {} : { schema: { params } }),
        config: { doc: doc('A register') },
      },
      async (request) => {
        const named = place.register(request.params)
        if (named === undefined) throw new ProblemError(notFound)
        return view(dependencies, callerOf(request), named)
      },
    )
  }
}

async function view(dependencies: Dependencies, caller: Caller, named: Register): Promise<object> {
  const { desk, door } = dependencies
  await mayReadRegister(dependencies, caller, named)
  const { folded, position, digest } = await desk.streams.fresh(named.stream)
  if (folded.sequence === 0 && (named.register === 'sittings' || named.register === 'opinion')) {
    throw new ProblemError(notFound)
  }
  const allowed = await door.allowedActs(named.stream, caller.official, caller.actAs)
  const open = allowed.filter(({ grounds }) => grounds.length === 0).map(({ type }) => type)
  const law = (await desk.streams.known('law-in-use')).folded.state as LawInUse
  const speaker = await speakerOf(dependencies, law.rules, desk.house.clock.now())
  return {
    stream: named.stream,
    sequence: folded.sequence,
    position: digest === null ? null : position,
    digest,
    state: folded.state,
    allowedActs: [...new Set(open)].sort(),
    blocks: allowed
      .filter(({ type, grounds }) => grounds.length > 0 && !open.includes(type))
      .map(({ type, post, grounds }) => ({ type, post, grounds: speaker.grounds(grounds) })),
  }
}
