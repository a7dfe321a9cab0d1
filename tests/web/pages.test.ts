import { readFileSync } from 'node:fs'
import { v7 } from 'uuid'
import t from 'tap'
import { publicTown } from './public-town.ts'

const town = await publicTown(t)
const { web, api, open, decided, hidden } = town
const styleBytes = readFileSync(
  new URL('../../services/web/src/public/style.css', import.meta.url),
).length
const consultation = `/public/consultations/${open.id}`
const pages = [
  '/public/consultations',
  '/public/consultations?status=closed',
  '/public/consultations?status=answered',
  consultation,
  `/public/consultations/${decided.id}`,
  `/public/consultations/${decided.id}/opinions`,
  '/public/decisions',
  `/public/decisions/${decided.id}`,
  '/public/opinions',
  '/public/catalogue',
  '/public/hidden',
  '/public/ledger',
]

const page = async (url: string) => {
  const { statusCode, body, headers } = await web.inject({ url })
  return { code: statusCode, html: body, headers }
}
const post = async (fields: Readonly<Record<string, string>>, url = `${consultation}/opinions`) => {
  const { statusCode, body, headers } = await web.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(fields).toString(),
  })
  return { code: statusCode, html: body, place: headers.location?.toString() ?? '' }
}
const idIn = (place: string): string => /opinions\/([0-9a-f-]{36})/.exec(place)?.[1] ?? ''

await t.test(
  'every page: no script, no cookie, a closed policy, at most 20 kB with its style, both languages',
  async (t) => {
    for (const place of pages) {
      for (const [language, ask] of [
        ['zh-CN', ''],
        ['en', `${place.includes('?') ? '&' : '?'}lang=en`],
      ] as const) {
        const { code, html, headers } = await page(`${place}${ask}`)
        t.equal(code, 200, place)
        t.notMatch(html, /<script|\son[a-z]+=|javascript:/i, `${place}: no script`)
        t.notMatch(html, /<(img|iframe|object|embed)/i)
        t.equal(headers['set-cookie'], undefined)
        t.match(
          headers['content-security-policy'],
          /^default-src 'none';style-src 'self';img-src 'self' data:;form-action 'self';base-uri 'none';frame-ancestors 'none'$/,
        )
        t.match(headers, { 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' })
        t.match(html, `<html lang="${language}">`)
        t.equal(html.match(/<h1/g)?.length, 1, 'one first heading')
        t.ok(Buffer.byteLength(html) + styleBytes <= 20_000, `${place}: ${Buffer.byteLength(html)}`)
        if (language === 'en') {
          t.match(html, 'lang=en', 'links keep the language')
          t.notMatch(
            html.replaceAll(/<([a-z]+)[^>]*lang="zh-CN"[^>]*>[^<]*<\/\1>/g, ''),
            /<h1>[一-鿿]+<\/h1><p/,
          )
        }
      }
    }
  },
)

await t.test(
  'a consultation says what is asked, until when, why then, and by both counts',
  async (t) => {
    const { html } = await page(consultation)
    const { left, lastDay, opinions } = (await api.inject({ url: consultation })).json<{
      left: { calendarDays: number; workingDays: number }
      lastDay: string
      opinions: { byChannel: unknown }
    }>()
    t.ok(left.calendarDays >= 29)
    t.ok(left.workingDays < left.calendarDays)
    t.match(html, `剩余 ${left.calendarDays} 天（${left.workingDays} 个工作日）`)
    t.match(html, /共 30 日（重大行政决策程序暂行条例 第15条/)
    t.match(html, `${Number(lastDay.slice(0, 4))}年`)
    t.match(html, /为什么是这一天[\s\S]*公告当日，不计[\s\S]*1 – 30/)
    t.match(html, /正在征集/)
    t.match(html, /草案说明/)
    t.equal(opinions.byChannel, null, 'no score while it runs')
    const english = (await page(`${consultation}?lang=en`)).html
    t.match(english, `Days left: ${left.calendarDays} (working days: ${left.workingDays})`)
  },
)

await t.test('an opinion is sent, sent again, and followed; the receipt is a file', async (t) => {
  const form = (await page(consultation)).html
  const key = /name="key" value="([^"]+)"/.exec(form)?.[1] ?? ''
  const fields = { key, text: '建议\r\n对低收入家庭减免。', clause: '第三条', commenter: 'person' }
  const sent = await post(fields)
  t.equal(sent.code, 303)
  const id = idIn(sent.place)
  t.equal(id, key, 'the number of the form is that of the receipt')
  t.equal((await post(fields)).place, sent.place, 'sending again enters nothing twice')
  const { html } = await page(sent.place)
  t.match(html, /意见已收到/)
  t.match(html, /<p class="number">([0-9A-Z]{4}-){6}[0-9A-Z]{2}</)
  t.match(html, /<svg class="qr"[^>]* role="img"/)
  const file = await web.inject({ url: `/public/opinions/${id}/receipt.json` })
  t.match(file.headers['content-disposition'], /attachment; filename="juece-receipt-/)
  t.match(file.json(), {
    format: 'juece-receipt/1',
    stream: `opinion/${id}`,
    command: `public/${id}`,
    outcome: 'recorded',
  })
  const number = /class="number">([^<]+)</.exec(html)?.[1] ?? ''
  const asked = await web.inject({ url: `/public/opinions?number=${encodeURIComponent(number)}` })
  t.equal(asked.statusCode, 302)
  t.equal(asked.headers.location, `/public/opinions/${id}`)
  t.match((await page(`/public/opinions/${id}`)).html, /承办单位研究处理[^<]*：进行中/)

  const other = await post({ ...fields, text: '另一份意见' })
  t.equal(other.code, 422)
  t.match(other.html, /另一份意见<\/textarea>/, 'the words are still there')
  t.match(other.html, `href="/public/opinions/${key}"`, 'the first one stands')
  t.notMatch(other.html, `value="${key}"`, 'and the next goes under a number of its own')

  const disposed = await town.door.lodge({
    stream: `opinion/${id}`,
    command: {
      type: 'DisposeOfOpinion',
      window: `matter/${open.id}#1`,
      disposition: 'partly',
      reasons: '已扩大减免范围 <b>',
    } as never,
    key: 'disposed',
    by: { official: 'undertaking-unit-handler' },
    occurred: await town.now(),
  })
  t.equal(disposed.kind, 'recorded')
  t.match((await page(`/public/opinions/${id}`)).html, /部分采纳[\s\S]*已扩大减免范围 &lt;b&gt;/)
})

await t.test(
  'an error loses nothing, is told on top and at its field, and enters nothing',
  async (t) => {
    const size = await town.house.reader.size()
    const long = '长'.repeat(20_001)
    for (const [fields, says] of [
      [{ text: '  ', clause: '第二条', commenter: 'organisation' }, '请写下您的意见'],
      [{ text: long, clause: '' }, '意见不能超过两万字，现有 20,001 字'],
      [{ text: '同意', clause: '条'.repeat(201) }, '条款不能超过二百字'],
      [{ text: '同意', commenter: 'crowd' }, '请从所列三项中选一项'],
    ] as const) {
      const { code, html } = await post({ key: v7(), ...fields })
      t.equal(code, 400)
      t.match(html, '<title>错误：')
      t.match(html, /<div class="errors" role="alert"[^>]*>[\s\S]*提交有问题/)
      t.ok(html.split(says).length >= 3, `${says}: on top and at its field`)
      t.match(html, `>${fields.text}</textarea>`)
      if ('clause' in fields) t.match(html, `value="${fields.clause}"`)
    }
    t.match(
      (await post({ text: '', commenter: 'organisation' })).html,
      /<input[^>]*(checked[^>]*value="organisation"|value="organisation"[^>]*checked)/,
    )
    t.equal(await town.house.reader.size(), size)
    const unsent = await post({ text: '没有编号也收下' })
    t.equal(unsent.code, 303)
  },
)

await t.test(
  'what is lawfully not public is listed as being there, and is nowhere else',
  async (t) => {
    const { html } = await page('/public/hidden')
    t.match(html, /JC-2024-0002/)
    t.notMatch(html, hidden.id)
    t.notMatch(html, '调整城乡生活垃圾处理收费标准')
    for (const list of [
      '/public/consultations',
      '/public/decisions',
      '/public/consultations?status=closed',
    ]) {
      t.notMatch((await page(list)).html, hidden.id)
    }
    for (const place of [`/public/consultations/${hidden.id}`, `/public/decisions/${hidden.id}`]) {
      const [shut, none] = [await page(place), await page(place.replace(/[^/]+$/, v7()))]
      t.equal(shut.code, 404)
      t.equal(
        shut.html.replaceAll(hidden.id, 'ID'),
        none.html.replaceAll(/[0-9a-f-]{36}/g, 'ID'),
        'like one that does not exist',
      )
    }
    t.equal((await post({ text: '意见' }, `/public/consultations/${hidden.id}/opinions`)).code, 404)
    t.equal((await page('/public/nowhere')).code, 404)
  },
)

await t.test('a decision shows its text, what was taken up, and what is not shown', async (t) => {
  const { html } = await page(`/public/decisions/${decided.id}`)
  t.match(html, /发文字号[\s\S]*政发〔2025〕1号/)
  t.match(html, /与集体讨论决定的文本一致/)
  t.match(html, /主要意见[\s\S]*扩大减免范围/)
  t.match(html, /没有在这里公开的[\s\S]*合法性审查意见[\s\S]*政府信息公开条例第十六条/)
  t.match((await page(`/public/consultations/${decided.id}`)).html, /已反馈[\s\S]*按渠道/)
  const lines = (await page(`/public/consultations/${decided.id}/opinions`)).html
  t.match(lines, /采纳/)
})

await t.test('of the papers only those an act of publication names are given out', async (t) => {
  const { papers } = (await api.inject({ url: consultation })).json<{
    papers: readonly { kind: string; digest: string; length: number }[]
  }>()
  t.same(
    papers.map(({ kind }) => kind),
    ['draft', 'explanation', 'notice'],
  )
  for (const { kind, digest, length } of papers) {
    const got = await web.inject({ url: `/public/matters/${open.id}/papers/${digest}` })
    t.equal(got.statusCode, 200, kind)
    t.equal(got.rawPayload.length, length)
    t.match(got.headers, {
      'content-disposition': 'attachment',
      'x-content-type-options': 'nosniff',
    })
    t.equal((await page(`/public/matters/${open.id}/papers/${digest}/text`)).code, 200)
  }
  const { experts, review } = await decided.folded()
  const secret = JSON.stringify([experts, review]).match(/sha256:[0-9a-f]{64}/g) ?? []
  const shown = (await api.inject({ url: `/public/decisions/${decided.id}` })).body
  for (const digest of secret.filter((one) => !shown.includes(one))) {
    t.equal((await page(`/public/matters/${decided.id}/papers/${digest}`)).code, 404)
  }
  t.equal((await page(`/public/matters/${open.id}/papers/sha256:${'0'.repeat(64)}`)).code, 404)
  t.equal((await page(`/public/matters/${open.id}/papers/..%2f..%2fx`)).code, 404)
})

await t.test('the API tells the lists by page, and turns a foreign cursor away', async (t) => {
  const list = (await api.inject({ url: '/public/consultations?limit=1' })).json<{
    items: readonly { id: string }[]
    next: string | null
  }>()
  t.same(
    list.items.map(({ id }) => id),
    [open.id],
  )
  t.equal(list.next, null)
  t.equal((await api.inject({ url: '/public/consultations?cursor=x' })).statusCode, 400)
  t.equal((await page('/public/consultations?cursor=x')).code, 404)
})

await t.test(
  'once it has closed the form is gone, and what was being written is given back',
  async (t) => {
    const { ends } = (await api.inject({ url: consultation })).json<{ ends: string }>()
    await town.moveTo(ends as never)
    const { html } = await page(consultation)
    t.match(html, /已结束/)
    t.notMatch(html, '<textarea')
    t.match(html, /征集已于/)
    t.match((await page('/public/consultations?status=closed')).html, open.id)
    t.notMatch((await page('/public/consultations')).html, open.id)
    const late = await post({ key: v7(), text: '' })
    t.equal(late.code, 400)
    api.server.closeAllConnections()
    await api.close()
    t.equal((await page(consultation)).code, 503, 'no page can be drawn while the API is away')
  },
)
