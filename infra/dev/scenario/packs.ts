import { calendarDate } from '@juece/kernel'
import { canonicalPrint, packFrom, type Level, type PackValues } from '@juece/rulebook'
import type { Client } from './client.ts'
import type { Scenario } from './file-schema.ts'
import type { Organ } from './organ.ts'

/** A pack as a file writes it out: values by their keys. */
export interface WrittenPack {
  readonly level?: string | undefined
  readonly values: Readonly<Record<string, unknown>>
}

/** Since the procedure itself is in force. */
const founded = '2019-09-01'
/** The level of a pack that does not say. */
export const usualLevel = 'county'
/** What stands where a file names no values: lawful everywhere. */
const usualValues = { 'md.review.maxWorkdays': 15 }

/** 规则包 · The bytes of a pack of the file's organ: a level file, RFC 8785. */
export function packText(
  jurisdiction: string,
  { level = usualLevel, values }: WrittenPack,
): string {
  return canonicalPrint(
    packFrom({
      jurisdiction,
      // The schema of files knows these words, and no others reach this.
      level: level as Level,
      from: calendarDate(founded),
      values: asOptions(values) as PackValues,
    }),
  )
}

/** A file may write the three levels of risk as they are called; the rulebook has one word for them. */
function asOptions(values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const levels = values['md.risk.levels']
  const isCalled = levels !== undefined && levels !== null && levels !== 'controllable'
  return isCalled ? { ...values, 'md.risk.levels': 'three-levels' } : values
}

/** The pack an act adopts that names none. */
export function usualPack(jurisdiction: string, level: string | undefined): string {
  return packText(jurisdiction, { ...(level === undefined ? {} : { level }), values: usualValues })
}

/** Why the values are none; undefined where each of them is a parameter. */
export function packFault(pack: WrittenPack): string | undefined {
  try {
    packText('cn-000000', pack)
    return undefined
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause)
  }
}

/**
 * 采用规则包 · Adopts the packs of a file for its organ, in order: the administrator proposes, the head of the legality
 * review approves. Answers their digests by name.
 */
export async function adoptPacks(
  client: Client,
  { jurisdiction }: Organ,
  { packs }: Scenario,
): Promise<ReadonlyMap<string, string>> {
  const named = new Map<string, string>()
  const path = '/api/registers/law-in-use/acts'
  const as = (role: string, post: string) => ({
    person: `${jurisdiction}.${role}`,
    actAs: `${jurisdiction}/${post}`,
  })
  const administrator = as('administrator', 'government-office/administrator')
  const head = as('legality-head', 'justice-bureau/legality-head')
  for (const [index, pack] of packs.entries()) {
    const { name, level = usualLevel, from = founded, reachesRunning = false, values } = pack
    const bytes = new TextEncoder().encode(packText(jurisdiction, { level, values }))
    const digest = await client.store(bytes, 'application/json', administrator)
    const adoption = { type: 'AdoptPack', jurisdiction, level, pack: digest, from, reachesRunning }
    const key = `${jurisdiction}-pack-${index}`
    const proposed = await client.lodge(path, adoption, key, administrator)
    if (proposed.kind !== 'recorded') throw notTaken(index, proposed)
    const change = { type: 'ApproveRegisterChange', change: proposed.sequence, agrees: true }
    const approved = await client.lodge(path, change, `${key}-approved`, head)
    if (approved.kind !== 'recorded') throw notTaken(index, approved)
    if (name !== undefined) named.set(name, digest)
  }
  return named
}

function notTaken(
  index: number,
  answer: Exclude<Awaited<ReturnType<Client['lodge']>>, { kind: 'recorded' }>,
): Error {
  const why =
    answer.kind === 'refused'
      ? answer.grounds.map(({ rule, missing }) => [rule, ...missing].join(' ')).join(', ')
      : `${answer.status} ${answer.says}`
  return new Error(`packs[${index}] 未获采用 · the pack was not adopted: ${why}`)
}
