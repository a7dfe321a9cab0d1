import { instruments, nationalLevelFile, type FiledCite } from '@juece/rulebook'
import t from 'tap'

const known = new Map(instruments.map((one) => [one.key, one]))
const rows = nationalLevelFile.instruments.flatMap((file) =>
  Object.entries(file.rules).map(([id, rule]) => ({ file, id, rule })),
)

t.test('every citation names an article its instrument has', async (t) => {
  let seen = 0
  for (const { file, id, rule } of rows) {
    const cites: readonly FiledCite[] = [
      ...rule.cites,
      ...(rule.exceptions ?? []).flatMap((exception) => exception.cites),
    ]
    for (const { instrument = file.instrument, article, from } of cites) {
      seen += 1
      const cited = known.get(instrument)
      if (cited === undefined) {
        t.fail(`${id} cites ${instrument}, which is in no list`)
        continue
      }
      t.ok(article <= cited.articles, `${id}: ${instrument} has an article ${article}`)
      const begins = cited.in_force[0]?.from ?? ''
      const since = from ?? file.in_force[0]?.from ?? ''
      t.ok(since >= begins, `${id}: ${instrument} is in force from the day it is cited`)
    }
  }
  t.ok(seen > 100, `${seen} citations`)
})

t.test('a rule file begins no earlier than its instrument', async (t) => {
  for (const { instrument, in_force } of nationalLevelFile.instruments) {
    t.same(in_force, known.get(instrument)?.in_force, instrument)
  }
})

t.test('what binds as law has a citation; what is ours or local says so', async (t) => {
  for (const { file, id, rule } of rows) {
    if (file.instrument === 'LOCAL' || file.instrument === 'JUECE') {
      t.not(rule.force, 'mandatory', `${id} is no law`)
      t.equal(file.instrument === 'JUECE', rule.force === 'own', `${id} stands in the right file`)
    } else {
      t.ok(rule.cites.length > 0, `${id} cites`)
      t.not(rule.force, 'own', `${id} is no product rule`)
    }
  }
})

t.test('nobody has signed yet, and what was read says when', async (t) => {
  for (const { id, rule } of rows) {
    t.equal(rule.verified_by, null, `${id} is not verified`)
    if (rule.certainty === 'read') t.equal(rule.read_on, '2025-04-19', `${id} was read`)
  }
})

t.test(
  'the sentences are ours: short, in both languages, without the words of a statute',
  async (t) => {
    for (const { id, rule } of rows) {
      const { 'zh-CN': chinese, en } = rule.says
      t.notMatch(chinese, /应当|不得少于|应予|第.+条第.+款/, `${id} paraphrases`)
      t.ok(chinese.length <= 80 && chinese.endsWith('。'), `${id} is one short sentence`)
      t.ok(en.length <= 240 && en.endsWith('.'), `${id} has its English`)
    }
  },
)
