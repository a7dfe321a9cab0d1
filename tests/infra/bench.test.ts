import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { figureOf, quantileOf } from '../../infra/dev/bench/figure.ts'
import { figureNames, isFigure } from '../../infra/dev/bench/figures.ts'
import { tableOf } from '../../infra/dev/bench/table.ts'
import { inTurns } from '../../infra/dev/bench/turns.ts'

const program = fileURLToPath(new URL('../../infra/dev/bench/main.ts', import.meta.url))

async function bench(...args: readonly string[]) {
  const child = spawn(process.execPath, [program, ...args])
  const closed = once(child, 'close')
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
  const [code] = (await closed) as [number | null]
  return { code, stdout, stderr }
}

t.test('figures come one JSON object a line, and nothing else stands on stdout', async (t) => {
  const { code, stdout, stderr } = await bench(
    ...['--json', '--seconds', '1', '--only', 'append.8', '--only', 'fold.60'],
  )
  t.equal(code, 0, stderr)
  const figures = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  t.same(
    figures.map(({ figure }) => figure),
    ['append.8', 'fold.60', 'fold.60.bytes', 'fold.60.read'],
  )
  for (const figure of figures) {
    t.same(
      Object.keys(figure),
      ['figure', 'value', 'unit', 'against', 'ratio', 'seconds', 'samples', 'p50', 'p99', 'host'],
      'every figure has the members of the contract',
    )
    t.ok(Number(figure['value']) > 0, `${String(figure['figure'])} is more than nothing`)
    t.ok(Number(figure['samples']) > 0, 'and rests on something')
    t.ok(Number(figure['p50']) <= Number(figure['p99']), 'half of it is no slower than nearly all')
    t.match(figure['host'], { cores: Number, load: Number })
  }
  const [append] = figures
  t.ok(Number(append?.['ratio']) > 0, 'the append stands beside bare INSERTs')
  t.match(stderr, /measuring append/, 'progress is told on stderr')
})

t.test('a figure that does not exist, and no time to measure it in, are wrong use', async (t) => {
  const wrong = [
    ['--only', 'speed'],
    ['--seconds', '0'],
  ]
  for (const { code, stdout, stderr } of await Promise.all(wrong.map((args) => bench(...args)))) {
    t.equal(code, 2)
    t.equal(stdout, '')
    t.match(stderr, /^juece: --(only|seconds): /m)
  }
})

t.test('the figures of the contract are there to be asked for', (t) => {
  const wanted = ['append', 'act', 'together', 'matter', 'nudge', 'timer', 'worklist', 'fold']
  for (const name of [...wanted, 'start', 'verify', 'replay', 'opinions']) {
    t.ok(figureNames.includes(name), name)
  }
  t.ok(isFigure('act.32'), 'in one size as well')
  t.notOk(isFigure('acts'))
  t.end()
})

t.test('a figure is worked out from its samples', (t) => {
  const samples = [5, 1, 4, 2, 3]
  const made = figureOf({
    figure: 'one',
    value: 1_234.6,
    unit: 'acts/s',
    against: { what: 'two', value: 2_469.2 },
    ms: 1_500,
    samples,
  })
  t.match(made, { value: 1_235, ratio: 0.5, seconds: 1.5, samples: 5, p50: 3, p99: 5 })
  t.same(samples, [5, 1, 4, 2, 3], 'which are left as they were')
  const alone = figureOf({ figure: 'one', value: 0.012345, unit: 'ms', ms: 10, samples: 7 })
  t.match(alone, { value: 0.0123, against: null, ratio: null, samples: 7, p50: null, p99: null })
  t.equal(quantileOf([], 0.5), 0)
  t.equal(quantileOf([1, 2, 3, 4], 1), 4)
  t.match(tableOf([made, alone]), /one +1235 acts\/s +0\.5 +3 \/ 5 +two\n/)
  t.end()
})

t.test('two sides take turns, and each is timed by its own turns alone', async (t) => {
  const order: string[] = []
  const step = (name: string, ms: number) => async () => {
    if (order.at(-1) !== name) order.push(name)
    await new Promise((resolve) => setTimeout(resolve, ms))
  }
  let prepared = 0
  const { ours, theirs } = await inTurns({
    seconds: 0.6,
    ours: [step('ours', 2), step('ours', 2)],
    theirs: [step('theirs', 2)],
    prepare: async () => {
      prepared += 1
    },
  })
  t.same(order, Array.from({ length: 7 }, () => ['theirs', 'ours']).flat(), 'a warm turn, then six')
  t.equal(prepared, 7, 'what ours use up is made before each of their turns')
  for (const side of [ours, theirs]) {
    t.equal(Math.round(side.perSecond * side.ms), side.taken.length * 1_000)
  }
})
