import { z } from 'zod'
import { prefixNames } from './prefix-names.ts'

/** A moment as a file writes it: a local time of Asia/Shanghai, or one with an offset. */
const moment = z
  .string('应为时刻，如 2024-03-11T09:00 · must be a moment, such as 2024-03-11T09:00')
  .regex(
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})?$/,
    '应为时刻，如 2024-03-11T09:00 · must be a moment, such as 2024-03-11T09:00',
  )
const words = z.array(z.string())
const role = z.string().regex(/^[a-z]+(-[a-z]+)*(-\d{1,2})?$/)
const name = z.string().regex(/^[a-z][a-z0-9-]*$/)

const options = z.strictObject({
  solicitation: z.boolean().default(true),
  hearing: z.boolean().default(false),
  experts: z.boolean().default(true),
  risk: z.boolean().default(true),
  competition: z.boolean().default(true),
  notPublic: z.boolean().default(false),
  versions: z.int().min(1).max(20).default(1),
})

/** What is true afterwards. */
const truth = z.strictObject({
  state: z.string().optional(),
  open: words.optional(),
  shut: words.optional(),
  deadlines: z.record(z.string(), z.string().nullable()).optional(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
  deviations: words.optional(),
})

const outcomes = ['recorded', 'refused', 'forbidden', 'flagged', 'invalid', 'any'] as const

const step = z
  .strictObject({
    at: moment.optional(),
    by: role.optional(),
    as: z.string().optional(),
    act: z.looseObject({ type: z.string() }).optional(),
    name: name.optional(),
    stream: z.string().optional(),
    matter: name.optional(),
    expect: z.union([z.enum(outcomes), truth]).optional(),
    grounds: words.optional(),
    deviations: words.optional(),
    cites: words.optional(),
  })
  .refine(({ by, act }) => (by === undefined) === (act === undefined), {
    path: ['act'],
    error: '`act` 与 `by` 须同时写出 · an act needs somebody who lodges it, and somebody an act',
  })
  .refine(({ act, expect }) => act !== undefined || typeof expect === 'object', {
    path: ['expect'],
    error:
      '没有 act 的一步须写明届时应当如何 · a step without an act says what is true then, as an object',
  })
  .refine(
    ({ grounds, expect }) =>
      grounds === undefined || ['refused', 'forbidden', 'any'].includes(String(expect)),
    {
      path: ['grounds'],
      error: '`grounds` 只与 refused、forbidden、any 同用 · grounds belong to a refusal',
    },
  )
  .refine(
    ({ deviations, expect }) =>
      deviations === undefined ||
      ['recorded', 'flagged', 'any', 'undefined'].includes(String(expect)),
    {
      path: ['deviations'],
      error:
        '`deviations` 只与 recorded、flagged、any 同用 · deviations belong to what was recorded',
    },
  )

const value = z.union([
  z.number(),
  z.boolean(),
  z.string(),
  z.null(),
  words,
  z.strictObject({ ratio: z.string(), strict: z.boolean() }),
])
/** A policy pack of the file's organ, adopted before its first step. */
const pack = z.strictObject({
  name: name.optional(),
  level: z.enum(['province', 'city', 'county', 'department']).optional(),
  from: z.iso.date().optional(),
  reachesRunning: z.boolean().optional(),
  values: z.record(z.string(), value),
})

/** The form of a scenario file. */
export const scenarioSchema = z.strictObject({
  scenario: z.string().min(1),
  law: words.default([]),
  kind: z.string().default('major-decision'),
  organ: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    .optional(),
  packs: z.array(pack).default([]),
  institutions: z.record(z.string(), z.strictObject({ code: z.string() })).default({}),
  people: z.record(role, z.strictObject({ institution: z.string() })).default({}),
  given: z.enum(prefixNames).default('nothing'),
  from: moment.optional(),
  with: options.prefault({}),
  also: z
    .record(
      name,
      z.strictObject({
        given: z.enum(prefixNames),
        from: moment,
        with: options.prefault({}),
      }),
    )
    .default({}),
  steps: z.array(step).default([]),
  after: z
    .strictObject({ verify: z.literal(true).optional(), replay: z.literal('agrees').optional() })
    .default({}),
})

/** A scenario as its file says it. */
export type Scenario = z.infer<typeof scenarioSchema>
/** One step of a scenario. */
export type ScenarioStep = Scenario['steps'][number]
/** What a file's prefix leaves out or adds. */
export type PrefixOptions = Scenario['with']
/** What is expected to be true afterwards. */
export type Truth = z.infer<typeof truth>
