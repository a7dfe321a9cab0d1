import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { access, mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { argv, env, exit, stderr } from 'node:process'
import { fileURLToPath, pathToFileURL } from 'node:url'

import { concatBytes, hexOf, sha256 } from '@juece/cryptography'

import { cacheFolder } from '../dev/temporal-cli.mjs'
import { chromium } from './chromium.ts'

/**
 * Tools that we did not write, and one of ours over a library that we did not write: built or fetched by version into
 * the user's cache, never into the project. `node infra/tooling/outside-tools.ts` gets them all at once.
 */
export type OutsideTool = 'fsck' | 'omniwitness' | 'generate_keys' | 'bagit.py' | 'go-verifier'

/** Where a tool is, or why there is none and how to supply it. */
export type Supplied =
  | { readonly isThere: true; readonly path: string }
  | { readonly isThere: false; readonly why: string }

type Supply = {
  readonly folder: string
  /** The command that puts the tool into a folder. */
  readonly command: (into: string) => readonly [program: string, ...words: string[]]
  readonly cwd?: string
}

const goVerifier = fileURLToPath(new URL('../../tests/outside/go-verifier/', import.meta.url))
const witnessModule =
  'github.com/transparency-dev/witness/cmd/NAME@v0.0.0-20260720115447-2e1c6971d19e'
const goInstall = (...what: string[]) => ['go', 'install', ...what] as const

const supplies: Readonly<Record<OutsideTool, () => Promise<Supply>>> = {
  fsck: async () => ({
    folder: 'outside-tessera-1.0.4',
    command: () => goInstall('github.com/transparency-dev/tessera/cmd/fsck@v1.0.4'),
  }),
  omniwitness: witness,
  generate_keys: witness,
  'bagit.py': async () => ({
    folder: 'outside-bagit-1.9.0',
    command: (into) =>
      ['python3', '-m', 'pip', 'install', '--no-deps', '--target', into, 'bagit==1.9.0'] as const,
  }),
  'go-verifier': async () => ({
    // By its source: another source is another tool.
    folder: `outside-go-verifier-${await digestOfFolder(goVerifier)}`,
    command: (into) => ['go', 'build', '-o', join(into, 'go-verifier'), '.'] as const,
    cwd: goVerifier,
  }),
}

/** All of them. */
export const outsideTools = Object.keys(supplies) as readonly OutsideTool[]

/** Finds a tool in the cache, or gets it there. */
export async function outsideTool(name: OutsideTool): Promise<Supplied> {
  const { folder, command, cwd } = await supplies[name]()
  const place = join(cacheFolder(), folder)
  const path = join(place, name)
  if (await exists(path)) return { isThere: true, path }
  await mkdir(dirname(place), { recursive: true })
  const half = await mkdtemp(`${place}-`)
  try {
    const [program, ...words] = command(half)
    stderr.write(`外部工具 · getting ${name}: ${program} ${words.join(' ')}\n`)
    const fault = await ran(program, words, half, cwd)
    if (fault === undefined && (await exists(join(half, name)))) {
      // Somebody else may have been faster; what he got is the same.
      await rename(half, place).catch(() => undefined)
      if (await exists(path)) return { isThere: true, path }
    }
    const by = `GOBIN=${place} ${program} ${words.join(' ').replaceAll(half, place)}`
    const why = fault ?? 'did not bring it'
    return {
      isThere: false,
      why: `no ${name}: ${program} ${why}. Put it at ${path}, or make this work: ${by}`,
    }
  } finally {
    await rm(half, { recursive: true, force: true })
  }
}

async function witness(): Promise<Supply> {
  return {
    folder: 'outside-witness-2e1c6971d19e',
    command: () =>
      goInstall(
        ...['omniwitness', 'generate_keys'].map((one) => witnessModule.replace('NAME', one)),
      ),
  }
}

/** Undefined when all went well. */
async function ran(
  program: string,
  words: readonly string[],
  into: string,
  cwd: string | undefined,
): Promise<string | undefined> {
  const child = spawn(program, words, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...env, GOBIN: into, CGO_ENABLED: '0', GOTOOLCHAIN: 'local', GOWORK: 'off' },
    ...(cwd === undefined ? {} : { cwd }),
  })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-2_000)))
  try {
    const [code] = (await once(child, 'close')) as [number | null]
    const last = said.trim().split('\n').at(-1) ?? ''
    return code === 0 ? undefined : `ended with exit ${String(code)} (${last})`
  } catch (why) {
    return why instanceof Error && 'code' in why && why.code === 'ENOENT'
      ? 'is not on the PATH'
      : String(why)
  }
}

async function digestOfFolder(folder: string): Promise<string> {
  const names = (await readdir(folder)).sort()
  const files = await Promise.all(names.map((name) => readFile(join(folder, name))))
  return hexOf(sha256(concatBytes(...files))).slice(0, 12)
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

if (import.meta.url === pathToFileURL(argv[1] ?? '').href) {
  let missing = 0
  for (const name of [...outsideTools, 'chromium'] as const) {
    const tool = name === 'chromium' ? await chromium() : await outsideTool(name)
    stderr.write(tool.isThere ? `${name}: ${tool.path}\n` : `${tool.why}\n`)
    if (!tool.isThere) missing += 1
  }
  exit(missing === 0 ? 0 : 3)
}
