import { Readable } from 'node:stream'

import { destroyPaper, openAttachmentStore, sweep } from '@juece/attachments'
import { utf8Of } from '@juece/cryptography'
import type { Digest } from '@juece/kernel'
import t from 'tap'

const day = 86_400_000
const grace = { unnamedMs: 7 * day, asideMs: day }
const none = async () => new Set<Digest>()

function shop(dir: string) {
  const store = openAttachmentStore(dir)
  const put = async (text: string): Promise<Digest> => {
    const limits = { mediaType: 'text/plain', maxBytes: 100 }
    return (await store.store(Readable.from([utf8Of(text)]), limits)).digest
  }
  const isRead = async (one: Digest) => {
    const stream = await store.open(one)
    stream?.destroy()
    return stream !== undefined
  }
  return { store, put, isRead }
}

t.test('what nobody ever named goes in two steps; what is named, or young, stays', async (t) => {
  const dir = t.testdir()
  const { store, put, isRead } = shop(dir)
  const [named, unnamed] = [await put('named'), await put('unnamed')]
  const among = async (asked: ReadonlySet<Digest>) =>
    new Set([...asked].filter((one) => one === named))
  const young = await sweep(dir, grace, Date.now() + 6 * day, among)
  t.same(young, { setAside: [], broughtBack: [], gone: [] })
  const first = await sweep(dir, grace, Date.now() + 8 * day, among)
  t.same(first, { setAside: [unnamed], broughtBack: [], gone: [] })
  t.equal(await store.describe(unnamed), undefined, 'no new act can name it')
  t.equal(await isRead(unnamed), true, 'and still it can be read')
  t.same((await sweep(dir, grace, Date.now() + day / 2, among)).gone, [], 'not within the day')
  t.same((await sweep(dir, grace, Date.now() + 2 * day, among)).gone, [unnamed])
  t.equal(await isRead(unnamed), false)
  t.type(await store.describe(named), 'object')
})

t.test('what was named while it was set aside is brought back', async (t) => {
  const dir = t.testdir()
  const { store, put } = shop(dir)
  const late = await put('named at the last moment')
  t.same((await sweep(dir, grace, Date.now() + 8 * day, none)).setAside, [late])
  const swept = await sweep(dir, grace, Date.now() + 9 * day, async () => new Set([late]))
  t.same(swept, { setAside: [], broughtBack: [late], gone: [] })
  t.match(await store.describe(late), { mediaType: 'text/plain' })
})

t.test('who stores a paper again, set aside or not, finds it on the shelf', async (t) => {
  const dir = t.testdir()
  const { store, put } = shop(dir)
  const again = await put('again')
  await sweep(dir, grace, Date.now() + 8 * day, none)
  t.equal(await put('again'), again)
  t.type(await store.describe(again), 'object')
  t.same((await sweep(dir, grace, Date.now() + 2 * day, none)).gone, [again], 'the older copy goes')
  t.type(await store.describe(again), 'object', 'the one that was stored again stays')
})

t.test('a destroyed paper is gone wherever it lay, once', async (t) => {
  const dir = t.testdir()
  const { put, isRead } = shop(dir)
  const [shelved, aside] = [await put('shelved'), await put('aside')]
  await sweep(dir, grace, Date.now() + 8 * day, async () => new Set([shelved]))
  for (const one of [shelved, aside]) {
    t.equal(await destroyPaper(dir, one), true)
    t.equal(await isRead(one), false)
    t.equal(await destroyPaper(dir, one), false)
  }
})
