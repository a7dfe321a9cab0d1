import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import t from 'tap'
import { axeFindings, openBrowser } from '../support/browser.ts'
import { publicTown } from './public-town.ts'

/** Where pictures of the pages go; none are taken without it. */
const pictures = process.env['JUECE_SCREENSHOTS']
const phone = { width: 360, height: 740 }
const wide = { width: 1280, height: 900 }

const { browser, options } = await openBrowser(t)
await t.test('the pages of the public in a browser', options, async (t) => {
  if (browser === undefined) throw new Error('this test runs in a browser')
  const town = await publicTown(t)
  const consultation = `/public/consultations/${town.open.id}`
  const places: Record<string, string> = {
    list: '/public/consultations',
    'list-answered': '/public/consultations?status=answered',
    consultation,
    answered: `/public/consultations/${town.decided.id}`,
    lines: `/public/consultations/${town.decided.id}/opinions`,
    decisions: '/public/decisions',
    decision: `/public/decisions/${town.decided.id}`,
    ask: '/public/opinions',
    'ask-unknown': '/public/opinions?number=ABCD',
    catalogue: '/public/catalogue',
    hidden: '/public/hidden',
    ledger: '/public/ledger',
    'not-found': '/public/nowhere',
  }
  const picture = async (page: Page, name: string): Promise<void> => {
    if (pictures === undefined) return
    mkdirSync(pictures, { recursive: true })
    await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true })
  }
  const sideways = (page: Page) =>
    page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
  const focused = (page: Page) =>
    page.evaluate(
      'document.activeElement.name || document.activeElement.textContent.trim().slice(0, 40)',
    )

  await t.test(
    'scripts off: by keyboard alone from the list to the receipt and its answer',
    async (t) => {
      const context = await browser.newContext({ javaScriptEnabled: false, viewport: phone })
      const page = await context.newPage()
      const tabTo = async (what: string, most = 40): Promise<void> => {
        for (let i = 0; i < most; i += 1) {
          await page.keyboard.press('Tab')
          if (String(await focused(page)) === what) return
        }
        throw new Error(`no way by keyboard to ${what}`)
      }
      await page.goto(`${town.url}/`)
      await page.keyboard.press('Tab')
      t.equal(await focused(page), '跳到正文', 'the first stop leads to the text')
      await tabTo('调整城乡生活垃圾处理收费标准')
      await page.keyboard.press('Enter')
      await page.waitForURL(`**${consultation}`)
      await tabTo('text')
      await tabTo('提交意见')
      await page.keyboard.press('Enter')
      await page.waitForSelector('.errors')
      t.match(await page.title(), /^错误：/)
      await tabTo('请写下您的意见')
      await page.keyboard.press('Enter')
      t.equal(await focused(page), 'text', 'the summary leads to the field')
      await page.keyboard.insertText('建议按月缴费。')
      await tabTo('clause')
      await page.keyboard.insertText('第一条')
      await tabTo('commenter')
      await page.keyboard.press('ArrowDown')
      await picture(page, 'phone-error')
      await tabTo('提交意见')
      await page.keyboard.press('Enter')
      await page.waitForURL('**/public/opinions/**')
      t.equal(await page.locator('h1').textContent(), '意见已收到')
      await picture(page, 'phone-receipt')
      const number = (await page.locator('.number').textContent()) ?? ''
      await tabTo('查询我的意见')
      await page.keyboard.press('Enter')
      await page.waitForURL('**/public/opinions')
      await tabTo('number')
      await page.keyboard.insertText(number.toLowerCase())
      await page.keyboard.press('Enter')
      await page.waitForURL(/opinions\/[0-9a-f-]{36}$/)
      t.match(await page.locator('main').textContent(), /承办单位研究处理：进行中/)
      places['fate'] = new URL(page.url()).pathname
      const opinion = await town.door.folded(`opinion/${places['fate'].split('/').at(-1) ?? ''}`)
      t.match(opinion.folded.state, { commenter: 'person', channel: 'web', late: false })
      await context.close()
    },
  )

  await t.test('WCAG 2.2 AA: axe finds nothing on any page, in either language', async (t) => {
    const page = await (await browser.newContext({ viewport: wide, bypassCSP: true })).newPage()
    for (const language of ['zh-CN', 'en']) {
      for (const [name, place] of Object.entries(places)) {
        const ask = language === 'en' ? `${place.includes('?') ? '&' : '?'}lang=en` : ''
        await page.goto(`${town.url}${place}${ask}`)
        t.same(await axeFindings(page), [], `${name} ${language}`)
        await picture(page, `wide-${name}-${language}`)
      }
    }
    await page.goto(`${town.url}${consultation}`)
    await page.locator('button[type=submit]').click()
    await page.waitForSelector('.errors')
    t.same(await axeFindings(page), [], 'the form with an error')
    await page.context().close()
  })

  await t.test(
    'a phone, and text twice as large: nothing scrolls sideways, what is touched is large',
    async (t) => {
      const context = await browser.newContext({ viewport: phone })
      const page = await context.newPage()
      for (const [name, place] of Object.entries(places)) {
        await page.goto(`${town.url}${place}`)
        t.equal(await sideways(page), 0, `${name} on a phone`)
        await picture(page, `phone-${name}`)
        await page
          .addStyleTag({ content: 'html{font-size:225% !important}' })
          .catch(() => undefined)
        await page.evaluate("document.documentElement.style.fontSize = '36px'")
        t.equal(await sideways(page), 0, `${name} with text at 200 %`)
      }
      await page.goto(`${town.url}${consultation}?text=large`)
      t.equal(await sideways(page), 0, 'with the large text of the page itself')
      await page.goto(`${town.url}${consultation}`)
      const small = await page.evaluate(
        `[...document.querySelectorAll('button, .button, input:not([type=hidden]):not([type=radio]), textarea, nav a, summary, .choice label')]
         .filter((one) => one.getBoundingClientRect().height > 0 && one.getBoundingClientRect().height < 44)
         .map((one) => one.outerHTML)`,
      )
      t.same(small, [], 'at least 44 px high')
      const shown = await page.evaluate(
        "document.querySelector('.ends').getBoundingClientRect().bottom <= innerHeight",
      )
      t.ok(shown, 'what is asked and until when are within the first screen')
      await context.close()
    },
  )

  await t.test('no page asks anybody else for anything', async (t) => {
    const context = await browser.newContext()
    const page = await context.newPage()
    const asked = new Set<string>()
    page.on('request', (request) => asked.add(new URL(request.url()).host))
    for (const place of Object.values(places)) await page.goto(`${town.url}${place}`)
    t.same(
      [...asked].filter((host) => host !== ''),
      [new URL(town.url).host],
    )
    t.same(await context.cookies(), [])
    await context.close()
  })
})
