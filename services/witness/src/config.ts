import { parseVerifierKey, logAlgorithm, type VerifierKey } from '@juece/ledger'
import { z } from 'zod'

/** Settings of a witness, read from the environment. */
export type WitnessConfig = {
  readonly host: string
  readonly port: number
  /** The file that holds the key it cosigns with. */
  readonly keyFile: string
  /** 末见 · The folder of what it saw last of each log. */
  readonly stateFolder: string
  /** The logs it cosigns for, by their public keys. */
  readonly logs: readonly VerifierKey[]
  readonly logLevel: string
}

const stateFolder = z.string().min(1)
const settings = z.object({
  JUECE_HOST: z.string().default('127.0.0.1'),
  JUECE_PORT: z.coerce.number().int().min(0).max(65_535),
  JUECE_WITNESS_KEY: z.string().min(1),
  JUECE_WITNESS_STATE: stateFolder,
  JUECE_WITNESS_LOGS: z.string().transform((text, context): readonly VerifierKey[] => {
    try {
      return logsIn(text)
    } catch (cause) {
      context.addIssue(cause instanceof Error ? cause.message : String(cause))
      return z.NEVER
    }
  }),
  JUECE_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
})

type Env = Readonly<Record<string, string | undefined>>

/** Reads the settings; what is missing or wrong is named, its value is not. */
export function witnessConfig(env: Env): WitnessConfig {
  const read = settings.safeParse(env)
  if (!read.success) {
    const lines = read.error.issues.map(({ path, message }) => `- ${path.join('.')}: ${message}`)
    throw new Error(`the settings of the witness are not complete:\n${lines.join('\n')}`)
  }
  return {
    host: read.data.JUECE_HOST,
    port: read.data.JUECE_PORT,
    keyFile: read.data.JUECE_WITNESS_KEY,
    stateFolder: read.data.JUECE_WITNESS_STATE,
    logs: read.data.JUECE_WITNESS_LOGS,
    logLevel: read.data.JUECE_LOG_LEVEL,
  }
}

/** The one setting that an operator's `trust` needs. */
export function stateFolderOf(env: Env): string {
  const read = stateFolder.safeParse(env['JUECE_WITNESS_STATE'])
  if (!read.success) throw new Error('JUECE_WITNESS_STATE is not set')
  return read.data
}

function logsIn(text: string): readonly VerifierKey[] {
  const keys = text
    .split(/\s+/)
    .filter((word) => word !== '')
    .map(parseVerifierKey)
  if (keys.length === 0) throw new Error('no public key of a log')
  if (keys.some(({ algorithm }) => algorithm !== logAlgorithm))
    throw new Error('not a key of a log')
  if (new Set(keys.map(({ name }) => name)).size !== keys.length) {
    throw new Error('two keys for one log')
  }
  return keys
}
