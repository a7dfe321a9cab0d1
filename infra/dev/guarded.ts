import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** How a command is to be started and ended. */
export interface GuardedCommand {
  readonly command: string
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly cwd?: string
  /** Each line the command writes, on either stream. */
  readonly log: (line: string) => void
  /** What asks it to stop; SIGTERM unless told otherwise. */
  readonly signal?: NodeJS.Signals
  /** How long it may take to stop before it is killed. */
  readonly graceMs?: number
  readonly uid?: number
  readonly gid?: number
}

/** A running command that cannot outlive this process, not even after a crash. */
export interface Guarded {
  /** The command itself, not its guard. */
  readonly pid: number
  /** Settles once the command is over, with its exit status. */
  readonly exited: Promise<number>
  /** The exit status, while `exited` is pending `undefined`. */
  readonly status: () => number | undefined
  /** Asks it to stop and waits until it has. */
  readonly stop: () => Promise<void>
}

const guard = fileURLToPath(new URL('./guard.mjs', import.meta.url))

/** Starts a command under a guard that ends it when this process ends, however it ends. */
export async function startGuarded(what: GuardedCommand): Promise<Guarded> {
  const options = [
    ...(what.signal === undefined ? [] : ['--signal', what.signal]),
    ...(what.graceMs === undefined ? [] : ['--grace', String(what.graceMs)]),
    ...(what.uid === undefined ? [] : ['--uid', String(what.uid)]),
    ...(what.gid === undefined ? [] : ['--gid', String(what.gid)]),
  ]
  const child = spawn(process.execPath, [guard, ...options, '--', what.command, ...what.args], {
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    // A group of its own: Ctrl-C reaches us alone, and we stop the parts in their order.
    detached: true,
    ...(what.cwd === undefined ? {} : { cwd: what.cwd }),
    env: { ...process.env, ...what.env },
  })
  const [stdin, stdout, stderr, pidPipe] = child.stdio
  if (!stdin || !stdout || !stderr || !pidPipe || !('on' in pidPipe)) {
    throw new Error('the guard has no pipes')
  }
  stdin.on('error', () => undefined)

  let status: number | undefined
  const exited = once(child, 'exit').then(([code]: unknown[]) => {
    status = typeof code === 'number' ? code : 128
    return status
  })
  for (const stream of [stdout, stderr]) createInterface({ input: stream }).on('line', what.log)

  const pid = await Promise.race([
    once(pidPipe, 'data').then(([data]: unknown[]) => Number(String(data))),
    exited.then((code) => {
      throw new Error(`${what.command} did not start (exit ${code})`)
    }),
  ])
  return {
    pid,
    exited,
    status: () => status,
    async stop() {
      stdin.end()
      await exited
    },
  }
}
