import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { explain, type Explained } from '@juece/auditor'
import t, { type Test } from 'tap'
import { deviating } from '../support/deviating.ts'
import { lawfulSteps } from '../support/lived-path.ts'
import { ran } from '../support/run.ts'
import { openedBundle, writtenBundle } from '../support/written-bundle.ts'
import { writtenRecord } from '../support/written-record.ts'

/** The twelve answers of a matter lived to a prefix. */
async function lived(...path: Parameters<typeof lawfulSteps>) {
  const record = writtenRecord()
  const matter = record.matter()
  await matter.plays(lawfulSteps(...path))
  const { matters, exit } = explain(openedBundle(record, matter.stream))
  return { record, matter, exit, ask: asker(matters[0]?.questions ?? []) }
}

const asker = (questions: readonly Explained[]) => (number: number) => {
  const found = questions.find((one) => one.number === number)
  if (found === undefined) throw new Error(`question ${String(number)} is not answered`)
  return found
}

t.test('the twelve questions are answered in both languages, each with entries', async (t) => {
  const { ask, record } = await lived('archived', { hearing: true })
  for (let number = 1; number <= 12; number += 1) {
    const { asks, answer, facts, rows } = ask(number)
    t.match(asks.zh, /[？?]$/, asks.en)
    t.match(answer.zh, /[一-鿿]/, answer.zh)
    t.notMatch(answer.en, /[一-鿿]/, answer.en)
    t.ok(facts.length > 0 && rows.length > 0, `${String(number)} has facts and rows`)
    for (const { positions } of facts) {
      t.ok(positions.every((one) => one < record.entries.length))
    }
  }
})

t.test('a lawful matter: what each answer says', async (t) => {
  const { ask } = await lived('archived', { hearing: true })
  t.match(ask(1).answer.en, /cn-000000\.head .* found that it is a major decision/)
  t.match(ask(2).answer.en, /proposed by cn-000000\.proposer .*started by cn-000000\.head/)
  t.match(ask(3).answer.en, /6 steps required, 6 done; 0 acts were refused/)
  t.match(ask(4).answer.en, /^30 days/)
  t.match(ask(5).answer.en, /3 received, 0 without an answer, 0 late/)
  t.match(ask(6).answer.en, /3 experts; 0 with a direct interest; 0 opinions not in support/)
  t.match(ask(7).answer.en, /judged controllable/)
  t.match(ask(8).answer.en, /1 rounds; found lawful, on draft 1; .* tabled after it/)
  t.match(ask(9).answer.en, /cn-000000\.head decided agreed; dissent: none; not against/)
  t.match(ask(10).answer.en, /^yes: published sha256:/)
  t.match(ask(11).answer.en, /in execution, 0 reports; 0 suspensions/)
  t.match(ask(12).answer.en, /0 differ/)
})

t.test('a matter under way says what has not happened', async (t) => {
  const { ask } = await lived('window-open')
  t.match(ask(3).answer.en, /\d steps required, 1 done/)
  t.match(ask(5).answer.en, /0 received/)
  t.match(ask(8).answer.en, /there is no legality opinion/)
  t.match(ask(9).answer.en, /nothing was decided/)
  t.match(ask(10).answer.en, /nothing has been published/)
  const shut = await lived('withheld', { notPublic: true })
  t.match(shut.ask(4).answer.en, /no draft was put to the public/)
  t.match(shut.ask(10).answer.en, /withheld on the ground/)
  const evaluated = await lived('evaluating')
  t.match(evaluated.ask(11).answer.en, /evaluated by /)
})

/** What goes wrong, and the question that must tell it. */
const told: Readonly<Record<string, readonly [number, RegExp]>> = {
  'a notice of ten days without a reason': [4, /MD-D05/],
  'against the majority without reasons': [9, /MD-H05/],
  'the head spoke first': [9, /MD-H04/],
  'decided before the seventh working day': [8, /MD-G05/],
  'decided on another text': [8, /MD-G11/],
  'agreed while the risk was not controllable': [7, /MD-F05/],
  'published after the twentieth working day': [10, /MD-J01/],
  'an interest that came to light': [6, /SoD-03/],
  'changed outside the procedure': [11, /MD-M01/],
  'papers kept back': [12, /./],
}

for (const [kind, [number, says]] of Object.entries(told)) {
  t.test(`question ${String(number)} tells of ${kind}`, async (t) => {
    const record = writtenRecord()
    const matter = record.matter()
    const one = deviating.find((each) => each.kind === kind)
    if (one === undefined) return t.fail('no such kind')
    await one.play(record, matter)
    const { matters } = explain(openedBundle(record, matter.stream))
    const ask = asker(matters[0]?.questions ?? [])
    t.match(ask(number).answer.en, says)
    t.ok(
      ask(3).facts.some(({ says: { en } }) => en.includes('violated')),
      'and question 3',
    )
  })
}

/** A matter's bundle on disk. */
async function onDisk(t: Test) {
  const folder = await mkdtemp(join(tmpdir(), 'juece-explain-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  const record = writtenRecord()
  const matter = record.matter()
  await matter.plays(lawfulSteps('archived'))
  for (const { path, bytes } of writtenBundle(record, matter.stream)) {
    const file = join(folder, ...path.split('/').slice(1))
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, bytes)
  }
  return { folder, stream: matter.stream }
}

t.test('juece explain: text, JSON, one question, and what it ends with', async (t) => {
  const main = 'services/auditor/src/main.ts'
  const { folder, stream } = await onDisk(t)
  const { code, out } = await ran(main, 'explain', folder, '--json')
  const verified = await ran(main, 'verify', folder)
  t.equal(code, verified.code, 'as verify ends')
  t.match(JSON.parse(out), {
    grades: { content: /sound/, order: 'sound' },
    decidedOtherwise: [],
    matters: [
      {
        matter: stream,
        stage: 'S33',
        questions: Array.from({ length: 12 }, (_, index) => ({
          number: index + 1,
          asks: { 'zh-CN': String, en: String },
          answer: { 'zh-CN': String, en: String },
          facts: [{ says: { 'zh-CN': String, en: String }, positions: Array }],
          rows: [{ row: String, status: String }],
        })),
      },
    ],
  })
  const one = await ran(main, 'explain', folder, '--question', '8')
  t.match(one.out, /8\. 合法性审查是否有七个工作日/)
  t.notMatch(one.out, /9\. 谁出席/)
  t.equal((await ran(main, 'explain', folder, '--question', '13')).code, 2, 'wrong use')
  t.equal((await ran(main, 'explain')).code, 2)
  t.equal((await ran(main, 'explain', join(folder, 'nowhere'))).code, 2)
  await mkdir(join(folder, 'empty'))
  t.equal((await ran(main, 'explain', join(folder, 'empty'))).code, 3, 'nothing to read')
})
