import { mkdir, open, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises'
import path from 'node:path'

import { digest, type Digest } from '@juece/kernel'

/** How old is old enough. */
export type Grace = {
  /** A paper that nobody has named for so long is set aside. */
  readonly unnamedMs: number
  /** So long after that it goes, if still nobody names it. */
  readonly asideMs: number
}

/** What a sweep did. */
export type Swept = {
  readonly setAside: readonly Digest[]
  readonly broughtBack: readonly Digest[]
  readonly gone: readonly Digest[]
}

/**
 * 清扫 · Removes what no entry ever named. In two steps, since somebody may be naming a paper at this very moment: it is
 * first set aside, where no new act can name it and everybody can still read it; only a later sweep that finds it
 * unnamed again removes it.
 */
export async function sweep(
  dir: string,
  grace: Grace,
  now: number,
  /** Which of these the record names, by itself or through papers it names. */
  namedAmong: (candidates: ReadonlySet<Digest>) => Promise<ReadonlySet<Digest>>,
): Promise<Swept> {
  const old = await olderThan(shelvesIn(dir), grace.unnamedMs, now)
  const waiting = await olderThan([asideIn(dir)], grace.asideMs, now)
  const everyAside = await olderThan([asideIn(dir)], -Infinity, now)
  if (old.length + everyAside.length === 0) return { setAside: [], broughtBack: [], gone: [] }
  const named = await namedAmong(new Set([...old, ...everyAside]))
  const broughtBack = everyAside.filter((one) => named.has(one))
  const gone = waiting.filter((one) => !named.has(one))
  const setAside = old.filter((one) => !named.has(one))
  await mkdir(asideIn(dir), { recursive: true })
  for (const one of broughtBack) await bringBack(dir, one)
  for (const one of gone) await removeFrom(asideIn(dir), one)
  for (const one of setAside) await putAside(dir, one)
  return { setAside, broughtBack, gone }
}

/** Where papers wait that nobody has named. */
export function asideIn(dir: string): string {
  return path.join(dir, 'set-aside')
}

/** The shelf of a paper. */
export function shelfOf(dir: string, of: Digest): string {
  return path.join(dir, of.slice(7, 9))
}

/**
 * 销毁 · Removes a paper for good, wherever it lies. For papers that a certificate in the record lists, and for nothing else:
 * the caller has looked. False when it was not there.
 */
export async function destroyPaper(dir: string, of: Digest): Promise<boolean> {
  const there = await Promise.all(
    [shelfOf(dir, of), asideIn(dir)].map((shelf) => removeFrom(shelf, of)),
  )
  return there.includes(true)
}

/** Every stored paper of a media type, with its bytes; those set aside are not among them. */
export async function* papersOfType(
  dir: string,
  mediaType: string,
): AsyncGenerator<{ readonly digest: Digest; readonly bytes: Uint8Array }> {
  for (const shelf of shelvesIn(dir)) {
    for (const name of await namesIn(shelf)) {
      const told = await readFile(path.join(shelf, `${name}.json`), 'utf8').catch(() => '')
      if (!told.includes(`"${mediaType}"`)) continue
      const bytes = await readFile(path.join(shelf, name)).catch(() => undefined)
      if (bytes !== undefined) yield { digest: digest(`sha256:${name}`), bytes }
    }
  }
}

function shelvesIn(dir: string): readonly string[] {
  return Array.from({ length: 256 }, (_, i) => path.join(dir, i.toString(16).padStart(2, '0')))
}

async function olderThan(
  folders: readonly string[],
  ms: number,
  now: number,
): Promise<readonly Digest[]> {
  const found: Digest[] = []
  for (const folder of folders) {
    for (const name of await namesIn(folder)) {
      const at = await stat(path.join(folder, name)).catch(() => undefined)
      if (at !== undefined && now - at.mtimeMs >= ms) found.push(digest(`sha256:${name}`))
    }
  }
  return found
}

async function namesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => [])
  return names.filter((name) => /^[0-9a-f]{64}$/.test(name))
}

async function putAside(dir: string, of: Digest): Promise<void> {
  const name = of.slice(7)
  const [from, to] = [shelfOf(dir, of), asideIn(dir)]
  // The bytes go first: without them nothing is stored. From now on its age is that of being set aside.
  await rename(path.join(from, name), path.join(to, name))
  await utimes(path.join(to, name), new Date(), new Date())
  await rename(path.join(from, `${name}.json`), path.join(to, `${name}.json`))
  await Promise.all([from, to].map(durable))
}

async function bringBack(dir: string, of: Digest): Promise<void> {
  const name = of.slice(7)
  const [from, to] = [asideIn(dir), shelfOf(dir, of)]
  await mkdir(to, { recursive: true })
  await rename(path.join(from, `${name}.json`), path.join(to, `${name}.json`)).catch(
    () => undefined,
  )
  await rename(path.join(from, name), path.join(to, name))
  await Promise.all([from, to].map(durable))
}

async function removeFrom(shelf: string, of: Digest): Promise<boolean> {
  const name = path.join(shelf, of.slice(7))
  const was = (await stat(name).catch(() => undefined)) !== undefined
  await rm(name, { force: true })
  await rm(`${name}.json`, { force: true })
  if (was) await durable(shelf)
  return was
}

async function durable(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
