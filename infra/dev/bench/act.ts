import { v7 as uuidv7 } from 'uuid'
import type { Caller } from '../scenario/client.ts'
import { startBareService } from './bare-service.ts'
import type { Bench } from './bench.ts'
import { figureOf, type Figure } from './figure.ts'
import { openLine, type Line } from './line.ts'
import type { Town } from './town.ts'
import { inTurns, type Step } from './turns.ts'
import { actOf, newMatter, walkMatters, type Walked } from './walk.ts'

/** How many entries of the act each matter gets. */
const matterLength = 20
const clientCounts = [1, 8, 32]
const wantedRatio = 0.25

/**
 * `RecordConsultation` through HTTP, signed in, validated, decided and entered, one matter a client; against the
 * same service with the same sign-in doing one bare INSERT.
 */
export async function benchAct(bench: Bench, only: (name: string) => boolean) {
  const town = await bench.town()
  const bare = await startBareService(town.stack)
  const figures: Figure[] = []
  const line = openLine(bare.url)
  try {
    for (const clients of clientCounts.filter((count) => only(`act.${count}`))) {
      bench.progress(`act.${clients}`)
      figures.push(await compared(bench, town, line, clients))
    }
  } finally {
    line.close()
    await bare.stop()
  }
  return figures
}

async function compared(bench: Bench, town: Town, bare: Line, count: number): Promise<Figure> {
  const clients = await Promise.all((await town.handlers(count)).map((who) => clientOf(town, who)))
  const body = await consultation(town)
  const { ours, theirs } = await inTurns({
    seconds: bench.seconds,
    prepare: (ms) => prepare(town, clients, ms),
    ours: clients.map((client) => act(town, client, body)),
    theirs: clients.map(({ headers }): Step => async () => {
      const answer = await bare.post(
        '/bench/bare',
        { ...headers, 'idempotency-key': uuidv7() },
        body,
      )
      if (answer.status !== 201) throw new Error(`bare: ${answer.status} ${answer.text}`)
    }),
  })
  return figureOf({
    figure: `act.${count}`,
    value: ours.perSecond,
    unit: 'acts/s',
    against: {
      what: `one bare INSERT by the same service, ${Math.round(theirs.perSecond)}/s; ${wantedRatio} wanted`,
      value: theirs.perSecond,
    },
    ms: ours.ms + theirs.ms,
    samples: ours.taken,
  })
}

/** One person who acts on one matter after another. */
interface Actor {
  readonly headers: Readonly<Record<string, string>>
  readonly matters: Walked[]
  lodged: number
  lastPerMs: number
}

async function clientOf(town: Town, who: Caller): Promise<Actor> {
  return { headers: await town.headersOf(who), matters: [], lodged: 0, lastPerMs: 0.02 }
}

function act(town: Town, actor: Actor, body: string): Step {
  return async () => {
    // The last one goes on where the turn was quicker than foreseen.
    if (actor.lodged >= matterLength && actor.matters.length > 1) {
      actor.matters.shift()
      actor.lodged = 0
    }
    const began = performance.now()
    const path = `/api/matters/${actor.matters[0]?.id}/acts`
    const answer = await town.line.post(
      path,
      { ...actor.headers, 'idempotency-key': uuidv7() },
      body,
    )
    if (answer.status !== 201) throw new Error(`an act: ${answer.status} ${answer.text}`)
    actor.lodged += 1
    actor.lastPerMs = 1 / (performance.now() - began)
  }
}

/** As many matters with a draft as the next turn can use up. */
async function prepare(town: Town, actors: readonly Actor[], ms: number): Promise<void> {
  const made: Walked[] = []
  for (const actor of actors) {
    const expected = Math.ceil((actor.lastPerMs * ms * 1.3) / matterLength) + 1
    while (actor.matters.length < expected) {
      const matter = newMatter()
      actor.matters.push(matter)
      made.push(matter)
    }
  }
  await walkMatters(made, { town, upTo: 'drafted', atOnce: 8 })
  await town.settled()
}

/** The act, as its lawful example has it. */
export async function consultation(town: Town): Promise<string> {
  const by = 'undertaking-unit-handler'
  const step = { by, act: { type: 'RecordConsultation', draft: 1 } }
  return JSON.stringify((await actOf(town, newMatter(), step)).body)
}
