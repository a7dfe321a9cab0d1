import type { Client } from './client.ts'
import type { Scenario } from './file-schema.ts'
import { seatOf } from './roles.ts'
import { ScenarioFileError } from './scenario-file-error.ts'

/** 机关 · The organ of a file: a jurisdiction of its own, and a person in every post. */
export interface Organ {
  readonly jurisdiction: string
  readonly government: string
  /** The official of a role. */
  readonly official: (role: string) => string | undefined
  /** The organ in which a role sits. */
  readonly organOf: (role: string) => string | undefined
}

/** The administrators of the record itself: they open a jurisdiction that has none of its own. */
const platform = { person: 'qian-an', actAs: 'cn-000000/government-office/administrator' }
const secondOfPlatform = { person: 'sun-ping', actAs: 'cn-000000/government-office/administrator' }
/** Codes of the range nobody has: 000101 and the following. */
const first = 101
const atOnce = 6

/** The next jurisdictions in which nobody was ever appointed. */
export async function freeJurisdictions(client: Client, count: number): Promise<readonly string[]> {
  const free: string[] = []
  for (let code = first; free.length < count && code < 1_000_000; code += 1) {
    const jurisdiction = `cn-${String(code).padStart(6, '0')}`
    const { sequence } = await client.register(`offices/${jurisdiction}`, platform)
    if (sequence === 0) free.push(jurisdiction)
  }
  return free
}

/** The organ of a file by its names alone; nobody is appointed by this. */
export function organOf(jurisdiction: string, scenario: Scenario): Organ {
  const making = scenario.organ ?? 'government'
  const placed = (organ: string) => `${jurisdiction}/${organ === 'government' ? making : organ}`
  return {
    jurisdiction,
    government: placed('government'),
    official: (role) => (seatOf(role) === undefined ? undefined : `${jurisdiction}.${role}`),
    organOf: (role) => {
      const seat = seatOf(role)
      return seat === undefined ? undefined : placed(seat.organ)
    },
  }
}

interface Founding {
  readonly client: Client
  readonly issuer: string
  readonly organ: Organ
  readonly scenario: Scenario
  /** Everybody the file needs. */
  readonly needed: ReadonlySet<string>
}

/**
 * 任职 · Appoints everybody: two administrators first, who then appoint the others, one proposing, one approving. The
 * administrators of the record have no say any more once the jurisdiction has one of its own, so he approves the second.
 */
export async function foundOrgan(founding: Founding): Promise<void> {
  const { organ, needed, scenario } = founding
  const { jurisdiction } = organ
  const own = (role: string) => ({
    person: `${jurisdiction}.${role}`,
    actAs: `${jurisdiction}/government-office/administrator`,
  })
  const administrators = ['administrator', 'second-administrator']
  const proposed: number[] = []
  for (const role of administrators) {
    proposed.push(
      await lodge(founding, appointment(founding, role), `${jurisdiction}-${role}`, platform),
    )
  }
  const approvers = [secondOfPlatform, own('administrator')]
  for (const [index, change] of proposed.entries()) {
    await approve(founding, change, approvers[index] ?? secondOfPlatform)
  }
  const others = [...needed].filter((role) => !administrators.includes(role))
  await changed(founding, own('administrator'), own('second-administrator'), [
    ...others.map((role) => appointment(founding, role)),
    ...(deputyDecides(scenario) ? [await authority(founding)] : []),
  ])
}

type Change = Readonly<Record<string, unknown>>
type Administrator = typeof platform

async function changed(
  founding: Founding,
  proposer: Administrator,
  approver: Administrator,
  changes: readonly Change[],
): Promise<void> {
  await inParallel(changes, async (change, index) => {
    const key = `${founding.organ.jurisdiction}-appoint-${index}`
    await approve(founding, await lodge(founding, change, key, proposer), approver)
  })
}

async function approve(founding: Founding, change: number, by: Administrator): Promise<void> {
  const key = `${founding.organ.jurisdiction}-approve-${change}`
  await lodge(founding, { type: 'ApproveRegisterChange', change, agrees: true }, key, by)
}

/** Lodges a change of the register; answers its sequence. */
async function lodge(
  { client, organ }: Founding,
  act: Change,
  key: string,
  by: Administrator,
): Promise<number> {
  const path = `/api/registers/offices/${organ.jurisdiction}/acts`
  const answer = await client.lodge(path, act, key, by)
  if (answer.kind === 'recorded') return answer.sequence
  const why =
    answer.kind === 'refused'
      ? answer.grounds.map(({ rule }) => rule).join(', ')
      : `${answer.status} ${answer.says}`
  throw new Error(`${organ.jurisdiction}: ${String(act['type'])} was not recorded: ${why}`)
}

function appointment({ organ, issuer, scenario }: Founding, role: string): Change {
  const official = organ.official(role)
  const institution = scenario.people[role]?.institution
  const code = institution === undefined ? undefined : scenario.institutions[institution]?.code
  if (institution !== undefined && code === undefined) {
    throw new ScenarioFileError(
      `people.${role}: institutions 中没有 ${institution} · no such institution is named`,
    )
  }
  return {
    type: 'AppointToPost',
    official,
    subject: { issuer, sub: official },
    organ: organ.organOf(role),
    post: seatOf(role)?.post,
    ...(code === undefined ? {} : { institution: code }),
  }
}

/** The executive deputy is the authorised leader: his authority is recorded where a file lets him act. */
function deputyDecides({ steps }: Scenario): boolean {
  return steps.some(({ by }) => by === 'executive-deputy')
}

async function authority({ client, organ, scenario }: Founding): Promise<Change> {
  const document = await client.store(
    new TextEncoder().encode(`授权 · authority of the executive deputy\n${organ.jurisdiction}\n`),
    'text/plain; charset=utf-8',
    { person: `${organ.jurisdiction}.administrator` },
  )
  const from = scenario.from ?? scenario.steps[0]?.at ?? ''
  return {
    type: 'GrantActingAuthority',
    kind: 'authorisedLeader',
    official: organ.official('executive-deputy'),
    organ: organ.government,
    post: 'executive-deputy',
    from: from.length === '2024-01-01T00:00'.length ? `${from}:00+08:00` : from,
    until: '2099-12-31T16:00:00.000Z',
    appointedBy: 'head',
    document,
  }
}

async function inParallel<T>(
  items: readonly T[],
  each: (item: T, index: number) => Promise<void>,
): Promise<void> {
  let next = 0
  const worker = async () => {
    for (let index = next++; index < items.length; index = next++) {
      const item = items[index]
      if (item !== undefined) await each(item, index)
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker))
}
