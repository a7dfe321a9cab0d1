import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startStack, type Stack } from '../stack.ts'
import { openTown, type Town } from './town.ts'

/** What measurements share: one stack, one county on it, both started when first asked for. */
export interface Bench {
  /** For each figure, about. */
  readonly seconds: number
  readonly progress: (line: string) => void
  stack(): Promise<Stack>
  town(): Promise<Town>
  /** Stops the stack and starts it again over the same data; how long that took. */
  restart(): Promise<number>
  close(): Promise<void>
}

/** Opens a bench over a data folder of its own. */
export function openBench(seconds: number, progress: (line: string) => void): Bench {
  const home = mkdtempSync(join(tmpdir(), 'juece-bench-'))
  let stack: Promise<Stack> | undefined
  let town: Promise<Town> | undefined
  const start = () =>
    startStack({
      home,
      // A settable clock that runs: figures need windows that close, and acts stamped a moment apart.
      clock: 'settable',
      progress,
      env: { JUECE_REQUESTS_PER_MINUTE: '10000000' },
    })
  const bench: Bench = {
    seconds,
    progress,
    stack: () => (stack ??= start()),
    town: () => (town ??= bench.stack().then(openTown)),
    restart: async () => {
      const running = await bench.stack()
      await town?.then((there) => there.close())
      town = undefined
      await running.stop()
      const began = performance.now()
      stack = start()
      await stack
      return performance.now() - began
    },
    close: async () => {
      await town?.then((there) => there.close()).catch(() => undefined)
      await stack?.then((running) => running.stop()).catch(() => undefined)
      rmSync(home, { recursive: true, force: true })
    },
  }
  return bench
}
