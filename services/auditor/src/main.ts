import { Command, CommanderError } from 'commander'

import { CannotCheck } from './cannot-check.ts'
import { deviations } from './deviations-command.ts'
import { explainCommand } from './explain-command.ts'
import { replay } from './replay.ts'
import { verify } from './verify-command.ts'

/** Each verb adds itself to the program and sets the exit code. */
const verbs = [verify, replay, deviations, explainCommand]

/** 0 checked and true, 1 checked and false, 2 wrong use, 3 cannot check. */
async function main(): Promise<void> {
  const program = new Command('juece').exitOverride()
  for (const verb of verbs) verb(program)
  // A command takes over its parent's settings only where it is made by them.
  for (const command of program.commands) command.exitOverride()
  try {
    await program.parseAsync()
  } catch (cause) {
    process.exitCode = exitOf(cause)
  }
}

function exitOf(cause: unknown): number {
  if (cause instanceof CommanderError) return cause.exitCode === 0 ? 0 : 2
  process.stderr.write(`juece: ${cause instanceof Error ? cause.message : String(cause)}\n`)
  if (cause instanceof CannotCheck) return 3
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  return code === 'ENOENT' ? 2 : 3
}

await main()
