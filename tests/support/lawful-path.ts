import { randomUUID } from 'node:crypto'
import { instantOf, msOf, type Instant } from '@juece/kernel'
import { v7 as uuidv7 } from 'uuid'
import { actBookFrom, type ActBook } from '../../infra/dev/scenario/act-book.ts'
import { clockSchema, recordedSchema, type MatterView } from '../../infra/dev/scenario/answers.ts'
import { openClient, type Client } from '../../infra/dev/scenario/client.ts'
import { openClock, type Clock } from '../../infra/dev/scenario/clock.ts'
import { scenarioSchema, type PrefixOptions } from '../../infra/dev/scenario/file-schema.ts'
import { filled } from '../../infra/dev/scenario/fill.ts'
import { noMemory, remembered, type Done, type Memory } from '../../infra/dev/scenario/memory.ts'
import { foundOrgan, organOf, type Organ } from '../../infra/dev/scenario/organ.ts'
import { peopleOf } from '../../infra/dev/scenario/people.ts'
import { pathTo, type Planned, type PlannedAct } from '../../infra/dev/scenario/prefixes.ts'
import type { PrefixName } from '../../infra/dev/scenario/prefix-names.ts'
import type { Stack } from '../../infra/dev/stack.ts'
import { until } from './stack.ts'

/** An act, ready to be sent, as often as one likes. */
export interface Ready {
  readonly path: string
  readonly key: string
  readonly person: string
  readonly body: Readonly<Record<string, unknown>>
  readonly headers?: Readonly<Record<string, string>>
}

/** What came back over HTTP. */
export interface Heard {
  readonly status: number
  readonly headers: Headers
  readonly body: Readonly<Record<string, unknown>>
}

/** A county of the stack, everybody appointed, reached through HTTP alone. */
export interface County {
  readonly stack: Stack
  readonly client: Client
  readonly book: ActBook
  readonly organ: Organ
  /** Waits until the clerks have settled. */
  readonly clock: Clock
  /** Does not wait: nobody may be there to settle. */
  readonly clockAlone: Clock
  /** Whether no clerk has anything due. */
  isSettled(): Promise<boolean>
  settles(): Promise<void>
  person(role: string): string
  /** Sends once; what is lost on the way is thrown. */
  send(act: Ready): Promise<Heard>
  /** A new matter; with `waits: false` it goes on though no clerk is there to settle. */
  matter(how?: { readonly waits: boolean }): Walk
}

/** One matter and its lawful path. */
export interface Walk {
  readonly id: string
  readonly stream: string
  readonly memory: Memory
  /** Lodges every act up to the end of the prefix, waiting for dates by setting the clock. */
  plays(prefix: PrefixName, from?: PrefixName): Promise<void>
  steps(planned: readonly Planned[]): Promise<void>
  /** An act as it would be lodged now; nothing is sent yet. */
  ready(planned: PlannedAct): Promise<Ready>
  /** Lodges one act and keeps what a later one may name. */
  lodge(planned: PlannedAct): Promise<Heard>
  view(role: string): Promise<MatterView>
}

/** What a path leaves out, unless told otherwise: it has public comment and nothing beside it. */
export const shortest: PrefixOptions = scenarioSchema.parse({
  scenario: 'shortest',
  with: { experts: false, risk: false, competition: false },
}).with
/** Every step there is. */
export const longest: PrefixOptions = scenarioSchema.parse({ scenario: 'longest' }).with

/** Nobody needs them on the lawful path; they try what is not theirs. */
const beside = ['inspector', 'evaluator', 'clock', 'office-director', 'archivist']

/** Appoints a county and opens it. */
export async function openCounty(
  stack: Stack,
  { jurisdiction = 'cn-000101', chosen = shortest, waits = true } = {},
): Promise<County> {
  const reach = { api: stack.api, token: (person: string) => stack.token(person) }
  const client = openClient(reach)
  const book = actBookFrom(await client.json('/api/openapi.json'))
  const scenario = scenarioSchema.parse({ scenario: 'county', given: 'archived' })
  const organ = organOf(jurisdiction, scenario)
  const needed = new Set([...peopleOf(scenario, book), ...beside])
  await foundOrgan({ client, issuer: stack.issuer, organ, scenario, needed })
  const clock = openClock(stack.api, waits)
  const tokens = new Map<string, Promise<string>>()
  const county: County = {
    stack,
    client,
    book,
    organ,
    clock,
    clockAlone: openClock(stack.api, false),
    isSettled: async () => clockSchema.parse(await client.json('/dev/clock')).settled,
    settles: async () => {
      await until('the clerks settle', county.isSettled)
    },
    person: (role) => {
      const person = organ.official(role)
      if (person === undefined) throw new Error(`nobody is ${role}`)
      return person
    },
    send: async ({ path, key, person, body, headers = {} }) => {
      const token = tokens.get(person) ?? stack.token(person)
      tokens.set(person, token)
      token.catch(() => tokens.delete(person))
      const signedIn = person === '' ? {} : { authorization: `Bearer ${await token}` }
      const answer = await fetch(`${stack.api}${path}`, {
        method: 'POST',
        headers: {
          ...signedIn,
          'content-type': 'application/json',
          'idempotency-key': key,
          ...headers,
        },
        body: JSON.stringify(body),
      })
      return {
        status: answer.status,
        headers: answer.headers,
        body: (await answer.json()) as Heard['body'],
      }
    },
    matter: ({ waits } = { waits: true }) =>
      walkOf(county, chosen, waits ? county.clock : county.clockAlone),
  }
  return county
}

function walkOf(county: County, chosen: PrefixOptions, clock: Clock): Walk {
  const { organ, client, book } = county
  const id = uuidv7()
  const stream = `matter/${id}`
  const names = new Map<string, Done>()
  let memory = noMemory(stream)
  let sitting: string | undefined
  let acts = 0

  const papersOf = (person: string) => {
    const store = (content: string) =>
      client.store(new TextEncoder().encode(content), 'text/plain; charset=utf-8', { person })
    return { text: store, file: store }
  }
  const ready = async ({ by, act, stream: named }: PlannedAct): Promise<Ready> => {
    const form = book.get(act.type)
    const into =
      (named === undefined ? undefined : (names.get(named.slice(1))?.stream ?? named)) ??
      newStream(form?.door, act.type)
    const person = by === 'public' ? '' : county.person(by)
    const hand = {
      at: await county.clock.now(),
      jurisdiction: organ.jurisdiction,
      government: organ.government,
      memory,
      matters: new Map<string, string>(),
      names,
      official: organ.official,
      organ: organ.organOf,
    }
    const papers = papersOf(person === '' ? county.person('undertaking-unit-handler') : person)
    const lodging = { by, stream: into }
    const body = await filled(act, form, hand, lodging, papers)
    acts += 1
    const key = by === 'public' ? randomUUID() : `${id}-${acts}`
    return { path: pathOf(into, by, id), key, person, body }
  }
  const newStream = (door: string | undefined, type: string): string => {
    if (door === 'sittings') {
      if (type === 'ConveneSitting') sitting = undefined
      return (sitting ??= `sittings/${uuidv7()}`)
    }
    return door === 'opinion' ? 'opinion/new' : stream
  }
  const lodge = async (planned: PlannedAct): Promise<Heard> => {
    const act = await ready(planned)
    const heard = await county.send(act)
    if (heard.status === 201 && planned.by === 'public') keepOpinion(planned, heard, act)
    else if (heard.status === 201) {
      const recorded = recordedSchema.parse(heard.body)
      memory = remembered(memory, recorded)
      if (planned.name !== undefined) names.set(planned.name, recorded)
    }
    return heard
  }
  // The public are given a receipt, not the events: what it was about is known from what was asked.
  const keepOpinion = ({ name }: PlannedAct, { body }: Heard, act: Ready): void => {
    const done = {
      position: Number(body['position']),
      sequence: Number(body['sequence']),
      stream: String(body['stream']),
    }
    if (name !== undefined) names.set(name, done)
    const window = String(act.body['window'])
    memory = { ...memory, opinions: [...memory.opinions, { ...done, window, late: false }] }
  }
  const steps = async (planned: readonly Planned[]): Promise<void> => {
    for (const step of planned) {
      if ('until' in step) {
        const { deadlines } = await client.matter(id, { person: county.person('head') })
        const ends = deadlines.find(({ name }) => name === step.until)?.ends
        if (ends === undefined) throw new Error(`no date of ${step.until}`)
        await clock.standAt(minuteAfter(ends as Instant))
        continue
      }
      const heard = await lodge(step)
      if (heard.status !== 201) {
        throw new Error(`${step.act.type}: ${heard.status} ${JSON.stringify(heard.body)}`)
      }
    }
  }
  return {
    id,
    stream,
    get memory() {
      return memory
    },
    ready,
    lodge,
    steps,
    plays: (prefix, from = 'nothing') =>
      steps(pathTo(prefix, chosen).slice(pathTo(from, chosen).length)),
    view: (role) => client.matter(id, { person: county.person(role) }),
  }
}

function pathOf(stream: string, by: string, matterId: string): string {
  if (by === 'public') return `/public/consultations/${matterId}/opinions`
  const [door = '', ...rest] = stream.split('/')
  return door === 'matter'
    ? `/api/matters/${rest.join('/')}/acts`
    : `/api/registers/${door}/${rest.join('/')}/acts`
}

/** A minute past an instant: nothing that stands at the very instant is left open. */
export function minuteAfter(at: Instant): Instant {
  return instantOf(msOf(at) + 60_000)
}
