import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { layers, purePackages } from '../../infra/tooling/layers.ts'
import { root } from './cruised.ts'

interface Manifest {
  readonly name: string
  readonly type?: string
  readonly license?: string
}
interface Config {
  readonly compilerOptions: { readonly types?: readonly string[]; readonly lib?: readonly string[] }
  readonly references?: readonly { readonly path: string }[]
}

const json = async (path: string) => JSON.parse(await readFile(join(root, path), 'utf8')) as unknown
const present: string[] = []
for (const { folder } of layers) {
  const there = await readdir(join(root, folder)).catch((): string[] => [])
  if (there.includes('package.json')) present.push(folder)
}

t.test('each folder is a workspace of its name under our licence', async (t) => {
  t.ok(present.length >= 15)
  for (const folder of present) {
    const { name, type, license } = (await json(`${folder}/package.json`)) as Manifest
    t.equal(name, `@juece/${folder.split('/').at(-1)}`)
    t.equal(type, 'module')
    t.equal(license, 'Apache-2.0')
  }
})

t.test('the compiler gives a pure package nothing of Node and nothing of a browser', async (t) => {
  for (const folder of [...purePackages, 'workflows']) {
    if (!present.includes(folder)) continue
    const { compilerOptions } = (await json(`${folder}/tsconfig.json`)) as Config
    t.strictSame(compilerOptions.types, [], folder)
    t.strictSame(compilerOptions.lib, ['es2023'], folder)
  }
})

t.test('the compiler sees each folder: the list of projects leaves none out', async (t) => {
  const { references = [] } = (await json('infra/tooling/tsconfig.json')) as Config
  const listed = references.map(({ path }) => path)
  for (const folder of present) t.ok(listed.includes(`../../${folder}`), folder)
  t.ok(listed.includes('../dev'))
  t.ok(listed.includes('../../tests'))
})
