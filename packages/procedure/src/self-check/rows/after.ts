import {
  all,
  both,
  each,
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
import { listOf, memberOf, officialOf, textOf, type Look } from '../look.ts'

const issued = ['DecisionPublished', 'WithheldFromPublication', 'ExecutionStarted']
const assents = ['consented', 'noted', 'approved']

function reportedTo(addressee: string): Check {
  return shown({
    by: ['ReplyRecorded'],
    due: issued,
    only: (one) =>
      one.event.from === addressee &&
      assents.includes(String(one.event.answer)) &&
      textOf(one, 'number') !== undefined,
  })
}

/** 须经其他机关: only where AF-08 names the body. */
function ifNamed(body: 'peoplesCongress' | 'superior'): Check {
  return ifFound('AF-08', issued, (look) =>
    look.matter.findings['AF-08']?.bodies?.includes(body) === true
      ? reportedTo(body)(look)
      : notApplicable(both('AF-08 没有列明该机关。', 'AF-08 does not name this body.')),
  )
}

function published(look: Look) {
  const out = look.of('DecisionPublished')
  const withheld = look.of('WithheldFromPublication')
  if (withheld.length > 0) {
    return excused(
      withheld,
      both('依法不予公布。', 'Lawfully withheld from publication.'),
      'ground',
    )
  }
  const delays = look.of('DelayRecorded').filter(({ event }) => event.limit === 'publication')
  if (out.length > 0) return satisfied(out)
  return delays.length > 0
    ? open(
        both('延期已记录理由。', 'A delay is recorded.'),
        delays.map(({ position }) => position),
      )
    : open()
}

function publishedText(look: Look) {
  const out = look.of('DecisionPublished')
  if (out.length === 0) return open()
  const decided = look.matter.drafts.find(({ version }) => version === look.matter.meeting.draft)
  const cleared = look.of('OpennessChecked').filter(({ event }) => event.outcome === 'partly')
  const wrong = out.filter(({ event }) => {
    const text = memberOf(event.text, 'digest')
    const isCleared = cleared.some((one) => memberOf(one.event.text, 'digest') === text)
    return text !== decided?.text.digest && !isCleared
  })
  return wrong.length > 0 ? violated(wrong) : satisfied(out)
}

function notChanged(look: Look) {
  const outside = look.of('ChangeEntered')
  if (outside.length > 0) return violated(outside)
  const begun = look.of('ExecutionStarted')
  return begun.length > 0 ? satisfied(begun) : open()
}

/** 依法不予公布的: nothing goes out, so nothing is compared. */
function unlessWithheld(then: Check): Check {
  return (look) => {
    const withheld = look.of('WithheldFromPublication')
    return withheld.length > 0
      ? notApplicable(both('依法不予公布。', 'Lawfully withheld from publication.'), withheld)
      : then(look)
  }
}

/** 请示报告与公布 · MD-I01 to MD-J04 (713: 第八条、第三十一条、第三十二条). */
export const reportAndPublicationChecks: Checks = {
  'MD-I01': reportedTo('partyCommittee'),
  'MD-I02': ifNamed('peoplesCongress'),
  'MD-I03': ifNamed('superior'),
  'MD-J01': published,
  'MD-J02': unlessWithheld((look) => {
    const isTechnical = look.matter.findings['AF-05']?.answer === 'yes'
    const explained = shown({
      by: ['DecisionPublished'],
      due: ['DecisionPublished'],
      only: ({ event }) => event.adoptionExplanation !== undefined,
    })
    return isTechnical ? explained(look) : ifFound('AF-13', ['DecisionPublished'], explained)(look)
  }),
  'MD-J03': unlessWithheld(
    all(
      shown({ by: ['OpennessChecked'], due: ['DecisionPublished'] }),
      each(['DecisionPublished'], ({ event, position }, look) =>
        look
          .of('OpennessChecked')
          .some(
            (one) =>
              one.position < position &&
              one.event.outcome !== 'withheld' &&
              memberOf(one.event.text, 'digest') === memberOf(event.text, 'digest'),
          ),
      ),
    ),
  ),
  'MD-J04': unlessWithheld(publishedText),
  'SoD-16': unlessWithheld(
    each(['DecisionPublished'], (one, look) =>
      look
        .of('OpennessChecked')
        .every(({ by }) => officialOf(by)?.official !== officialOf(one.by)?.official),
    ),
  ),
}

const noInspection = both('没有开展督查。', 'There was no inspection.')
const noEvaluation = both('没有开展决策后评估。', 'There was no evaluation.')

/** 归档 · MD-K01 to MD-K06 (713: 第三十三条). */
export const recordChecks: Checks = {
  'MD-K01': shown({ by: ['DossierClosed'], due: ['TransferredToArchive'] }),
  'MD-K02': (look) => {
    const refused = look.of('RefusalToHandOverRecorded')
    if (refused.length > 0) return violated(refused)
    const handed = look.of('PapersHandedOver')
    return handed.length > 0 ? satisfied(handed) : open()
  },
  'MD-K03': each(
    ['DossierClosed'],
    ({ event }) => memberOf(event.schedule, 'number') !== undefined,
  ),
  'MD-K04': shown({ by: ['TransferredToArchive'], due: ['TransferDueMarked'] }),
  'MD-K05': each(['PapersHandedOver'], (one) =>
    listOf(one, 'items').every((item) => memberOf(item, 'created') !== undefined),
  ),
  'MD-K06': each(['DossierClosed'], (_one, look) => look.of('DossierClosed').length === 1),
}

/** 执行、调整与评估 · MD-L01 to MD-N04 (713: 第三十四条至第三十七条). */
export const executionChecks: Checks = {
  'MD-L01': each(['ExecutionStarted'], (one) => listOf(one, 'executingUnits').length > 0),
  'MD-L02': (look) => {
    const reports = look.of('ExecutionReportSubmitted')
    return reports.length > 0 ? satisfied(reports) : open()
  },
  'MD-L03': once(
    ['MajorCircumstanceReported'],
    both('没有重大情况。', 'No grave circumstance is on record.'),
    (look) => satisfied(look.of('MajorCircumstanceReported')),
  ),
  'MD-L04': mayBe('ExecutionOpinionRecorded'),
  'MD-L05': once(['InspectionOpened'], noInspection, (look) => {
    const opened = look.of('InspectionOpened')
    const wrong = opened.filter(
      ({ event }) => event.order === undefined || event.plan === undefined,
    )
    return wrong.length > 0
      ? violated(wrong)
      : satisfied([...opened, ...look.of('InspectionConcluded', 'ObjectionDecided')])
  }),
  'MD-M01': notChanged,
  'MD-M02': (look) => {
    const suspended = look.of('ExecutionSuspended')
    if (suspended.length === 0) {
      return notApplicable(both('没有中止执行。', 'Execution was not suspended.'))
    }
    const byOthers = suspended.filter(({ by }) => officialOf(by)?.post !== 'head')
    return byOthers.length > 0
      ? violated(byOthers)
      : excused(
          suspended,
          both('情况紧急，行政首长先行中止。', 'Urgent: the head suspended execution first.'),
          'urgency',
        )
  },
  'MD-M03': once(
    ['AdjustmentOpened', 'ErratumPublished'],
    both('没有调整。', 'Nothing was adjusted.'),
    (look) => satisfied(look.of('AdjustmentOpened', 'AdjustmentSettled', 'ErratumPublished')),
  ),
  'MD-M04': once(
    ['EvaluationReportSubmitted'],
    noEvaluation,
    shown({ by: ['ReportDisposedOf'], due: ['EvaluationClosed'] }),
  ),
  'MD-M05': once(
    ['ExecutionSuspended', 'ExecutionStopped', 'AdjustmentOpened'],
    both('没有中止、停止或者调整。', 'Nothing was suspended, stopped or adjusted.'),
    (look) => {
      const cared = [
        ...look.of('AftercareRecorded', 'ExecutionStopped'),
        ...look.of('ExecutionSuspended').filter((one) => listOf(one, 'measures').length > 0),
      ]
      return cared.length > 0 ? satisfied(cared) : open()
    },
  ),
  'MD-N01': mayBe('EvaluationOpened', 'EvaluationDeclined'),
  'MD-N02': once(['EvaluatorAppointed'], noEvaluation, independentEvaluator),
  'MD-N03': once(
    ['EvaluationReportSubmitted'],
    noEvaluation,
    each(['EvaluationReportSubmitted'], (one) => listOf(one, 'participation').length > 0),
  ),
  'MD-N04': once(
    ['EvaluationReportSubmitted'],
    noEvaluation,
    shown({ by: ['ReportDisposedOf'], due: ['EvaluationClosed'] }),
  ),
  'SoD-05': once(['EvaluatorAppointed'], noEvaluation, independentEvaluator),
  'SoD-10': once(
    ['ExecutionSuspended'],
    both('没有中止执行。', 'Execution was not suspended.'),
    each(['ExecutionSuspended'], ({ by }) => officialOf(by)?.post === 'head'),
  ),
  'SoD-11': once(
    ['ObjectionAssigned'],
    noInspection,
    each(['ObjectionAssigned'], ({ event }, look) =>
      look
        .of('InspectionConcluded')
        .every((one) => !listOf(one, 'authors').includes(event.reviewer)),
    ),
  ),
}

function independentEvaluator(look: Look) {
  const { before } = look.matter.evaluation
  return each(
    ['EvaluatorAppointed'],
    ({ event }) =>
      !before.persons.includes(String(event.evaluator)) &&
      !before.institutions.includes(String(event.institution)),
  )(look)
}
