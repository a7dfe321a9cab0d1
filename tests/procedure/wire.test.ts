import type { Json, JsonObject } from '@juece/kernel'
import {
  actSchema,
  concreteExampleOf,
  exampleOf,
  parseEntry,
  parseRequest,
  requestSchemaOf,
} from '@juece/procedure/wire'
import t from 'tap'
import { z } from 'zod'

import {
  a,
  demanded,
  list,
  object,
  optional,
  proof,
  required,
  word,
} from '../../packages/procedure/src/fields.ts'
import { specification } from '../../packages/procedure/src/specification.ts'

const row = specification({
  type: 'ReceiveLetter',
  event: 'LetterReceived',
  door: 'matter',
  folder: 'letters',
  who: ['UU'],
  rows: ['MD-D11'],
  says: { 'zh-CN': '收信', en: 'Receive a letter' },
  fields: {
    title: required(a('text'), '来信'),
    about: required(a('matter')),
    by: required(a('organ'), '$proposer.organ'),
    due: required(a('date')),
    window: optional(a('window')),
    draft: required(a('draft')),
    kind: required(word('letter', 'postcard')),
    reasons: demanded(a('text'), '理由'),
    paper: demanded(a('digest')),
    points: required(list(object({ no: required(a('int')), says: demanded(a('text'), '第一点') }))),
    submitter: required(a('nobody')),
    ...proof,
  },
})
const rows = { ReceiveLetter: row }
const lawful = concreteExampleOf(row) as JsonObject

t.test('the lawful example has the form of its act', async (t) => {
  t.equal(parseRequest(lawful, rows).kind, 'request')
})

t.test('what a row demands may be missing or empty: decide answers with the row', async (t) => {
  for (const [name, value] of [
    ['reasons', ''],
    ['reasons', null],
    ['paper', ''],
    ['paper', null],
  ] as const) {
    t.equal(
      parseRequest({ ...lawful, [name]: value }, rows).kind,
      'request',
      `${name} ${String(value)}`,
    )
  }
  const { reasons: _reasons, paper: _paper, ...without } = lawful
  const parsed = parseRequest(without, rows)
  t.equal(parsed.kind, 'request')
  t.notOk(parsed.kind === 'request' && 'reasons' in parsed.request)
  t.same(issues({ ...lawful, paper: 'sha256:1' }), ['paper'], 'but not of another form')
})

t.test('an unmarked field that is missing is no act, one issue for each field', async (t) => {
  t.same(issues({ type: 'ReceiveLetter' }), [
    'title',
    'about',
    'by',
    'due',
    'draft',
    'kind',
    'points',
    'submitter',
    'happened',
    'evidence',
  ])
  t.same(issues({ ...lawful, title: ' ' }), ['title'])
  t.same(issues({ ...lawful, title: 'x' }), [])
})

t.test('unknown fields are no act, at any depth', async (t) => {
  t.same(issues({ ...lawful, extra: 1 }), ['extra'])
  t.same(issues({ ...lawful, points: [{ no: 1, says: 'x', more: 2 }] }), ['points.0.more'])
  t.same(issues({ ...lawful, type: 'SendLetter' }), ['type'])
  t.same(issues([]), [''])
})

t.test('personal data stands only in the fields made for it, and the answer says so', async (t) => {
  for (const body of [
    { ...lawful, submitter: { name: '某人' } },
    { ...lawful, telephone: '1' },
  ]) {
    const parsed = parseRequest(body, rows)
    t.equal(parsed.kind, 'invalid')
    t.match(parsed.kind === 'invalid' && parsed.issues[0]?.message, /个人信息.*enclosed before/)
  }
  t.equal(parseRequest({ ...lawful, submitter: {} }, rows).kind, 'request')
})

t.test(
  'dates exist, instants keep their moment in UTC, matters have one written form',
  async (t) => {
    t.same(issues({ ...lawful, due: '2024-02-30' }), ['due'])
    t.same(issues({ ...lawful, due: '2024-02-29' }), [])
    t.same(issues({ ...lawful, happened: 'yesterday' }), ['happened'])
    const parsed = parseRequest(
      {
        ...lawful,
        happened: '2026-03-09T09:00:00+08:00',
        about: '01900000-0000-7000-8000-00000000000a',
      },
      rows,
    )
    t.match(parsed, {
      request: {
        happened: '2026-03-09T01:00:00.000Z',
        about: 'matter/01900000-0000-7000-8000-00000000000a',
      },
    })
    for (const [name, value] of [
      ['by', 'finance-bureau'],
      ['draft', 0],
      ['draft', 1.5],
      ['window', 'matter/01900000-0000-7000-8000-00000000000a'],
      ['kind', 'parcel'],
      ['evidence', 'sha256:XYZ'],
    ] as const) {
      t.same(issues({ ...lawful, [name]: value }), [name], `${name} ${value}`)
    }
  },
)

t.test('every message stands in Chinese and English', async (t) => {
  const parsed = parseRequest(
    { type: 'ReceiveLetter', due: 1, kind: 2, points: {}, draft: 'x' },
    rows,
  )
  for (const { path, message } of parsed.kind === 'invalid' ? parsed.issues : []) {
    t.match(message, /[\u4e00-\u9fff].* · [a-z]/, `${path}: ${message}`)
  }
})

t.test(
  'the JSON schema tells clients which type and mark a field has, and the example with names',
  async (t) => {
    const schema = z.toJSONSchema(requestSchemaOf(row), { io: 'input' })
    t.match(schema, {
      $defs: {
        ReceiveLetter: {
          additionalProperties: false,
          required: [
            'type',
            'title',
            'about',
            'by',
            'due',
            'draft',
            'kind',
            'points',
            'submitter',
            'happened',
            'evidence',
          ],
          'x-juece-example': exampleOf(row),
          properties: {
            draft: { 'x-juece-type': 'draft', 'x-juece-mark': 'required', type: 'integer' },
            paper: { 'x-juece-type': 'digest', 'x-juece-mark': 'demanded' },
            window: { 'x-juece-type': 'window', 'x-juece-mark': 'optional' },
            due: { format: 'date', 'x-juece-type': 'date' },
          },
        },
      },
    })
    t.match(exampleOf(row), {
      paper: '$attachment',
      draft: '$draft',
      by: '$proposer.organ',
      due: '$today',
    })
    t.notOk('window' in exampleOf(row), 'an optional field without an example stays out')
  },
)

t.test('acts of one door are told apart by their type', async (t) => {
  const door = actSchema([row], 'LetterDoor')
  t.ok(door.safeParse(lawful).success)
  t.notOk(door.safeParse({ ...lawful, type: 'SendLetter' }).success)
})

const entry = {
  format: 'juece-entry/1',
  stream: 'matter/01900000-0000-7000-8000-00000000000a',
  sequence: 1,
  previous: null,
  asOf: { 'law-in-use': 2 },
  occurred: '2026-03-09T01:00:00.380Z',
  entered: '2026-03-09T01:00:00.412Z',
  by: { official: 'li-hua', organ: 'cn-000000/government-office', post: 'office-director' },
  rules: `sha256:${'a'.repeat(64)}`,
  calendar: `sha256:${'b'.repeat(64)}`,
  command: { id: 'li-hua/2', type: 'OpenDeliberation', draft: 1 },
  outcome: {
    kind: 'refused',
    grounds: [
      {
        rule: 'MD-G05',
        cites: [{ instrument: 'R713', article: 26, paragraph: 2 }],
        missing: [],
        whoCan: [],
        productRule: false,
        until: '2026-03-11T16:00:00.000Z',
      },
    ],
  },
  salt: 'd327220313823d611eaafc86d86453ea',
}

t.test('an entry is read strictly: every member there, none beside', async (t) => {
  t.same(parseEntry(bytesOf(entry)), entry)
  for (const name of Object.keys(entry)) {
    const { [name as keyof typeof entry]: _gone, ...rest } = entry
    t.throws(() => parseEntry(bytesOf(rest)), { message: /not an entry/ }, `without ${name}`)
  }
  t.throws(() => parseEntry(bytesOf({ ...entry, more: 1 })), { message: /not an entry/ })
  t.throws(() => parseEntry(bytesOf({ ...entry, by: { clerk: 'c', public: true } })))
  t.throws(() => parseEntry(bytesOf({ ...entry, outcome: { kind: 'refused', grounds: [] } })))
  t.throws(() => parseEntry(bytesOf({ ...entry, occurred: '2026-03-09T01:00:00Z' })))
  t.throws(() => parseEntry(new Uint8Array([0xff, 0xfe])), 'bytes that are no text')
})

function issues(body: unknown): readonly string[] {
  const parsed = parseRequest(body, rows)
  return parsed.kind === 'invalid' ? parsed.issues.map(({ path }) => path) : []
}

function bytesOf(value: Json | object): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value))
}
