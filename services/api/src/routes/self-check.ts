import type { Instant } from '@juece/kernel'
import {
  foldStream,
  rulesInTurn,
  selfCheck,
  stageOf,
  type LawInUse,
  type Matter,
  type Placed,
  type SelfCheckLine,
} from '@juece/procedure'
import { parseEntry } from '@juece/procedure/wire'
import { z } from 'zod'
import { problemSchema } from '../answers/schemas.ts'
import type { Dependencies } from '../dependencies.ts'
import { callerOf } from '../plugins/sign-in.ts'
import { notFound, ProblemError } from '../problem.ts'
import { registeredLate } from '../reading/matter-view.ts'
import { readableMatter } from '../reading/readable.ts'
import type { App } from '../types.ts'
import { momentOf, whenQuestion } from './moments.ts'
import { matterParams } from './params.ts'

const says = z.object({ 'zh-CN': z.string(), en: z.string() })
const responsible = z.object({ official: z.string(), organ: z.string(), post: z.string() })
const line = z.looseObject({
  row: z.string(),
  status: z.enum(['satisfied', 'not-applicable', 'excused', 'violated', 'open']),
  positions: z.array(z.int()),
  says,
  by: responsible.optional(),
  finding: z.string().optional(),
  why: says.optional(),
  reasons: z.string().optional(),
  productRule: z.boolean(),
  flagged: z.array(z.int()),
  persons: z.array(responsible),
})
const answer = z
  .looseObject({
    id: z.string(),
    state: z.string(),
    sequence: z.int(),
    position: z.int(),
    counts: z.record(z.string(), z.int()),
    rows: z.array(line),
  })
  .meta({ id: 'SelfCheck' })

/** 合规自检 · Row by row, how the matter stands before the law, with the entries it rests on (MD-O08). */
export function selfCheckRoute(app: App, dependencies: Dependencies): void {
  app.get(
    '/api/matters/:id/self-check',
    {
      schema: { params: matterParams, querystring: whenQuestion },
      config: {
        doc: {
          summary: '合规自检 · The self-check of a matter',
          description:
            'Every row of the rulebook: satisfied, not applicable (by whose finding), excused (by whom, why), violated, or open; each with the positions of the entries it rests on. Persons judge; nothing is computed that is theirs to find.',
          tag: 'matters',
          answers: {
            200: { says: 'Row by row', schema: answer },
            401: { says: 'Not signed in', schema: problemSchema },
            404: { says: 'No such matter, or not for this reader', schema: problemSchema },
          },
        },
      },
    },
    async (request) => {
      const { id } = request.params
      const { known, at } = request.query
      const { matter } = await readableMatter(dependencies, callerOf(request), id)
      const stream = `matter/${id}`
      if (at !== undefined) {
        const moment = momentOf('at', at)
        return {
          ...(await checked(dependencies, matter, stream, moment)),
          at: moment,
          registeredLate: await registeredLate(dependencies, stream, moment),
        }
      }
      if (known === undefined) return checked(dependencies, matter, stream)
      const moment = momentOf('known', known)
      return { ...(await checked(dependencies, matter, stream, moment)), known: moment }
    },
  )
}

async function checked(
  { desk }: Dependencies,
  matter: Matter,
  stream: string,
  enteredBy?: Instant,
) {
  const until = enteredBy === undefined ? {} : { enteredBy }
  const read = async (name: string): Promise<readonly Placed[]> =>
    (await desk.house.reader.readStream(name, until)).map(({ position, bytes }) => ({
      position,
      entry: parseEntry(bytes),
    }))
  const own = await read(stream)
  const last = own.at(-1)
  if (last === undefined) {
    throw new ProblemError(notFound)
  }
  const sittings = await Promise.all(sittingsNamed(own).map(read))
  const law = foldStream('law-in-use', await read('law-in-use')).state as LawInUse
  const turns = await Promise.all(
    rulesInTurn(own, matter, law).map(async ({ since, rules, on }) => ({
      since,
      rules: await desk.law.rules(rules, on),
    })),
  )
  const [first, ...later] = turns
  if (first === undefined) throw new ProblemError(notFound)
  const entries = [...own, ...sittings.flat()]
  const rows = selfCheck({ entries, stream, rules: first.rules, later })
  return {
    id: stream.slice('matter/'.length),
    state: stageOf(foldStream(stream, own).state as Matter),
    sequence: last.entry.sequence,
    position: last.position,
    counts: countsOf(rows),
    rows,
  }
}

/** The sittings in which the item was on the agenda. */
function sittingsNamed(placed: readonly Placed[]): readonly string[] {
  const named = placed.flatMap(({ entry: { command } }) =>
    typeof command.sitting === 'string' ? [command.sitting] : [],
  )
  return [...new Set(named)]
}

function countsOf(rows: readonly SelfCheckLine[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { status } of rows) counts[status] = (counts[status] ?? 0) + 1
  return counts
}
