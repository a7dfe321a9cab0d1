import { foldStream, progressOf, stageOf, type Matter } from '@juece/procedure'
import { parseEntry } from '@juece/procedure/wire'
import { allClerks } from '@juece/record-store'
import t from 'tap'
import { openBundle, redecide } from '../../services/auditor/src/index.ts'
import { engineView } from '../support/engine-view.ts'
import { longest, openCounty, type Walk } from '../support/lawful-path.ts'
import { testStack, until, type TestStack } from '../support/stack.ts'
import { exported } from '../support/verified.ts'

/** The matter as the auditor folds it, from the bytes of a bundle and nothing else. */
async function asTheAuditor(file: string, { stream }: Walk): Promise<Matter> {
  const { entries } = await openBundle(file)
  const placed = [...entries]
    .sort(([one], [other]) => one - other)
    .map(([position, bytes]) => ({ position, entry: parseEntry(bytes) }))
    .filter(({ entry }) => entry.stream === stream)
  return foldStream(stream, placed).state as Matter
}

/** What the worker told the engine last, once it has read everything. */
async function asTheClerk(stack: TestStack, { id }: Walk) {
  const engine = engineView(stack.temporal)
  try {
    const row = (await allClerks(stack.admin)).find(({ matter }) => matter === id)
    return await until('the clerk has read it all', async () => {
      const read = (await engine.progressRead(id)).at(-1)
      return read?.position === row?.position ? read : undefined
    })
  } finally {
    await engine.close()
  }
}

/** Dates apart: on a settable clock the engine is told them in its own time. */
const named = (deadlines: Readonly<Record<string, { brings: string; setAt: number }>>) =>
  Object.entries(deadlines).map(([name, { brings, setAt }]) => ({ name, brings, setAt }))

t.test('one history, three voices: api, clerk and auditor tell the same matter', async (t) => {
  // Begun under the rules of archives of March 2024: there are none before in the rulebook.
  const stack = await testStack(t, { clockStart: '2024-03-04T09:00+08:00' })
  const county = await openCounty(stack, { chosen: longest })
  const matter = county.matter()
  const stops = ['window-open', 'accepted-for-review', 'decided', 'archived'] as const
  for (const [n, stop] of stops.entries()) {
    await matter.plays(stop, stops[n - 1])
    // One that is refused changes nobody's view.
    await county.send(
      await matter.ready({ by: 'archivist', act: { type: 'DeclineToStart', reasons: '理由' } }),
    )
    // A fact alone nudges nobody: the clerk is told to look, as in a rebuild.
    await stack.admin.query(
      `update ops.clerks set next_due = '-infinity' where matter = $1 and not is_over`,
      [matter.id],
    )
    await county.settles()
    const api = await matter.view('head')
    const clerk = await asTheClerk(stack, matter)
    const file = await exported(stack, county, matter.id)
    const auditor = await asTheAuditor(file, matter)
    const folded = progressOf(auditor, clerk.position)

    t.equal(api.state, stageOf(auditor), `${stop}: the state`)
    t.equal(clerk.stage, stageOf(auditor))
    t.same(api.facts, folded.facts, `${stop}: the facts`)
    t.same(clerk.facts, folded.facts)
    t.same(named(clerk.deadlines), named(folded.deadlines), `${stop}: what time will bring`)
    t.same(
      clerk.owed.map(({ brings, setAt }) => ({ brings, setAt })),
      folded.owed.map(({ brings, setAt }) => ({ brings, setAt })),
    )
    t.same(
      api.deadlines.map(({ name, ends }) => ({ name, ends })).sort(byName),
      Object.values(auditor.deadlines)
        .map(({ name, ends }) => ({ name, ends }))
        .sort(byName),
      `${stop}: the dates`,
    )
    t.same(
      api.deviations.map(({ rule }) => rule),
      auditor.deviations.map(({ rule }) => rule),
    )
    const { entries, agree } = redecide(await openBundle(file))
    t.equal(agree, entries, `${stop}: and each entry is decided again as it stands`)
  }
  t.match(await matter.view('head'), { facts: { dossierClosed: 'yes' } }, 'to the archive')
})

function byName(one: { readonly name: string }, other: { readonly name: string }): number {
  return one.name < other.name ? -1 : 1
}
