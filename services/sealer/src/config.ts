import { z } from 'zod'

/** Settings of the sealer, read from the environment. */
export type SealerConfig = {
  /** The record, with the sealer's login, on a direct connection. */
  readonly recordUrl: string
  /** 日志名 · The name under which this log signs; never used again for another. */
  readonly origin: string
  /** The file that holds the signing key. */
  readonly keyFile: string
  readonly sealEveryMs: number
  /** 公开目录 · Where checkpoint and tiles are shown; without it nothing is. */
  readonly tilesDir?: string
  /** The tlog-policy whose witnesses are asked to cosign. */
  readonly policyFile?: string
  /** The time-stamp authority (RFC 3161) that is asked for the time over checkpoints. */
  readonly time?: {
    readonly url: string
    readonly certificateFile: string
    readonly policy?: string
    readonly everyMs: number
    readonly againMs: number
  }
  readonly logLevel: string
}

const settings = z
  .object({
    JUECE_RECORD_URL: z.url({ protocol: /^postgres(ql)?$/ }),
    JUECE_LOG_ORIGIN: z.string().regex(/^[!-*,-~]{1,200}$/, 'a name without spaces and plus signs'),
    JUECE_SEALER_KEY: z.string().min(1),
    JUECE_SEAL_EVERY_MS: z.coerce.number().int().min(20).max(1_000).default(200),
    JUECE_TILES_DIR: z.string().min(1).optional(),
    JUECE_POLICY: z.string().min(1).optional(),
    JUECE_TSA_URL: z.url({ protocol: /^https?$/ }).optional(),
    JUECE_TSA_CERTIFICATE: z.string().min(1).optional(),
    JUECE_TSA_POLICY: z
      .string()
      .regex(/^[0-2](\.\d+)+$/, 'a policy in dotted decimals')
      .optional(),
    JUECE_TSA_EVERY_MS: z.coerce.number().int().min(1_000).default(3_600_000),
    JUECE_TSA_AGAIN_MS: z.coerce.number().int().min(100).default(60_000),
    JUECE_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  })
  .refine((env) => env.JUECE_POLICY === undefined || env.JUECE_TILES_DIR !== undefined, {
    path: ['JUECE_POLICY'],
    error: 'witnesses are shown the tiles: JUECE_TILES_DIR is needed as well',
  })
  .refine(
    (env) => (env.JUECE_TSA_URL === undefined) === (env.JUECE_TSA_CERTIFICATE === undefined),
    {
      path: ['JUECE_TSA_CERTIFICATE'],
      error: 'an authority is known by its certificate: JUECE_TSA_URL and this go together',
    },
  )

/** Reads the settings; what is missing or wrong is named, its value is not. */
export function sealerConfig(env: Readonly<Record<string, string | undefined>>): SealerConfig {
  const read = settings.safeParse(env)
  if (!read.success) {
    const lines = read.error.issues.map(({ path, message }) => `- ${path.join('.')}: ${message}`)
    throw new Error(`the sealer's settings are not complete:\n${lines.join('\n')}`)
  }
  const { JUECE_TILES_DIR: tilesDir, JUECE_POLICY: policyFile } = read.data
  return {
    ...(tilesDir === undefined ? {} : { tilesDir }),
    ...(policyFile === undefined ? {} : { policyFile }),
    recordUrl: read.data.JUECE_RECORD_URL,
    origin: read.data.JUECE_LOG_ORIGIN,
    keyFile: read.data.JUECE_SEALER_KEY,
    sealEveryMs: read.data.JUECE_SEAL_EVERY_MS,
    ...timeConfig(read.data),
    logLevel: read.data.JUECE_LOG_LEVEL,
  }
}

function timeConfig(env: z.infer<typeof settings>): Pick<SealerConfig, 'time'> {
  const { JUECE_TSA_URL: url, JUECE_TSA_CERTIFICATE: certificateFile } = env
  if (url === undefined || certificateFile === undefined) return {}
  const { JUECE_TSA_POLICY: policy } = env
  return {
    time: {
      url,
      certificateFile,
      ...(policy === undefined ? {} : { policy }),
      everyMs: env.JUECE_TSA_EVERY_MS,
      againMs: env.JUECE_TSA_AGAIN_MS,
    },
  }
}
