import { getuid } from 'node:process'
import { createRequire } from 'node:module'
import { chromium as engine, type Browser, type Page } from 'playwright-core'

import { chromium } from '../../infra/tooling/chromium.ts'

/** A real browser for the tests of a file, or why they did not run. */
export async function openBrowser(t: { teardown(after: () => Promise<void>): unknown }): Promise<{
  readonly browser: Browser | undefined
  readonly options: { readonly skip: string | false }
}> {
  const tool = await chromium()
  if (!tool.isThere) return { browser: undefined, options: { skip: tool.why } }
  const browser = await engine.launch({
    executablePath: tool.path,
    // Root has no sandbox to go into.
    args: getuid?.() === 0 ? ['--no-sandbox'] : [],
  })
  t.teardown(() => browser.close())
  return { browser, options: { skip: false } }
}

/** The path of the accessibility checker, to be run inside a page. */
export const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

/** What axe finds against WCAG 2.2 AA, one line each; nothing where the page is sound. */
export async function axeFindings(page: Page): Promise<readonly string[]> {
  await page.addScriptTag({ path: axePath })
  const found = await page.evaluate(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })
       .then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' | ')))`,
  )
  return found as readonly string[]
}
