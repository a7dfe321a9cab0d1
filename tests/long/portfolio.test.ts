import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import t from 'tap'
import { deviating } from '../support/deviating.ts'
import { cleanMatters, deviatingMatters } from '../support/portfolio.ts'
import { ran } from '../support/run.ts'
import { writtenBundle } from '../support/written-bundle.ts'
import { writtenRecord } from '../support/written-record.ts'

interface Told {
  readonly bundles: number
  readonly clean: number
  readonly deviating: number
  readonly results: readonly {
    readonly clean: boolean
    readonly matters: readonly { readonly deviations: readonly { readonly row: string }[] }[]
  }[]
}

t.test(
  'F9.2: of 200 clean and 60 deviating matters of 30 kinds, all 60 are found and none of the 200',
  async (t) => {
    t.ok(new Set(deviating.map(({ kind }) => kind)).size >= 30, `${String(deviating.length)} kinds`)
    const folder = await mkdtemp(join(tmpdir(), 'juece-portfolio-'))
    t.teardown(() => rm(folder, { recursive: true, force: true }))
    // The deviating ones stand among the clean ones, not behind them.
    const [clean, bad] = [cleanMatters(200), deviatingMatters(60)]
    const held = clean.flatMap((one, at) => {
      const other = at % 3 === 0 ? bad[at / 3] : undefined
      return other === undefined ? [one] : [one, other]
    })
    t.equal(held.length, 260)
    const paths: string[] = []
    for (const [index, one] of held.entries()) {
      const record = writtenRecord()
      const matter = record.matter()
      await one.play(record, matter)
      const at = join(folder, String(index).padStart(3, '0'))
      for (const { path, bytes } of writtenBundle(record, matter.stream)) {
        const file = join(at, ...path.split('/').slice(1))
        await mkdir(dirname(file), { recursive: true })
        await writeFile(file, bytes)
      }
      paths.push(at)
    }
    const { code, out } = await ran(
      'services/auditor/src/main.ts',
      'deviations',
      ...paths,
      '--json',
    )
    t.equal(code, 1, 'something was not kept')
    const told = JSON.parse(out) as Told
    t.match(told, { bundles: 260, clean: 200, deviating: 60 })
    for (const [index, { name, rows }] of held.entries()) {
      const found = told.results[index]?.matters.flatMap(({ deviations }) => deviations) ?? []
      const names = found.map(({ row }) => row)
      if (rows.length === 0) t.same(names, [], name)
      else
        t.same(
          rows.filter((row) => !names.includes(row)),
          [],
          `${name}: ${names.join(' ')}`,
        )
    }
  },
)
