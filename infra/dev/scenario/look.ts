import { matterSchema, type Deviation } from './answers.ts'
import { rolesOfPart, type ActBook } from './act-book.ts'
import { matterViewOrNone, type Caller, type Client } from './client.ts'
import type { Truth } from './file-schema.ts'
import type { Memory } from './memory.ts'
import type { Organ } from './organ.ts'
import { truthDifferences } from './truth.ts'

/** Whose eyes a look at the record uses, and what it is compared with. */
export interface Looking {
  readonly client: Client
  readonly book: ActBook
  readonly organ: Organ
  /** Reads everything of the file's organ. */
  readonly auditor: Caller
  /** Rows nobody could have flagged: there is no engine. */
  readonly without: ReadonlySet<string>
}

/** What a refusal must leave as it was; undefined where the caller sees nothing. */
export async function seenBy(
  { client }: Looking,
  stream: string,
  caller: Caller,
): Promise<string | undefined> {
  const view = await matterViewOrNone(client, stream, caller)
  return view === undefined ? undefined : JSON.stringify(view)
}

/** Whether the entry of kind refused stands where the answer says. */
export async function refusalDifferences(
  { client, auditor }: Looking,
  location: string,
  position: number,
  caller: Caller,
): Promise<readonly string[]> {
  // What the caller may not read, the auditor may.
  for (const reader of [caller, auditor]) {
    const entry = await client.entry(location, reader).catch(() => undefined)
    if (entry?.position === position && entry.outcome.kind === 'refused') return []
  }
  return [`第 ${position} 条不是不予办理的登记 · no entry of kind refused stands at ${position}`]
}

/** A matter, and on which streams its commands are. */
export interface LookedAt {
  readonly id: string
  readonly memory: Memory
  readonly streamOf: (type: string) => string
}

/** What is otherwise than the file says of a matter now. */
export async function matterDifferences(
  looking: Looking,
  truth: Truth,
  { id, memory, streamOf }: LookedAt,
): Promise<readonly string[]> {
  const { client, auditor, organ, without } = looking
  const own =
    memory.positions['ProposalSubmitted'] === undefined
      ? nothingBegun
      : await client.matter(id, auditor)
  const view = { ...own, deviations: [...own.deviations, ...(await ofCatalogue(looking, memory))] }
  const official = (role: string) => organ.official(role)
  const differences = [...truthDifferences(truth, { view, memory, official, without })]
  for (const type of truth.open ?? []) {
    if (!(await isOpen(looking, type, streamOf(type)))) {
      differences.push(`${type} 应可办理 · ${type} should be open`)
    }
  }
  for (const type of truth.shut ?? []) {
    if (await isOpen(looking, type, streamOf(type))) {
      differences.push(`${type} 应不可办理 · ${type} should be shut`)
    }
  }
  return differences
}

const nothingBegun = matterSchema.parse({ state: '' })

/** What was flagged in the catalogue of the file's organ belongs to the file as well (MD-A04). */
async function ofCatalogue(
  { client, organ, auditor }: Looking,
  { positions }: Memory,
): Promise<readonly Deviation[]> {
  if (positions['CataloguePublished'] === undefined) return []
  const entries = await client.entries(`/api/registers/catalogue/${organ.government}`, auditor)
  return entries.flatMap(({ outcome }) => outcome.deviations ?? [])
}

/** Whether somebody who could ever lodge the command may lodge it now. */
async function isOpen(
  { client, book, organ }: Looking,
  type: string,
  stream: string,
): Promise<boolean> {
  if (stream.endsWith('/new')) return true
  const roles = (book.get(type)?.who ?? []).flatMap((part) => rolesOfPart[part] ?? [])
  for (const role of new Set(roles)) {
    const view = await matterViewOrNone(client, stream, { person: organ.official(role) ?? '' })
    if (view?.allowedActs.includes(type) === true) return true
  }
  return false
}
