import { assertNever, type JsonObject } from '@juece/kernel'
import { jurisdictionOf, type Circumstances } from './circumstances.ts'
import { ground } from './grounds.ts'
import type { By, Ground } from './history/entry.ts'
import type { Matter } from './matter/state.ts'
import { actsFor, holds } from './registers/offices/state.ts'
import type { AnySpecification, Part } from './specification.ts'

type Official = Extract<By, { readonly official: string }>

/** The posts that carry a part. Where the organ matters too, `isOfPart` looks at the matter. */
export const postsOf: Readonly<
  Record<Exclude<Part, 'anybody' | 'clock' | 'DO'>, readonly string[]>
> = {
  AD: ['administrator'],
  AR: ['archivist'],
  EU: ['executing-unit'],
  EV: ['evaluator'],
  EX: ['expert'],
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
  anyOrgan: [],
  chair: [],
  inspectedUnit: [
    'executing-unit',
    'consulted-unit',
    'undertaking-unit-handler',
    'undertaking-unit-principal',
  ],
  leader: ['executive-deputy', 'deputy-head'],
  member: ['head', 'executive-deputy', 'deputy-head', 'member'],
  objectionReviewer: [],
  studyUnit: [],
  superior: ['superior'],
}

/** The organ and the stream an act is about, as far as powers ask. */
export interface About {
  readonly matter?: Matter
  /** The organ, or its jurisdiction, for which the act is done where there is no matter yet. */
  readonly organ?: string
  /** The register holds nothing but founding entries: a founding document may still speak. */
  readonly isFounding?: boolean
}

/** PW-01 · A command enters only from a post that its row names, held at the instant of the act. */
export function power(
  specification: AnySpecification,
  about: About,
  command: JsonObject,
  at: Circumstances,
  by: By,
): readonly Ground[] {
  if (mayLodge(specification, about, command, at, by)) return []
  const reserved = specification.reservedBy?.split(' ') ?? []
  const administrator = 'official' in by && by.post === 'administrator' ? ['SoD-17'] : []
  // 第四十条: the unit that carries a decision out neither alters nor stops it.
  const executes = 'official' in by && by.post === 'executing-unit' && reserved.includes('MD-M01')
  const whoCan = specification.who.flatMap((part) => postNames(part))
  return ['PW-01', ...reserved, ...administrator, ...(executes ? ['MD-O05'] : [])].map((rule) =>
    ground(at, rule, { whoCan }),
  )
}

function mayLodge(
  { who, type }: AnySpecification,
  about: About,
  command: JsonObject,
  at: Circumstances,
  by: By,
): boolean {
  if ('clerk' in by) return who.includes('clock')
  if ('public' in by) return who.includes('anybody')
  if ('founding' in by) return about.isFounding === true
  if (who.includes('anybody')) return isInOffice(at, by)
  return isInOffice(at, by) && who.some((part) => isOfPart(part, type, about, command, at, by))
}

/** The post is held on the day: in the record, not in a token. */
function isInOffice(at: Circumstances, { official, organ, post }: Official): boolean {
  const offices = at.offices(jurisdictionOf(organ))
  if (holds(offices, official, organ, post, at.present)) return true
  return actsFor(offices, official, at.present).some(
    (acting) =>
      acting.organ === organ && acting.post === post && acting.kind !== 'authorisedLeader',
  )
}

function isOfPart(
  part: Part,
  type: string,
  { matter, organ }: About,
  command: JsonObject,
  at: Circumstances,
  by: Official,
): boolean {
  const making = matter?.organ ?? organ ?? by.organ
  const isHome = jurisdictionOf(by.organ) === jurisdictionOf(making)
  // 本机关的首长: a jurisdiction has many organs with a head each; who decides is the head of the making one.
  const isOfMaking = making.includes('/') ? by.organ === making : isHome
  switch (part) {
    case 'clock':
    case 'anybody':
      return false
    case 'DO':
      if (!isHome) return false
      if (by.post === 'head') return isOfMaking
      if (postsOf.GO.includes(by.post)) return command.signed !== undefined
      return isOfMaking && isAuthorised(at, by, type)
    case 'HEAD':
    case 'leader':
      return isOfMaking && postsOf[part].includes(by.post)
    case 'anyOrgan':
      return by.post !== 'administrator' && by.post !== 'clock'
    case 'studyUnit':
      return isHome && by.organ === matter?.initiation.studyUnit
    case 'UU':
    case 'UUP':
    case 'UL':
      if (!isHome || !postsOf[part].includes(by.post)) return false
      // Before the start decision no unit is named yet, so the post alone counts.
      return isOneOf(matter?.initiation.units, by.organ)
    case 'EU':
      return isHome && postsOf.EU.includes(by.post) && isOneOf(matter?.execution.units, by.organ)
    case 'HO':
      return isHome && organises(matter, by)
    case 'EV': {
      // Where the evaluator was named by the code of its organ, that organ and no other.
      const named = matter?.evaluation.evaluator?.institution
      const isNamed = named === undefined || !named.includes('/') || named === by.organ
      return isHome && postsOf.EV.includes(by.post) && isNamed
    }
    case 'objectionReviewer':
      return isHome && matter?.execution.inspection?.objection?.reviewer === by.official
    case 'chair':
      return isHome && matter !== undefined && chairOf(matter, at) === by.official
    case 'AD':
    case 'AR':
    case 'EX':
    case 'GO':
    case 'IA':
    case 'LA':
    case 'LR':
    case 'LRH':
    case 'MR':
    case 'NPC':
    case 'OR':
    case 'PC':
    case 'RA':
    case 'RC':
    case 'SG':
    case 'SV':
    case 'inspectedUnit':
    case 'member':
    case 'superior':
      return isHome && postsOf[part].includes(by.post)
    default:
      return assertNever(part)
  }
}

function isOneOf(named: readonly string[] = [], organ: string): boolean {
  return named.length === 0 || named.includes(organ)
}

/** 听证组织单位: the organ that was named; without a name the post tells. The unit organises where it was named itself. */
function organises(matter: Matter | undefined, { organ, post }: Official): boolean {
  const named = matter?.participation.organiser
  const isUnit = matter?.initiation.units.includes(organ) === true && postsOf.UU.includes(post)
  if (named === undefined) return postsOf.HO.includes(post)
  return named === organ && (postsOf.HO.includes(post) || isUnit)
}

function chairOf(matter: Matter, at: Circumstances): string | undefined {
  return matter.meeting.sitting === undefined
    ? undefined
    : at.sitting(matter.meeting.sitting)?.chair
}

function isAuthorised(at: Circumstances, by: Official, type: string): boolean {
  return actsFor(at.offices(jurisdictionOf(by.organ)), by.official, at.present).some(
    ({ kind, organ, scope }) =>
      kind === 'authorisedLeader' &&
      organ === by.organ &&
      (scope === undefined || scope.includes(type)),
  )
}

/** The posts that could lodge the command, as words of the catalogue. */
export function postNames(part: Part): readonly string[] {
  if (part === 'anybody') return ['public']
  if (part === 'clock') return ['clock']
  if (part === 'DO') return ['head', 'executive-deputy', 'office-director']
  return postsOf[part]
}
