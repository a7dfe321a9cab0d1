import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { cruised as folders } from '../../infra/tooling/cruiser-rules.ts'
import { claims, layers } from '../../infra/tooling/layers.ts'
import { cruised, planted, root } from './cruised.ts'

/** A run that saw next to nothing would be green too: fewer modules than there are files is a fault of the tool. */
const leastModules = 60

await t.test(
  'the code keeps the layers and the eight claims, and was really looked at',
  async (t) => {
    const seen = await cruised(root, folders)
    t.strictSame(seen.violations, [])
    t.ok(seen.modules.length > leastModules, `${seen.modules.length} modules were seen`)
    for (const { folder } of layers) {
      const there = await sources(folder)
      const missed = there.filter((file) => !seen.modules.includes(file))
      t.strictSame(missed, [], `each file of ${folder} was seen`)
    }
  },
)

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
  const { violations, modules } = await planted({})
  t.strictSame(violations, [])
  t.ok(modules.length >= 25)
})

/** For each claim a fault that breaks it; where distance matters, through another package. */
const faults: Readonly<Record<string, Record<string, string>>> = {
  'auditor-cannot-write': { 'packages/dossier/src/index.ts': "export { Pool } from 'pg'\n" },
  'api-cannot-reach-the-engine': {
    'packages/registrar/src/person.ts': "export { Client } from '@temporalio/client'\n",
  },
  'api-has-not-the-clocks-door': {
    'packages/registrar/src/person.ts': "export * from './clock.ts'\n",
  },
  'only-the-api-opens-envelopes': {
    'services/sealer/src/main.ts':
      "import type { Pool } from '@juece/keyring'\nexport type A = Pool\n",
  },
  'no-decision-from-a-projection': {
    'packages/registrar/src/person.ts': "export * from '@juece/read-model'\n",
  },
  'one-temporal-place': {
    'workflows/src/major-decision.ts': "export { sleep as page } from '@temporalio/workflow'\n",
  },
  'no-zod-in-the-pages': {
    'packages/procedure/src/facts.ts': "export { z as facts } from './wire.ts'\n",
  },
  'evolve-never-reads-rules': {
    'packages/procedure/src/evolve.ts':
      "import type { rules } from '@juece/rulebook'\nexport type Evolve = typeof rules\n",
  },
}

for (const { name, because } of claims) {
  await t.test(`${name} is seen broken when it is. ${because}`, async (t) => {
    const fault = faults[name]
    if (fault === undefined) return void t.fail(`no fault is known for ${name}`)
    const { rules } = await planted(fault)
    t.ok(rules.has(name), `${[...rules].join(', ') || 'no rule'} was found broken`)
  })
}

/** Faults against the layers: an import nobody's row allows, one file too far, a value where types may pass. */
const layerFaults: readonly (readonly [string, string, Record<string, string>])[] = [
  [
    'an upward import',
    'layer packages/ledger',
    {
      'packages/ledger/src/index.ts': "export { createHash } from '@juece/dossier'\n",
    },
  ],
  [
    'a library nobody named',
    'layer packages/legal-clock',
    {
      'packages/legal-clock/src/index.ts': "export { z } from 'zod'\n",
    },
  ],
  [
    'something of Node in a pure package',
    'layer packages/legal-clock',
    {
      'packages/legal-clock/src/index.ts': "export { readFile } from 'node:fs'\n",
    },
  ],
  [
    'node:crypto outside cryptography',
    'one-importer-of-crypto',
    {
      'services/sealer/src/main.ts': "export { createHash } from 'node:crypto'\n",
    },
  ],
  [
    'zod outside its one place',
    'zod in one place of packages/rulebook',
    {
      'packages/rulebook/src/index.ts': "export { z as rules } from 'zod'\n",
    },
  ],
  [
    'an activity run inside a workflow',
    'activities as types in workflows',
    {
      'workflows/src/temporal-clerk.ts': "export { Pool } from '@juece/activities'\n",
    },
  ],
  [
    'a service that appends by itself',
    'layer services/api',
    {
      'services/api/src/main.ts': "export { Pool } from '@juece/record-store/append'\n",
    },
  ],
]

for (const [what, rule, fault] of layerFaults) {
  await t.test(`${what} is found`, async (t) => {
    const { rules } = await planted(fault)
    t.ok(rules.has(rule), `${[...rules].join(', ') || 'no rule'} was found broken`)
  })
}

async function sources(folder: string): Promise<string[]> {
  const all = await readdir(join(root, folder, 'src'), { recursive: true }).catch(() => [])
  return all.filter((file) => file.endsWith('.ts')).map((file) => `${folder}/src/${file}`)
}
