import fs from 'node:fs/promises'
import t from 'tap'
import { openBundle } from '../../services/auditor/src/index.ts'
import { openCounty } from '../support/lawful-path.ts'
import { ran } from '../support/run.ts'
import { testStack } from '../support/stack.ts'
import { exported } from '../support/verified.ts'

const none = [-1, Buffer.alloc(0)] as const

t.test('the bundle of a running stack, on the command line', async (t) => {
  const stack = await testStack(t, { without: ['worker'] })
  const county = await openCounty(stack, { waits: false })
  const matter = county.matter()
  await matter.plays('drafted')
  const file = await exported(stack, county, matter.id)
  const bytes = await fs.readFile(file)
  const other = `${file}.other.zip`
  const { entries } = await openBundle(file)
  const own = [...entries]
    .map(([position, entry]) => [position, Buffer.from(entry)] as const)
    .filter(([, entry]) => entry.includes(`"stream":"${matter.stream}"`))

  t.test('as it was exported it verifies and is decided again', async (t) => {
    const verified = await ran('infra/dev/juece.mjs', 'verify', '--json', file)
    t.equal(verified.code, 0, verified.err)
    t.match(JSON.parse(verified.out), {
      grades: { content: 'sound', order: 'sound', independence: 'claimed' },
      findings: [],
    })
    const replayed = await ran('infra/dev/juece.mjs', 'replay', '--json', file)
    t.equal(replayed.code, 0, replayed.err)
    const { redecided, agree } = JSON.parse(replayed.out) as Readonly<Record<string, number>>
    t.equal(agree, entries.size)
    t.equal(redecided, entries.size)
  })

  t.test('one flipped bit of one entry: exit 1, and the entry is named', async (t) => {
    t.ok(own.length > 6)
    const chosen = [0, own.length >> 1, own.length - 1].map((index) => own[index] ?? none)
    for (const [n, [position, entry]] of chosen.entries()) {
      const offset = [0, entry.length >> 1, entry.length - 1][n] ?? 0
      // Entries lie in the zip as they were hashed: found by their own bytes.
      const spoilt = Buffer.from(bytes)
      const at = spoilt.indexOf(entry) + offset
      spoilt[at] = (spoilt[at] ?? 0) ^ 1
      await fs.writeFile(other, spoilt)
      const { code, out, err } = await ran('infra/dev/juece.mjs', 'verify', '--json', other)
      t.equal(code, 1, err)
      t.match(
        JSON.parse(out),
        {
          grades: { content: 'broken' },
          firstBad: { position, file: `data/entries/${position}.json` },
        },
        `byte ${offset} of entry ${position}`,
      )
    }
    const { code, out } = await ran('infra/dev/juece.mjs', 'verify', other)
    t.equal(code, 1)
    t.match(out, new RegExp(`\\b${own.at(-1)?.[0]}\\b`), 'for people too')
  })

  t.test('an outcome that was rewritten is decided otherwise, and replay says which', async (t) => {
    const [position, entry] = own.find(([, one]) => one.includes('"DraftRegistered"')) ?? none
    const rewritten = Buffer.from(bytes)
    // The last of them stands in the outcome, behind the command.
    const at = rewritten.indexOf(entry) + entry.lastIndexOf('"version":1')
    rewritten.write('"version":2', at)
    await fs.writeFile(other, rewritten)
    const { code, out, err } = await ran('infra/dev/juece.mjs', 'replay', '--json', other)
    t.equal(code, 1, err)
    t.match(JSON.parse(out), { firstDiffering: { position } })
  })
})
