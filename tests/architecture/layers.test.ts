import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { cruised as folders } from '../../infra/tooling/cruiser-rules.ts'
import { claims, layers } from '../../infra/tooling/layers.ts'
import { cruised, planted, root } from './cruised.ts'

/** A run that saw next to nothing would be green too: fewer modules than there are files is a fault of the tool. */
const leastModules = 60

await t.test('the code keeps the layers and the claims, and was really looked at', async (t) => {
  const seen = await cruised(root, folders)
  t.strictSame(seen.violations, [])
  t.ok(seen.modules.length > leastModules, `${seen.modules.length} modules were seen`)
  for (const { folder } of layers) {
    const there = await sources(folder)
    const missed = there.filter((file) => !seen.modules.includes(file))
    t.strictSame(missed, [], `each file of ${folder} was seen`)
  }
})

await t.test('the table of layers has a row for each package, service and workspace', async (t) => {
  const known = new Set(layers.map(({ folder }) => folder))
  for (const above of ['packages', 'services']) {
    for (const { name } of await readdir(join(root, above), { withFileTypes: true })) {
      t.ok(known.has(`${above}/${name}`), `${above}/${name} has a row`)
    }
  }
  t.ok(known.has('workflows'))
  t.ok(known.has('activities'))
})

await t.test('a row imports only from rows above it', (t) => {
  const above = new Set<string>()
  for (const { folder, imports } of layers) {
    for (const { folder: imported } of imports) {
      t.ok(above.has(imported), `${folder} imports ${imported}, which stands above it`)
    }
    above.add(folder)
  }
  t.end()
})

await t.test('a manifest asks for nothing that its row does not name', async (t) => {
  for (const { folder, imports, npm } of layers) {
    const raw = await readFile(join(root, folder, 'package.json'), 'utf8').catch(() => undefined)
    if (raw === undefined) continue
    const { dependencies = {} } = JSON.parse(raw) as { dependencies?: Record<string, string> }
    const named = new Set(['@juece/kernel', ...npm.map(({ name }) => name)])
    for (const { folder: imported } of imports) named.add(`@juece/${imported.split('/').at(-1)}`)
    const unnamed = Object.keys(dependencies).filter((name) => !named.has(name))
    t.strictSame(unnamed, [], folder)
  }
})

await t.test('a house that keeps the rules is found sound', async (t) => {
  const { violations, modules } = await planted([])
  t.strictSame(violations, [])
  t.ok(modules.length >= 25)
})

/** A fault to plant: what it is, the rule that must see it, the file that must be named, and the lines. */
interface Fault {
  readonly what: string
  readonly rule: string
  readonly from: string
  readonly lines: Readonly<Record<string, string>>
}

const person = 'packages/registrar/src/person.ts'

/** For each claim a fault that breaks it; where distance matters, through another package, or as a type alone. */
const againstClaims: readonly Fault[] = [
  {
    what: 'a library of the auditor that brings the database along',
    rule: 'auditor-cannot-write',
    from: 'services/auditor/src/main.ts',
    lines: { 'packages/dossier/src/index.ts': "export { Pool } from 'pg'" },
  },
  {
    what: 'a verifier made of a part of the server',
    rule: 'verifiers-know-no-server',
    from: 'services/auditor/src/main.ts',
    lines: { 'services/auditor/src/main.ts': "export * from '../../sealer/src/main.ts'" },
  },
  {
    what: 'a door of the registrar that leads to the engine',
    rule: 'api-cannot-reach-the-engine',
    from: 'services/api/src/main.ts',
    lines: { [person]: "export { Client } from '@temporalio/client'" },
  },
  {
    what: 'a door for persons that opens the door of the clock',
    rule: 'api-has-not-the-clocks-door',
    from: 'services/api/src/main.ts',
    lines: { [person]: "export * from './clock.ts'" },
  },
  {
    what: 'a sealer that knows the shape of a key',
    rule: 'only-the-api-opens-envelopes',
    from: 'services/sealer/src/main.ts',
    lines: { 'services/sealer/src/main.ts': "export type { Pool } from '@juece/keyring'" },
  },
  {
    what: 'a registrar that asks a list',
    rule: 'no-decision-from-a-projection',
    from: person,
    lines: { [person]: "export * from '@juece/read-model'" },
  },
  {
    what: 'a statute page that speaks to the engine',
    rule: 'one-temporal-place',
    from: 'workflows/src/major-decision.ts',
    lines: { 'workflows/src/major-decision.ts': "export { sleep } from '@temporalio/workflow'" },
  },
  {
    what: 'a fact that brings the schemas along',
    rule: 'no-zod-in-the-pages',
    from: 'workflows/src/major-decision.ts',
    lines: { 'packages/procedure/src/facts.ts': "export { z } from './wire.ts'" },
  },
  {
    what: 'an evolve that knows the shape of a rule',
    rule: 'evolve-never-reads-rules',
    from: 'packages/procedure/src/evolve.ts',
    lines: { 'packages/procedure/src/evolve.ts': "export type { rules } from '@juece/rulebook'" },
  },
]

const againstLayers: readonly Fault[] = [
  {
    what: 'an import of a row below',
    rule: 'layer packages/ledger',
    from: 'packages/ledger/src/index.ts',
    lines: { 'packages/ledger/src/index.ts': "export { layout } from '@juece/dossier'" },
  },
  {
    what: 'a library that the row does not name',
    rule: 'layer packages/legal-clock',
    from: 'packages/legal-clock/src/index.ts',
    lines: { 'packages/legal-clock/src/index.ts': "export { z } from 'zod'" },
  },
  {
    what: 'something of Node in a pure package',
    rule: 'layer packages/rulebook',
    from: 'packages/rulebook/src/read.ts',
    lines: { 'packages/rulebook/src/read.ts': "export { readFile } from 'node:fs'" },
  },
  {
    what: 'node:crypto outside cryptography',
    rule: 'one-importer-of-crypto',
    from: 'services/worker/src/main.ts',
    lines: { 'services/worker/src/main.ts': "export { createHash } from 'node:crypto'" },
  },
  {
    what: 'zod outside its one place',
    rule: 'zod in one place of packages/rulebook',
    from: 'packages/rulebook/src/index.ts',
    lines: { 'packages/rulebook/src/index.ts': "export { z } from 'zod'" },
  },
  {
    what: 'an activity that would run inside a workflow',
    rule: 'activities as types in workflows',
    from: 'workflows/src/temporal-clerk.ts',
    lines: { 'workflows/src/temporal-clerk.ts': "export { Pool } from '@juece/activities'" },
  },
  {
    what: 'a service that appends by itself',
    rule: 'layer services/api',
    from: 'services/api/src/main.ts',
    lines: { 'services/api/src/main.ts': "export { Pool } from '@juece/record-store/append'" },
  },
  {
    what: 'an import that leads nowhere',
    rule: 'everything-resolves',
    from: 'packages/dossier/src/index.ts',
    lines: { 'packages/dossier/src/index.ts': "export { away } from './away.ts'" },
  },
]

await t.test('each fault planted in that house is found by its rule, in its file', async (t) => {
  const faults = [...againstClaims, ...againstLayers]
  const unplanted = claims.filter(({ name }) => !againstClaims.some(({ rule }) => rule === name))
  t.strictSame(unplanted, [], 'each claim has its fault')
  const { violations } = await planted(faults.map(({ lines }) => lines))
  for (const { what, rule, from } of faults) {
    const found = violations.some((violation) => violation.startsWith(`${rule}: ${from} → `))
    t.ok(found, `${rule} sees ${what}`)
  }
})

async function sources(folder: string): Promise<string[]> {
  const all = await readdir(join(root, folder, 'src'), { recursive: true }).catch(() => [])
  return all.filter((file) => file.endsWith('.ts')).map((file) => `${folder}/src/${file}`)
}
