import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

import { sha256, utf8Of } from '@juece/cryptography'
import {
  addCheckpointText,
  checkpointText,
  leafHash,
  noteText,
  parseVerifierKey,
  proverOf,
  signNote,
  verifierKeyText,
  verifierOf,
} from '@juece/ledger'
import t, { type Test } from 'tap'

import { freePort } from '../../infra/dev/ports.ts'
import { record, sealAll, sealing, signer, origin } from '../sealer/sealed-record.ts'
import { runTool, toolsFor } from './run-tool.ts'

const fiveMinutes = 300_000
t.setTimeout(2 * fiveMinutes)
const { at, options } = await toolsFor('omniwitness', 'generate_keys', 'go-verifier')

const vkey = verifierKeyText(verifierOf(signer))

/** The reference witness, told of our log; it can be ended and started again. */
async function referenceWitness(t: Test, folder: string) {
  const file = (name: string) => path.join(folder, name)
  const made = await runTool(at.generate_keys, [
    '--origin=audit.test.example/w1',
    `--out_priv=${file('w.key')}`,
    `--out_pub=${file('w.pub')}`,
  ])
  if (made.code !== 0) throw new Error(made.output)
  writeFileSync(
    file('logs.yaml'),
    `Logs:\n  - Origin: ${origin}\n    PublicKey: ${vkey}\n    URL: https://record.test.example/\n`,
  )
  const port = await freePort()
  const url = `http://127.0.0.1:${String(port)}`
  const start = async () => {
    const child = spawn(
      at.omniwitness,
      [
        `--listen=127.0.0.1:${String(port)}`,
        '--metrics_listen=',
        `--db_file=${file('w.db')}`,
        `--private_key_path=${file('w.key')}`,
        `--additional_logs=${file('logs.yaml')}`,
        '--logtostderr',
      ],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    )
    let said = ''
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
    t.teardown(() => void child.kill('SIGKILL'))
    while (
      !(await fetch(url).then(
        (answer) => answer.text().then(() => true),
        () => false,
      ))
    ) {
      if (child.exitCode !== null) throw new Error(said)
      await pause(50)
    }
    return async () => {
      child.kill('SIGTERM')
      if (child.exitCode === null && child.signalCode === null) await once(child, 'close')
    }
  }
  const key = readFileSync(file('w.pub'), 'utf8').trim()
  return { url, key, start }
}

t.test(
  'the reference witness cosigns our growth and refuses our forks, also after a restart',
  { ...options, timeout: fiveMinutes },
  async (t) => {
    const { sealer, enter, tilesDir } = await record(t)
    const witness = await referenceWitness(t, path.dirname(tilesDir))
    const stop = await witness.start()
    t.equal(parseVerifierKey(witness.key).name, 'audit.test.example/w1')
    const policy = `log ${vkey}\nwitness audit ${witness.key} ${witness.url}\nquorum audit\n`
    let size = 0
    for (const many of [1, 4, 300, 7]) {
      await enter(many)
      size = await sealAll(await sealing(sealer, tilesDir, { policy }))
      const accepted = await runTool(at['go-verifier'], ['log', tilesDir, vkey, witness.key])
      t.match(
        accepted,
        { code: 0, output: `true: log of ${String(size)} entries, 1 witnesses` },
        `cosigned at ${String(size)}, and Go's library with twenty lines agrees`,
      )
    }
    const true_ = readFileSync(path.join(tilesDir, 'checkpoint.witnessed'), 'utf8')
    t.match(true_, `\n${String(size)}\n`)
    const ask = async (body: string) => {
      const answer = await fetch(`${witness.url}/add-checkpoint`, { method: 'POST', body })
      return { ok: answer.status === 200, text: await answer.text() }
    }
    const refusesOthers = async (when: string) => {
      // Another history under our own key: grown, of the same size, shorter, and with an invented proof.
      const leaves = Array.from({ length: 700 }, (_, i) => leafHash(sha256(utf8Of(String(i)))))
      const fork = proverOf(leaves)
      const note = (of: number) => {
        const text = checkpointText({ origin, size: of, root: fork.root(of) })
        return noteText(text, [signNote(text, signer)])
      }
      for (const [what, body] of [
        ['a fork that grew', addCheckpointText(size, fork.consistency(size, 700), note(700))],
        ['a fork of the same size', addCheckpointText(size, [], note(size))],
        ['a shorter past', addCheckpointText(5, fork.consistency(5, 100), note(100))],
        ['as if it had seen nothing', addCheckpointText(0, [], note(700))],
        ['an invented proof', addCheckpointText(size, fork.consistency(5, 700), note(700))],
      ] as const) {
        const { ok, text } = await ask(body)
        t.notOk(ok, `${when}: ${what}`)
        t.notMatch(text, /^— /m)
      }
    }
    await refusesOthers('running')
    await stop()
    await witness.start()
    await refusesOthers('started again')
    await enter(9)
    size = await sealAll(await sealing(sealer, tilesDir, { policy }))
    t.match(
      await runTool(at['go-verifier'], ['log', tilesDir, vkey, witness.key]),
      { code: 0 },
      'and the true log goes on',
    )
  },
)

t.test(
  'Go’s library refuses a note that the witness did not sign',
  { ...options, timeout: fiveMinutes },
  async (t) => {
    const { sealer, enter, tilesDir } = await record(t)
    await enter(5)
    await sealAll(await sealing(sealer, tilesDir))
    const witness = await referenceWitness(t, path.dirname(tilesDir))
    t.match(await runTool(at['go-verifier'], ['log', tilesDir, vkey]), { code: 0 })
    t.match(await runTool(at['go-verifier'], ['log', tilesDir, vkey, witness.key]), {
      code: 1,
      output: /false: 1 of 2 signatures/,
    })
  },
)
