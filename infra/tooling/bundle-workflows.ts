import { bundleWorkflowCode } from '@temporalio/worker'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
const cache = join(root, 'node_modules/.cache/juece')
const workflows = join(root, 'workflows/src/index.ts')
const payloadConverter = join(root, 'workflows/src/payload-converter.ts')

/**
 * The path of the workflow bundle, the code that Temporal runs in its sandbox. Built once for each state of the code
 * it may contain; the worker, the tests and the gate share it.
 */
export async function workflowBundle(): Promise<string> {
  const path = join(cache, `workflows-${await stateOfTheCode()}.js`)
  if (existsSync(path)) return path
  const { code } = await bundleWorkflowCode({
    workflowsPath: workflows,
    ...(existsSync(payloadConverter) ? { payloadConverterPath: payloadConverter } : {}),
    logger: quiet,
  })
  await mkdir(cache, { recursive: true })
  // Written under another name first, so that nobody reads half a bundle.
  const draft = `${path}.${process.pid}`
  await writeFile(draft, code)
  await rename(draft, path)
  return path
}

/** A digest over everything that could end up in the bundle, and over the versions of what makes it. */
async function stateOfTheCode(): Promise<string> {
  const state = createHash('sha256')
  for (const folder of ['packages', 'workflows', 'activities']) {
    const files = await readdir(join(root, folder), { recursive: true })
    const sources = files.filter((file) => /^(?!.*(node_modules|\.tsbuild)\/).*\.ts$/.test(file))
    for (const file of sources.sort()) {
      state.update(`${folder}/${file}\0`).update(await readFile(join(root, folder, file)))
    }
  }
  state.update(await readFile(join(root, 'package-lock.json')))
  return state.digest('hex').slice(0, 32)
}

const silent = () => undefined
const say = (message: string) => {
  process.stderr.write(`workflow bundle: ${message}\n`)
}
/** webpack reports each file; only what went wrong is of use. */
const quiet = { log: silent, trace: silent, debug: silent, info: silent, warn: say, error: say }

if (import.meta.main) process.stdout.write(`${await workflowBundle()}\n`)
