import { chmodSync, cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

import { verifierKeyText, verifierOf } from '@juece/ledger'
import t from 'tap'

import { record, sealAll, sealing, signer } from '../sealer/sealed-record.ts'
import { runTool, toolsFor } from './run-tool.ts'

const tenMinutes = 600_000
t.setTimeout(tenMinutes)

const { at, options } = await toolsFor('fsck', 'go-verifier')
const vkey = verifierKeyText(verifierOf(signer))

/** Tessera's checker says by its words alone what it found: it exits 0 either way. */
async function fsckAccepts(tilesDir: string, size: number): Promise<boolean> {
  const keyFile = path.join(path.dirname(tilesDir), 'log.vkey')
  writeFileSync(keyFile, `${vkey}\n`)
  const { output } = await runTool(at.fsck, [
    `--storage_url=file://${tilesDir}/`,
    `--public_key=${keyFile}`,
    '--N=4',
    '--ui=false',
    '--logtostderr',
  ])
  return output.includes(`Successfully fsck'd log with size ${String(size)} `)
}

async function goAccepts(tilesDir: string, size: number): Promise<boolean> {
  const { code, output } = await runTool(at['go-verifier'], ['log', tilesDir, vkey])
  return code === 0 && output.startsWith(`true: log of ${String(size)} entries`)
}

function flip(file: string, byte: number): void {
  const bytes = readFileSync(file)
  bytes[byte] = (bytes[byte] ?? 0) ^ 1
  chmodSync(file, 0o644)
  writeFileSync(file, bytes)
}

t.test(
  'tessera’s fsck and Go’s checksum database library accept our log, of every size of note',
  { ...options, timeout: tenMinutes },
  async (t) => {
    const { sealer, enter, tilesDir } = await record(t)
    let size = 0
    for (const next of [1, 2, 255, 256, 257, 700, 65_536 + 300]) {
      await enter(next - size)
      size = await sealAll(await sealing(sealer, tilesDir))
      t.equal(size, next)
      t.ok(await fsckAccepts(tilesDir, size), `fsck, ${String(size)}`)
      t.ok(await goAccepts(tilesDir, size), `Go, ${String(size)}`)
    }
  },
)

t.test(
  'both reject a flipped bit, a missing file and another size',
  { ...options, timeout: tenMinutes },
  async (t) => {
    const { sealer, enter, tilesDir } = await record(t)
    await enter(700)
    await sealAll(await sealing(sealer, tilesDir))
    t.ok((await fsckAccepts(tilesDir, 700)) && (await goAccepts(tilesDir, 700)), 'untouched')
    t.notOk(await fsckAccepts(tilesDir, 701), 'the words name the size')
    const spoilt = path.join(path.dirname(tilesDir), 'spoilt')
    const after = async (what: string, spoil: (folder: string) => void) => {
      rmSync(spoilt, { recursive: true, force: true })
      cpSync(tilesDir, spoilt, { recursive: true })
      spoil(spoilt)
      t.notOk(await fsckAccepts(spoilt, 700), `fsck: ${what}`)
      t.notOk(await goAccepts(spoilt, 700), `Go: ${what}`)
    }
    for (const [name, byte] of [
      ['tile/0/000', 0],
      ['tile/0/001', 8_191],
      ['tile/0/002.p/188', 40],
      ['tile/1/000.p/2', 33],
      ['tile/entries/000', 100],
      ['tile/entries/002.p/188', 188 * 34 - 1],
      ['checkpoint', 60],
    ] as const) {
      await after(`a bit of ${name}`, (folder) => flip(path.join(folder, name), byte))
    }
    for (const name of ['tile/0/000', 'tile/entries/001', 'checkpoint']) {
      await after(`no ${name}`, (folder) => rmSync(path.join(folder, name)))
    }
    await after('a digest as long as it likes', (folder) => {
      flip(path.join(folder, 'tile/entries/001'), 1)
    })
  },
)
