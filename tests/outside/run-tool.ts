import { spawn } from 'node:child_process'
import { once } from 'node:events'

import { outsideTool, type OutsideTool } from '../../infra/tooling/outside-tools.ts'

/** Where each tool is, and the options by which a test says that it did not run. */
export type Tools<Name extends OutsideTool> = {
  readonly at: Readonly<Record<Name, string>>
  readonly options: { readonly skip: string | false }
}

/** Gets the tools; a missing one makes its tests say so, never pass. */
export async function toolsFor<Name extends OutsideTool>(
  ...names: readonly Name[]
): Promise<Tools<Name>> {
  const at: Partial<Record<Name, string>> = {}
  const missing: string[] = []
  for (const name of names) {
    const tool = await outsideTool(name)
    if (tool.isThere) at[name] = tool.path
    else missing.push(tool.why)
  }
  return {
    at: at as Record<Name, string>,
    options: { skip: missing.length > 0 && missing.join('; ') },
  }
}

/** What a program said and how it ended. */
export async function runTool(
  program: string,
  words: readonly string[],
  limitMs = 120_000,
): Promise<{ readonly code: number | null; readonly output: string }> {
  const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'] })
  const limit = setTimeout(() => child.kill('SIGKILL'), limitMs)
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
  await once(child, 'close')
  clearTimeout(limit)
  return { code: child.exitCode, output }
}
