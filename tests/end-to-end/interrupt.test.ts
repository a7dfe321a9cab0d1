import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { isFree } from '../../infra/dev/ports.ts'
import { tokenFrom } from '../../infra/dev/token.ts'
import { isRunning, processesBelow, type Process } from '../support/processes.ts'
import { lastWords, stackHome, until } from '../support/stack.ts'

const start = fileURLToPath(new URL('../../infra/dev/start.ts', import.meta.url))
const offices = '/api/registers/offices/cn-000000'

/** `npm start` as its own process, in a home of its own; the past of the town is not played. */
interface Started {
  readonly child: ChildProcess
  readonly home: string
  readonly api: string
  readonly issuer: string
  readonly ports: readonly number[]
  /** All that was started, and it itself. */
  readonly processes: readonly Process[]
}

function spawned(home: string): ChildProcess {
  const { NODE_OPTIONS: _runner, JUECE_PORT_BASE: _base, ...env } = process.env
  return spawn(process.execPath, [start], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...env, JUECE_HOME: home, JUECE_CLOCK: 'settable' },
  })
}

async function started(t: Parameters<typeof stackHome>[0], home: string): Promise<Started> {
  const child = spawned(home)
  let said = ''
  child.stderr?.on('data', (bytes: Buffer) => (said += bytes.toString()))
  t.teardown(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGINT')
    await once(child, 'exit')
  })
  const file = path.join(home, 'stack.json')
  await until(
    `a stack in ${home}`,
    () => {
      if (child.exitCode !== null) throw new Error(`it ended with exit ${child.exitCode}:\n${said}`)
      return pidIn(file) === child.pid
    },
    180_000,
  ).catch((cause: unknown) => {
    throw new Error(`${said}\n${lastWords(home)}`, { cause })
  })
  const { api, issuer } = JSON.parse(fs.readFileSync(file, 'utf8')) as Started
  const ports = Object.values(
    JSON.parse(fs.readFileSync(path.join(home, 'ports.json'), 'utf8')) as Record<string, number>,
  )
  const processes = processesBelow(process.pid).filter(
    ({ pid }) => pid === child.pid || processesBelow(child.pid ?? 0).some((one) => one.pid === pid),
  )
  return { child, home, api, issuer, ports, processes }
}

function pidIn(file: string): number | undefined {
  try {
    return (JSON.parse(fs.readFileSync(file, 'utf8')) as { readonly pid: number }).pid
  } catch {
    // It is not there yet, or is being written this moment.
    return undefined
  }
}

/** What is left of a stack that has ended. */
async function leftovers({ home, ports, processes }: Started): Promise<readonly string[]> {
  const alive = processes
    .filter(isRunning)
    .map(({ pid, command }) => `process ${pid}: ${command.join(' ')}`)
  const taken: string[] = []
  for (const port of ports) if (!(await isFree(port))) taken.push(`port ${port}`)
  const lock = path.join(home, 'postgres', 'postmaster.pid')
  return [...alive, ...taken, ...(fs.existsSync(lock) ? ['the lock of PostgreSQL'] : [])]
}

async function register({ api, issuer, home }: Started): Promise<unknown> {
  const authorization = `Bearer ${await tokenFrom(issuer, 'qian-an')}`
  const answer = await fetch(`${api}${offices}`, { headers: { authorization } })
  const { sequence, digest } = (await answer.json()) as Readonly<Record<string, unknown>>
  if (answer.status !== 200) throw new Error(`${answer.status}\n${lastWords(home)}`)
  return { sequence, digest }
}

async function appoint({ api, issuer }: Started): Promise<number> {
  const answer = await fetch(`${api}${offices}/acts`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await tokenFrom(issuer, 'qian-an')}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    },
    body: JSON.stringify({
      type: 'AppointToPost',
      official: 'someone',
      subject: { issuer, sub: 'someone' },
      organ: 'cn-000000/government',
      post: 'member',
    }),
  })
  return answer.status
}

t.test('a stack that is interrupted, and one that is killed', async (t) => {
  const [one, other] = await Promise.all([started(t, stackHome(t)), started(t, stackHome(t))])
  const before = await Promise.all(
    [one, other].map(async (stack) => {
      t.equal(await appoint(stack), 201)
      return register(stack)
    }),
  )

  t.test('two stand beside one another; a third in the same home does not start', async (t) => {
    t.equal(new Set([...one.ports, ...other.ports]).size, one.ports.length + other.ports.length)
    for (const { processes } of [one, other]) t.ok(processes.length >= 12, `${processes.length}`)
    const third = spawned(one.home)
    const [code] = (await once(third, 'exit')) as [number | null]
    t.equal(code, 2)
    t.same(await register(one), before[0], 'and the running one is not disturbed')
  })

  t.test('an interrupt stops everything: no process, no port, no lock', async (t) => {
    one.child.kill('SIGINT')
    const [code] = (await once(one.child, 'exit')) as [number | null]
    t.equal(code, 0)
    t.same(await leftovers(one), [])
    t.notOk(fs.existsSync(path.join(one.home, 'stack.json')))
    t.same(await register(other), before[1], 'the one beside it goes on')
  })

  t.test('killed at once, its parts do not outlive it', async (t) => {
    other.child.kill('SIGKILL')
    await once(other.child, 'exit')
    await until('everything is gone', async () => (await leftovers(other)).length === 0, 30_000)
    t.same(await leftovers(other), [])
  })

  t.test('both start a second time in the same homes and keep their record', async (t) => {
    const again = await Promise.all([started(t, one.home), started(t, other.home)])
    t.same(await Promise.all(again.map(register)), before)
    for (const stack of again) t.equal(await appoint(stack), 201, 'and take further acts')
    for (const { child } of again) child.kill('SIGTERM')
    await Promise.all(again.map(({ child }) => once(child, 'exit')))
    t.same((await Promise.all(again.map(leftovers))).flat(), [])
  })
})
