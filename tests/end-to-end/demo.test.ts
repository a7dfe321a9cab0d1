import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { z } from 'zod'
import { askOffline } from '../../infra/dev/scenario/after.ts'

t.setTimeout(600_000)

const demo = fileURLToPath(new URL('../../infra/dev/demo.ts', import.meta.url))
const happening = z.looseObject({
  position: z.int(),
  act: z.string(),
  outcome: z.enum(['recorded', 'refused']),
  grounds: z.array(z.looseObject({ rule: z.string(), cites: z.array(z.unknown()) })),
})
const documentSchema = z.looseObject({
  exit: z.int(),
  demos: z.tuple([
    z.looseObject({
      entries: z.array(happening),
      refusals: z.array(happening),
      bundle: z.looseObject({ file: z.string() }),
      verify: z.looseObject({
        exit: z.int(),
        verdict: z.looseObject({ notProved: z.array(z.string()) }),
      }),
      replay: z.looseObject({ exit: z.int() }),
    }),
  ]),
})

async function play(home: string, ...args: readonly string[]) {
  const child = spawn(process.execPath, [demo, ...args], {
    env: { ...process.env, JUECE_HOME: home, JUECE_PORT_BASE: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const closed = once(child, 'close')
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
  const [code] = (await closed) as [number | null]
  return { code, stdout, stderr }
}

t.test('the demo goes from nothing to a verdict, and one byte changed is found', async (t) => {
  const home = t.testdir()
  const { code, stdout, stderr } = await play(home, '--json')
  t.equal(code, 0, stderr)
  const read = documentSchema.parse(JSON.parse(stdout))
  const [{ entries, refusals, bundle, verify, replay }] = read.demos
  t.equal(read.exit, 0)

  t.strictSame(
    entries.map(({ position }) => position),
    entries.map((_, position) => position),
    'every entry of the record is named, from the first to the last',
  )
  const rules = refusals.map(({ act, grounds }) => `${act} ${grounds[0]?.rule ?? ''}`)
  for (const expected of [
    'PublishCommentNotice MD-D05',
    'SubmitForDeliberation MD-G01',
    'OpenDeliberation MD-G05',
    'CloseDeliberation MD-H05',
  ]) {
    t.ok(rules.includes(expected), `refused: ${expected}`)
  }
  for (const { grounds, act } of refusals) {
    t.ok(
      grounds.every(({ cites }) => cites.length > 0) || grounds.length > 1,
      `${act} cites an article`,
    )
  }
  t.equal(entries.at(-1)?.act, 'CloseDossier', 'it ends archived')
  t.equal(verify.exit, 0)
  t.ok(verify.verdict.notProved.length > 0, 'what is not proved is said')
  t.equal(replay.exit, 0)

  t.notOk((await readdir(join(home, 'demo'))).includes('stack.json'), 'nothing runs on')

  const bytes = await readFile(bundle.file)
  const at = bytes.indexOf('"SubmitProposal"')
  t.ok(at > 0, 'entries lie in the bundle as they were hashed')
  bytes.write('s', at + 1)
  const forged = join(home, 'forged.zip')
  await writeFile(forged, bytes)
  const answer = await askOffline('verify', forged)
  t.equal(answer.exit, 1)
  const { firstBad } = z
    .looseObject({ firstBad: z.looseObject({ position: z.int() }) })
    .parse(answer.verdict)
  t.equal(firstBad.position, entries.find(({ act }) => act === 'SubmitProposal')?.position)
})

t.test('a file that cannot be played is exit 2, and nothing is started', async (t) => {
  const home = t.testdir({ 'wrong.yaml': 'scenario: wrong\ngiven: begun\n' })
  const { code, stdout, stderr } = await play(home, join(home, 'wrong.yaml'))
  t.equal(code, 2)
  t.equal(stdout, '')
  t.match(stderr, /wrong\.yaml:2: given/)
  t.notOk((await readdir(home)).includes('demo'))
})
