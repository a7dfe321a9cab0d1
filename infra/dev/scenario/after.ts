import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

/** What an offline program answered. */
export interface OfflineAnswer {
  readonly exit: number
  /** Its JSON, or the text where it is none. */
  readonly verdict: unknown
  readonly errors: string
}

const juece = fileURLToPath(new URL('../juece.mjs', import.meta.url))

/** Asks `juece verify` or `juece replay` about a bundle, in a process that knows nothing but the bytes. */
export async function askOffline(
  verb: 'verify' | 'replay',
  bundle: string,
  flags: readonly string[] = ['--json'],
): Promise<OfflineAnswer> {
  const child = spawn(process.execPath, [juece, verb, bundle, ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const closed = once(child, 'close')
  const [out, errors] = await Promise.all([text(child.stdout), text(child.stderr)])
  const [code] = (await closed) as [number | null]
  return { exit: code ?? 3, verdict: parsed(out), errors }
}

function parsed(out: string): unknown {
  try {
    return JSON.parse(out)
  } catch {
    return out
  }
}
