import { z } from 'zod'

/** A JSON schema of the OpenAPI document, as far as filling asks. */
export interface FieldSchema {
  readonly 'x-juece-type'?: string
  readonly 'x-juece-mark'?: string
  readonly properties?: Readonly<Record<string, FieldSchema>>
  readonly items?: FieldSchema
  readonly enum?: readonly unknown[]
}

/** One act as the document describes it. */
export interface ActForm {
  readonly type: string
  readonly door: string
  readonly schema: FieldSchema
  /** Its lawful example, with names still in it. */
  readonly example: Readonly<Record<string, unknown>>
  readonly who: readonly string[]
  readonly rows: readonly string[]
  readonly says: string
}

/** 行为目录 · The acts of the running stack by type, from its OpenAPI document. */
export type ActBook = ReadonlyMap<string, ActForm>

const actSchema = z.looseObject({
  properties: z.looseObject({ type: z.looseObject({ const: z.string() }) }),
  description: z.string().default(''),
  'x-juece-door': z.string(),
  'x-juece-who': z.array(z.string()),
  'x-juece-rows': z.array(z.string()),
  'x-juece-example': z.record(z.string(), z.unknown()),
})
const documentSchema = z.looseObject({
  components: z.looseObject({ schemas: z.record(z.string(), z.unknown()) }),
})

/** Reads the acts out of an OpenAPI document. */
export function actBookFrom(openapi: unknown): ActBook {
  const { components } = documentSchema.parse(openapi)
  const forms = Object.values(components.schemas).flatMap((schema) => {
    const act = actSchema.safeParse(schema)
    if (!act.success) return []
    const { properties, description } = act.data
    const form: ActForm = {
      type: properties.type.const,
      door: act.data['x-juece-door'],
      schema: schema as FieldSchema,
      example: act.data['x-juece-example'],
      who: act.data['x-juece-who'],
      rows: act.data['x-juece-rows'],
      // The citations that follow are the reference page's.
      says: description.split('. ')[0] ?? description,
    }
    return [[form.type, form] as const]
  })
  return new Map(forms)
}

/** Rows that only a timed command can flag: without the engine nobody asks for them. */
export function rowsOfClock(book: ActBook): ReadonlySet<string> {
  const timed = [...book.values()].filter(
    ({ type, who }) => who.includes('clock') && type.startsWith('Mark'),
  )
  return new Set(timed.flatMap(({ rows }) => rows))
}

/** The roles that could lodge for a letter of the table of acts; whoever stands first usually does. */
export const rolesOfPart: Readonly<Record<string, readonly string[]>> = {
  AD: ['administrator', 'second-administrator'],
  AR: ['archivist'],
  DO: ['head', 'executive-deputy', 'government-office'],
  EU: ['executing-unit'],
  EV: ['evaluator'],
  EX: ['expert-1', 'expert-2', 'expert-3'],
  GO: ['government-office', 'office-director'],
  HEAD: ['head'],
  HO: ['hearing-organiser'],
  IA: ['investment-authority'],
  LA: ['legal-adviser'],
  LR: ['legality-reviewer', 'legality-head'],
  LRH: ['legality-head'],
  MR: ['market-regulator'],
  NPC: ['peoples-congress'],
  OR: ['openness-reviewer'],
  PC: ['party-committee'],
  RA: ['risk-assessor'],
  RC: ['recorder'],
  SG: ['office-director'],
  SV: ['inspector'],
  UL: ['unit-legal-staff'],
  UU: ['undertaking-unit-handler', 'undertaking-unit-principal'],
  UUP: ['undertaking-unit-principal'],
  anyOrgan: ['proposer'],
  chair: ['head'],
  inspectedUnit: ['executing-unit', 'consulted-unit'],
  leader: ['executive-deputy', 'deputy-head'],
  member: ['member-1', 'head'],
  objectionReviewer: ['office-director'],
  studyUnit: ['consulted-unit'],
  superior: ['superior'],
}
