import type { Fields, ObjectOf } from './fields.ts'

/**
 * Who may lodge a command: the letters of the actor list. UU undertaking unit, UUP its principal, GO the organ's
 * office, HEAD the head, DO the decision organ, leader another leader of it, LR legality review, LRH its head,
 * LA legal adviser, OR openness reviewer, MR market regulator, EX expert, RA risk assessor, RC recorder, SG
 * secretary-general, PC party committee, NPC people's congress, EU executing unit, AR archivist, AD administrator, HO
 * the organiser of a hearing, IA the investment authority, SV the inspecting body, EV the evaluator.
 */
export type Part =
  | 'AD'
  | 'AR'
  | 'DO'
  | 'EU'
  | 'EV'
  | 'EX'
  | 'GO'
  | 'HEAD'
  | 'HO'
  | 'IA'
  | 'LA'
  | 'LR'
  | 'LRH'
  | 'MR'
  | 'NPC'
  | 'OR'
  | 'PC'
  | 'RA'
  | 'RC'
  | 'SG'
  | 'SV'
  | 'UL'
  | 'UU'
  | 'UUP'
  | 'anybody'
  | 'anyOrgan'
  | 'chair'
  | 'clock'
  | 'inspectedUnit'
  | 'leader'
  | 'member'
  | 'objectionReviewer'
  | 'studyUnit'
  | 'superior'

/** The stream class whose door a command goes through. */
export type Door =
  'matter' | 'opinion' | 'offices' | 'sittings' | 'law-in-use' | 'catalogue' | 'custody'

/** One row of the command table: name, event, who, fields. Schemas, examples and types are made from it. */
export interface Specification<Type extends string, Event extends string, F extends Fields> {
  readonly type: Type
  /** The event: the same words in the past. */
  readonly event: Event
  readonly door: Door
  readonly folder: string
  readonly who: readonly Part[]
  /** The row that reserves the act: named after PW-01 when the power is missing. */
  readonly reservedBy?: string
  readonly fields: F
  /** What the act is, in Chinese and English. */
  readonly says: { readonly 'zh-CN': string; readonly en: string }
  /** The rows that speak of it, for the reference. */
  readonly rows: readonly string[]
}

/** Any row of the command table. */
export type AnySpecification = Specification<string, string, Fields>

/** Declares one row of the command table. */
export function specification<
  const Type extends string,
  const Event extends string,
  const F extends Fields,
>(row: Specification<Type, Event, F>): Specification<Type, Event, F> {
  return row
}

/** The command of a row. Its id is the record's affair. */
export type CommandOf<S extends AnySpecification> = { readonly type: S['type'] } & ObjectOf<
  S['fields']
>
/** The event of a row: the same fields, besides what `decide` worked out. */
export type EventOf<S extends AnySpecification, Worked = object> = {
  readonly type: S['event']
} & ObjectOf<S['fields']> &
  Worked
