import { answerOf } from '../../matter/state.ts'
import {
  both,
  each,
  elsewhere,
  judgedByPersons,
  notApplicable,
  open,
  satisfied,
  violated,
  type Check,
  type Checks,
} from '../judging.ts'
import { memberOf, officialOf, listOf, type Look } from '../look.ts'

/** Every entry of the matter: what holds of each of them is shown by the first and the last. */
const ends = (look: Look) => {
  const [first] = look.happened
  const last = look.happened.at(-1)
  return first === undefined || last === undefined
    ? []
    : first.position === last.position
      ? [first]
      : [first, last]
}
const kept: Check = (look) => satisfied(ends(look))
const dated: Check = (look) => {
  const set = Object.values(look.matter.deadlines).map(({ setAt }) => setAt)
  return set.length === 0
    ? open()
    : satisfied(look.happened.filter(({ position }) => set.includes(position)))
}
const custody = elsewhere(
  '属于保管登记册，不是事项的行为。',
  'A row of the custody register, no act of a matter.',
)
const enforcement = elsewhere('属于行政执法程序。', 'A row of enforcement procedures.')

function liability(row: string): Check {
  return (look) => {
    const opened = look.of('AccountabilityOpened').filter(({ event }) => event.rule === row)
    if (opened.length === 0) {
      return notApplicable(
        both(
          '没有立案；是否追责由有权机关判断。',
          'No case was opened; who is liable is for the competent organ.',
        ),
      )
    }
    const over = look.of('AccountabilityClosed').filter(({ event }) => event.rule === row)
    return over.length > 0
      ? satisfied([...opened, ...over])
      : open(
          undefined,
          opened.map(({ position }) => position),
        )
  }
}

function happenedBefore(look: Look) {
  const told = look.happened.filter(({ event }) => typeof event.happened === 'string')
  const wrong = told.filter(({ event, entered }) => String(event.happened) > entered)
  if (wrong.length > 0) return violated(wrong)
  return satisfied(told.length > 0 ? told : ends(look))
}

function twoPersons(look: Look) {
  const approved = look.of('FindingApproved')
  const wrong = approved.filter((one) =>
    listOf(one, 'findings').some((answer) => {
      const code = memberOf(answer, 'code')
      const proposed = look
        .of('FindingProposed')
        .findLast(
          (before) =>
            before.position < one.position &&
            listOf(before, 'findings').some((finding) => memberOf(finding, 'code') === code),
        )
      return (
        proposed === undefined || officialOf(proposed.by)?.official === officialOf(one.by)?.official
      )
    }),
  )
  if (wrong.length > 0) return violated(wrong)
  return approved.length > 0 ? satisfied(approved) : open()
}

/** 总则、期限、职责分离 · what holds of every entry, and rows that no act of a matter shows. */
export const everywhereChecks: Checks = {
  'CAL-1': dated,
  'CAL-2': dated,
  'CAL-3': enforcement,
  'CAL-4': dated,
  'CAL-5': dated,
  'CAL-7': enforcement,
  'CAL-8': dated,
  'CAL-9': dated,
  'CAL-10': (look) => {
    const stopped = look.of('SupplementRequested', 'ReviewClockStopped')
    return stopped.length > 0
      ? satisfied([...stopped, ...look.of('PapersSupplied', 'ReviewClockRestarted')])
      : notApplicable(both('没有停止计算期限。', 'No clock was stopped.'))
  },
  'CAL-11': happenedBefore,
  'CAL-12': (look) =>
    answerOf(look.matter, 'AF-09') === 'yes'
      ? open(both('两套程序并行。', 'Two tracks run.'))
      : notApplicable(both('只有一套程序。', 'One track runs.')),
  'CU-01': custody,
  'CU-02': custody,
  'CU-03': custody,
  'CU-04': custody,
  'CU-05': custody,
  'CU-06': custody,
  'CU-07': custody,
  'MD-I04': judgedByPersons(
    '监督由上级和审计机关进行。',
    'Supervision is for superiors and auditors.',
  ),
  'MD-O01': liability('MD-O01'),
  'MD-O02': liability('MD-O02'),
  'MD-O03': liability('MD-O03'),
  'MD-O04': liability('MD-O04'),
  'MD-O05': liability('MD-O05'),
  'MD-O06': liability('MD-O06'),
  'MD-O07': liability('MD-O07'),
  'MD-O08': kept,
  'PW-01': kept,
  'SoD-09': kept,
  'SoD-12': enforcement,
  'SoD-13': enforcement,
  'SoD-14': enforcement,
  'SoD-17': (look) => {
    const wrong = look.happened.filter(({ by }) => officialOf(by)?.post === 'administrator')
    return wrong.length > 0 ? violated(wrong) : kept(look)
  },
  'SoD-18': elsewhere('属于规范性文件备案程序。', 'A row of the filing of normative documents.'),
  'SoD-20': elsewhere('统计由查询得出。', 'Figures are queries, no acts of a matter.'),
  'SoD-22': twoPersons,
  'U-02': each(['FindingProposed'], (one) =>
    listOf(one, 'findings').every((finding) => {
      const reasons = memberOf(finding, 'reasons')
      return typeof reasons === 'string' && reasons.trim() !== ''
    }),
  ),
  'U-03': kept,
  'U-04': (look) => {
    const reserved = look.happened.filter(({ by, type }) => 'clerk' in by && personsActs.has(type))
    return reserved.length > 0 ? violated(reserved) : kept(look)
  },
}

/** 只能由人作出 · Events that no clerk may bring about (U-04). */
const personsActs: ReadonlySet<string> = new Set([
  'ProcedureStarted',
  'FindingApproved',
  'LegalityOpinionIssued',
  'RiskConcluded',
  'StanceRecorded',
  'DecisionTaken',
  'ReplyRecorded',
  'DecisionPublished',
  'OpinionDisposedOf',
])
