import { readFile } from 'node:fs/promises'

import type { Command } from 'commander'

import { describeVerdict, verdictJson } from './describe-verdict.ts'
import { openBundle } from './open-bundle.ts'
import { verifyBundle } from './verify.ts'

type Flags = {
  readonly policy?: string
  readonly seen: readonly string[]
  readonly against: readonly string[]
  readonly requireIndependent?: true
  readonly requireComplete?: true
  readonly json?: true
}

/** Adds the verb `verify` to the command line. */
export function verify(program: Command): void {
  const several = (value: string, before: readonly string[]) => [...before, value]
  program
    .command('verify')
    .argument('<bundle>', 'a bundle: the zip, or its unpacked folder')
    .description('核验证据包：字节是否正是其所称 · whether the bytes are what they claim to be')
    .option('--policy <file>', 'a tlog-policy that came by another road than the bundle')
    .option('--seen <note>', 'a checkpoint of the same log that you kept', several, [])
    .option('--against <bundle>', 'another bundle of the same log', several, [])
    .option('--require-independent', 'a missing outside witness is a failure')
    .option('--require-complete', 'an open end is a failure')
    .option('--json', 'the verdict as JSON')
    .action(async (path: string, flags: Flags) => {
      process.exitCode = await run(path, flags)
    })
}

async function run(path: string, flags: Flags): Promise<number> {
  const bundle = await openBundle(path)
  const others = await Promise.all(flags.against.map(openBundle))
  const kept = await Promise.all(
    flags.seen.map(async (file) => new Uint8Array(await readFile(file))),
  )
  const notes = others.flatMap(({ checkpoint }) => checkpoint ?? [])
  const policy = flags.policy === undefined ? {} : { policy: await readFile(flags.policy, 'utf8') }
  const verdict = verifyBundle(bundle, {
    ...policy,
    seen: [...kept, ...notes],
    requireIndependent: flags.requireIndependent === true,
    requireComplete: flags.requireComplete === true,
  })
  const colour = process.stdout.isTTY && (process.env.NO_COLOR ?? '') === ''
  const text =
    flags.json === true
      ? `${JSON.stringify(verdictJson(verdict), undefined, 2)}\n`
      : describeVerdict(verdict, { colour })
  process.stdout.write(text)
  return verdict.exit
}
