import { base64Of, hexOf, sha256, utf8Of } from '@juece/cryptography'
import { build, type BuildResult } from 'esbuild'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
const folder = join(root, 'services/auditor/src/page')
const cache = join(root, 'node_modules/.cache/juece')

/** 核验页 · One HTML file with everything in it, and the files of the project and of others that went into it. */
export interface VerdictPage {
  readonly html: string
  /** Paths from the root of the project. */
  readonly inputs: readonly string[]
}

/**
 * Builds the verification page from the sources of the auditor: one file, script and style inside, which forbids itself
 * every connection and every script but its own.
 */
export async function buildVerdictPage(): Promise<VerdictPage> {
  const [template, css, { outputFiles, metafile }] = await Promise.all([
    readFile(join(folder, 'page.html'), 'utf8'),
    readFile(join(folder, 'page.css'), 'utf8'),
    bundled(),
  ])
  const [output] = outputFiles ?? []
  if (output === undefined || metafile === undefined) throw new Error('nothing was built')
  // A script ends where this stands, even inside a text.
  const script = output.text.replaceAll('</script', '<\\/script')
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(css)}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  const html = template
    .replace('content=""', () => `content="${policy}"`)
    .replace('<style></style>', () => `<style>${css}</style>`)
    .replace('<script></script>', () => `<script>${script}</script>`)
  return { html, inputs: Object.keys(metafile.inputs).sort() }
}

/** The path of the page, built once for each state of what goes into it. */
export async function verdictPage(): Promise<string> {
  const { html } = await buildVerdictPage()
  const path = join(cache, `verdict-${hexOf(sha256(utf8Of(html))).slice(0, 32)}.html`)
  if (existsSync(path)) return path
  await mkdir(cache, { recursive: true })
  // Written under another name first, so that nobody reads half a page.
  const draft = `${path}.${process.pid}`
  await writeFile(draft, html)
  await rename(draft, path)
  return path
}

function bundled(): Promise<BuildResult> {
  return build({
    absWorkingDir: root,
    entryPoints: [join(folder, 'main.ts')],
    bundle: true,
    // What needs Node fails here: that is the test of it.
    platform: 'browser',
    format: 'iife',
    target: ['chrome90', 'firefox90', 'safari15'],
    minify: true,
    // Names of classes are seen where errors are told apart.
    keepNames: false,
    charset: 'utf8',
    legalComments: 'inline',
    write: false,
    metafile: true,
    logLevel: 'silent',
  })
}

function hashOf(text: string): string {
  return `sha256-${base64Of(sha256(utf8Of(text)))}`
}

if (import.meta.main) {
  const [out] = process.argv.slice(2)
  if (out === undefined) process.stdout.write(`${await verdictPage()}\n`)
  else {
    await mkdir(dirname(resolve(out)), { recursive: true })
    await writeFile(out, (await buildVerdictPage()).html)
  }
}
