import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { deviationsOf } from '@juece/auditor'
import { digestOf } from '@juece/cryptography'
import type { JsonObject } from '@juece/kernel'
import { canonicalBytes } from '@juece/ledger'
import t from 'tap'
import { deviating, lawfulShapes } from '../support/deviating.ts'
import { lawfulSteps } from '../support/lived-path.ts'
import { ran } from '../support/run.ts'
import { openedBundle, writtenBundle } from '../support/written-bundle.ts'
import { writtenRecord } from '../support/written-record.ts'

for (const { kind, rows, play } of deviating) {
  t.test(`found in the bytes: ${kind}`, async (t) => {
    const record = writtenRecord()
    const matter = record.matter()
    await play(record, matter)
    const { clean, matters, decidedOtherwise, grades } = deviationsOf(
      openedBundle(record, matter.stream),
    )
    t.notOk(clean)
    t.match(grades, { content: /^sound/, order: 'sound' })
    t.same(decidedOtherwise, [])
    const found = new Map(matters.flatMap((one) => one.deviations).map((line) => [line.row, line]))
    for (const row of rows) {
      t.match(found.get(row), { status: 'violated', flagged: [Number] }, `${row} is named`)
    }
  })
}
for (const [prefix, chosen] of lawfulShapes) {
  t.test(`nothing is found in a lawful matter: ${prefix} ${JSON.stringify(chosen)}`, async (t) => {
    const record = writtenRecord()
    const matter = record.matter()
    await matter.plays(lawfulSteps(prefix, chosen))
    const { clean, matters, grades } = deviationsOf(openedBundle(record, matter.stream))
    t.same(
      matters.flatMap(({ deviations }) => deviations.map(({ row }) => row)),
      [],
    )
    t.ok(clean, JSON.stringify(grades))
  })
}

/** Two bundles on disk: one lawful, one with a notice that was too short. */
async function portfolio(t: { teardown(after: () => Promise<void>): unknown }) {
  const folder = await mkdtemp(join(tmpdir(), 'juece-deviations-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  const record = writtenRecord()
  const clean = record.matter()
  await clean.plays(lawfulSteps('steps-open'))
  const bad = record.matter()
  await deviating[0]?.play(record, bad)
  const saved = async (name: string, stream: string) => {
    for (const { path, bytes } of writtenBundle(record, stream)) {
      const file = join(folder, name, ...path.split('/').slice(1))
      await mkdir(dirname(file), { recursive: true })
      await writeFile(file, bytes)
    }
    return join(folder, name)
  }
  return {
    folder,
    clean: await saved('clean', clean.stream),
    bad: await saved('bad', bad.stream),
    stream: bad.stream,
  }
}

const main = 'services/auditor/src/main.ts'
interface Told {
  readonly bundles: number
  readonly clean: number
  readonly deviating: number
  readonly results: readonly {
    readonly clean: boolean
    readonly matters: readonly {
      readonly matter: string
      readonly counts: Readonly<Record<string, number>>
      readonly rows: readonly object[]
      readonly deviations: readonly { readonly row: string; readonly persons: readonly object[] }[]
    }[]
  }[]
}

t.test(
  'juece deviations over a portfolio names matter, row, article, entries, persons',
  async (t) => {
    const { clean, bad, stream } = await portfolio(t)
    const { code, out } = await ran(main, 'deviations', clean, bad, '--json')
    t.equal(code, 1, 'something was not kept')
    const told = JSON.parse(out) as Told
    t.match(told, { bundles: 2, clean: 1, deviating: 1 })
    t.match(told.results[1]?.matters[0], {
      matter: stream,
      deviations: [
        {
          row: 'MD-D05',
          status: 'violated',
          cites: [{ instrument: 'R713', article: 15 }],
          says: { 'zh-CN': String, en: String },
          persons: [{ post: 'undertaking-unit-handler' }],
        },
      ],
    })
    t.ok((told.results[0]?.matters[0]?.rows.length ?? 0) > 140, 'every row stands there')
    const plain = await ran(main, 'deviations', clean, bad)
    t.match(plain.out, /MD-D05 {2}违反 violated {2}R713 15\(1\)/)
    t.match(plain.out, /2 bundles, 1 with deviations/)
    t.equal((await ran(main, 'deviations', clean)).code, 0)
    t.match((await ran(main, 'deviations', clean, '--all')).out, /MD-B04 {2}已办 satisfied/)
  },
)

t.test('what cannot be read is never called clean', async (t) => {
  const { folder, clean } = await portfolio(t)
  t.equal((await ran(main, 'deviations', join(folder, 'nowhere'))).code, 2)
  await mkdir(join(folder, 'empty'))
  t.equal((await ran(main, 'deviations', clean, join(folder, 'empty'))).code, 3)
  t.equal((await ran(main, 'deviations')).code, 2, 'wrong use')
})

t.test('an outcome that was written otherwise is found by deciding again', async (t) => {
  const record = writtenRecord()
  const matter = record.matter()
  await deviating[0]?.play(record, matter)
  const at = record.entries.findIndex(({ entry }) => entry.command.type === 'EnterNotice')
  const one = record.entries[at]
  if (one?.entry.outcome.kind !== 'recorded') return t.fail('no notice')
  const [event, ...rest] = one.entry.outcome.events
  // The flag is taken away, and the record signed as if it had never been there.
  const outcome = {
    ...one.entry.outcome,
    events: [{ ...event, deviates: false }, ...rest] as typeof one.entry.outcome.events,
    deviations: [],
  }
  const entry = { ...one.entry, outcome }
  const forged = { ...one, entry, digest: digestOf(canonicalBytes(entry as unknown as JsonObject)) }
  const entries = record.entries.map((other, index) => (index === at ? forged : other))
  const { clean, decidedOtherwise, matters } = deviationsOf(
    openedBundle({ ...record, entries }, matter.stream),
  )
  t.notOk(clean)
  t.match(decidedOtherwise, [{ position: at }])
  // The row itself is judged by the dates, whatever the flag says.
  t.match(matters[0]?.deviations, [{ row: 'MD-D05', flagged: [] }])
})
