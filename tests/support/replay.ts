// 重放 · Replays the stored histories on a bundle: node tests/support/replay.ts <bundle>
import fs from 'node:fs'

import proto from '@temporalio/proto'
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker'
import { dataConverter } from '../../services/worker/src/engine.ts'

const { History } = proto.temporal.api.history.v1
const folder = new URL('../fixtures/histories/', import.meta.url)
let isQuiet = false

/** The stored histories, as they were recorded. */
export function golden() {
  return fs
    .readdirSync(folder)
    .filter((file) => file.endsWith('.bin'))
    .map((name) => ({
      name,
      workflowId: name,
      history: History.decode(fs.readFileSync(new URL(name, folder))),
    }))
}

/** Replays them all; what is wrong with each, if anything. */
export async function replayAll(bundle: string) {
  // What is wrong is told by name; the engine's own words would only repeat it.
  if (!isQuiet)
    Runtime.install({
      logger: new DefaultLogger('ERROR', () => undefined),
      telemetryOptions: { logging: { forward: {}, filter: { core: 'ERROR' } } },
    })
  isQuiet = true
  const replayed: { name: string; error: string | undefined }[] = []
  const options = { workflowBundle: { codePath: bundle }, dataConverter }
  for await (const { workflowId, error } of Worker.runReplayHistories(options, golden())) {
    replayed.push({ name: workflowId, error: error?.message })
  }
  return replayed
}

if (import.meta.main) {
  const replayed = await replayAll(process.argv[2] ?? '')
  const failed = replayed.filter(({ error }) => error !== undefined)
  for (const { name, error } of failed) process.stderr.write(`${name}: ${error}\n`)
  process.stdout.write(`${replayed.length} replayed, ${failed.length} failed\n`)
  process.exitCode = failed.length > 0 || replayed.length === 0 ? 1 : 0
}
