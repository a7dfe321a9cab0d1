import { assertNever } from '@juece/kernel'
import type { Field, Fields, FieldType, Scalar } from '../fields.ts'
import type { AnySpecification, Part } from '../specification.ts'

/** A value of an example: JSON in which a text that begins with `$` is a name to be filled in. */
export type Example =
  string | number | boolean | null | readonly Example[] | { readonly [name: string]: Example }

/**
 * 合法示例 · The lawful example of an act with names still in it. What is not fixed stands as a name:
 * `$attachment` (digest of any stored paper), `$decided-text` (digest of the text that was decided), `$draft` (the
 * current version), `$next-draft`, `$sitting`, `$window`, `$round` (the newest), `$next-round`, `$matter`,
 * `$linked-matter` (another matter, opened over this one), `$entry`,
 * `$change`, `$manifest`, `$government`, `$jurisdiction`, `$opinions.<count|adopted|partly|notAdopted>` (of the
 * newest round), `$<role>` (an official), `$<role>.organ` (his organ), `$now` and `$today` (the moment and the day
 * of the act), `$inDays-<n>` (a day so many days later), `$morningInDays-<n>` (09:00 of that day), `$happened` (a
 * moment just before the act).
 */
export function exampleOf(specification: AnySpecification): { readonly type: string } & {
  readonly [name: string]: Example
} {
  return {
    type: specification.type,
    ...fieldExamples(specification.fields, specification.who),
  }
}

function fieldExamples(fields: Fields, who: readonly Part[]): Record<string, Example> {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([, { mark, example }]) => mark !== 'optional' || example !== undefined)
      .map(([name, field]) => [name, fieldExample(name, field, who)]),
  )
}

function fieldExample(name: string, { type, example }: Field, who: readonly Part[]): Example {
  return example === undefined ? typeExample(name, type, who) : (example as Example)
}

function typeExample(name: string, type: FieldType, who: readonly Part[]): Example {
  if (type.is === 'word') {
    const { words } = type as Extract<FieldType, { is: 'word' }>
    return words[0] ?? ''
  }
  if (type.is === 'list') {
    const { of } = type as Extract<FieldType, { is: 'list' }>
    return [typeExample(name, of, who)]
  }
  if (type.is === 'object') {
    const { fields } = type as Extract<FieldType, { is: 'object' }>
    return fieldExamples(fields, who)
  }
  return scalarExample(name, type.is, who)
}

function scalarExample(name: string, type: Scalar, who: readonly Part[]): Example {
  switch (type) {
    case 'text':
    case 'committed':
    case 'enveloped':
      return '见所附材料。'
    case 'int':
      return 1
    case 'bool':
      return true
    case 'date':
      return '$today'
    case 'end':
      return '$inDays-30'
    case 'instant':
      return name === 'happened' ? '$happened' : '$now'
    case 'digest':
    case 'personalPaper':
      return '$attachment'
    case 'organ':
      return '$government'
    case 'official':
      return `$${roleOf(who)}`
    case 'person':
    case 'expert':
      return '$expert-1'
    case 'post':
      return 'member'
    case 'proposer':
      return '$proposer.organ'
    case 'nobody':
      return {}
    case 'manifest':
    case 'draft':
    case 'matter':
    case 'sitting':
    case 'window':
    case 'entry':
    case 'change':
    case 'round':
    case 'jurisdiction':
      return `$${type}`
    case 'matterOrEntry':
      return '$linked-matter'
    default:
      return assertNever(type)
  }
}

/** The role that usually lodges the act. */
export function roleOf(who: readonly Part[]): string {
  return roles[who[0] ?? 'anybody']
}

const roles: Readonly<Record<Part, string>> = {
  AD: 'administrator',
  AR: 'archivist',
  DO: 'head',
  EU: 'executing-unit',
  EV: 'evaluator',
  EX: 'expert-1',
  GO: 'government-office',
  HEAD: 'head',
  HO: 'hearing-organiser',
  IA: 'investment-authority',
  LA: 'legal-adviser',
  LR: 'legality-reviewer',
  LRH: 'legality-head',
  MR: 'market-regulator',
  NPC: 'peoples-congress',
  OR: 'openness-reviewer',
  PC: 'party-committee',
  RA: 'risk-assessor',
  RC: 'recorder',
  SG: 'office-director',
  SV: 'inspector',
  UL: 'unit-legal-staff',
  UU: 'undertaking-unit-handler',
  UUP: 'undertaking-unit-principal',
  anyOrgan: 'proposer',
  anybody: 'public',
  chair: 'head',
  clock: 'clock',
  inspectedUnit: 'executing-unit',
  leader: 'executive-deputy',
  member: 'member-1',
  objectionReviewer: 'office-director',
  studyUnit: 'consulted-unit',
  superior: 'superior',
}
