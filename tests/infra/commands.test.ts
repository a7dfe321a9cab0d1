import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import t from 'tap'

const dev = fileURLToPath(new URL('../../infra/dev/', import.meta.url))

async function run(file: string, args: readonly string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [join(dev, file), ...args], {
    env: { ...process.env, ...env },
  })
  const closed = once(child, 'close')
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
  const [code] = (await closed) as [number | null]
  return { code, stdout, stderr }
}

t.test(
  'juece shows its verbs when asked, and wrong use is exit 2 with nothing on stdout',
  async (t) => {
    const help = await run('juece.mjs', ['--help'])
    t.equal(help.code, 0)
    for (const verb of ['verify', 'replay', 'scenario', 'token', 'init', 'health']) {
      t.match(help.stdout, new RegExp(`^  ${verb}\\b`, 'm'))
    }
    const wrong = await run('juece.mjs', ['certify'])
    t.equal(wrong.code, 2)
    t.equal(wrong.stdout, '')
    t.match(wrong.stderr, /unknown verb: certify/)
    t.equal((await run('juece.mjs', [])).code, 2)
  },
)

t.test('set-up has nothing to say when all is there', async (t) => {
  const { code, stdout, stderr } = await run('setup.mjs', [])
  t.strictSame({ code, stdout, stderr }, { code: 0, stdout: '', stderr: '' })
})

t.test(
  'without any way to a Temporal server, set-up says what it tried and ends with exit 2',
  async (t) => {
    const empty = t.testdir()
    // The proxy leads nowhere, so that the test asks nothing of the network.
    const nowhere = 'http://127.0.0.1:9'
    const { code, stdout, stderr } = await run('setup.mjs', [], {
      PATH: empty,
      XDG_CACHE_HOME: empty,
      HTTPS_PROXY: nowhere,
      https_proxy: nowhere,
    })
    t.equal(code, 2)
    t.equal(stdout, '')
    t.match(stderr, /on the PATH and in .*: no executable named temporal/)
    t.match(stderr, /the SDK's download: /)
    t.match(stderr, /go install: Go was not found/)
    t.match(stderr, /To supply one/)
  },
)
