import { z } from 'zod'

/** Settings of the worker, read from the environment. */
export type WorkerConfig = {
  /** The record with the registrar's login: timed commands are entered with it. */
  readonly recordUrl: string
  /** With the courier's login: nudges, and what the clerks know. */
  readonly opsUrl: string
  /** With the projector's login: lists and pages. */
  readonly readUrl: string
  readonly attachmentsDir: string
  readonly clock: 'system' | 'settable'
  readonly temporalAddress: string
  readonly temporalNamespace: string
  readonly taskQueue: string
  readonly workflowBundle: string
  /** The engine keeps nothing from one start to the next: every clerk is told at the start. */
  readonly rebuildsAtStart: boolean
  /** The name of the log and the text file of its policy: quoted in statements about it. */
  readonly logOrigin: string
  readonly policyFile: string | undefined
  /** Where figures are told, on loopback; absent, nowhere. */
  readonly metricsPort: number | undefined
  readonly logLevel: string
}

const url = z.url({ protocol: /^postgres(ql)?$/ })
const port = z.coerce.number().int().min(1).max(65_535)
const settings = z.object({
  JUECE_RECORD_URL: url,
  JUECE_OPS_URL: url,
  JUECE_READ_URL: url,
  JUECE_ATTACHMENTS_DIR: z.string().min(1),
  JUECE_ENVIRONMENT: z.enum(['embedded', 'production']),
  JUECE_CLOCK: z.enum(['system', 'settable']).default('system'),
  JUECE_TEMPORAL_ADDRESS: z.string().regex(/^[^\s:]+:\d+$/, 'host:port'),
  JUECE_TEMPORAL_NAMESPACE: z.string().min(1).default('default'),
  JUECE_TASK_QUEUE: z.string().min(1).default('statutes'),
  JUECE_WORKFLOW_BUNDLE: z.string().min(1),
  JUECE_LOG_ORIGIN: z.string().min(1),
  JUECE_POLICY: z.string().min(1).optional(),
  JUECE_METRICS_PORT: port.optional(),
  JUECE_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  // Local getters would answer in the host's zone inside the sandbox too, and two workers would part ways.
  TZ: z.literal('UTC', { error: 'must be UTC' }),
})

/** Reads the settings; what is missing or wrong is named, its value is not. */
export function workerConfig(env: Readonly<Record<string, string | undefined>>): WorkerConfig {
  const read = settings.safeParse(env)
  if (!read.success) {
    const lines = read.error.issues.map(({ path, message }) => `- ${path.join('.')}: ${message}`)
    throw new Error(`the worker's settings are not complete:\n${lines.join('\n')}`)
  }
  const { data } = read
  if (data.JUECE_ENVIRONMENT === 'production' && data.JUECE_CLOCK === 'settable') {
    throw new Error('a service configured for production refuses a settable clock (JUECE_CLOCK)')
  }
  return {
    recordUrl: data.JUECE_RECORD_URL,
    opsUrl: data.JUECE_OPS_URL,
    readUrl: data.JUECE_READ_URL,
    attachmentsDir: data.JUECE_ATTACHMENTS_DIR,
    clock: data.JUECE_CLOCK,
    temporalAddress: data.JUECE_TEMPORAL_ADDRESS,
    temporalNamespace: data.JUECE_TEMPORAL_NAMESPACE,
    taskQueue: data.JUECE_TASK_QUEUE,
    workflowBundle: data.JUECE_WORKFLOW_BUNDLE,
    rebuildsAtStart: data.JUECE_ENVIRONMENT === 'embedded',
    logOrigin: data.JUECE_LOG_ORIGIN,
    policyFile: data.JUECE_POLICY,
    metricsPort: data.JUECE_METRICS_PORT,
    logLevel: data.JUECE_LOG_LEVEL,
  }
}
