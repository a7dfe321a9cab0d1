import { isDigest, isInstant } from '@juece/kernel'
import { z } from 'zod'
import type { Entry } from '../history/entry.ts'

// Every runtime has it; the pure packages know no platform's types.
declare const TextDecoder: new (
  label: string,
  options: { readonly fatal: boolean; readonly ignoreBOM: boolean },
) => { decode(bytes: Uint8Array): string }

const digest = z.string().refine(isDigest)
const moment = z.string().refine(isInstant)
const text = z.string().min(1)
const count = z.int().min(0)
const event = z.looseObject({ type: text })
const cite = z.strictObject({
  instrument: text,
  article: z.int(),
  paragraph: z.int().optional(),
  item: z.int().optional(),
})
const cites = z.array(cite)

const ground = z.strictObject({
  rule: text,
  cites,
  missing: z.array(text),
  whoCan: z.array(text),
  productRule: z.boolean(),
  until: moment.optional(),
})
const deviation = z.strictObject({ rule: text, cites, shuts: z.array(text) })
const consulted = z.strictObject({
  rule: text,
  cites,
  parameter: text,
  value: z.union([z.number(), z.string(), z.boolean(), z.array(z.string()), z.null()]),
})

const by = z.union([
  z.strictObject({ official: text, organ: text, post: text }),
  z.strictObject({ clerk: text }),
  z.strictObject({ public: z.literal(true) }),
  z.strictObject({ founding: digest }),
])
const outcome = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('recorded'),
    events: z.array(event),
    consulted: z.array(consulted),
    deviations: z.array(deviation),
  }),
  z.strictObject({ kind: z.literal('refused'), grounds: z.array(ground).min(1) }),
])

const entrySchema = z.strictObject({
  format: z.literal('juece-entry/1'),
  stream: z
    .string()
    .regex(/^[a-z0-9-]+(\/[A-Za-z0-9._-]+)*$/)
    .max(200),
  sequence: z.int().min(1),
  previous: digest.nullable(),
  asOf: z.record(z.string(), count),
  occurred: moment,
  entered: moment,
  by,
  rules: digest.nullable(),
  calendar: digest.nullable(),
  command: z.looseObject({ id: z.string().regex(/^[!-~]{1,160}$/), type: text }),
  outcome,
  salt: z.string().regex(/^[0-9a-f]{32}$/),
})

/** Reads the stored bytes of an entry; what is not one is an error that names the member. */
export function parseEntry(bytes: Uint8Array): Entry {
  return entryFrom(
    JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)),
  )
}

/** Checks a value that was read already. */
export function entryFrom(value: unknown): Entry {
  const parsed = entrySchema.safeParse(value)
  if (parsed.success) return value as Entry
  const [issue] = parsed.error.issues
  throw new Error(`not an entry: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim())
}
