import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

/** The folder of the project. */
export const root = fileURLToPath(new URL('../../', import.meta.url))

/** What dependency-cruiser found. */
export interface Cruised {
  /** Modules of ours, not those of npm. */
  readonly modules: readonly string[]
  /** `rule: from → to`. */
  readonly violations: readonly string[]
  /** The names of the rules broken. */
  readonly rules: ReadonlySet<string>
}

interface Output {
  readonly modules: readonly { readonly source: string }[]
  readonly summary: {
    readonly violations: readonly {
      readonly from: string
      readonly to: string
      readonly rule: { readonly name: string }
    }[]
  }
}

/** Runs the gate's own dependency-cruiser, with the gate's own rules, over a folder. */
export async function cruised(folder: string, below: readonly string[]): Promise<Cruised> {
  const program = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs')
  const args = [program, '--config', join(root, '.dependency-cruiser.cjs'), '--output-type', 'json']
  // Without the options by which tap follows child processes: under them `require` reads no TypeScript.
  const bare = ['-u', 'NODE_OPTIONS', process.execPath]
  const child = spawn('env', [...bare, ...args, ...below], { cwd: folder })
  const closed = once(child, 'close')
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)])
  await closed
  if (output === '') throw new Error(`dependency-cruiser said nothing: ${errors}`)
  const { modules, summary } = JSON.parse(output) as Output
  return {
    modules: modules.map(({ source }) => source).filter((source) => !isForeign(source)),
    violations: summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`),
    rules: new Set(summary.violations.map(({ rule }) => rule.name)),
  }
}

const isForeign = (source: string) => source.includes('node_modules/') || !source.includes('/')

/** A small house that keeps every rule; faults are planted in it. */
const sound: Readonly<Record<string, string>> = {
  'packages/kernel/src/index.ts': 'export type Brand = string\n',
  'packages/cryptography/src/index.ts': "export { createHash } from 'node:crypto'\n",
  'packages/ledger/src/index.ts': "export { createHash } from '@juece/cryptography'\n",
  'packages/ledger/src/canonical-json.ts': "export { default } from 'canonicalize'\n",
  'packages/legal-clock/src/index.ts': "export type { Brand } from '@juece/kernel'\n",
  'packages/rulebook/src/index.ts': 'export const rules = 1\n',
  'packages/rulebook/src/wire/index.ts': "export { z } from 'zod'\n",
  'packages/procedure/src/index.ts': "export { decide } from './decide.ts'\n",
  'packages/procedure/src/decide.ts':
    "import { rules } from '@juece/rulebook'\nexport const decide = rules\n",
  'packages/procedure/src/evolve.ts': 'export const evolve = 1\n',
  'packages/procedure/src/facts.ts': 'export const facts = 1\n',
  'packages/procedure/src/wire.ts': "export { z } from 'zod'\n",
  'packages/dossier/src/index.ts': "export { createHash } from '@juece/ledger'\n",
  'packages/record-store/src/append.ts': "export { Pool } from 'pg'\n",
  'packages/record-store/src/read.ts': "export { Pool } from 'pg'\n",
  'packages/attachments/src/index.ts': "export { readFile } from 'node:fs/promises'\n",
  'packages/keyring/src/index.ts': "export { Pool } from 'pg'\n",
  'packages/registrar/src/person.ts': "export { Pool } from '@juece/record-store/append'\n",
  'packages/registrar/src/clock.ts': "export { Pool } from '@juece/record-store/append'\n",
  'packages/read-model/src/index.ts': "export { Pool } from '@juece/record-store/read'\n",
  'activities/src/index.ts': "export { Pool } from '@juece/registrar/clock'\n",
  'workflows/src/index.ts': "export { page } from './major-decision.ts'\n",
  'workflows/src/temporal-clerk.ts':
    "import type { Pool } from '@juece/activities'\nexport { sleep } from '@temporalio/workflow'\nexport type A = Pool\n",
  'workflows/src/major-decision.ts':
    "import { facts } from '@juece/procedure/facts'\nexport const page = facts\n",
  'services/api/src/main.ts':
    "export { Pool } from '@juece/registrar/person'\nexport { default } from 'fastify'\n",
  'services/worker/src/main.ts':
    "export { page } from '@juece/workflows'\nexport { Worker } from '@temporalio/worker'\n",
  'services/sealer/src/main.ts': "export { createHash } from '@juece/ledger'\n",
  'services/auditor/src/main.ts': "export { createHash } from '@juece/dossier'\n",
}

const bought = [
  'canonicalize',
  'fastify',
  'kysely',
  'pg',
  'zod',
  '@temporalio/client',
  '@temporalio/worker',
  '@temporalio/workflow',
]

/** Builds the sound house with lines added to some of its files, looks at it, and takes it down. */
export async function planted(
  added: readonly Readonly<Record<string, string>>[],
): Promise<Cruised> {
  const files: Record<string, string> = { ...sound }
  for (const lines of added) {
    for (const [path, line] of Object.entries(lines)) files[path] = `${files[path] ?? ''}${line}\n`
  }
  const folder = await mkdtemp(join(tmpdir(), 'juece-house-'))
  const write = async (path: string, content: string) => {
    await mkdir(join(folder, dirname(path)), { recursive: true })
    await writeFile(join(folder, path), content)
  }
  try {
    await write('tsconfig.base.json', '{ "compilerOptions": { "module": "nodenext" } }')
    await write('package.json', '{ "type": "module" }')
    for (const [path, content] of Object.entries(files)) await write(path, content)
    for (const name of bought) {
      await write(`node_modules/${name}/package.json`, `{ "name": "${name}", "main": "index.js" }`)
      await write(`node_modules/${name}/index.js`, 'module.exports = {}\n')
    }
    await mkdir(join(folder, 'node_modules/@juece'))
    for (const place of new Set(Object.keys(sound).map((path) => path.split('/src/')[0] ?? ''))) {
      const name = place.split('/').at(-1) ?? ''
      const exports = { '.': './src/index.ts', './*': './src/*.ts' }
      await write(`${place}/package.json`, JSON.stringify({ name: `@juece/${name}`, exports }))
      await symlink(join(folder, place), join(folder, 'node_modules/@juece', name))
    }
    return await cruised(folder, ['packages', 'services', 'workflows', 'activities'])
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
