import type { Rules } from '@juece/rulebook'
import type { Placed } from '../history/entry.ts'
import { foldStream } from '../history/fold.ts'
import type { Matter } from '../matter/state.ts'
import type { Sitting } from '../registers/sittings/state.ts'
import { isTransition, transitions } from '../transitions.ts'
import { both, notApplicable, open, type Check, type Checks } from './judging.ts'
import type { Judged, Responsible, SelfCheckLine } from './line.ts'
import { lookAt, responsibleFor, type Look } from './look.ts'
import { executionChecks, recordChecks, reportAndPublicationChecks } from './rows/after.ts'
import { everywhereChecks } from './rows/everywhere.ts'
import { expertAndRiskChecks } from './rows/experts-and-risk.ts'
import { meetingChecks } from './rows/meeting.ts'
import { participationChecks } from './rows/participation.ts'
import { reviewChecks } from './rows/review.ts'
import { beside, draftingChecks, startChecks } from './rows/start.ts'

/** 自检项目 · How each row of the rulebook is judged in one matter. */
export const selfChecks: Checks = {
  ...startChecks,
  ...draftingChecks,
  ...participationChecks,
  ...expertAndRiskChecks,
  ...reviewChecks,
  ...meetingChecks,
  ...reportAndPublicationChecks,
  ...recordChecks,
  ...executionChecks,
  ...everywhereChecks,
  ...beside,
}

/** What a self-check is made from. */
export interface SelfChecked {
  /** The entries of the matter, oldest first; those of its sittings may stand among them. */
  readonly entries: readonly Placed[]
  readonly stream: string
  /** The rules of the matter, on the day it began. */
  readonly rules: Rules
  /** Those of packs that reached it later, oldest first, each with the first entry they governed. */
  readonly later?: readonly { readonly since: number; readonly rules: Rules }[]
}

/**
 * 合规自检 · Every row of the rulebook: satisfied, not applicable, excused, violated, or still open (MD-O08). The newest rules
 * that govern the matter are asked; what was done before they reached it is not measured by them.
 */
export function selfCheck(checked: SelfChecked): readonly SelfCheckLine[] {
  const { rules, later = [] } = checked
  return later.reduce(
    (before, { since, rules: newer }) => {
      const old = new Map(before.map((line) => [line.row, line]))
      return linesUnder(checked, newer).map((line) => {
        const earlier = old.get(line.row)
        const isOfBefore = line.positions.length > 0 && line.positions.every((one) => one < since)
        return line.status === 'violated' && isOfBefore && earlier !== undefined ? earlier : line
      })
    },
    linesUnder(checked, rules),
  )
}

function linesUnder({ entries, stream }: SelfChecked, rules: Rules): readonly SelfCheckLine[] {
  const own = entries.filter(({ entry }) => entry.stream === stream)
  const matter = foldStream(stream, own).state as Matter
  const look = lookAt(matter, own, rules, (name, below) => {
    const held = entries.filter(({ position, entry }) => entry.stream === name && position < below)
    return held.length === 0 ? undefined : (foldStream(name, held).state as Sitting)
  })
  const beside = matter.deviations
    .map(({ rule }) => rule)
    .filter((rule) => isTransition(rule) && !rules.ids.includes(rule))
  return [
    ...rules.ids.map((row) => lineOf(row, look)),
    ...[...new Set(beside)].sort().map((row) => orderLine(row, look)),
  ]
}

/** 状态转换 · The order of the procedure has rows of its own; one stands here only where it was flagged. */
function orderLine(row: string, look: Look): SelfCheckLine {
  if (!isTransition(row)) throw new Error(`no row ${row}`)
  const { cites, says, own } = transitions[row]
  const flagged = flagsOf(row, look)
  return {
    ...withFlags(open(), flagged),
    row,
    cites,
    says,
    force: own ? 'own' : 'mandatory',
    certainty: own ? 'own' : 'read',
    productRule: own,
    flagged,
    persons: responsible(look, flagged),
  }
}

function flagsOf(row: string, look: Look): readonly number[] {
  return look.matter.deviations
    .filter((deviation) => deviation.rule === row)
    .map(({ position }) => position)
}

function lineOf(row: string, look: Look): SelfCheckLine {
  const rule = look.rules.rule(row)
  const flagged = flagsOf(row, look)
  const judged = withFlags(judgedBy(row, look), flagged)
  const positions = [...new Set(judged.positions)].sort((a, b) => a - b)
  return {
    ...judged,
    positions,
    row,
    cites: rule.cites,
    says: rule.says,
    force: rule.force,
    certainty: rule.certainty,
    productRule: rule.force === 'own',
    flagged,
    persons: judged.status === 'violated' ? responsible(look, positions) : [],
  }
}

function judgedBy(row: string, look: Look): Judged {
  const rule = look.rules.rule(row)
  if (!rule.inForce) return notApplicable(both('当时尚未施行。', 'It was not in force then.'))
  // 地方开关: a row that no pack of the matter switches on asks for nothing.
  if (rule.force === 'local' && !look.rules.gates(row)) {
    return notApplicable(both('规则册没有开启本行。', 'No pack of the matter switches the row on.'))
  }
  if (rule.force === 'conditional' && rule.switch !== undefined && !look.rules.gates(row)) {
    return offButUsed(selfChecks[row], look)
  }
  return selfChecks[row]?.(look) ?? open(both('本行没有自检项目。', 'The row has no check.'))
}

/** Off, yet done all the same, is shown as done. */
function offButUsed(check: Check | undefined, look: Look): Judged {
  const judged = check?.(look)
  return judged?.status === 'satisfied'
    ? judged
    : notApplicable(both('规则册没有开启本行。', 'No pack of the matter switches the row on.'))
}

/** A deviation is never cured: what was flagged stays violated, whatever was done later. */
function withFlags(judged: Judged, flagged: readonly number[]): Judged {
  if (flagged.length === 0) return judged
  const { status: _status, by: _by, finding: _finding, why, reasons: _reasons, positions } = judged
  const rests = judged.status === 'violated' ? [...flagged, ...positions] : flagged
  return {
    status: 'violated',
    positions: rests,
    why:
      judged.status === 'violated' && why !== undefined
        ? why
        : both('登记时已标明偏离。', 'Flagged as a deviation when it was entered.'),
  }
}

function responsible(look: Look, positions: readonly number[]): readonly Responsible[] {
  const persons = positions.flatMap((position) => responsibleFor(look, position) ?? [])
  return [
    ...new Map(persons.map((one) => [`${one.official} ${one.organ} ${one.post}`, one])).values(),
  ]
}
