import { z } from 'zod'

/** The settings of this service. */
export interface Config {
  readonly host: string
  readonly port: number
  /** The address of the API, as this service reaches it. */
  readonly apiUrl: string
  /** The address people know; it stands in the QR of a receipt. */
  readonly publicUrl: string
  readonly logLevel: string
  readonly postsPerMinute: number
  readonly overloadMs: number
  readonly foot: Foot
}

/** 页脚 · What a government site says of itself. */
export interface Foot {
  readonly organiser: string
  readonly contact: string
  readonly siteId: string
  readonly icp: string
  readonly police: string
}

const address = z.url({ protocol: /^https?$/ })
const text = z.string().default('')
const count = z.coerce.number().int().min(1)

const schema = z.object({
  JUECE_HOST: z.string().default('127.0.0.1'),
  JUECE_PORT: z.coerce.number().int().min(0).max(65_535),
  JUECE_API_URL: address,
  JUECE_WEB_URL: address,
  JUECE_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  JUECE_POSTS_PER_MINUTE: count.default(30),
  JUECE_OVERLOAD_MS: count.default(3_000),
  JUECE_SITE_ORGANISER: text,
  JUECE_SITE_CONTACT: text,
  JUECE_SITE_ID: text,
  JUECE_SITE_ICP: text,
  JUECE_SITE_POLICE: text,
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
    host: set.JUECE_HOST,
    port: set.JUECE_PORT,
    apiUrl: set.JUECE_API_URL.replace(/\/$/, ''),
    publicUrl: set.JUECE_WEB_URL.replace(/\/$/, ''),
    logLevel: set.JUECE_LOG_LEVEL,
    postsPerMinute: set.JUECE_POSTS_PER_MINUTE,
    overloadMs: set.JUECE_OVERLOAD_MS,
    foot: {
      organiser: set.JUECE_SITE_ORGANISER,
      contact: set.JUECE_SITE_CONTACT,
      siteId: set.JUECE_SITE_ID,
      icp: set.JUECE_SITE_ICP,
      police: set.JUECE_SITE_POLICE,
    },
  }
}

/** What the foot of each page has nothing to show for. */
export function emptyInFoot(foot: Foot): readonly string[] {
  return Object.entries(foot).flatMap(([name, value]) => (value === '' ? [name] : []))
}
