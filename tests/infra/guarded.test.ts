import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import t from 'tap'
import { startGuarded } from '../../infra/dev/guarded.ts'

const forever = ['-e', "console.log('up'); setInterval(() => {}, 1000)"]
const stubborn = [
  '-e',
  "process.on('SIGTERM', () => {}); console.log('up'); setInterval(() => {}, 9)",
]

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

async function untilGone(pid: number): Promise<void> {
  while (lives(pid)) await pause(20)
}

t.test('a guarded command tells its lines, its process id, and stops when asked', async (t) => {
  const lines: string[] = []
  const command = await startGuarded({
    command: process.execPath,
    args: forever,
    log: (line) => lines.push(line),
  })
  while (lines.length === 0) await pause(10)
  t.strictSame(lines, ['up'])
  t.ok(lives(command.pid))
  t.equal(command.status(), undefined)
  await command.stop()
  t.notOk(lives(command.pid))
  t.equal(command.status(), 0)
})

t.test('one that will not stop is killed after its grace', async (t) => {
  let up = false
  const command = await startGuarded({
    command: process.execPath,
    args: stubborn,
    log: () => (up = true),
    graceMs: 200,
  })
  while (!up) await pause(10)
  await command.stop()
  t.notOk(lives(command.pid))
})

t.test('a command that ends by itself leaves its exit status', async (t) => {
  const command = await startGuarded({
    command: process.execPath,
    args: ['-e', 'process.exit(7)'],
    log: () => undefined,
  })
  t.equal(await command.exited, 7)
  await command.stop()
})

t.test('a command that is not there is an error', async (t) => {
  await t.rejects(
    startGuarded({ command: './no-such-command', args: [], log: () => undefined }),
    /did not start/,
  )
})

t.test('when the parent is killed outright, its commands end as well', async (t) => {
  const module = new URL('../../infra/dev/guarded.ts', import.meta.url).href
  const script = `
    const { startGuarded } = await import(${JSON.stringify(module)})
    const { pid } = await startGuarded({ command: process.execPath, args: ${JSON.stringify(forever)}, log: () => {} })
    console.log(pid)
    setInterval(() => {}, 1000)`
  const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(createInterface({ input: parent.stdout }), 'line')) as [string]
  const pid = Number(line)
  t.ok(lives(pid))
  parent.kill('SIGKILL')
  await untilGone(pid)
  t.notOk(lives(pid))
})
