import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { gunzipSync, gzipSync } from 'node:zlib'
import { digestOf, textOf, utf8Of } from '@juece/cryptography'
import type { Digest, JsonObject } from '@juece/kernel'
import { canonicalBytes, setRootOf } from '@juece/ledger'
import {
  deciderOf,
  deciderUnder,
  procedures,
  replay,
  type Decider,
  type Tools,
} from '@juece/procedure'
import { parseEntry } from '@juece/procedure/wire'
import { calendarFiles, calendarOf, resolveRules, type LevelFile } from '@juece/rulebook'
import { parseLevelFile, parseManifest } from '@juece/rulebook/wire'
import t from 'tap'
import { deviating } from '../support/deviating.ts'
import { lawfulSteps } from '../support/lived-path.ts'
import { writtenRecord } from '../support/written-record.ts'

/** A record as it was decided when the version was the newest: entries and the rules they name. */
interface Frozen {
  readonly entries: readonly string[]
  readonly rules: Readonly<Record<string, string>>
}

const place = (version: number) =>
  new URL(`../fixtures/procedure/${version}.json.gz`, import.meta.url)
const frozen = (version: number) =>
  JSON.parse(gunzipSync(readFileSync(place(version))).toString('utf8')) as Frozen

/** A lawful life with everything in it, one with refusals, and several that go wrong. */
async function lives() {
  const record = writtenRecord()
  await record.matter().plays(lawfulSteps('archived', { hearing: true, versions: 2 }))
  const refused = record.matter()
  for (const step of lawfulSteps('decided').filter((_, at) => at % 7 !== 3)) {
    if (!('act' in step)) continue
    await refused.lodge(step).catch(() => undefined)
  }
  for (const one of deviating.slice(0, 12)) await one.play(record, record.matter())
  return record
}

// Frozen once for each version, and never again: JUECE_FREEZE=1 writes only what is not there yet.
if (process.env['JUECE_FREEZE'] === '1') {
  for (const version of procedures.filter((one) => !existsSync(place(one)))) {
    const record = await lives()
    const kept: Frozen = {
      entries: record.entries.map(({ entry }) =>
        textOf(canonicalBytes(entry as unknown as JsonObject)),
      ),
      rules: Object.fromEntries(
        record.files.rules.map(({ digest, bytes }) => [digest, textOf(bytes)]),
      ),
    }
    writeFileSync(place(version), gzipSync(JSON.stringify(kept), { level: 9 }))
  }
}

function thawed({ entries, rules }: Frozen) {
  const textAt = (digest: Digest) => {
    const text = rules[digest]
    return text === undefined || digestOf(utf8Of(text)) !== digest ? undefined : text
  }
  const manifest = (digest: Digest) => {
    const text = textAt(digest)
    return text === undefined ? undefined : parseManifest(text)
  }
  const levels = (digest: Digest): readonly LevelFile[] =>
    (manifest(digest)?.levels ?? []).map((one) => parseLevelFile(textAt(one.digest) ?? ''))
  const calendar = calendarOf(calendarFiles)
  const known = new Map<string, readonly LevelFile[]>()
  const tools: Tools = {
    rootOf: setRootOf,
    rules: (digest, on) => {
      const opened = known.get(digest) ?? levels(digest)
      known.set(digest, opened)
      return resolveRules(opened, on)
    },
    calendar: () => calendar,
    procedure: (digest) => manifest(digest)?.procedure,
  }
  return {
    tools,
    entries: entries.map((text, position) => {
      const bytes = utf8Of(text)
      return { position, digest: digestOf(bytes), entry: parseEntry(bytes) }
    }),
  }
}

for (const version of procedures) {
  t.test(
    `procedure ${String(version)}: its frozen history is decided again as it was`,
    async (t) => {
      const { entries, tools } = thawed(frozen(version))
      t.ok(entries.length > 500, `${String(entries.length)} entries`)
      t.ok(
        entries.some(({ entry }) => entry.outcome.kind === 'refused'),
        'refusals among them',
      )
      t.same(
        [...replay(entries, tools)].filter(({ kind }) => kind !== 'agrees').slice(0, 3),
        [],
        'a change that alters one of these is a new version, and this one stays',
      )
    },
  )
}

/** 虚构的第二版 · A later procedure in which every registered draft is flagged. */
const second = (stream: string): Decider<unknown> => {
  const first = deciderOf(stream)
  return {
    ...first,
    decide: (command, state, at, by) => {
      const outcome = first.decide(command, state, at, by)
      if (command.type !== 'RegisterDraft' || outcome.kind !== 'recorded') return outcome
      return { ...outcome, deviations: [{ rule: 'MD-C01', cites: [], shuts: [] }] }
    },
  }
}
const under: typeof deciderUnder = (stream, procedure) =>
  procedure === 2 ? second(stream) : deciderUnder(stream, procedure)

t.test('replay decides each entry by the version that its manifest names', async (t) => {
  const record = writtenRecord()
  const matter = record.matter()
  await matter.plays(lawfulSteps('drafted'))
  const drafts = record.entries.filter(({ entry }) => entry.command.type === 'RegisterDraft')
  t.equal(drafts.length, 1)
  const asIf = (procedure: number | undefined) => [
    ...replay(record.entries, { ...record.tools, procedure: () => procedure }, under),
  ]
  const kinds = (procedure: number | undefined) => new Set(asIf(procedure).map(({ kind }) => kind))
  t.same([...kinds(1)], ['agrees'], 'the version it was decided under')
  t.same(
    asIf(2)
      .filter(({ kind }) => kind !== 'agrees')
      .map(({ position }) => position),
    drafts.map(({ position }) => position),
    'another version decides another way, and only where it does',
  )
  // The same record, had it been decided under the second version.
  const flagged = record.entries.map((one) =>
    one.entry.command.type === 'RegisterDraft' && one.entry.outcome.kind === 'recorded'
      ? {
          ...one,
          entry: {
            ...one.entry,
            outcome: {
              ...one.entry.outcome,
              deviations: [{ rule: 'MD-C01', cites: [], shuts: [] }],
            },
          },
        }
      : one,
  )
  const again = (procedure: number) =>
    new Set(
      [...replay(flagged, { ...record.tools, procedure: () => procedure }, under)].map(
        ({ kind }) => kind,
      ),
    )
  t.same([...again(2)], ['agrees'])
  t.same([...again(1)].sort(), ['agrees', 'differs'])
})

t.test('a version nobody here knows is not checked, and never taken for the newest', async (t) => {
  const record = writtenRecord()
  await record.matter().plays(lawfulSteps('proposed'))
  const results = [...replay(record.entries, { ...record.tools, procedure: () => 99 })]
  const governed = record.entries.filter(({ entry }) => entry.rules !== null)
  t.equal(results.filter(({ kind }) => kind === 'not-checked').length, governed.length)
  t.match(results.at(-1), { why: 'procedure 99 is not known here' })
  t.equal(deciderUnder('matter/x', 99), undefined)
})
