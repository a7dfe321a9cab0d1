#!/usr/bin/env node
// The command `juece`: passes each verb to the program that knows it, on the Node the project brings. Plain
// JavaScript without dependencies, for Node 18 or newer.
import { spawn } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
import { constants } from 'node:os'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const at = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url))

/** Bytes in, a verdict out; no network, nothing that can write. */
const offline = ['verify', 'replay', 'explain', 'deviations', 'figures', 'export']
/** These talk to a running stack. */
const withStack = ['scenario', 'token', 'init', 'db', 'drill', 'health']
/** The auditor's job on the record itself, under a reader's login. */
const onTheRecord = ['nightly']
/** Of whoever runs a witness. */
const ofWitness = ['witness']

const usage = `usage: juece <verb> [arguments]

From the bytes of a bundle alone, with the network off:
  verify BUNDLE        are the bytes what they claim to be
  replay BUNDLE        decide every entry again
  explain BUNDLE       the twelve questions an auditor asks, answered
  deviations BUNDLE    what happened against a rule and was recorded
  figures BUNDLE       statistics computed from the record
  export BUNDLE        the record in other tools' formats

With a running stack:
  scenario run FILE…   play scenario files through the public interface
  token ROLE           a login token of the demo town
  init FILE            enter the founding entries
  db migrate           bring the database schema up to date
  drill                restore the record elsewhere and verify it there
  health               are the parts of the stack alive

On the record itself, with a reader's login (JUECE_RECORD_URL):
  nightly              verify every entry, tile, root, stream and command

For whoever runs a witness:
  witness trust ORIGIN SIZE ROOT   what this witness takes as its beginning
  witness key NAME                 make its key
  witness serve                    run it

juece <verb> --help says more. stdout is data, stderr is progress; --json everywhere.
Exit: 0 checked and true, 1 checked and false, 2 wrong use, 3 cannot check.
`

const [verb, ...rest] = process.argv.slice(2)
if (verb === '--help' || verb === '-h' || verb === 'help') {
  process.stdout.write(usage)
  process.exit(0)
}
const program = offline.includes(verb)
  ? at('services/auditor/src/main.ts')
  : withStack.includes(verb)
    ? at('infra/dev/cli.ts')
    : onTheRecord.includes(verb)
      ? at('services/auditor/src/nightly/main.ts')
      : ofWitness.includes(verb)
        ? at('services/witness/src/main.ts')
        : undefined
if (program === undefined) {
  process.stderr.write(verb === undefined ? usage : `juece: unknown verb: ${verb}\n\n${usage}`)
  process.exit(2)
}

const node = at(`node_modules/node-${process.platform}-${process.arch}/bin/node`)
if (!existsSync(node) || !existsSync(program)) {
  process.stderr.write(`juece: not installed; run "npm ci" in ${realpathSync(at('.'))}\n`)
  process.exit(3)
}

// The witness is a service of its own and takes its sub-verbs alone.
const args = ofWitness.includes(verb) ? rest : [verb, ...rest]
const child = spawn(node, [program, ...args], { stdio: 'inherit' })
// Ctrl-C reaches the program by itself; a signal sent to us alone is passed on. Either way we end after it.
process.on('SIGINT', () => undefined)
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('error', (error) => {
  process.stderr.write(`juece: ${error.message}\n`)
  process.exit(3)
})
child.on('exit', (code, signal) => {
  process.exit(code ?? 128 + (constants.signals[signal] ?? 0))
})
