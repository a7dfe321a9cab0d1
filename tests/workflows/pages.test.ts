import { readdirSync, readFileSync } from 'node:fs'

import { majorDecision } from '@juece/workflows/major-decision'
import fc from 'fast-check'
import t from 'tap'
import { PaperClerk } from '../support/paper-clerk.ts'
import * as paper from '../support/paper-matter.ts'
import { PaperRecord } from '../support/paper-record.ts'

const dayMs = 86_400_000
const at = (day: number) => paper.dayOne + day * dayMs
type Dated = readonly [day: number, paper: paper.Paper]

async function lives(papers: readonly Dated[]) {
  const record = new PaperRecord()
  const clerk = new PaperClerk(record, majorDecision)
  await clerk.looks(paper.dayOne)
  for (const [day, arrived] of papers) {
    // Time passes before the paper comes: what it brings about comes first.
    await clerk.looks(at(day))
    record.enters(arrived, at(day))
    await clerk.looks(at(day))
  }
  return { record, clerk }
}

async function walks(record: PaperRecord, nowMs: number) {
  const clerk = new PaperClerk(record, majorDecision)
  await clerk.looks(nowMs)
  return clerk
}

t.test(
  'the pages go with the matter from proposal to archive, and close the window once',
  async (t) => {
    const { record, clerk } = await lives(paper.wholeMatter)
    t.ok(clerk.isDone)
    t.equal(record.entries.filter((entry) => entry === 'ClosePublicComment').length, 1)
    t.same(
      record.entries.filter((entry) => entry.startsWith('refused')),
      [],
    )
  },
)

t.test(
  'at every prefix a fresh walk stands where the clerk that lived it stands, and lodges nothing',
  async (t) => {
    for (const length of paper.wholeMatter.keys()) {
      const prefix = paper.wholeMatter.slice(0, length + 1)
      const nowMs = at(prefix.at(-1)?.[0] ?? 0)
      const { record, clerk } = await lives(prefix)
      const before = record.entries.length
      const walked = await walks(record, nowMs)
      t.same(walked.standsAt(), clerk.standsAt(), prefix.at(-1)?.[1].says ?? '')
      t.equal(record.entries.length, before)
    }
  },
)

t.test('the steps may be concluded in any order (713: 第十四条至第二十四条)', async (t) => {
  const concluded = [
    paper.argued,
    paper.assessed,
    paper.competitionReviewed,
    paper.opinionsAnswered,
  ]
  const opened = paper.wholeMatter.filter(([day]) => day <= 25)
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray([...concluded], { minLength: 4 }),
      fc.array(fc.integer({ min: 26, max: 80 }), { minLength: 4, maxLength: 4 }),
      async (order, days) => {
        const sorted = [...days].sort((a, b) => a - b)
        const rest = order.map((step, i): Dated => [sorted[i] ?? 80, step])
        const { clerk, record } = await lives([...opened, ...rest])
        await clerk.looks(at(90))
        t.same(clerk.standsAt(), ['stepsClosed'])
        t.same((await walks(record, at(90))).standsAt(), ['stepsClosed'])
      },
    ),
    { numRuns: 60, seed: 713 },
  )
})

t.test('what is lawfully undisclosed is not put to the public (713: 第十四条第一款)', async (t) => {
  const before = paper.wholeMatter.filter(([day]) => day < 22)
  const { clerk } = await lives([
    ...before,
    [22, paper.answered('AF-02', 'yes')],
    [23, paper.answered('AF-05', 'no')],
    [23, paper.answered('AF-06', 'no')],
    [23, paper.answered('AF-07', 'no')],
    [24, paper.stepsOpened],
  ])
  t.same(clerk.standsAt(), ['stepsClosed'])
})

t.test('a question nobody has answered holds its step up (U.2: nobody guesses)', async (t) => {
  const opened = paper.wholeMatter.filter(([day, { says }]) => day < 25 && says !== 'AF-05 yes')
  const { clerk } = await lives(opened)
  t.ok(clerk.standsAt().includes('technical'))
})

t.test(
  'what is not started, and what is rejected, is archived all the same (713: 第三十三条)',
  async (t) => {
    const study = paper.wholeMatter.filter(([day]) => day <= 5)
    const declined = await lives([...study, [6, paper.declined]])
    t.same(declined.clerk.standsAt(), ['dossierClosed'])
    const discussed = paper.wholeMatter.filter(([day]) => day <= 77)
    const rejected = await lives([...discussed, [78, paper.rejected]])
    t.same(rejected.clerk.standsAt(), ['dossierClosed'])
    rejected.record.enters(paper.dossierClosed, at(90))
    await rejected.clerk.looks(at(90))
    t.ok(rejected.clerk.isDone)
  },
)

t.test(
  'a notice that was out before its step was opened is closed at its deadline (U.6)',
  async (t) => {
    const before = paper.wholeMatter.filter(([day]) => day < 22)
    const { clerk, record } = await lives([...before, [22, paper.noticePublished(30)]])
    await clerk.looks(at(60))
    t.ok(record.entries.includes('ClosePublicComment'))
  },
)

t.test('pages speak to the clerk and know facts by name, and nothing else', async (t) => {
  const folder = new URL('../../workflows/src/major-decision/', import.meta.url)
  const pages = readdirSync(folder)
  t.ok(pages.length >= 10)
  for (const page of pages) {
    const text = readFileSync(new URL(page, folder), 'utf8')
    const imported = [...text.matchAll(/from '([^']+)'/g)].map(([, from]) => from ?? '')
    const foreign = imported.filter(
      (from) =>
        from !== '@juece/procedure/facts' && from !== '../clerk.ts' && !from.startsWith('./'),
    )
    t.same(foreign, [], page)
    t.notMatch(text.replaceAll(/\/\*\*?[^]*?\*\/|\/\/.*|'[^']*'/g, ''), /\d/, `${page}: no numbers`)
    t.match(text, /第.+条/, `${page}: cites its article`)
  }
})
