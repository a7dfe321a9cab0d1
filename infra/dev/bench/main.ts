import { parseArgs } from 'node:util'
import { openBench } from './bench.ts'
import type { Figure } from './figure.ts'
import { figureNames, isFigure, measureAll } from './figures.ts'
import { tableOf } from './table.ts'

// npm run bench: figures of this build on this machine. Progress on stderr; on stdout one JSON object a line, or a table.

const say = (line: string): void => void process.stderr.write(`${line}\n`)
const options = {
  json: { type: 'boolean' },
  peers: { type: 'boolean' },
  only: { type: 'string', multiple: true },
  seconds: { type: 'string' },
} as const

function asked() {
  const { values } = parseArgs({ options })
  const seconds = Number(values.seconds ?? '6')
  if (!(seconds >= 1 && seconds <= 3_600)) throw new Error('--seconds: from 1 to 3600')
  const only = (values.only ?? []).flatMap((names) => names.split(','))
  const unknown = only.find((name) => !isFigure(name))
  if (unknown !== undefined) {
    throw new Error(`--only: no such figure: ${unknown}; there are ${figureNames.join(', ')}`)
  }
  return { json: values.json === true, peers: values.peers === true, only, seconds }
}

async function main(): Promise<number> {
  const { json, peers, only, seconds } = asked()
  // Said, not passed over: nobody may take their absence for a result.
  if (peers) say('juece: Emmett and message-db: not run; this build does not measure them')
  const bench = openBench(seconds, say)
  const interrupted = new Promise<never>((_, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => reject(new Error('interrupted')))
    }
  })
  const figures: Figure[] = []
  const tell = (figure: Figure): void => {
    figures.push(figure)
    if (json) process.stdout.write(`${JSON.stringify(figure)}\n`)
  }
  try {
    await Promise.race([measureAll(bench, only, tell), interrupted])
  } finally {
    await bench.close()
    if (!json && figures.length > 0) process.stdout.write(`${tableOf(figures)}\n`)
  }
  return 0
}

let exit = 2
try {
  exit = await main()
} catch (error) {
  say(`juece: ${error instanceof Error ? error.message : String(error)}`)
}
// What is still under way when somebody interrupts must not keep the process.
process.exit(exit)
