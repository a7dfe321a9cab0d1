import { instant, type Instant } from '@juece/kernel'
import { parseVerifierKey } from '@juece/ledger'
import { z } from 'zod'

/** The settings of this service. */
export interface Config {
  readonly environment: 'embedded' | 'production'
  readonly host: string
  readonly port: number
  readonly recordUrl: string
  readonly readUrl: string
  readonly attachmentsDir: string
  /** The keyring's own database; without it no personal value is taken. */
  readonly keyringUrl?: string
  readonly clock: 'system' | 'settable'
  readonly clockStart: Instant
  readonly oidc: { readonly issuer: string; readonly audience: string; readonly jwks: string }
  readonly log: LogConfig
  /** The file of the tlog-policy, where witnesses are asked for. */
  readonly policyFile?: string
  /** 公开目录 · The folder the sealer writes; without it nothing is served under /ledger. */
  readonly tilesDir?: string
  /** 核验页 · The file of the verification page; without it none is served. */
  readonly verdictPage?: string
  /** 网页服务的地址 · Where the pages are drawn; whoever asks for a page under /public is sent there. */
  readonly webUrl?: string
  readonly logLevel: string
  readonly limits: Limits
}

/** The log whose seals are handed out. */
export interface LogConfig {
  readonly origin: string
  readonly key: string
  /** The text of the tlog-policy; without one nobody is asked to witness. */
  readonly policy?: string
}

/** How much one caller may ask. */
export interface Limits {
  readonly requestsPerMinute: number
  readonly refusalsPerMinute: number
  readonly attachmentBytes: number
  /** Beyond this delay of the event loop new requests are turned away (503) until it has caught up. */
  readonly overloadMs: number
}

const url = z.string().min(1)
const count = z.coerce.number().int().min(1)

const schema = z
  .object({
    JUECE_ENVIRONMENT: z.enum(['embedded', 'production']).default('production'),
    JUECE_HOST: z.string().default('127.0.0.1'),
    JUECE_PORT: z.coerce.number().int().min(0).max(65_535),
    JUECE_RECORD_URL: url,
    JUECE_READ_URL: url,
    JUECE_ATTACHMENTS_DIR: z.string().min(1),
    JUECE_KEYRING_URL: url.optional(),
    JUECE_CLOCK: z.enum(['system', 'settable']).default('system'),
    JUECE_CLOCK_START: z.string().default('2024-01-02T09:00+08:00'),
    JUECE_OIDC_ISSUER: z.url(),
    JUECE_OIDC_AUDIENCE: z.string().default('juece'),
    JUECE_OIDC_JWKS: z.url(),
    JUECE_LOG_ORIGIN: z.string().min(1),
    JUECE_LOG_VKEY: z.string().refine(isVerifierKey, 'is no verifier key (name+id+base64)'),
    JUECE_POLICY: z.string().min(1).optional(),
    JUECE_TILES_DIR: z.string().min(1).optional(),
    JUECE_VERDICT_PAGE: z.string().min(1).optional(),
    JUECE_WEB_URL: z.url({ protocol: /^https?$/ }).optional(),
    JUECE_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
    JUECE_REQUESTS_PER_MINUTE: count.default(120_000),
    JUECE_REFUSALS_PER_MINUTE: count.default(600),
    JUECE_ATTACHMENT_BYTES: count.default(256 * 1024 * 1024),
    JUECE_OVERLOAD_MS: count.default(3_000),
  })
  .refine((env) => env.JUECE_ENVIRONMENT !== 'production' || env.JUECE_CLOCK === 'system', {
    path: ['JUECE_CLOCK'],
    error: 'a service configured for production refuses a settable clock',
  })
  .refine((env) => env.JUECE_ENVIRONMENT !== 'production' || isOutside(env.JUECE_OIDC_ISSUER), {
    path: ['JUECE_OIDC_ISSUER'],
    error:
      'development identities work in an embedded stack only; production needs an https issuer',
  })

/** Reads the settings; every wrong one is named, none of their values. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const parsed = schema.safeParse(env)
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
    throw new Error(`settings: ${faults.join('; ')}`)
  }
  const set = parsed.data
  return {
    environment: set.JUECE_ENVIRONMENT,
    host: set.JUECE_HOST,
    port: set.JUECE_PORT,
    recordUrl: set.JUECE_RECORD_URL,
    readUrl: set.JUECE_READ_URL,
    attachmentsDir: set.JUECE_ATTACHMENTS_DIR,
    ...(set.JUECE_KEYRING_URL === undefined ? {} : { keyringUrl: set.JUECE_KEYRING_URL }),
    clock: set.JUECE_CLOCK,
    clockStart: instant(set.JUECE_CLOCK_START),
    oidc: {
      issuer: set.JUECE_OIDC_ISSUER,
      audience: set.JUECE_OIDC_AUDIENCE,
      jwks: set.JUECE_OIDC_JWKS,
    },
    log: { origin: set.JUECE_LOG_ORIGIN, key: set.JUECE_LOG_VKEY },
    ...(set.JUECE_POLICY === undefined ? {} : { policyFile: set.JUECE_POLICY }),
    ...(set.JUECE_TILES_DIR === undefined ? {} : { tilesDir: set.JUECE_TILES_DIR }),
    ...(set.JUECE_VERDICT_PAGE === undefined ? {} : { verdictPage: set.JUECE_VERDICT_PAGE }),
    ...(set.JUECE_WEB_URL === undefined ? {} : { webUrl: set.JUECE_WEB_URL.replace(/\/$/, '') }),
    logLevel: set.JUECE_LOG_LEVEL,
    limits: {
      requestsPerMinute: set.JUECE_REQUESTS_PER_MINUTE,
      refusalsPerMinute: set.JUECE_REFUSALS_PER_MINUTE,
      attachmentBytes: set.JUECE_ATTACHMENT_BYTES,
      overloadMs: set.JUECE_OVERLOAD_MS,
    },
  }
}

function isVerifierKey(text: string): boolean {
  try {
    parseVerifierKey(text)
    return true
  } catch {
    return false
  }
}

function isOutside(issuer: string): boolean {
  return issuer.startsWith('https://')
}
