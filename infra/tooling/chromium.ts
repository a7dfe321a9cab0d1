import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { access } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { env, getuid, stderr } from 'node:process'

import type { Supplied } from './outside-tools.ts'

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']
/** The browser of the distribution, and a face that has Chinese letters. */
const wanted = ['chromium', 'fonts-noto-cjk']

/** 浏览器 · Finds Chromium on the PATH, or has the distribution bring it where we may. */
export async function chromium(): Promise<Supplied> {
  const there = await onPath()
  if (there !== undefined) return { isThere: true, path: there }
  const by = `apt-get install --no-install-recommends ${wanted.join(' ')}`
  if (getuid?.() !== 0) return { isThere: false, why: `no chromium on the PATH; as root: ${by}` }
  stderr.write(`外部工具 · getting chromium: ${by}\n`)
  await ran('apt-get', ['update'])
  await ran('apt-get', ['install', '--yes', '--no-install-recommends', ...wanted])
  const path = await onPath()
  return path === undefined
    ? { isThere: false, why: `no chromium: ${by} did not bring it` }
    : { isThere: true, path }
}

async function onPath(): Promise<string | undefined> {
  for (const folder of (env['PATH'] ?? '').split(delimiter)) {
    for (const name of names) {
      const path = join(folder, name)
      if (folder !== '' && (await isThere(path))) return path
    }
  }
  return undefined
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

async function ran(program: string, words: readonly string[]): Promise<void> {
  const child = spawn(program, words, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  // Where there is no apt-get there is no chromium either, and that is said above.
  await once(child, 'close').catch(() => undefined)
}
