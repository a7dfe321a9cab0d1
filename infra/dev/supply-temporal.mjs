// Supplies the Temporal dev server: from the PATH or the cache, else by the SDK's download, else by `go install`.
// Plain JavaScript without dependencies, for Node 18 or newer.
import { chmodSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { oneAtATime } from './one-at-a-time.mjs'
import { runStep, say } from './run-step.mjs'
import {
  cacheFolder,
  findTemporal,
  isExecutable,
  temporalFolders,
  temporalVersion,
} from './temporal-cli.mjs'

const downloadLimitMs = 120_000
const here = (name) => fileURLToPath(new URL(name, import.meta.url))

/** `{ path }`, or `{ tried }` with a line for each way that failed. */
export async function supplyTemporal(node) {
  const found = findTemporal()
  if (found !== undefined) return { path: found }
  const cache = cacheFolder()
  return oneAtATime(
    join(cache, '.temporal.lock'),
    () => say('another process is supplying the Temporal server; waiting for it …'),
    async () => {
      const meanwhile = findTemporal()
      if (meanwhile !== undefined) return { path: meanwhile }
      const tried = [`on the PATH and in ${cache}: no executable named temporal`]
      for (const way of [download, build]) {
        const work = join(cache, `.supplying-${process.pid}`)
        mkdirSync(work, { recursive: true })
        const clear = () => rmSync(work, { recursive: true, force: true })
        process.on('exit', clear)
        const failed = await way(work, node)
        clear()
        process.off('exit', clear)
        if (failed === undefined) return { path: findTemporal() }
        say(failed)
        tried.push(failed)
      }
      return { tried }
    },
  )
}

async function download(work, node) {
  say('downloading a Temporal dev server through its SDK …')
  const step = await runStep(
    'downloading the Temporal dev server',
    node,
    [here('./fetch-temporal.mjs'), work],
    { limitMs: downloadLimitMs, quiet: true },
  )
  const file = readdirSync(work).find((name) => isExecutable(join(work, name)))
  if (!step.ok || file === undefined) {
    return `the SDK's download: ${shortened(step.output) || step.why || 'left no executable'}`
  }
  return place(work, file, temporalFolders().fetched)
}

/** An error of the SDK is a chain of causes and addresses; the first and the last tell a reader enough. */
function shortened(output) {
  const line = /Failed to start[^\n]*/i.exec(output)?.[0] ?? ''
  const causes = line.replace(/[[\]]/g, '').split(/: /)
  return [...new Set([causes[0], ...causes.slice(-2)])].join(': ').slice(0, 300)
}

async function build(work) {
  const version = await runStep('asking Go for its version', 'go', ['version'], { quiet: true })
  if (!version.ok) return `go install: Go was not found (${version.why})`
  say(
    `building the Temporal dev server ${temporalVersion} with Go; once per machine, it takes about three minutes …`,
  )
  const target = `github.com/temporalio/cli/cmd/temporal@v${temporalVersion}`
  const step = await runStep(
    'building the Temporal dev server',
    'go',
    ['install', '-ldflags', '-s -w', target],
    {
      quiet: true,
      env: {
        ...process.env,
        GOBIN: work,
        GOTOOLCHAIN: 'local',
        CGO_ENABLED: '0',
        GOFLAGS: '-trimpath',
      },
    },
  )
  if (!step.ok) return `go install ${target} (${version.output.trim()}): ${step.why}`
  say(`built in ${step.seconds} s`)
  return place(work, 'temporal', temporalFolders().built)
}

/** Moves the finished file into the cache in one step: nobody ever sees half of it. */
async function place(work, file, folder) {
  const asked = await runStep('asking temporal', join(work, file), ['--version'], {
    quiet: true,
    limitMs: 30_000,
  })
  if (!asked.ok) return `the file got does not run: ${asked.why}`
  chmodSync(join(work, file), 0o755)
  mkdirSync(folder, { recursive: true })
  renameSync(join(work, file), join(folder, 'temporal'))
  return undefined
}
