import { setTimeout as pause } from 'node:timers/promises'
import type { Instant } from '@juece/kernel'
import { legalTime, openPool, readClock } from '@juece/record-store'
import { actBookFrom, type ActBook } from '../scenario/act-book.ts'
import { clockSchema } from '../scenario/answers.ts'
import { openClient, type Caller, type Client } from '../scenario/client.ts'
import { scenarioSchema, type Scenario } from '../scenario/file-schema.ts'
import { foundOrgan, freeJurisdictions, organOf, type Organ } from '../scenario/organ.ts'
import { peopleOf } from '../scenario/people.ts'
import { seatOf } from '../scenario/roles.ts'
import type { Stack } from '../stack.ts'
import { openLine, type Line } from './line.ts'
import { inParallel } from './turns.ts'

/** 基准县 · A jurisdiction of its own on a running stack, with a person in every post. */
export interface Town {
  readonly stack: Stack
  readonly client: Client
  readonly line: Line
  readonly book: ActBook
  readonly organ: Organ
  readonly scenario: Scenario
  /** The digest of a small stored paper; each text is stored once. */
  paper(text: string): Promise<string>
  /** Who lodges as a role, in the role's own post. */
  callerOf(role: string): Caller
  /** The headers of an act of a person, but for its key. */
  headersOf(caller: Caller): Promise<Readonly<Record<string, string>>>
  /** This many further handlers of the undertaking unit; the same people each time. */
  handlers(count: number): Promise<readonly Caller[]>
  /** The record's time, without asking it: it runs as ours does. */
  legalNow(): Instant
  /** Sets the clock, from where it runs on. */
  moveClock(to: Instant): Promise<void>
  /** Until no clerk has anything due. */
  settled(): Promise<void>
  close(): Promise<void>
}

const settleLimitMs = 300_000

/** Appoints everybody on a running stack. */
export async function openTown(stack: Stack): Promise<Town> {
  const reach = { api: stack.api, token: (person: string) => stack.token(person) }
  const client = openClient(reach)
  const scenario = scenarioSchema.parse({ scenario: 'bench', given: 'archived' })
  const book = actBookFrom(await client.json('/api/openapi.json'))
  const [jurisdiction] = await freeJurisdictions(client, 1)
  if (jurisdiction === undefined) throw new Error('no free jurisdiction')
  const organ = organOf(jurisdiction, scenario)
  await foundOrgan({
    client,
    issuer: stack.issuer,
    organ,
    scenario,
    needed: peopleOf(scenario, book),
  })

  const papers = new Map<string, Promise<string>>()
  const tokens = new Map<string, Promise<string>>()
  const appointed: Caller[] = []
  const record = openPool(stack.url('reader'), { service: 'bench', most: 1 })
  let clock = await readClock(record)
  const callerOf = (role: string): Caller => ({
    person: organ.official(role) ?? role,
    actAs: `${organ.organOf(role)}/${seatOf(role)?.post}`,
  })
  const town: Town = {
    stack,
    client,
    line: openLine(stack.api),
    book,
    organ,
    scenario,
    callerOf,
    paper: (text) => {
      const known = papers.get(text)
      if (known !== undefined) return known
      const bytes = new TextEncoder().encode(text)
      const type = 'text/plain; charset=utf-8'
      const stored = client.store(bytes, type, callerOf('undertaking-unit-handler'))
      papers.set(text, stored)
      return stored
    },
    headersOf: async ({ person, actAs }) => {
      const token = tokens.get(person) ?? stack.token(person)
      tokens.set(person, token)
      const post = actAs === undefined ? {} : { 'act-as': actAs }
      return { authorization: `Bearer ${await token}`, ...post }
    },
    handlers: async (count) => {
      const missing = Array.from({ length: Math.max(0, count - appointed.length) }, (_, i) => i)
      const from = appointed.length
      await inParallel(missing, 4, async (_, index) => {
        appointed[from + index] = await appoint(town, `${jurisdiction}.handler-${from + index}`)
      })
      return appointed.slice(0, count)
    },
    legalNow: () => legalTime(clock, Date.now()),
    moveClock: async (to) => {
      await clockOf(stack, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ now: to }),
      })
      clock = await readClock(record)
    },
    settled: async () => {
      const until = performance.now() + settleLimitMs
      for (;;) {
        if ((await clockOf(stack)).settled) return
        if (performance.now() > until) throw new Error('the clerks did not settle')
        await pause(10)
      }
    },
    close: async () => {
      town.line.close()
      await record.end()
    },
  }
  return town
}

async function clockOf({ api }: Stack, init: RequestInit = {}) {
  const answer = await fetch(`${api}/dev/clock`, init)
  if (!answer.ok) throw new Error(`the clock: ${answer.status} ${await answer.text()}`)
  return clockSchema.parse(await answer.json())
}

async function appoint(town: Town, person: string): Promise<Caller> {
  const { client, organ, stack } = town
  const path = `/api/registers/offices/${organ.jurisdiction}/acts`
  const place = {
    organ: `${organ.jurisdiction}/urban-management-bureau`,
    post: 'undertaking-unit-handler',
  }
  const proposed = await client.lodge(
    path,
    {
      type: 'AppointToPost',
      official: person,
      subject: { issuer: stack.issuer, sub: person },
      ...place,
    },
    `appoint-${person}`,
    town.callerOf('administrator'),
  )
  if (proposed.kind !== 'recorded') throw new Error(`${person} was not proposed`)
  const approved = await client.lodge(
    path,
    { type: 'ApproveRegisterChange', change: proposed.sequence, agrees: true },
    `approve-${person}`,
    town.callerOf('second-administrator'),
  )
  if (approved.kind !== 'recorded') throw new Error(`${person} was not approved`)
  return { person, actAs: `${place.organ}/${place.post}` }
}
