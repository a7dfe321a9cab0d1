import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { pathToFileURL } from 'node:url'

import { bytesOfDigest, digestOf, utf8Of } from '@juece/cryptography'
import { places, type Receipt } from '@juece/dossier'
import { leafHash, proofText, proverOf } from '@juece/ledger'
import type { Page } from 'playwright-core'
import t, { type Test } from 'tap'
import yazl from 'yazl'

import { buildVerdictPage } from '../../infra/tooling/verdict-page.ts'
import {
  acts,
  at,
  entered,
  fileAt,
  flipped,
  honest,
  noteOver,
  origin,
  policyWitnessed,
  rebagged,
  type Files,
} from '../auditor/small-record.ts'
import { axePath, openBrowser } from '../support/browser.ts'
import { lawfulSteps } from '../support/lived-path.ts'
import { writtenBundle } from '../support/written-bundle.ts'
import { writtenRecord } from '../support/written-record.ts'

t.setTimeout(180_000)
const { browser, options } = await openBrowser(t)
const folder = t.testdir()
const file = join(folder, 'verify.html')
writeFileSync(file, (await buildVerdictPage()).html)

/** The page from disk, with the network off, and everything it asked for or complained of. */
async function opened(t: Test, locale = 'zh-CN', width = 1_000) {
  if (browser === undefined) throw new Error('there is no browser')
  const context = await browser.newContext({ locale, viewport: { width, height: 900 } })
  t.teardown(() => context.close())
  await context.setOffline(true)
  const page = await context.newPage()
  const asked: string[] = []
  const complaints: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(pathToFileURL(file).href)
  return { page, asked, complaints }
}

async function zipped(files: Files): Promise<Buffer> {
  const zip = new yazl.ZipFile()
  for (const [path, bytes] of files) {
    zip.addBuffer(Buffer.from(bytes), path, { compress: false, mtime: new Date(1980, 0, 1) })
  }
  zip.end()
  return buffer(zip.outputStream)
}

async function give(page: Page, name: string, bytes: Uint8Array): Promise<void> {
  await page.setInputFiles('#files', {
    name,
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(bytes),
  })
  await page.waitForSelector('#verdicts[aria-busy="false"]', { state: 'attached' })
}

const exitOf = (page: Page) => page.getAttribute('article:last-of-type', 'data-exit')
const gradesOf = (page: Page) =>
  page.locator('article:last-of-type .grades td.word').allInnerTexts()

function receipt(): Receipt {
  const entries = entered(acts)
  const prover = proverOf(entries.map((bytes) => leafHash(bytesOfDigest(digestOf(bytes)))))
  const position = 5
  const note = noteOver(entries, entries.length, { cosigned: true })
  return {
    format: 'juece-receipt/1',
    origin,
    stream: acts[position]?.stream ?? '',
    sequence: 1,
    position,
    digest: digestOf(entries[position] ?? new Uint8Array()),
    command: 'public/1',
    outcome: 'recorded',
    state: 'witnessed',
    proof: proofText(position, prover.inclusion(position), note),
  }
}

const tags = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']

async function violations(page: Page): Promise<readonly string[]> {
  // The page lets no script in but its own, so the checker is put in by the browser itself.
  await page.evaluate(readFileSync(axePath, 'utf8'))
  return page.evaluate<readonly string[]>(
    `axe.run(document, { runOnly: { type: 'tag', values: ${JSON.stringify(tags)} } })
       .then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes[0].html))`,
  )
}

t.test('F1.1 an honest bundle, with the network off, in Chinese', options, async (t) => {
  const { page, asked, complaints } = await opened(t)
  t.equal(await page.getAttribute('html', 'lang'), 'zh-CN')
  await give(page, 'bundle.zip', await zipped(honest({ cosigned: true })))
  t.equal(await exitOf(page), '0')
  t.match(await page.innerText('h2.conclusion'), '核验通过')
  t.same(
    (await gradesOf(page)).map((word) => word.replace(/^\S\s*/, '')),
    ['已证明', '已证明', '已证明', '未证明'],
  )
  t.ok(
    asked.every((url) => url.startsWith('file:')),
    'nothing but the file itself was asked for',
  )
  t.same(complaints, [], 'nothing the page may not do was tried')
})

t.test('a lawful matter is verified and decided again in the page', options, async (t) => {
  const record = writtenRecord()
  const matter = record.matter()
  await matter.plays(lawfulSteps('started', {}))
  const files = new Map(
    writtenBundle(record, matter.stream).map(({ path, bytes }) => [path, bytes]),
  )
  const { page, complaints } = await opened(t)
  await give(page, 'matter.zip', await zipped(files))
  t.equal(await exitOf(page), '0')
  await page.click('button.replay')
  await page.waitForSelector('.replayed .outcome')
  t.match(await page.innerText('.replayed'), /全部相符 · (\d+) \/ \1/)
  t.match(await page.innerText('details'), /StartProcedure/)
  t.same(complaints, [])
  if (process.env['JUECE_SHOTS'] !== undefined) {
    await page.screenshot({ path: join(process.env['JUECE_SHOTS'], 'matter.png'), fullPage: true })
  }
})

t.test(
  'with the policy from elsewhere an outside witness counts, in English',
  options,
  async (t) => {
    const { page } = await opened(t, 'en-GB')
    t.equal(await page.getAttribute('html', 'lang'), 'en')
    await give(page, 'bundle.zip', await zipped(honest({ cosigned: true })))
    await give(page, 'policy', utf8Of(policyWitnessed))
    t.match(await page.innerText('h2.conclusion'), 'Checked and true')
    t.same(
      (await gradesOf(page)).map((word) => word.replace(/^\S\s*/, '')),
      ['proved', 'proved', 'proved', 'proved'],
    )
    await page.click('#zh')
    t.match(await page.innerText('h2.conclusion'), '核验通过', 'the other language at once')
  },
)

t.test('a flipped byte is found and named, bag mended or not', options, async (t) => {
  const { page } = await opened(t)
  const files = new Map(honest()).set(
    at(places.entry(4)),
    flipped(fileAt(honest(), places.entry(4)), 200),
  )
  for (const changed of [files, rebagged(files)]) {
    await give(page, 'flipped.zip', await zipped(changed))
    t.equal(await exitOf(page), '1')
    t.match(await page.innerText('article:last-of-type .first-bad'), /4 · .* ENTRY_BYTES/)
    t.match(await page.innerText('article:last-of-type .findings'), /第 4 号记录的字节被改/)
  }
})

t.test('attacks: an entry deleted, papers swapped, another actor', options, async (t) => {
  const { page } = await opened(t, 'en')
  const deleted = new Map(honest())
  deleted.delete(at(places.entry(4)))
  await give(page, 'deleted.zip', await zipped(rebagged(deleted)))
  t.match(await page.innerText('article:last-of-type .findings'), /ENTRY_MISSING/)
  const actor = new TextDecoder().decode(fileAt(honest(), places.entry(9)))
  const swapped = new Map(honest()).set(
    at(places.entry(9)),
    utf8Of(
      actor.replace(
        '{"official":"li-hua","organ":"cn-000001/government-office","post":"office-director"}',
        '{"official":"zhao-ming","organ":"cn-000001/development-bureau","post":"handler"}',
      ),
    ),
  )
  await give(page, 'actor.zip', await zipped(rebagged(swapped)))
  t.match(await page.innerText('article:last-of-type .findings'), /ACTOR_SWAPPED/)
  t.equal(await exitOf(page), '1')
})

t.test('a receipt climbs its ladder; a changed one does not', options, async (t) => {
  const { page } = await opened(t)
  await give(page, 'policy', utf8Of(policyWitnessed))
  await give(page, 'receipt.json', utf8Of(JSON.stringify(receipt(), undefined, 2)))
  t.equal(await exitOf(page), '0')
  t.equal(await page.locator('.rungs li.yes').count(), 5, 'leaf, path, root, log, witness')
  t.equal(await page.locator('.rungs li.unknown').count(), 1, 'of the entry there is its digest')
  const other = { ...receipt(), digest: digestOf(utf8Of('other')) }
  await give(page, 'changed.json', utf8Of(JSON.stringify(other)))
  t.equal(await exitOf(page), '1')
  await give(
    page,
    'entered.json',
    utf8Of(JSON.stringify({ ...receipt(), state: 'entered', proof: undefined })),
  )
  t.equal(await exitOf(page), '3', 'not sealed is neither true nor false')
})

t.test('withheld entries are a state, and a file that is none says so', options, async (t) => {
  const { page } = await opened(t)
  await give(page, 'person.zip', await zipped(honest({ profile: 'person', withheld: [3, 7] })))
  t.equal(await exitOf(page), '0')
  t.match(await page.innerText('article'), /2 · 过程性信息 OGI 16/)
  await give(page, 'holiday.txt', utf8Of('hello'))
  t.match(await page.innerText('#given .bad'), /认不出这个文件/)
})

t.test('WCAG 2.2 AA by axe, wide and on a phone, before and after', options, async (t) => {
  for (const width of [1_000, 375]) {
    const { page } = await opened(t, 'zh-CN', width)
    t.same(await violations(page), [], `empty, ${String(width)}`)
    const files = new Map(honest()).set(
      at(places.entry(4)),
      flipped(fileAt(honest(), places.entry(4)), 200),
    )
    await give(page, 'honest.zip', await zipped(honest({ cosigned: true })))
    await give(page, 'flipped.zip', await zipped(files))
    await give(page, 'receipt.json', utf8Of(JSON.stringify(receipt())))
    t.same(await violations(page), [], `with verdicts, ${String(width)}`)
    if (process.env['JUECE_SHOTS'] !== undefined) {
      const path = join(process.env['JUECE_SHOTS'], `three-${String(width)}.png`)
      await page.screenshot({ path, fullPage: true })
    }
    const [scroll = 0, client = 0] = await page.evaluate<readonly number[]>(
      '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
    )
    t.ok(scroll <= client, 'nothing runs off sideways')
  }
})

t.test('by keyboard alone: language, files, removal', options, async (t) => {
  const { page } = await opened(t)
  const focused = () => page.evaluate<string>('document.activeElement.id')
  await page.keyboard.press('Tab')
  t.equal(await focused(), 'zh')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  t.equal(await page.getAttribute('html', 'lang'), 'en')
  await page.keyboard.press('Tab')
  t.equal(await focused(), 'files')
  await give(page, 'bundle.zip', await zipped(honest()))
  const at = await page.evaluate<string>('document.activeElement.className')
  t.match(at, /conclusion/, 'whoever gave a file is taken to what was found')
  await page.focus('#given button')
  await page.keyboard.press('Enter')
  await page.waitForSelector('article', { state: 'detached' })
  t.equal(await focused(), 'files')
})
