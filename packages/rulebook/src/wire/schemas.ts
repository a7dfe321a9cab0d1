import { calendarDate, digest } from '@juece/kernel'
import { z } from 'zod'

const date = z.iso.date().transform((raw) => calendarDate(raw))
const digestText = z
  .string()
  .regex(/^sha256:[0-9a-f]{64}$/)
  .transform((raw) => digest(raw))
const key = z.string().regex(/^[a-z]+(\.[A-Za-z0-9]+)+$/)
const ruleId = z.string().regex(/^([A-Z]{1,3}-[A-Z]?\d{1,2}|SoD-\d{2}|CAL-\d{1,2}|U-\d{2})$/)
const instrumentKey = z.string().regex(/^[A-Z][A-Z0-9-]*$/)
const jurisdiction = z.string().regex(/^cn(-\d{6})?$/)
const place = z.int().positive()
const words = z.string().min(1)

const certainty = z.enum(['read', 'excerpt', 'reported', 'unverified', 'own'])
const says = z.strictObject({ 'zh-CN': words, en: words })
const span = z.strictObject({ from: date, to: date.exactOptional() })
const cite = z.strictObject({
  instrument: instrumentKey.exactOptional(),
  article: place,
  paragraph: place.exactOptional(),
  item: place.exactOptional(),
  from: date.exactOptional(),
})
const ratio = z.strictObject({
  ratio: z.string().regex(/^[1-9]\d*\/[1-9]\d*$/),
  strict: z.boolean(),
})
const value = z.union([z.int().nonnegative(), z.boolean(), words, z.null(), z.array(words), ratio])
const values = z
  .array(z.strictObject({ from: date, value, certainty: certainty.exactOptional() }))
  .min(1)
  .refine((list) => list.every((one, at) => at === 0 || (list[at - 1]?.from ?? '') < one.from), {
    error: 'values stand in the order of their dates, each date once',
  })
const parameter = z.strictObject({
  unit: z.enum(['calendar-day', 'working-day', 'person', 'year', 'time', 'topic']).exactOptional(),
  bound: z.enum(['floor', 'ceiling']).exactOptional(),
  levels: z.enum(['longest', 'shortest', 'strictest', 'most-local', 'locked']),
  options: z.array(words).min(1).exactOptional(),
  values,
})
const exception = z.strictObject({
  name: words,
  finding: z
    .string()
    .regex(/^AF-\d{2}$/)
    .exactOptional(),
  requires: z.array(words),
  lifts: key.exactOptional(),
  cites: z.array(cite),
})

/** How a statement came to be known, by whom it was read, and who signed for it. */
const known = {
  certainty,
  read_on: date.nullable(),
  read_by: words.nullable(),
  verified_on: date.nullable(),
  verified_by: words.nullable(),
}

const rule = z
  .strictObject({
    force: z.enum(['mandatory', 'conditional', 'optional', 'local', 'own']),
    when: z
      .string()
      .regex(/^[a-z][A-Za-z]+$/)
      .exactOptional(),
    switch: key.exactOptional(),
    gates: z.boolean().exactOptional(),
    cites: z.array(cite),
    parameters: z.record(key, parameter).exactOptional(),
    exceptions: z.array(exception).exactOptional(),
    says,
    from: date.exactOptional(),
    ...known,
  })
  .refine((one) => one.force !== 'conditional' || one.when !== undefined, {
    error: 'a conditional rule names the fact it hangs on',
  })
  .refine((one) => (one.force === 'own') === (one.gates !== undefined), {
    error: 'a product rule, and no other, says whether it gates',
  })
  .refine((one) => (one.certainty === 'read') === (one.read_on !== null && one.read_by !== null), {
    error: 'what was read says when and by whom, and nothing else does',
  })
  .refine((one) => (one.verified_on === null) === (one.verified_by === null), {
    error: 'a verification has a date and a signature',
  })

const finding = z.strictObject({
  question: says,
  facts: z.array(words).min(1),
  proposes: z.array(words).min(1),
  decides: z.array(words).min(1),
  alone: z.record(words, words).exactOptional(),
  rows: z.array(ruleId),
})

/** The rules of one instrument. */
export const ruleFile = z.strictObject({
  instrument: instrumentKey,
  in_force: z.array(span).min(1),
  founds: z.array(words).min(1).exactOptional(),
  findings: z.record(z.string().regex(/^AF-\d{2}$/), finding).exactOptional(),
  rules: z.record(ruleId, rule),
  approved_by: words.exactOptional(),
  approved_on: date.exactOptional(),
  reaches_running: z.boolean().exactOptional(),
})

/** The rule files of one jurisdiction. */
export const levelFile = z
  .strictObject({
    instruments: z.array(ruleFile),
    jurisdiction,
    level: z.enum(['nation', 'province', 'city', 'county', 'department']),
  })
  .refine(
    ({ instruments }) =>
      instruments.every(
        (one, at) => at === 0 || (instruments[at - 1]?.instrument ?? '') < one.instrument,
      ),
    { error: 'rule files stand sorted by instrument, each once' },
  )

/** The working days of one year. */
export const calendarFile = z
  .strictObject({
    year: z.int().min(2000).max(2199),
    holidays: z.array(date),
    makeUpDays: z.array(date),
    notices: z.array(z.strictObject({ issuer: words, number: words, certainty })).min(1),
    ...known,
  })
  .refine(
    ({ year, holidays, makeUpDays }) =>
      [...holidays, ...makeUpDays].every((day) => day.startsWith(`${year}-`)),
    {
      error: 'every day lies in the year of the table',
    },
  )

/** A manifest of rules. */
export const rulesManifest = z.strictObject({
  levels: z.array(z.strictObject({ digest: digestText, jurisdiction })).min(1),
  procedure: place,
})

/** A manifest of calendars. */
export const calendarManifest = z.record(z.string().regex(/^\d{4}$/), digestText)

/** The instruments that are cited. */
export const instrumentList = z.array(
  z.strictObject({
    key: instrumentKey,
    title: says,
    number: words.nullable(),
    in_force: z.array(span).min(1),
    articles: z.int().nonnegative(),
    certainty,
  }),
)
