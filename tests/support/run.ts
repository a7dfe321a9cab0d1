import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { text } from 'node:stream/consumers'

/** What a command of ours said and how it ended. */
export interface Ran {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** Runs a script of the repository to its end, as a process of its own. */
export async function ran(script: string, ...args: readonly string[]): Promise<Ran> {
  const root = fileURLToPath(new URL('../../', import.meta.url))
  const child = spawn(process.execPath, [`${root}${script}`, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '', NO_COLOR: '1' },
  })
  const said = Promise.all([text(child.stdout), text(child.stderr)])
  const [code] = (await once(child, 'close')) as [number | null]
  const [out, err] = await said
  return { code, out, err }
}
