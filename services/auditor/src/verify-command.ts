import { open, readFile, stat } from 'node:fs/promises'

import { certificatesOf } from '@juece/cryptography/time-token'
import type { Command } from 'commander'

import { describeVerdict, verdictJson } from './describe-verdict.ts'
import { policyTextOf } from './ladder.ts'
import { openBundle } from './open-bundle.ts'
import { openReceipt, verifyReceipt } from './receipt.ts'
import { readTimeTokens } from './time-tokens.ts'
import type { Verdict } from './verdict.ts'
import { verifyBundle } from './verify.ts'

type Flags = {
  readonly policy?: string
  readonly seen: readonly string[]
  readonly against: readonly string[]
  readonly timeAuthority?: string
  readonly requireIndependent?: true
  readonly requireComplete?: true
  readonly json?: true
}

/** Adds the verb `verify` to the command line. */
export function verify(program: Command): void {
  const several = (value: string, before: readonly string[]) => [...before, value]
  program
    .command('verify')
    .argument('<file>', 'a bundle, the zip or its unpacked folder; or a receipt')
    .description(
      '核验证据包或回执：字节是否正是其所称 · whether the bytes are what they claim to be',
    )
    .option('--policy <file>', 'a tlog-policy that came by another road than the bundle')
    .option('--seen <note>', 'a checkpoint of the same log that you kept', several, [])
    .option('--against <bundle>', 'another bundle of the same log', several, [])
    .option(
      '--time-authority <pem>',
      'the certificate of a time-stamp authority that came by another road',
    )
    .option('--require-independent', 'a missing outside witness is a failure')
    .option('--require-complete', 'an open end is a failure')
    .option('--json', 'the verdict as JSON')
    .action(async (path: string, flags: Flags) => {
      process.exitCode = await run(path, flags)
    })
}

async function run(path: string, flags: Flags): Promise<number> {
  const verdict = (await isReceipt(path))
    ? await ofReceipt(path, flags)
    : await ofBundle(path, flags)
  const colour = process.stdout.isTTY && (process.env.NO_COLOR ?? '') === ''
  const text =
    flags.json === true
      ? `${JSON.stringify(verdictJson(verdict), undefined, 2)}\n`
      : describeVerdict(verdict, { colour })
  process.stdout.write(text)
  return verdict.exit
}

async function ofBundle(path: string, flags: Flags): Promise<Verdict> {
  const bundle = await openBundle(path)
  const others = await Promise.all(flags.against.map(openBundle))
  const given = flags.timeAuthority === undefined ? '' : await readFile(flags.timeAuthority, 'utf8')
  const times = await readTimeTokens(bundle, given === '' ? [] : certificatesOf(given))
  return verifyBundle(bundle, {
    times,
    ...(await policyOf(flags)),
    seen: [...(await keptNotes(flags)), ...others.flatMap(({ checkpoint }) => checkpoint ?? [])],
    requireIndependent: flags.requireIndependent === true,
    requireComplete: flags.requireComplete === true,
  })
}

/** Against bundles: their notes are compared as well, and their copy of the policy is the agency's word. */
async function ofReceipt(path: string, flags: Flags): Promise<Verdict> {
  const receipt = openReceipt(new Uint8Array(await readFile(path)))
  const against = await Promise.all(flags.against.map(openBundle))
  const [own] = against.flatMap(({ policy }) => policyTextOf(policy) ?? [])
  return verifyReceipt(receipt, {
    ...(await policyOf(flags)),
    ...(own === undefined ? {} : { ownPolicy: own }),
    seen: await keptNotes(flags),
    against,
    requireIndependent: flags.requireIndependent === true,
  })
}

async function policyOf({ policy }: Flags): Promise<{ readonly policy?: string }> {
  return policy === undefined ? {} : { policy: await readFile(policy, 'utf8') }
}

async function keptNotes({ seen }: Flags): Promise<readonly Uint8Array[]> {
  return Promise.all(seen.map(async (file) => new Uint8Array(await readFile(file))))
}

/** A zip begins otherwise than with a brace. */
async function isReceipt(path: string): Promise<boolean> {
  if ((await stat(path)).isDirectory()) return false
  const handle = await open(path)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(64), 0, 64, 0)
    return /^\s*\{/.test(buffer.subarray(0, bytesRead).toString('latin1'))
  } finally {
    await handle.close()
  }
}
