import { z } from 'zod'

const cite = z.looseObject({
  instrument: z.string(),
  article: z.int(),
  paragraph: z.int().optional(),
  item: z.int().optional(),
})
const says = z.looseObject({ 'zh-CN': z.string(), en: z.string() })
const ground = z.looseObject({
  rule: z.string(),
  cites: z.array(cite).default([]),
  says: says.optional(),
  missing: z.array(z.string()).default([]),
  whoCan: z.array(z.string()).default([]),
  until: z.string().optional(),
  mends: says.optional(),
})
const deviation = z.looseObject({
  rule: z.string(),
  cites: z.array(cite).default([]),
  says: says.optional(),
  shuts: z.array(z.string()).default([]),
})
const event = z.looseObject({ type: z.string() })

/** The receipt of a recorded act. */
export const recordedSchema = z.looseObject({
  position: z.int(),
  digest: z.string(),
  stream: z.string(),
  sequence: z.int(),
  stage: z.string().nullable().optional(),
  outcome: z.looseObject({ kind: z.literal('recorded'), events: z.array(event) }),
  deviations: z.array(deviation),
})
/** The receipt of a public opinion. */
export const receiptSchema = z.looseObject({
  stream: z.string(),
  sequence: z.int(),
  position: z.int(),
  digest: z.string(),
})
/** What became of a public opinion. */
export const fateSchema = z.looseObject({ state: z.string() })
/** A refusal that is kept as an entry. */
export const refusedSchema = z.looseObject({
  position: z.int(),
  digest: z.string(),
  stream: z.string(),
  sequence: z.int(),
  grounds: z.array(ground).min(1),
})
/** Any other problem. */
export const problemSchema = z.looseObject({
  title: z.string().optional(),
  detail: z.string().optional(),
  issues: z.array(z.looseObject({ path: z.string(), message: z.string() })).optional(),
})
/** A matter, as far as a scenario asks. */
export const matterSchema = z.looseObject({
  state: z.string(),
  number: z.string().nullable().optional(),
  facts: z.record(z.string(), z.string()).default({}),
  findings: z
    .array(
      z.looseObject({ code: z.string(), answer: z.string(), closelyTied: z.boolean().optional() }),
    )
    .default([]),
  deadlines: z
    .array(
      z.looseObject({
        name: z.string(),
        rule: z.string().optional(),
        ends: z.string().optional(),
        lastDay: z.string().optional(),
        bound: z.string().optional(),
        standsStill: z.boolean().optional(),
        over: z.boolean().optional(),
        cites: z.array(cite).default([]),
        says: says.optional(),
        workingOut: z
          .looseObject({
            day0: z.string(),
            unit: z.string(),
            length: z.int(),
            skipped: z
              .array(z.looseObject({ from: z.string(), to: z.string(), why: z.string() }))
              .default([]),
            madeUp: z.array(z.string()).default([]),
            stoppedSince: z.string().optional(),
          })
          .optional(),
      }),
    )
    .default([]),
  deviations: z.array(deviation).default([]),
  allowedActs: z.array(z.string()).default([]),
  opinions: z.looseObject({ count: z.int(), undisposed: z.int() }).nullable().optional(),
  rules: z.string().nullable().optional(),
  details: z
    .looseObject({
      meeting: z
        .looseObject({
          stances: z.array(z.looseObject({ member: z.string(), stance: z.string() })).default([]),
        })
        .optional(),
    })
    .default({}),
})
/** A register beside matters, as far as a scenario asks. */
export const registerSchema = z.looseObject({
  sequence: z.int(),
  allowedActs: z.array(z.string()).default([]),
})
/** An entry as its reader sees it. */
export const entrySchema = z.looseObject({
  position: z.int(),
  digest: z.string(),
  stream: z.string(),
  sequence: z.int(),
  occurred: z.string(),
  entered: z.string(),
  by: z.record(z.string(), z.unknown()),
  command: z.looseObject({ type: z.string() }),
  outcome: z.looseObject({
    kind: z.enum(['recorded', 'refused']),
    grounds: z.array(ground).optional(),
    deviations: z.array(deviation).optional(),
  }),
})
/** Entries of a stream. */
export const entriesSchema = z.looseObject({ entries: z.array(entrySchema) })
/** The record's clock. */
export const clockSchema = z.looseObject({
  now: z.string(),
  stands: z.boolean(),
  settled: z.boolean(),
})

/** A place in an instrument. */
export type Cite = z.infer<typeof cite>
/** A gate found shut, with its sentence. */
export type Ground = z.infer<typeof ground>
/** What was flagged. */
export type Deviation = z.infer<typeof deviation>
/** A deadline as read. */
export type DeadlineView = MatterView['deadlines'][number]
/** A matter as read. */
export type MatterView = z.infer<typeof matterSchema>
/** An entry as read. */
export type EntryView = z.infer<typeof entrySchema>
/** The receipt of a recorded act. */
export type Recorded = z.infer<typeof recordedSchema>
