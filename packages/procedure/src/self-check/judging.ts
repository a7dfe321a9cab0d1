import type { Says } from '@juece/rulebook'
import type { FindingCode } from '../matter/state.ts'
import type { Judged } from './line.ts'
import {
  officialOf,
  positionsOf,
  responsibleFor,
  textOf,
  type Happened,
  type Look,
} from './look.ts'

/** How one row is judged. */
export type Check = (look: Look) => Judged
/** The checks of some rows. */
export type Checks = Readonly<Record<string, Check>>

/** Both languages. */
export function both(zh: string, en: string): Says {
  return { 'zh-CN': zh, en }
}

const late = both('应当在先的没有在先。', 'What had to come before did not.')
const broken = both('所列条目与本行不符。', 'The entries named go against the row.')
const undone = both('已到应当完成的环节，没有记录。', 'Its time has passed and nothing shows it.')

/** Nothing asks for it in this matter. */
export function notApplicable(why: Says, happened: readonly Happened[] = []): Judged {
  return { status: 'not-applicable', positions: positionsOf(happened), why, ...authorOf(happened) }
}
/** Its time has not come. */
export function open(why?: Says, positions: readonly number[] = []): Judged {
  return { status: 'open', positions, ...(why === undefined ? {} : { why }) }
}
/** The entries show it. */
export function satisfied(happened: readonly Happened[]): Judged {
  return { status: 'satisfied', positions: positionsOf(happened) }
}
/** The entries go against it. */
export function violated(happened: readonly Happened[], why: Says = broken): Judged {
  return { status: 'violated', positions: positionsOf(happened), why }
}
/** A way out that the row prints was taken, by somebody, for a reason. */
export function excused(happened: readonly Happened[], why: Says, field = 'reasons'): Judged {
  const [first] = happened
  const reasons = first === undefined ? undefined : textOf(first, field)
  return {
    status: 'excused',
    positions: positionsOf(happened),
    why,
    ...authorOf(happened),
    ...(reasons === undefined ? {} : { reasons }),
  }
}

function authorOf([first]: readonly Happened[]): Pick<Judged, 'by'> {
  const by = first === undefined ? undefined : officialOf(first.by)
  return by === undefined ? {} : { by }
}

/** What shows a row, and by which act it must have been shown. */
export interface Showing {
  /** Events any one of which shows it. */
  readonly by: readonly string[]
  /** The first of these must not come before it. */
  readonly due: readonly string[]
  /** Which of the events count. */
  readonly only?: (one: Happened, look: Look) => boolean
}

/** Shown by an entry that stands before the act that rests on it; nothing later cures its lack. */
export function shown({ by, due, only = () => true }: Showing): Check {
  return (look) => {
    const found = look.of(...by).filter((one) => only(one, look))
    const [first] = look.of(...due)
    if (first === undefined) return found.length > 0 ? satisfied(found) : open()
    const inTime = found.filter(({ position }) => position <= first.position)
    if (inTime.length > 0) return satisfied(found)
    return violated([first, ...found], found.length > 0 ? late : undone)
  }
}

/** 可以 · A row that allows and never demands: used or not. */
export function mayBe(...types: readonly string[]): Check {
  return (look) => {
    const found = look.of(...types)
    return found.length > 0
      ? satisfied(found)
      : notApplicable(both('可以为之，没有采用。', 'It may be done and was not.'))
  }
}

/** 认定 · What only a person answers: no, yes, or nobody yet. A no needs no more; without an answer nothing is excused. */
export function ifFound(code: FindingCode, due: readonly string[], then: Check): Check {
  return (look) => {
    const finding = look.matter.findings[code]
    if (finding === undefined) {
      const [first] = look.of(...due)
      const nobody = both(`${code} 没有认定。`, `Nobody has answered ${code}.`)
      return first === undefined ? open(nobody) : violated([first], nobody)
    }
    if (finding.answer === 'yes') return { finding: code, ...then(look) }
    return foundNo(look, code)
  }
}

/** Not applicable by the finding of a named person. */
export function foundNo(look: Look, code: FindingCode): Judged {
  const finding = look.matter.findings[code]
  const by = finding === undefined ? undefined : responsibleFor(look, finding.position)
  return {
    status: 'not-applicable',
    positions: finding === undefined ? [] : [finding.position],
    finding: code,
    why: both(`${code} 认定为否。`, `${code} was answered no.`),
    ...(by === undefined ? {} : { by }),
    ...(finding?.reasons === undefined ? {} : { reasons: finding.reasons }),
  }
}

/** The row asks something only where one of these happened. */
export function once(types: readonly string[], why: Says, then: Check): Check {
  return (look) => (look.of(...types).length === 0 ? notApplicable(why) : then(look))
}

/** Holds for every one of these events. */
export function each(
  types: readonly string[],
  holds: (one: Happened, look: Look) => boolean,
): Check {
  return (look) => {
    const found = look.of(...types)
    const wrong = found.filter((one) => !holds(one, look))
    if (wrong.length > 0) return violated(wrong)
    return found.length > 0 ? satisfied(found) : open()
  }
}

/** The first of these that is not satisfied, else the last. */
export function all(...checks: readonly Check[]): Check {
  return (look) => {
    const judged = checks.map((check) => check(look))
    const worst = judged.find(({ status }) => status === 'violated')
    const excuse = judged.find(({ status }) => status === 'excused')
    const unsettled = judged.find(({ status }) => status !== 'satisfied')
    const chosen = worst ?? excuse ?? unsettled ?? judged.at(-1)
    const positions = judged.flatMap((one) => (one.status === 'satisfied' ? one.positions : []))
    if (chosen === undefined) return open()
    return chosen.status === 'satisfied' ? { ...chosen, positions } : chosen
  }
}

/** Only persons judge it: the record cannot say that it was done well. */
export function judgedByPersons(zh: string, en: string): Check {
  return () => open(both(zh, en))
}

/** It belongs to another procedure or another register. */
export function elsewhere(zh: string, en: string): Check {
  return () => notApplicable(both(zh, en))
}
