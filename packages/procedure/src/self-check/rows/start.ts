import {
  all,
  both,
  each,
  elsewhere,
  foundNo,
  ifFound,
  judgedByPersons,
  notApplicable,
  once,
  open,
  satisfied,
  shown,
  violated,
  excused,
  type Checks,
} from '../judging.ts'
import { listOf, textOf, type Happened, type Look } from '../look.ts'

const decided = ['ProcedureStarted', 'StartDeclined']
const sourceIs = (look: Look, ...sources: readonly string[]): boolean =>
  sources.includes(look.matter.initiation.source ?? '')
const otherSource = notApplicable(
  both('建议不是由此类主体提出。', 'The proposal came from others.'),
)
const register = both('年度目录自有登记册。', 'The catalogue has a register of its own.')
const inCatalogue = (look: Look): readonly Happened[] =>
  look.of('ProposalSubmitted').filter((one) => textOf(one, 'catalogueItem') !== undefined)

/** 范围、目录与启动 · MD-A01 to MD-B05 (713: 第三条、第十条、第十一条). */
export const startChecks: Checks = {
  'MD-A01': ifFound('AF-01', ['AdmittedToAgenda'], (look) => {
    const position = look.matter.findings['AF-01']?.position
    return satisfied(look.happened.filter((one) => one.position === position))
  }),
  'MD-A02': () => notApplicable(register),
  'MD-A03': () => notApplicable(register),
  'MD-A04': (look) => {
    const named = inCatalogue(look)
    return named.length > 0
      ? satisfied(named)
      : notApplicable(both('没有列入年度目录。', 'The matter names no item of a catalogue.'))
  },
  'MD-A05': () => notApplicable(register),
  'MD-A06': (look) =>
    look.matter.organ.endsWith('/government')
      ? notApplicable(both('决策机关是一级政府。', 'The making organ is a government itself.'))
      : open(
          both(
            '参照执行，由法制机构判断。',
            'Followed by reference; for the legal office to judge.',
          ),
        ),
  'MD-A07': ifFound(
    'AF-09',
    [],
    judgedByPersons(
      '规范性文件的程序另行办理。',
      'The track of normative documents is another procedure.',
    ),
  ),
  'MD-B01': (look) =>
    sourceIs(look, 'leader')
      ? shown({ by: ['StudyOpinionSubmitted'], due: decided })(look)
      : otherSource,
  'MD-B02': (look) =>
    sourceIs(look, 'department', 'lowerGovernment')
      ? each(['ProposalSubmitted'], (one) =>
          ['problem', 'reasons', 'basis', 'plan', 'necessity', 'feasibility'].every(
            (part) => textOf(one, part) !== undefined,
          ),
        )(look)
      : otherSource,
  'MD-B03': (look) => {
    if (!sourceIs(look, 'deputy', 'cppccMember', 'citizen', 'organisation')) return otherSource
    const replied = look.of('RepliedToProposer')
    if (look.of('ReplyOverdueMarked').length > 0) {
      const delays = look.of('DelayRecorded').filter(({ event }) => event.limit === 'reply')
      if (delays.length > 0)
        return excused(delays, both('逾期已记录理由。', 'The delay has its reasons.'))
    }
    return replied.length > 0 ? satisfied(replied) : open()
  },
  'MD-B04': all(
    shown({
      by: decided,
      due: ['DraftRegistered', 'StepsOpened', 'CommentNoticePublished'],
    }),
    each(decided, (one) => textOf(one, 'reasons') !== undefined),
  ),
  'MD-B05': (look) => {
    if (look.of('StartDeclined').length > 0) {
      return notApplicable(both('决定不予启动。', 'The procedure was not started.'))
    }
    return each(['ProcedureStarted'], (one) => {
      const units = listOf(one, 'units')
      return units.length > 0 && (units.length === 1 || units.includes(one.event.lead))
    })(look)
  },
}

/** 草案拟订 · MD-C01 to MD-C10 (第十二条、第十三条). */
const toReview = ['SubmittedForReview', 'SubmittedToOffice']
/** 草案拟订 · MD-C01 to MD-C10 (713: 第十二条、第十三条). */
export const draftingChecks: Checks = {
  'MD-C01': shown({ by: ['ResearchRecorded'], due: ['StepsOpened', ...toReview] }),
  'MD-C02': shown({
    by: ['BasisRecorded'],
    due: ['StepsOpened', ...toReview],
    only: (one) => listOf(one, 'instruments').length > 0,
  }),
  'MD-C03': (look) =>
    look.rules.flag('md.draft.costBenefitRequired')
      ? shown({ by: ['CostBenefitRecorded'], due: toReview })(look)
      : once(
          ['CostBenefitRecorded'],
          both('规则册没有要求，也没有采用。', 'No pack asks for it and it was not made.'),
          (seen) => satisfied(seen.of('CostBenefitRecorded')),
        )(look),
  'MD-C04': (look) => {
    const offered = look
      .of('DraftRegistered')
      .filter((one) => listOf(one, 'alternatives').length > 0)
    if (look.rules.flag('md.draft.optionsRequired')) {
      return shown({
        by: ['DraftRegistered'],
        due: toReview,
        only: (one) => listOf(one, 'alternatives').length > 0,
      })(look)
    }
    return offered.length > 0
      ? satisfied(offered)
      : notApplicable(
          both('可以提供多个方案，没有采用。', 'More schemes may be offered; none was.'),
        )
  },
  'MD-C05': (look) => {
    const asked = look.of('ConsultationRecorded')
    if (asked.length === 0) {
      return notApplicable(
        both('没有记录涉及其他单位职责。', 'No unit whose duties are touched is recorded.'),
      )
    }
    const newest = new Map(asked.map((one) => [one.event.organ, one]))
    const against = [...newest.values()].filter(({ event }) => event.answer === 'objects')
    const [tabled] = look.of('SubmittedForDeliberation')
    const stated = look.of('DisagreementRecorded')
    if (against.length === 0 || stated.length > 0) return satisfied([...asked, ...stated])
    return tabled === undefined
      ? open(
          both('意见分歧尚未说明。', 'The disagreement is not stated yet.'),
          against.map(({ position }) => position),
        )
      : violated([tabled, ...against])
  },
  'MD-C06': ifFound('AF-07', ['AdmittedToAgenda'], (look) => {
    const concluded = look.of('FairCompetitionReviewConcluded')
    const newest = concluded.at(-1)
    const [admitted] = look.of('AdmittedToAgenda')
    if (newest === undefined) return admitted === undefined ? open() : violated([admitted])
    switch (newest.event.outcome) {
      case 'restricts':
        return admitted === undefined
          ? open(both('结论为限制竞争。', 'It was found to restrict competition.'), [
              newest.position,
            ])
          : violated([newest, admitted])
      case 'exception':
        return excused([newest], both('适用例外规定。', 'An exception of the regulation applies.'))
      default:
        return satisfied(concluded)
    }
  }),
  'MD-C07': shown({ by: ['IntegrityReviewRecorded'], due: toReview }),
  'MD-C08': shown({ by: ['OwnReviewSigned'], due: toReview }),
  'MD-C09': shown({ by: ['UnitDiscussionRecorded'], due: toReview }),
  'MD-C10': (look) => {
    const approval = look.matter.findings['AF-08']
    if (approval?.answer === 'no') return foundNo(look, 'AF-08')
    if (approval?.bodies?.includes('investment') !== true) {
      return approval === undefined
        ? open(both('AF-08 没有认定。', 'Nobody has answered AF-08.'))
        : notApplicable(both('不属于政府投资审批。', 'No investment approval is needed.'))
    }
    const made = look.of('InvestmentApproved')
    return made.length > 0 ? satisfied(made) : open()
  },
}
/** Rows of these chapters that belong to another register. */
export const beside: Checks = {
  'MT-05': shown({
    by: ['AdmittedToAgenda'],
    due: ['DeliberationOpened'],
    only: ({ event }) => event.headAgreed === true,
  }),
  'MD-D16': ifFound('AF-07', [], (look) =>
    look.matter.findings['AF-07'] === undefined
      ? open()
      : elsewhere(
          '与市场主体密切相关的规定，按规范性文件程序。',
          'Rules closely tied to market entities follow the procedure of normative documents.',
        )(look),
  ),
}
