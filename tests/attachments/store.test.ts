import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'

import { AttachmentTooLong, openAttachmentStore } from '@juece/attachments'
import { digestOf, randomBytes, utf8Of } from '@juece/cryptography'
import { digest } from '@juece/kernel'
import t from 'tap'

const pieces = (...all: Uint8Array[]) => Readable.from(all)
const pdf = { mediaType: 'application/pdf', maxBytes: 100_000 }

t.test('a paper is found under the digest of its bytes, with length and media type', async (t) => {
  const dir = t.testdir()
  const store = openAttachmentStore(dir)
  const bytes = randomBytes(70_000)
  const stored = await store.store(pieces(bytes.subarray(0, 1), bytes.subarray(1)), pdf)
  t.same(stored, { digest: digestOf(bytes), length: 70_000, mediaType: 'application/pdf' })
  t.same(await store.describe(stored.digest), stored)
  const opened = await store.open(stored.digest)
  t.same(opened && (await buffer(opened)), Buffer.from(bytes))
  t.same(await openAttachmentStore(dir).describe(stored.digest), stored, 'also when opened anew')
  t.same(fs.readdirSync(path.join(dir, 'incoming')), [])
})

t.test('what nobody stored is not there', async (t) => {
  const store = openAttachmentStore(t.testdir())
  const unknown = digest(`sha256:${'0'.repeat(64)}`)
  t.equal(await store.describe(unknown), undefined)
  t.equal(await store.open(unknown), undefined)
})

t.test('an empty paper is a paper', async (t) => {
  const store = openAttachmentStore(t.testdir())
  t.match(await store.store(pieces(), pdf), { digest: digestOf(new Uint8Array()), length: 0 })
})

t.test('the longest that may come is stored, one byte more leaves nothing', async (t) => {
  const dir = t.testdir()
  const store = openAttachmentStore(dir)
  const limits = { mediaType: 'text/plain', maxBytes: 10 }
  t.match(await store.store(pieces(utf8Of('0123456789')), limits), { length: 10 })
  const long = utf8Of('0123456789a')
  await t.rejects(store.store(pieces(long), limits), AttachmentTooLong)
  t.equal(await store.describe(digestOf(long)), undefined)
  t.same(fs.readdirSync(path.join(dir, 'incoming')), [])
})

t.test('a sender who breaks off leaves nothing', async (t) => {
  const dir = t.testdir()
  const store = openAttachmentStore(dir)
  const broken = (async function* () {
    yield utf8Of('half')
    await Promise.resolve()
    throw new Error('the sender is gone')
  })()
  await t.rejects(store.store(broken, pdf), /the sender is gone/)
  t.same(fs.readdirSync(path.join(dir, 'incoming')), [])
  t.same(fs.readdirSync(dir), ['incoming'])
})

t.test(
  'the same bytes twice, at once and again, are stored once and keep their first media type',
  async (t) => {
    const store = openAttachmentStore(t.testdir())
    const bytes = randomBytes(5_000)
    const all = await Promise.all(Array.from({ length: 8 }, () => store.store(pieces(bytes), pdf)))
    t.equal(new Set(all.map((one) => one.digest)).size, 1)
    const later = await store.store(pieces(bytes), { ...pdf, mediaType: 'text/plain' })
    t.equal(later.mediaType, 'application/pdf')
  },
)

t.test('stored bytes cannot be written to by accident', async (t) => {
  const dir = t.testdir()
  const { digest } = await openAttachmentStore(dir).store(pieces(utf8Of('text')), pdf)
  const hex = digest.slice(7)
  t.equal(fs.statSync(path.join(dir, hex.slice(0, 2), hex)).mode & 0o222, 0)
})

t.test('killed while storing: what was answered is whole, what is found is whole', async (t) => {
  const dir = t.testdir()
  const said: string[] = []
  for (let kill = 1; kill <= 4; kill += 1) {
    const program = path.join(import.meta.dirname, '../support/store-and-say.ts')
    const child = spawn(process.execPath, [program, dir], { stdio: ['ignore', 'pipe', 'inherit'] })
    let text = ''
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      if (text.split('\n').length > 6 * kill) child.kill('SIGKILL')
    })
    await once(child, 'close')
    said.push(...text.split('\n').slice(0, -1))
  }
  const store = openAttachmentStore(dir)
  t.ok(said.length >= 20)
  for (const one of said) t.ok(await store.describe(digest(one)), 'what was answered is there')
  const found = fs
    .readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((name) => /^[0-9a-f]{2}\/[0-9a-f]{64}$/.test(name))
  t.ok(found.length >= said.length)
  for (const name of found) {
    const bytes = fs.readFileSync(path.join(dir, name))
    t.equal(digestOf(bytes), `sha256:${path.basename(name)}`)
    t.match(await store.describe(digestOf(bytes)), { length: 65_536, mediaType: 'application/pdf' })
  }
})
