// One process of the hammer: twelve writers, one committer. It is meant to be killed; its diary stays.
//   node writer.ts <url of the registrar> <diary> <seed> [diary of the one before]
import { setTimeout as pause } from 'node:timers/promises'

import { sha256, utf8Of } from '@juece/cryptography'
import {
  openCommitter,
  openPool,
  QueueFull,
  recordReader,
  Unavailable,
  type AppendVerdict,
  type StreamHead,
  type Unit,
} from '@juece/record-store'

import { chances } from '../chances.ts'
import { start, unit } from '../units.ts'
import { openDiary, readDiary, writtenUnit, type SentAs } from './diary.ts'

const writers = 12
const streams = 60
const registers = 8
const kept = 64

const [url = '', file = '', seed = '0', before = ''] = process.argv.slice(2)
const chance = chances(Number(seed))
const oneOf = (many: number) => Math.floor(chance() * many)
const diary = openDiary(file)
const committer = openCommitter(url, { patienceMs: 5_000 })
const pool = openPool(url, { service: 'hammer', most: writers })
const reader = recordReader(pool)
let running = true
let lines = 0
/** Acts that entered, to be sent once more. */
const entered: { readonly unit: Unit; readonly position: number }[] = []

process.once('SIGTERM', () => {
  running = false
})
// What the one before sent and never heard of is asked about with the very same units.
for (const { as, unit: unheard, told, first } of before === '' ? [] : readDiary(before)) {
  if (told === undefined) await send(as, unheard, first)
}
await Promise.all(Array.from({ length: writers }, write))
await committer.close()
await pool.end()
diary.close()

async function write(): Promise<void> {
  while (running) {
    const dice = chance()
    const old = entered[oneOf(entered.length)]
    if (dice < 0.2 && old !== undefined) await repeat(old)
    else await decideAndSend(dice < 0.24)
  }
}

/** A retry looks stale and is none: as it was, written anew, or, as nobody may, with other content. */
async function repeat(old: { readonly unit: Unit; readonly position: number }): Promise<void> {
  const { commandId, body, expected, previous, stream } = old.unit
  const dice = chance()
  if (dice < 0.5) return send('same', old.unit, old.position)
  const at = { sequence: expected, digest: previous }
  if (dice < 0.8) return send('rewritten', unit(stream, at, { commandId, body }), old.position)
  const other = { commandId, body: sha256(utf8Of(`another ${String(chance())}`)) }
  return send('other', unit(stream, at, other), old.position)
}

/** Reads heads, decides on them, sends; decided again when somebody wrote first. */
async function decideAndSend(onRegister: boolean): Promise<void> {
  const stream = onRegister ? `offices/${oneOf(registers)}` : `matter/${oneOf(streams)}`
  const read = onRegister ? [] : [`offices/${oneOf(registers)}`, `sittings/${oneOf(registers)}`]
  const heads = await headsOf([stream, ...read])
  if (heads === undefined) return
  const guards = Object.fromEntries(read.map((one) => [one, heads.get(one)?.sequence ?? 0]))
  const target = chance() < 0.2 ? { target: `majorDecision/${stream}` } : {}
  await send('new', unit(stream, heads.get(stream) ?? start, { guards, ...target }))
}

async function headsOf(
  wanted: readonly string[],
): Promise<ReadonlyMap<string, StreamHead> | undefined> {
  try {
    return await reader.readHeads(wanted)
  } catch {
    // The database is down for a moment.
    await pause(20)
    return undefined
  }
}

/** The same unit until it is answered, however often the answer is lost. */
async function send(as: SentAs, sent: Unit, first?: number): Promise<void> {
  const n = (lines += 1)
  diary.write({ n, as, unit: writtenUnit(sent), ...(first === undefined ? {} : { first }) })
  for (;;) {
    try {
      const told = await committer.append(sent)
      diary.write({ n, told })
      remember(sent, told)
      return
    } catch (why) {
      if (!(why instanceof Unavailable) && !(why instanceof QueueFull)) throw why
      await pause(20)
    }
  }
}

function remember(sent: Unit, told: AppendVerdict): void {
  if (told.kind !== 'entered') return
  const { position } = told
  if (entered.length < kept) entered.push({ unit: sent, position })
  else entered[oneOf(kept)] = { unit: sent, position }
}
