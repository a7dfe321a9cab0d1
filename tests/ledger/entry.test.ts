import t from 'tap'

import { utf8Of } from '@juece/cryptography'
import type { Json, JsonObject } from '@juece/kernel'
import { canonicalBytes, entryBytes, parseEntry, type Entry } from '@juece/ledger'

import { vectors } from './vectors.ts'

function published(position: number): JsonObject {
  return JSON.parse(vectors.entries[position]?.bytes ?? '') as JsonObject
}

function faultsOf(value: Json): readonly string[] {
  const parsed = parseEntry(canonicalBytes(value))
  return parsed.kind === 'entry' ? [] : parsed.faults
}

t.test('an unknown member is a fault, at each level, and so is a missing one', async (t) => {
  const entry = published(5)
  t.same(faultsOf(entry), [])
  t.match(faultsOf({ ...entry, note: 1 }), ['entry has an unknown member note'])
  t.match(faultsOf({ ...entry, outcome: { ...(entry.outcome as JsonObject), extra: 1 } }), [
    'outcome has an unknown member extra',
  ])
  t.match(faultsOf({ ...entry, by: { ...(entry.by as JsonObject), extra: 1 } }), [
    'by has an unknown member extra',
  ])
  for (const name of Object.keys(entry)) {
    const { [name]: removed, ...rest } = entry
    t.ok(removed !== undefined && faultsOf(rest).length > 0, `without ${name}`)
  }
})

t.test('each member keeps its rule', async (t) => {
  const entry = published(5)
  const wrong: readonly [string, Json][] = [
    ['format', 'juece-entry/2'],
    ['stream', 'matter//x'],
    ['stream', 'Matter/x'],
    ['stream', `matter/${'x'.repeat(200)}`],
    ['sequence', 0],
    ['sequence', 1],
    ['previous', null],
    ['previous', 'sha256:ab'],
    ['asOf', { 'law-in-use': -1 }],
    ['asOf', { 'opinion/1': 1 }],
    ['asOf', { [entry.stream as string]: 1 }],
    ['occurred', '2026-01-05T01:00:00Z'],
    ['entered', '2026-02-30T01:00:00.000Z'],
    ['by', {}],
    ['by', { public: false }],
    ['by', { official: 'clock', organ: 'a', post: 'b' }],
    ['rules', null],
    ['calendar', null],
    ['salt', 'D327220313823d611eaafc86d86453ea'],
    ['outcome', { kind: 'refused', grounds: [] }],
    ['outcome', { kind: 'other' }],
  ]
  for (const [name, value] of wrong) {
    t.ok(
      faultsOf({ ...entry, [name]: value }).length > 0,
      `${name}: ${JSON.stringify(value).slice(0, 40)}`,
    )
  }
})

t.test('a command id has the form of the one who acts, up to 160 visible characters', async (t) => {
  const entry = published(5)
  const withId = (id: string) =>
    faultsOf({ ...entry, command: { ...(entry.command as JsonObject), id } })
  t.same(withId(`zhao-ming/${'k'.repeat(150)}`), [])
  for (const id of [
    `zhao-ming/${'k'.repeat(151)}`,
    'zhao-ming/',
    'li-hua/2',
    'clock/x/ClosePublicComment/5',
    'zhao-ming/a b',
    'zhao-ming/决',
  ]) {
    t.ok(withId(id).length > 0, id.slice(0, 40))
  }
  const clerk = { ...entry, by: { clerk: 'major-decision' } }
  t.ok(faultsOf(clerk).length > 0)
  t.same(faultsOf({ ...clerk, command: { id: 'clock/m/ClosePublicComment/5', type: 'X' } }), [])
})

t.test(
  'an enclosed value is never the item of a list, where a body could not leave it out',
  async (t) => {
    const entry = published(6)
    const command = entry.command as JsonObject
    const enclosed = { enclosed: 'commitment/1', commitment: 'x' }
    t.same(faultsOf({ ...entry, command: { ...command, name: enclosed } }), [])
    t.ok(faultsOf({ ...entry, command: { ...command, names: [enclosed] } }).length > 0)
  },
)

t.test('an entry has at most 1,048,576 bytes', async (t) => {
  const entry = published(5)
  const sized = (length: number) =>
    ({
      ...entry,
      command: { ...(entry.command as JsonObject), pad: 'x'.repeat(length) },
    }) as unknown as Entry
  const frame = canonicalBytes(sized(0)).length
  t.equal(entryBytes(sized(1_048_576 - frame)).length, 1_048_576)
  t.throws(() => entryBytes(sized(1_048_577 - frame)))
  t.equal(parseEntry(canonicalBytes(sized(1_048_577 - frame))).kind, 'unsound')
  t.equal(parseEntry(utf8Of('{}')).kind, 'unsound')
})
