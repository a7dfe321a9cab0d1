import fs from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

/** A process of this machine; its number alone may belong to another one later. */
export interface Process {
  readonly pid: number
  readonly parent: number
  readonly started: string
  readonly command: readonly string[]
  /** It has started none of the others. */
  readonly isLeaf: boolean
}

/** Every process that descends from this one. */
export function processesBelow(root: number): readonly Process[] {
  const all = fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readProcess(Number(name)) ?? [])
  const below: Omit<Process, 'isLeaf'>[] = []
  for (let found = [root]; found.length > 0;) {
    const children = all.filter(({ parent }) => found.includes(parent))
    below.push(...children)
    found = children.map(({ pid }) => pid)
  }
  const parents = new Set(below.map(({ parent }) => parent))
  return below.map((one) => ({ ...one, isLeaf: !parents.has(one.pid) }))
}

/** Whether that very process still runs. */
export function isRunning({ pid, started }: Pick<Process, 'pid' | 'started'>): boolean {
  const now = readProcess(pid)
  return now !== undefined && now.started === started
}

/** Kills one process of ours, and waits until it is gone. */
export async function killed(one: Pick<Process, 'pid' | 'started'>): Promise<void> {
  if (!isRunning(one)) return
  process.kill(one.pid, 'SIGKILL')
  while (isRunning(one)) await pause(5)
}

function readProcess(pid: number): Omit<Process, 'isLeaf'> | undefined {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name stands in parentheses and may hold anything; the numbers follow the last one.
    const [state = '', parent = '', ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (state === 'Z') return undefined
    return {
      pid,
      parent: Number(parent),
      started: rest[17] ?? '',
      command: fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').filter(Boolean),
    }
  } catch {
    return undefined
  }
}
