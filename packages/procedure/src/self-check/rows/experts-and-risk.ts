import {
  both,
  each,
  elsewhere,
  excused,
  ifFound,
  mayBe,
  notApplicable,
  once,
  open,
  satisfied,
  shown,
  violated,
  type Check,
  type Checks,
} from '../judging.ts'
import { listOf, memberOf, textOf, type Happened, type Look } from '../look.ts'

const due = ['StepsClosed', 'AdmittedToAgenda']
const notArgued = both('没有进行专家论证。', 'There was no expert argumentation.')
const notAssessed = both('没有进行风险评估。', 'There was no risk assessment.')
const argued = (then: Check): Check =>
  once(['PanelSelected', 'ExpertOpinionSigned'], notArgued, then)
const assessed = (then: Check): Check => once(['RiskReportSubmitted'], notAssessed, then)

/** A pack may make a step unconditional: then no finding excuses it. */
function alwaysOr(key: string, otherwise: Check, then: Check): Check {
  return (look) => (look.rules.word(key) === 'always' ? then(look) : otherwise(look))
}

const argumentation = shown({ by: ['ArgumentationConcluded'], due })

function riskDone(look: Look) {
  const earlier = look.of('EarlierAssessmentReferred')
  const concluded = look.of('RiskConcluded')
  const finding = look.matter.findings['AF-06']
  if (concluded.length === 0 && (earlier.length > 0 || finding?.alreadyAssessed !== undefined)) {
    const rests =
      earlier.length > 0
        ? earlier
        : look.happened.filter(({ position }) => position === finding?.position).slice(0, 1)
    return excused(
      rests,
      both('已按其他规定评估，不作重复评估。', 'Already assessed under other rules.'),
      'reference',
    )
  }
  return shown({ by: ['RiskConcluded'], due })(look)
}

function noDirectInterest(look: Look) {
  const chosen = look.of('PanelSelected')
  if (chosen.length === 0) return open()
  const declared = look.of('InterestDeclared').filter(({ event }) => event.directInterest === true)
  const panelOf = (one: Happened) => listOf(one, 'experts').map((expert) => memberOf(expert, 'id'))
  // Known before the choice: nobody with a direct interest is chosen at all.
  const wrong = chosen.filter((one) =>
    declared.some(
      ({ event, position }) => position < one.position && panelOf(one).includes(event.expert),
    ),
  )
  // Known afterwards: what he wrote has no weight.
  const { opinions } = look.matter.experts
  const weighty = opinions.filter(
    ({ expert, struck }) => !struck && declared.some(({ event }) => event.expert === expert),
  )
  if (wrong.length > 0 || weighty.length > 0) {
    const kept = look.of('ExpertOpinionSigned')
    return violated([
      ...wrong,
      ...kept.filter(({ position }) => weighty.some((one) => one.position === position)),
    ])
  }
  return satisfied([...look.of('InterestDeclared'), ...chosen, ...look.of('ExpertOpinionStruck')])
}

function onTheDecidedVersion(look: Look) {
  const concluded = look.of('ArgumentationConcluded').at(-1)
  const opened = look.of('DeliberationOpened').at(-1)
  if (concluded === undefined || opened === undefined) return open()
  const [from, to] = [Number(concluded.event.draft), Number(opened.event.draft)]
  if (from === to) return satisfied([concluded])
  const material = look.matter.changes.findLast(
    (change) => change.answer === 'yes' && (change.from ?? 0) >= from && (change.to ?? 0) <= to,
  )
  const isTechnical = material?.touches === undefined || material.touches.includes('technical')
  return material !== undefined && isTechnical
    ? violated([concluded, opened])
    : satisfied([concluded])
}

/** 专家论证与风险评估 · MD-E01 to MD-F08 (713: 第十九条至第二十四条). */
export const expertAndRiskChecks: Checks = {
  'MD-E01': alwaysOr(
    'md.applicability.expert',
    ifFound('AF-05', due, argumentation),
    argumentation,
  ),
  'MD-E02': argued(
    each(['ExpertOpinionSigned'], ({ event }) => event.signed === true || event.stamped === true),
  ),
  'MD-E03': mayBe('PanelSelected'),
  'MD-E04': argued(noDirectInterest),
  'MD-E05': elsewhere('专家库的建设不是事项中的行为。', 'Keeping a roster is no act of a matter.'),
  'MD-E06': argued(
    each(['PanelSelected'], (one) =>
      listOf(one, 'experts').every(
        (expert) =>
          memberOf(expert, 'fromLibrary') === true || memberOf(expert, 'whyOutside') !== undefined,
      ),
    ),
  ),
  'MD-E07': argued((look) => {
    const [tabled] = look.of('SubmittedForDeliberation')
    const unanswered = look.matter.experts.opinions.filter(
      ({ disposed, struck }) => !disposed && !struck,
    )
    const newestOf = new Map(look.matter.experts.opinions.map((one) => [one.expert, one.position]))
    const left = unanswered.filter((one) => newestOf.get(one.expert) === one.position)
    if (left.length === 0) return satisfied(look.of('ExpertOpinionDisposedOf'))
    return tabled === undefined ? open() : violated([tabled])
  }),
  'MD-E08': ifFound(
    'AF-05',
    ['AdmittedToAgenda'],
    shown({ by: ['ArgumentationConcluded'], due: ['AdmittedToAgenda'] }),
  ),
  'MD-E09': argued(onTheDecidedVersion),
  'MD-F01': alwaysOr('md.applicability.risk', ifFound('AF-06', due, riskDone), riskDone),
  'MD-F02': mayBe('AssessmentPlanned'),
  'MD-F03': assessed(
    each(
      ['RiskReportSubmitted'],
      (one) =>
        ['departmentsHeard', 'points', 'measures'].every((part) => listOf(one, part).length > 0) &&
        one.event.handlingPlan !== undefined,
    ),
  ),
  'MD-F04': (look) => {
    const third = look.of('AssessmentPlanned').filter(({ event }) => event.thirdParty === true)
    return third.length > 0
      ? satisfied(third)
      : notApplicable(both('可以委托第三方，没有采用。', 'A third party may be asked; none was.'))
  },
  'MD-F05': (look) => {
    const concluded = look.of('RiskConcluded')
    if (concluded.length === 0) return notApplicable(notAssessed)
    const agreed = look
      .of('DecisionTaken', 'TranscriptEntered')
      .filter(({ event }) => event.decision === 'agreed')
      .at(-1)
    const newest = concluded.findLast(
      ({ position }) => agreed === undefined || position < agreed.position,
    )
    if (newest?.event.controllable === true) return satisfied([newest])
    const positions = newest === undefined ? [] : [newest.position]
    return agreed === undefined
      ? open(both('结论为不可控。', 'The risk was found uncontrollable.'), positions)
      : violated([...(newest === undefined ? [] : [newest]), agreed])
  },
  'MD-F06': assessed(each(['RiskReportSubmitted'], (one) => textOf(one, 'level') !== undefined)),
  'MD-F07': assessed(
    each(['RiskReportSubmitted'], (one, look) => {
      const kinds = listOf(one, 'kinds')
      return look.rules.set('md.risk.kinds').every((kind) => kinds.includes(kind))
    }),
  ),
  'MD-F08': mayBe('StepsOpened'),
  'SoD-03': argued(noDirectInterest),
  'SoD-04': argued(each(['PanelSelected'], (one) => listOf(one, 'experts').length % 2 === 1)),
}
