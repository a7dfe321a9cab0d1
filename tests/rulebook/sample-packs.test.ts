import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { calendarDate } from '@juece/kernel'
import {
  canonicalPrint,
  loadRulebook,
  nationalLevel,
  packFrom,
  readablePrint,
  type LevelFile,
  type PackValues,
} from '@juece/rulebook'
import { parseLevelFile } from '@juece/rulebook/wire'
import t from 'tap'

const folder = fileURLToPath(new URL('../../packages/rulebook/data/packs/', import.meta.url))
const on = calendarDate('2025-06-01')

async function sample(name: string): Promise<LevelFile> {
  const text = await readFile(`${folder}${name}.pack.json`, 'utf8')
  const file: unknown = JSON.parse(text)
  t.equal(text, readablePrint(file), `${name} is its own print`)
  return parseLevelFile(canonicalPrint(file))
}
const rulesOf = (...levels: readonly LevelFile[]) =>
  loadRulebook([...nationalLevel(), ...levels]).on(on)
/** The pack with one value in the place of its own. */
const but = ({ jurisdiction, level }: LevelFile, values: PackValues) =>
  packFrom({ jurisdiction, level, from: calendarDate('2019-09-01'), values })

t.test('U.3: the sample packs are these four', async (t) => {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.pack.json')).sort()
  t.same(
    names.map((name) => name.replace('.pack.json', '')),
    ['city', 'national-defaults', 'province', 'township'],
  )
})

t.test('U.3: national defaults set nothing and change nothing', async (t) => {
  const rules = rulesOf(await sample('national-defaults'))
  t.equal(rules.number('md.comment.days'), 30)
  t.equal(rules.number('md.review.minWorkdays'), 7)
  t.equal(rules.number('md.review.maxWorkdays'), null)
  t.equal(rules.word('md.applicability.expert'), 'cond')
})

t.test('U.3: a province tightens, and its city tightens what the province set', async (t) => {
  const [province, city] = [await sample('province'), await sample('city')]
  t.equal(rulesOf(province).number('md.hearing.materialsDays'), 10)
  t.equal(rulesOf(province).number('md.review.maxWorkdays'), 20)
  const both = rulesOf(province, city)
  t.equal(both.number('md.hearing.materialsDays'), 15)
  t.equal(both.number('md.review.maxWorkdays'), 15)
  t.equal(both.number('md.review.extensionWorkdays'), 10)
  t.equal(both.flag('md.ownReview'), true, 'what the city does not say stays the province’s')
  t.ok(both.gates('MD-H07') && both.gates('MD-D12') && both.gates('MD-F06'))
})

t.test('U.3: what is looser than the level above is refused when it is loaded', async (t) => {
  const [province, city, township] = [
    await sample('province'),
    await sample('city'),
    await sample('township'),
  ]
  const refused = (says: RegExp, ...levels: readonly LevelFile[]) =>
    t.throws(() => rulesOf(...levels), says)
  refused(
    /md.hearing.materialsDays = 6 .* weaker than 7 of cn/,
    but(province, { 'md.hearing.materialsDays': 6 }),
  )
  refused(/md.comment.days = 29 .* weaker than 30 of cn/, but(township, { 'md.comment.days': 29 }))
  refused(/md.review.deemedApproval is locked/, but(township, { 'md.review.deemedApproval': true }))
  // Within the nation's floor, and still looser than the province.
  t.doesNotThrow(() => rulesOf(but(city, { 'md.hearing.materialsDays': 8 })))
  refused(
    /= 8 .* weaker than 10 of cn-000010/,
    province,
    but(city, { 'md.hearing.materialsDays': 8 }),
  )
  refused(
    /= 21 .* weaker than 20 of cn-000010/,
    province,
    but(city, { 'md.review.maxWorkdays': 21 }),
  )
  refused(
    /= false .* weaker than true of cn-000010/,
    province,
    but(city, { 'md.ownReview': false }),
  )
})

t.test('R713 42: a township may make all five steps unconditional', async (t) => {
  const rules = rulesOf(await sample('township'))
  for (const step of ['public', 'expert', 'risk']) {
    t.equal(rules.word(`md.applicability.${step}`), 'always', step)
  }
  // Legality review and collective discussion are so everywhere.
  t.ok(rules.gates('MD-G01') && rules.gates('MD-H02'))
})
