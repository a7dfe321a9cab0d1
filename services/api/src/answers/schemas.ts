import { z } from 'zod'

const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/)
const position = z.int().min(0)
const says = z.object({ 'zh-CN': z.string(), en: z.string() }).meta({ id: 'Says' })
const event = z.looseObject({ type: z.string() })

/** 引注 · A place in an instrument. */
export const citeSchema = z
  .object({
    instrument: z.string(),
    article: z.int(),
    paragraph: z.int().optional(),
    item: z.int().optional(),
  })
  .meta({ id: 'Cite' })

/** 理由 · A gate found shut. */
export const groundSchema = z
  .object({
    rule: z.string(),
    cites: z.array(citeSchema),
    says,
    missing: z.array(z.string()),
    whoCan: z.array(z.string()),
    productRule: z.boolean(),
    until: z.string().optional(),
    mends: says,
  })
  .meta({ id: 'Ground' })

/** 偏离 · What happened against a row and was recorded. */
export const deviationSchema = z
  .object({
    rule: z.string(),
    cites: z.array(citeSchema),
    says,
    shuts: z.array(z.string()),
  })
  .meta({ id: 'Deviation' })

/** 受理回执. */
export const receiptSchema = z
  .object({
    format: z.literal('juece-receipt/1'),
    origin: z.string(),
    stream: z.string(),
    sequence: z.int(),
    position,
    digest,
    command: z.string(),
    outcome: z.enum(['recorded', 'refused']),
    state: z.enum(['entered', 'sealed', 'witnessed']),
    proof: z.string().optional(),
  })
  .meta({ id: 'Receipt' })

/** What a recorded act is told. */
export const recordedSchema = z
  .object({
    position,
    digest,
    stream: z.string(),
    sequence: z.int().min(1),
    stage: z.string().nullable(),
    outcome: z.object({ kind: z.literal('recorded'), events: z.array(event) }),
    deviations: z.array(deviationSchema),
    receipt: receiptSchema.optional(),
    matter: z.unknown().optional(),
  })
  .meta({ id: 'Recorded' })

/** A problem of RFC 9457. */
export const problemSchema = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    instance: z.string().optional(),
  })
  .meta({ id: 'Problem' })

/** 400. */
export const invalidSchema = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.literal(400),
    issues: z.array(z.object({ path: z.string(), message: z.string() })),
    posts: z.array(z.object({ organ: z.string(), post: z.string() })).optional(),
  })
  .meta({ id: 'Invalid' })

/** 409 and 403. */
export const refusedSchema = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.union([z.literal(403), z.literal(409)]),
    position,
    digest,
    stream: z.string(),
    sequence: z.int(),
    grounds: z.array(groundSchema).min(1),
    receipt: receiptSchema.optional(),
  })
  .meta({ id: 'Refused' })

/** A stored paper. */
export const attachmentSchema = z
  .object({ digest, length: z.int(), mediaType: z.string() })
  .meta({ id: 'Attachment' })

/** The record's clock. */
export const clockSchema = z
  .object({ now: z.string(), stands: z.boolean(), settled: z.boolean() })
  .meta({ id: 'Clock' })
