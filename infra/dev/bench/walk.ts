import { instant, laterOf, type Instant } from '@juece/kernel'
import { v7 as uuidv7 } from 'uuid'
import type { Recorded } from '../scenario/answers.ts'
import type { Answer } from '../scenario/client.ts'
import { filled } from '../scenario/fill.ts'
import { noMemory, remembered, type AtHand, type Done, type Memory } from '../scenario/memory.ts'
import { valueOf } from '../scenario/naming.ts'
import type { PrefixName } from '../scenario/prefix-names.ts'
import { pathTo, type Planned, type PlannedAct } from '../scenario/prefixes.ts'
import { publicRole } from '../scenario/roles.ts'
import type { Town } from './town.ts'
import { inParallel } from './turns.ts'

/** 事项 · A matter on its lawful path. */
export interface Walked {
  readonly id: string
  readonly stream: string
  memory: Memory
  readonly names: Map<string, Done>
  acts: number
}

/** How matters are walked. */
export interface Walk {
  readonly town: Town
  readonly upTo: PrefixName
  /** After this prefix, where it is given: what went before has been lodged already. */
  readonly after?: PrefixName
  /** How many matters are acted on at once. */
  readonly atOnce: number
  /** Told of every act and how long its answer took. */
  readonly onAct?: (walked: Walked, recorded: Recorded, ms: number) => Promise<void> | void
}

/** A matter of which nothing is recorded yet. */
export function newMatter(): Walked {
  const id = uuidv7()
  const stream = `matter/${id}`
  return { id, stream, memory: noMemory(stream), names: new Map(), acts: 0 }
}

/**
 * Walks matters side by side. Where the law makes them wait, they wait together: the clock goes to the latest of
 * their dates and the clerks do what is due.
 */
export async function walkMatters(matters: readonly Walked[], walk: Walk): Promise<void> {
  const done = walk.after === undefined ? 0 : pathTo(walk.after, walk.town.scenario.with).length
  const path = pathTo(walk.upTo, walk.town.scenario.with).slice(done)
  for (const segment of segmentsOf(path)) {
    await inParallel(matters, walk.atOnce, async (matter) => {
      for (const step of segment.acts) await lodge(walk, matter, step)
    })
    if (segment.until !== undefined) await waitFor(walk.town, matters, segment.until)
  }
}

interface Segment {
  readonly acts: readonly PlannedAct[]
  readonly until?: string
}

function segmentsOf(path: readonly Planned[]): readonly Segment[] {
  const segments: Segment[] = []
  let acts: PlannedAct[] = []
  for (const step of path) {
    if ('until' in step) {
      segments.push({ acts, until: step.until })
      acts = []
    } else acts.push(step)
  }
  return [...segments, { acts }]
}

async function lodge({ town, onAct }: Walk, matter: Walked, step: PlannedAct): Promise<void> {
  const { by, act, name } = step
  const { body, path } = await actOf(town, matter, step)
  const began = performance.now()
  const key = uuidv7()
  const answer =
    by === publicRole && act.type === 'SubmitPublicOpinion'
      ? await town.client.opine(matter.id, body, key)
      : await town.client.lodge(path, body, key, town.callerOf(by))
  const ms = performance.now() - began
  if (answer.kind !== 'recorded') throw new Error(`${act.type} by ${by}: ${toldOf(answer)}`)
  matter.acts += 1
  matter.memory = remembered(matter.memory, answer)
  if (name !== undefined) matter.names.set(name, answer)
  await onAct?.(matter, answer, ms)
}

/** An act as its lawful example and the matter at hand have it, and the door it goes through. */
export async function actOf(town: Town, matter: Walked, { by, act, stream }: PlannedAct) {
  const form = town.book.get(act.type)
  const hand = handOf(town, matter, town.legalNow())
  const on = stream === undefined ? matter.stream : String(valueOf(stream, 'stream', hand))
  const papers = { text: (text: string) => town.paper(text), file: noFile }
  const body = await filled(act, form, hand, { by, stream: on }, papers)
  return { body, path: pathOf(form?.door, on, matter) }
}

function toldOf(answer: Exclude<Answer, { kind: 'recorded' }>): string {
  if (answer.kind === 'other') return `${answer.status} ${answer.says}`
  return answer.grounds.map(({ rule, missing }) => `${rule} ${missing.join(' ')}`).join(', ')
}

function pathOf(door: string | undefined, stream: string, { id, memory }: Walked): string {
  if (door === 'sittings') {
    return `/api/registers/sittings/${memory.sitting?.split('/')[1] ?? 'new'}/acts`
  }
  return stream.startsWith('matter/') ? `/api/matters/${id}/acts` : `/api/registers/${stream}/acts`
}

async function noFile(path: string): Promise<string> {
  throw new Error(`no file lies at ${path}`)
}

function handOf({ organ }: Town, { memory, names }: Walked, at: Instant): AtHand {
  return {
    at,
    jurisdiction: organ.jurisdiction,
    government: organ.government,
    memory,
    matters: new Map(),
    names,
    official: organ.official,
    organ: organ.organOf,
  }
}

async function waitFor(town: Town, matters: readonly Walked[], name: string): Promise<void> {
  let latest = town.legalNow()
  await inParallel(matters, 8, async ({ id }) => {
    latest = laterOf(latest, await endOf(town, id, name))
  })
  await town.moveClock(latest)
  await town.settled()
}

/** When a date of a matter is over. */
async function endOf(town: Town, id: string, name: string): Promise<Instant> {
  const view = await town.client.matter(id, town.callerOf('head'))
  const found = view.deadlines.find((deadline) => deadline.name === name)
  const ends = found?.ends ?? found?.bound
  if (ends === undefined) throw new Error(`the matter has no ${name}`)
  return instant(ends)
}
