import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runScenarios } from './scenario/run.ts'
import { startStack, type Stack } from './stack.ts'

const home = process.env['JUECE_HOME'] ?? '.juece'
const past = fileURLToPath(new URL('../../tests/scenarios/demo.scenario.yaml', import.meta.url))
const say = (line: string): void => void process.stderr.write(`${line}\n`)

/** `npm start`: the demo town, its past played once, then system time until it is interrupted. */
async function main(): Promise<void> {
  const begun = performance.now()
  const isNew = !existsSync(join(home, 'origin'))
  const stack = await startStack({
    home,
    clock: 'settable',
    ...(process.env['JUECE_CLOCK_START'] === undefined
      ? {}
      : { clockStart: process.env['JUECE_CLOCK_START'] }),
    progress: say,
  })
  const interrupted = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(signal, () => resolve())
  })
  try {
    // A stack asked for with a settable clock keeps it; the town goes over to system time.
    const keepsClock = process.env['JUECE_CLOCK'] === 'settable'
    if (isNew && !keepsClock) await Promise.race([playPast(stack), interrupted])
    if (!keepsClock) await stack.endSettableClock()
    tell(stack, (performance.now() - begun) / 1000, await peopleOf(stack))
    await interrupted
    say('正在停止 · stopping')
  } finally {
    await stack.stop()
  }
}

async function playPast(stack: Stack): Promise<void> {
  say('演示县的往事 · playing the past of the demo county')
  const reports = await runScenarios([past], {
    api: stack.api,
    issuer: stack.issuer,
    token: (person) => stack.token(person),
    withoutEngine: false,
    progress: say,
  })
  if (reports.some(({ failures }) => failures.length > 0)) {
    throw new Error('the past of the demo county did not go as its file expects')
  }
}

/** The people of the demo county, one line each: name of login, organ and post. */
async function peopleOf(stack: Stack): Promise<readonly string[]> {
  const answer = await fetch(`${stack.api}/api/registers/offices/cn-000101`, {
    headers: { authorization: `Bearer ${await stack.token('qian-an')}` },
  })
  if (!answer.ok) return []
  const { state } = (await answer.json()) as {
    readonly state: {
      readonly appointments: readonly { official: string; organ: string; post: string }[]
    }
  }
  return state.appointments.map(({ official, organ, post }) => `  ${official}  ${organ}/${post}`)
}

function tell(stack: Stack, seconds: number, people: readonly string[]): void {
  process.stdout.write(
    [
      '',
      `已就绪，用时 ${seconds.toFixed(1)} 秒 · ready`,
      `公众网页 pages  ${stack.web}/public/consultations`,
      `接口 API        ${stack.api}/api/reference`,
      `公开账本 ledger ${stack.api}/ledger/checkpoint`,
      `身份 identity   ${stack.issuer}   （仅供开发 · for development only）`,
      `数据 data       ${resolve(home)}`,
      '',
      '以某人身份取得令牌 · a token as a person:',
      `  npm run -s juece -- token <person>`,
      '管理员 · administrators: qian-an, sun-ping',
      ...(people.length === 0 ? [] : ['演示县的人员 · people of the demo county:', ...people]),
      '停止 · stop: Ctrl-C',
      '',
    ].join('\n'),
  )
}

try {
  await main()
} catch (error) {
  say(`juece: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 2
}
