import { digestOf, textOf, utf8Of } from '@juece/cryptography'
import {
  dateOf,
  instant,
  instantOf,
  msOf,
  type Digest,
  type Instant,
  type JsonObject,
} from '@juece/kernel'
import { canonicalBytes, setRootOf } from '@juece/ledger'
import {
  circumstancesFrom,
  deciderOf,
  emptyStream,
  governing,
  mayCreate,
  noRules,
  opinionsNeeded,
  packNeeded,
  presentOf,
  specifications,
  streamsRead,
  withEntry,
  type AnyCommand,
  type By,
  type Entry,
  type Folded,
  type Levels,
  type Matter,
  type OpinionSet,
  type Outcome,
  type Replayed,
  type Tools,
} from '@juece/procedure'
import { exampleOf, requestSchemaOf } from '@juece/procedure/wire'
import {
  calendarFiles,
  calendarManifestOf,
  calendarOf,
  manifestOf,
  nationalLevel,
  resolveRules,
  type LevelFile,
  type NamedBytes,
  type RulesManifest,
} from '@juece/rulebook'
import { parseLevelFile } from '@juece/rulebook/wire'
import { z } from 'zod'
import type { ActForm, FieldSchema } from '../../infra/dev/scenario/act-book.ts'
import { filled } from '../../infra/dev/scenario/fill.ts'
import { noMemory, remembered, type Memory } from '../../infra/dev/scenario/memory.ts'
import type { Planned, PlannedAct } from '../../infra/dev/scenario/prefixes.ts'
import { seatOf } from '../../infra/dev/scenario/roles.ts'

/** Everybody who sits in a jurisdiction of a written record. */
export const roles = [
  ...['proposer', 'consulted-unit', 'undertaking-unit-handler', 'undertaking-unit-principal'],
  ...['government-office', 'office-director', 'recorder', 'openness-reviewer', 'administrator'],
  ...['second-administrator', 'legality-reviewer', 'legality-head', 'legal-adviser', 'head'],
  ...['market-regulator', 'risk-assessor', 'executive-deputy', 'deputy-head', 'party-committee'],
  ...[
    'executing-unit',
    'archivist',
    'hearing-organiser',
    'evaluator',
    'unit-legal-staff',
    'inspector',
  ],
  ...[1, 2, 3].map((n) => `expert-${n}`),
  ...[1, 2, 3, 4, 5].map((n) => `member-${n}`),
]

/** 纸上记录 · A record in memory: acts are decided, entered and folded as the registrar does it, without a database. */
export interface WrittenRecord {
  readonly entries: readonly Replayed[]
  readonly tools: Tools
  readonly files: {
    readonly rules: readonly NamedBytes[]
    readonly calendars: readonly NamedBytes[]
  }
  readonly papers: ReadonlyMap<Digest, Uint8Array>
  now: Instant
  state(stream: string): unknown
  /** Enters a command as it is; what is no act is thrown. */
  enter(stream: string, command: AnyCommand, by: By): Entry
  /** Enters one that must be recorded. */
  records(stream: string, command: AnyCommand, by: By): Entry
  /** Keeps the levels as adopted files and names their manifest. */
  keeps(levels: readonly LevelFile[]): Digest
  /** Opens a matter of a jurisdiction. */
  matter(jurisdiction?: string): WrittenMatter
}

/** One matter of a written record and everybody's hands. */
export interface WrittenMatter {
  readonly stream: string
  by(role: string): By
  folded(): Matter
  /** Lodges an act, the rest filled in as in a scenario; minutes pass. */
  lodge(planned: PlannedAct, minutes?: number): Promise<Entry>
  /** Lodges acts that must all be recorded, and waits for dates. */
  plays(path: readonly Planned[]): Promise<void>
}

/** Founds a record in which each jurisdiction has somebody in every seat. */
export function writtenRecord(
  jurisdictions: readonly string[] = ['cn-000000'],
  from = '2024-03-04T09:00+08:00',
): WrittenRecord {
  const streams = new Map<string, Folded>()
  const entries: Replayed[] = []
  const kept = new Map<Digest, readonly LevelFile[]>()
  const rules: NamedBytes[] = []
  const papers = new Map<Digest, Uint8Array>()
  const calendars = calendarManifestOf(calendarFiles)
  const foldedOf = (stream: string) => streams.get(stream) ?? emptyStream(stream)
  const levelsOf = (manifest: Digest): Levels | undefined => {
    const levels = kept.get(manifest)
    return levels === undefined ? undefined : { levels, procedure: 1 }
  }
  const packOf = (digest: Digest): LevelFile | string | undefined => {
    const bytes = papers.get(digest)
    return bytes === undefined ? undefined : packIn(bytes)
  }
  const tools: Tools = {
    rootOf: setRootOf,
    rules: (manifest, on) => {
      const levels = kept.get(manifest)
      return levels === undefined ? undefined : resolveRules(levels, on)
    },
    calendar: () => calendarOf(calendarFiles),
    procedure: (manifest) => levelsOf(manifest)?.procedure,
    levels: levelsOf,
    pack: packOf,
  }
  /** As the registrar does: an adopted pack makes a manifest of its own. */
  const keepManifests = (outcome: Outcome, file: LevelFile | string): void => {
    if (outcome.kind !== 'recorded' || typeof file === 'string') return
    const known = new Map(
      [...[...kept.values()].flat(), file].map((one) => [
        manifestOf([one], 1).manifest.levels[0]?.digest,
        one,
      ]),
    )
    for (const { manifest } of outcome.events) {
      if (typeof manifest !== 'object' || manifest === null || !('levels' in manifest)) continue
      const { levels } = manifest as unknown as RulesManifest
      record.keeps(levels.flatMap(({ digest }) => known.get(digest) ?? []))
    }
  }
  const record: WrittenRecord = {
    entries,
    tools,
    files: { rules, calendars: [calendars, ...calendars.files] },
    papers,
    now: instant(from),
    state: (stream) => foldedOf(stream).state,
    keeps: (levels) => {
      const manifest = manifestOf(levels, 1)
      kept.set(manifest.digest, levels)
      rules.push(manifest, ...manifest.files)
      return manifest.digest
    },
    enter: (stream, command, by) => {
      const { sequence, state } = foldedOf(stream)
      const read = streamsRead(command, stream, state, by)
      const states = new Map<string, unknown>([[stream, state]])
      for (const other of read) states.set(other, foldedOf(other).state)
      const occurred = typeof command.happened === 'string' ? instant(command.happened) : record.now
      const governs =
        'founding' in by
          ? { rules: null, calendar: null }
          : governing(stream, command, states, dateOf(occurred))
      const on = dateOf(
        'begun' in governs && governs.begun !== undefined ? governs.begun : occurred,
      )
      const resolved = governs.rules === null ? noRules(on) : tools.rules(governs.rules, on)
      if (resolved === undefined) throw new Error('the rules are not kept')
      const window = opinionsNeeded(command, state)
      const at = circumstancesFrom({
        time: occurred,
        present: presentOf(command, occurred, record.now),
        rules: resolved,
        calendar: governs.calendar === null ? { years: {} } : calendarOf(calendarFiles),
        states,
        ...(window === undefined ? {} : { opinions: opinionsOf(entries, window) }),
      })
      const wanted = packNeeded(command, stream, state)
      const pack = {
        file: (wanted === undefined ? undefined : packOf(wanted.pack)) ?? 'missing',
        earlier: new Map(
          (wanted?.earlier ?? []).map((one) => [
            one,
            levelsOf(one) ?? { levels: [], procedure: 1 },
          ]),
        ),
      }
      const seen = wanted === undefined ? at : { ...at, pack }
      const outcome: Outcome = deciderOf(stream).decide(command, state, seen, by)
      if (outcome.kind === 'invalid') throw new Error(`${command.type}: ${JSON.stringify(outcome)}`)
      keepManifests(outcome, pack.file)
      const position = entries.length
      const entry: Entry = {
        format: 'juece-entry/1',
        stream,
        sequence: sequence + 1,
        previous: entries.findLast((one) => one.entry.stream === stream)?.digest ?? null,
        asOf: Object.fromEntries(read.map((other) => [other, foldedOf(other).sequence])),
        occurred,
        entered: record.now,
        by,
        rules: governs.rules,
        calendar: governs.calendar,
        command: { ...command, id: commandIdOf(by, position, stream, command.type) },
        outcome,
        salt: digestOf(utf8Of(String(position))).slice(7, 39),
      }
      const placed = {
        position,
        digest: digestOf(canonicalBytes(entry as unknown as JsonObject)),
        entry,
      }
      entries.push(placed)
      streams.set(stream, withEntry(foldedOf(stream), placed))
      return entry
    },
    records: (stream, command, by) => {
      const entry = record.enter(stream, command, by)
      if (entry.outcome.kind === 'refused') {
        throw new Error(`${command.type}: ${JSON.stringify(entry.outcome.grounds)}`)
      }
      return entry
    },
    matter: (jurisdiction = jurisdictions[0] ?? '') => written(record, jurisdiction),
  }
  const document = utf8Of('founding')
  const founding: By = { founding: digestOf(document) }
  papers.set(digestOf(document), document)
  const found = (stream: string, command: AnyCommand) => record.records(stream, command, founding)
  found('law-in-use', { type: 'AdoptRulebook', rules: record.keeps(nationalLevel()) })
  found('law-in-use', { type: 'AdoptCalendar', calendar: calendars.digest })
  for (const jurisdiction of jurisdictions) {
    for (const role of roles) {
      found(`offices/${jurisdiction}`, {
        type: 'AppointToPost',
        official: `${jurisdiction}.${role}`,
        organ: `${jurisdiction}/${seatOf(role)?.organ ?? ''}`,
        post: seatOf(role)?.post ?? '',
        subject: { issuer: 'http://127.0.0.1/', sub: `${jurisdiction}.${role}` },
        from: '2020-01-01T00:00:00.000Z',
      })
    }
  }
  return record
}

function packIn(bytes: Uint8Array): LevelFile | string {
  try {
    return parseLevelFile(textOf(bytes))
  } catch (why) {
    return String(why)
  }
}

/** The form of a command id says who acted. */
function commandIdOf(by: By, position: number, stream: string, type: string): string {
  if ('official' in by) return `${by.official}/${position}`
  if ('clerk' in by) return `clock/${stream.slice('matter/'.length)}/${type}/${position}`
  return 'public' in by ? `public/${position}` : `founding/${position + 1}`
}

let made = 0
/** Ids of streams are of one form and never the same twice. */
function streamId(door: string): string {
  made += 1
  return `${door}/019b8bab-0680-7575-823f-${made.toString(16).padStart(12, '0')}`
}

function written(record: WrittenRecord, jurisdiction: string): WrittenMatter {
  const stream = streamId('matter')
  const names = new Map<string, { position: number; sequence: number; stream: string }>()
  let memory: Memory = noMemory(stream)
  let sitting: string | undefined
  const organ = (role: string) => `${jurisdiction}/${seatOf(role)?.organ ?? ''}`
  const by = (role: string): By => {
    if (role === 'public') return { public: true }
    if (role === 'clerk') return { clerk: 'major-decision' }
    const post = seatOf(role)?.post ?? ''
    return { official: `${jurisdiction}.${role}`, organ: organ(role), post }
  }
  const streamOf = ({ act, stream: named }: PlannedAct): string => {
    if (named !== undefined) return names.get(named.slice(1))?.stream ?? named
    const door = specifications.find(({ type }) => type === act.type)?.door
    if (door === 'opinion') return streamId('opinion')
    if (door !== 'sittings') return stream
    if (mayCreate('sittings/', act.type)) sitting = streamId('sittings')
    return sitting ?? ''
  }
  const store = (content: string) => {
    const bytes = utf8Of(content)
    ;(record.papers as Map<Digest, Uint8Array>).set(digestOf(bytes), bytes)
    return Promise.resolve(digestOf(bytes))
  }
  const lodge: WrittenMatter['lodge'] = async (planned, minutes = 1) => {
    record.now = instantOf(msOf(record.now) + minutes * 60_000)
    const into = streamOf(planned)
    const hand = {
      at: record.now,
      jurisdiction,
      government: `${jurisdiction}/government`,
      memory,
      matters: new Map<string, string>(),
      names,
      official: (role: string) =>
        seatOf(role) === undefined ? undefined : `${jurisdiction}.${role}`,
      organ,
    }
    const lodging = { by: planned.by, stream: into }
    const form = formOf(planned.act.type)
    const body = await filled(planned.act, form, hand, lodging, { text: store, file: store })
    const command = withPapers(body, form.schema, record.papers) as AnyCommand
    const entry = record.enter(into, command, by(planned.by))
    const position = record.entries.length - 1
    if (entry.outcome.kind === 'recorded') {
      const done = { position, sequence: entry.sequence, stream: into }
      if (planned.name !== undefined) names.set(planned.name, done)
      memory = remembered(memory, { ...done, outcome: entry.outcome } as never)
    }
    return entry
  }
  return {
    stream,
    by,
    folded: () => record.state(stream) as Matter,
    lodge,
    plays: async (path) => {
      for (const step of path) {
        if ('until' in step) {
          const { deadlines } = record.state(stream) as Matter
          const ends = Object.values(deadlines).find(({ name }) => name === step.until)?.ends
          if (ends === undefined) throw new Error(`no date of ${step.until}`)
          if (ends > record.now) record.now = instantOf(msOf(ends) + 60_000)
          continue
        }
        const { outcome } = await lodge(step)
        if (outcome.kind === 'refused') {
          throw new Error(`${step.act.type}: ${JSON.stringify(outcome.grounds)}`)
        }
      }
    },
  }
}

/** Papers are named in entries by digest, length and kind. */
function withPapers(
  value: unknown,
  schema: FieldSchema,
  papers: ReadonlyMap<Digest, Uint8Array>,
): unknown {
  if (schema['x-juece-type'] === 'digest' && typeof value === 'string') {
    const length = papers.get(value as Digest)?.length ?? 0
    return { digest: value, length, mediaType: 'text/plain; charset=utf-8' }
  }
  if (Array.isArray(value)) {
    return value.map((item: unknown) => withPapers(item, schema.items ?? {}, papers))
  }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      withPapers(member, schema.properties?.[name] ?? {}, papers),
    ]),
  )
}

function opinionsOf(entries: readonly Replayed[], window: string): OpinionSet {
  const events = entries.flatMap(({ digest, entry: { stream, outcome } }) =>
    outcome.kind === 'recorded' ? outcome.events.map((event) => ({ digest, stream, event })) : [],
  )
  const given = events.filter(
    ({ event }) =>
      event.type === 'PublicOpinionSubmitted' && event.window === window && event.late === false,
  )
  const fates = events.filter(
    ({ event, stream }) =>
      event.type === 'OpinionDisposedOf' && given.some((one) => one.stream === stream),
  )
  const count = (fate: string) => fates.filter(({ event }) => event.disposition === fate).length
  return {
    below: entries.length,
    count: given.length,
    undisposed: given.length - fates.length,
    adopted: count('adopted'),
    partly: count('partly'),
    notAdopted: count('notAdopted'),
    root: setRootOf(given.map(({ digest }) => digest).sort()),
  }
}

const forms = new Map<string, ActForm>()
/** The form of an act, as the reference gives it. */
export function formOf(type: string): ActForm {
  const known = forms.get(type)
  if (known !== undefined) return known
  const row = specifications.find((one) => one.type === type)
  if (row === undefined) throw new Error(`no such act: ${type}`)
  const form: ActForm = {
    type,
    door: row.door,
    schema: z.toJSONSchema(requestSchemaOf(row), { unrepresentable: 'any' }) as FieldSchema,
    example: exampleOf(row),
    who: row.who,
    rows: row.rows,
    says: row.says['zh-CN'],
  }
  forms.set(type, form)
  return form
}
