import {
  openCommitter,
  openPool,
  recordReader,
  type Committer,
  type Unit,
} from '@juece/record-store'
import t, { type Test } from 'tap'

import { testDatabase } from '../support/postgres.ts'
import { recordFaults } from '../support/record-check.ts'
import { after, start, unit } from '../support/units.ts'

const db = await testDatabase(t)
const committers = [0, 1, 2].map(() => openCommitter(db.url('registrar')))
const admin = openPool(db.url('admin'))
const reader = recordReader(admin)
t.teardown(async () => {
  await Promise.all(committers.map((committer) => committer.close()))
  await admin.end()
})
const committerOf = (i: number): Committer => {
  const committer = committers[i % committers.length]
  if (committer === undefined) throw new Error('no committer')
  return committer
}
const noFault = async (t: Test): Promise<unknown> =>
  t.same(await recordFaults(admin), [], 'the record is whole')

/** Decides again on the newer state until it enters. */
async function insist(committer: Committer, make: () => Promise<Unit>): Promise<number> {
  for (let tries = 1; ; tries += 1) {
    const verdict = await committer.append(await make())
    if (verdict.kind === 'entered') return tries
    if (verdict.kind !== 'conflict') throw new Error(verdict.kind)
  }
}
const headOf = async (stream: string) => (await reader.readHead(stream)) ?? start

t.test('32 writers of three committers on one stream: each act once, in one order', async (t) => {
  const stream = 'matter/one'
  await Promise.all(
    Array.from({ length: 32 }, async (_, i) => {
      for (let n = 1; n <= 5; n += 1) {
        const commandId = `writer-${i}/${n}`
        await insist(committerOf(i), async () => unit(stream, await headOf(stream), { commandId }))
      }
    }),
  )
  t.equal((await reader.readHead(stream))?.sequence, 160)
  await noFault(t)
})

t.test('32 writers on many streams: nobody is handed back, no hole, no double', async (t) => {
  const verdicts = await Promise.all(
    Array.from({ length: 32 }, async (_, i) => {
      const kinds: string[] = []
      let at: { sequence: number; digest: Unit['previous'] } = start
      for (let n = 1; n <= 50; n += 1) {
        const next = unit(`matter/many-${i}`, at)
        kinds.push((await committerOf(i).append(next)).kind)
        at = after(next)
      }
      return kinds
    }),
  )
  t.same(new Set(verdicts.flat()), new Set(['entered']))
  await noFault(t)
})

t.test('a register that moves all the while: what enters had read it as it stood', async (t) => {
  const register = 'offices/cn-000000'
  let moving = true
  const mover = (async () => {
    while (moving) {
      await insist(committerOf(0), async () => unit(register, await headOf(register)))
      // Room for a decision between two moves.
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  })()
  const tries = await Promise.all(
    Array.from({ length: 12 }, async (_, i) => {
      let sum = 0
      for (let n = 1; n <= 10; n += 1) {
        sum += await insist(committerOf(i), async () => {
          const { sequence } = await headOf(register)
          const stream = `matter/guarded-${i}`
          return unit(stream, await headOf(stream), { guards: { [register]: sequence } })
        })
      }
      return sum
    }),
  )
  moving = false
  await mover
  t.comment(`tries for 120 acts: ${tries.reduce((a, b) => a + b, 0)}`)
  await noFault(t)
})

t.test('every act sent twice at once, through two committers, enters once', async (t) => {
  const units = Array.from({ length: 60 }, (_, i) => unit(`matter/twice-${i}`))
  const answers = await Promise.all(
    units.map((one, i) =>
      Promise.all([committerOf(i).append(one), committerOf(i + 1).append(one)]),
    ),
  )
  for (const [a, b] of answers) {
    t.same([a.kind, b.kind].sort(), ['duplicate', 'entered'])
    t.equal(positionOf(a), positionOf(b), 'both name the same position')
  }
  await noFault(t)
})

t.test('who reads by position while others write misses nothing', async (t) => {
  const from = await reader.size()
  const seen: number[] = []
  let writing = true
  const subscriber = (async () => {
    let next = from
    for (;;) {
      const last = !writing
      const page = await reader.readFrom(next, 50)
      for (const { position } of page) seen.push(position)
      next = (seen.at(-1) ?? from - 1) + 1
      if (last && page.length === 0) return
    }
  })()
  await Promise.all(
    Array.from({ length: 400 }, (_, i) => committerOf(i).append(unit(`matter/seen-${i}`))),
  )
  writing = false
  await subscriber
  t.same(
    seen,
    Array.from({ length: 400 }, (_, i) => from + i),
  )
})

function positionOf(verdict: object): unknown {
  return 'position' in verdict ? verdict.position : undefined
}
