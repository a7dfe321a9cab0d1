import { a, demanded, list, object, optional, required, word } from '../../fields.ts'
import { specification } from '../../specification.ts'

const folder = 'hearing'
const door = 'matter'
const who = ['HO'] as const
const people = ['p-1', 'p-2', 'p-3'] as const

/** 发布听证公告 · 第十六条第二款. */
export const publishHearingNotice = specification({
  type: 'PublishHearingNotice',
  event: 'HearingNoticePublished',
  door,
  folder,
  who,
  rows: ['MD-D07', 'MD-D08', 'MD-D10', 'T05'],
  says: { 'zh-CN': '发布听证公告', en: 'Publish the notice of a hearing' },
  fields: {
    draft: required(a('draft')),
    explanation: demanded(a('digest')),
    heldAt: demanded(a('instant'), '$morningInDays-20'),
    place: demanded(a('text'), '市民中心听证厅'),
    purpose: optional(a('text')),
    content: optional(a('text')),
    basis: optional(a('text')),
    representatives: optional(
      object({
        number: required(a('int'), 3),
        conditions: required(a('text'), '收费地区内的经营者和居民'),
        period: required(a('text'), '公告之日起七日内'),
        manner: required(a('text'), '自愿报名、随机抽取'),
      }),
    ),
    observers: optional(a('text')),
    complaints: optional(a('text')),
    notice: required(a('digest')),
  },
})

/** 公布遴选办法 · 第十六条第三款. */
export const publishSelectionRules = specification({
  type: 'PublishSelectionRules',
  event: 'SelectionRulesPublished',
  door,
  folder,
  who,
  rows: ['MD-D09', 'SoD-15'],
  says: { 'zh-CN': '公布听证参加人遴选办法', en: 'Publish the rules of selection' },
  fields: {
    sides: required(list(a('text')), ['经营者', '居民']),
    rules: required(a('digest')),
  },
})

/** 公布参加人名单 · 第十六条第三款. */
export const publishParticipants = specification({
  type: 'PublishParticipants',
  event: 'ParticipantsPublished',
  door,
  folder,
  who,
  rows: ['MD-D09', 'SoD-15'],
  says: { 'zh-CN': '公布听证参加人名单', en: 'Publish the list of participants' },
  fields: {
    participants: required(
      list(
        object({
          id: required(a('text'), 'p-1'),
          side: required(a('text'), '居民'),
          interest: required(word('interested', 'public')),
          source: optional(a('text')),
          civilServant: required(a('bool'), false),
        }),
      ),
      [
        { id: people[0], side: '经营者', interest: 'interested', civilServant: false },
        { id: people[1], side: '居民', interest: 'interested', civilServant: false },
        { id: people[2], side: '居民', interest: 'public', civilServant: false },
      ],
    ),
    list: required(a('digest')),
  },
})

/** 送达听证材料 · 第十六条第三款: facts from outside, one receipt each. */
export const serveHearingMaterials = specification({
  type: 'ServeHearingMaterials',
  event: 'HearingMaterialsServed',
  door,
  folder,
  who,
  rows: ['MD-D10', 'CAL-8', 'CAL-11'],
  says: { 'zh-CN': '送达听证材料', en: 'Serve the papers of the hearing' },
  fields: {
    items: required(list(a('digest'))),
    receipts: required(
      list(
        object({
          participant: required(a('text'), 'p-1'),
          served: required(a('date')),
          happened: demanded(a('instant'), '$happened'),
          receipt: required(a('personalPaper'), '$attachment'),
        }),
      ),
      people.map((participant) => ({
        participant,
        served: '$today',
        happened: '$happened',
        receipt: '$attachment',
      })),
    ),
  },
})

/** 听证会开始 · 第十七条; again after a suspension. */
export const openHearing = specification({
  type: 'OpenHearing',
  event: 'HearingOpened',
  door,
  folder,
  who,
  rows: ['MD-D08', 'MD-D09', 'MD-D10', 'MD-D11', 'MD-D12'],
  says: { 'zh-CN': '听证会开始', en: 'Open the hearing' },
  fields: {
    chair: required(a('official'), '$hearing-organiser'),
    recorder: required(a('official'), '$recorder'),
    present: required(list(a('text')), people),
    open: required(a('bool'), true),
    closedGround: optional(word('stateSecret', 'tradeSecret', 'privacy')),
  },
})

const calledOff = {
  reasons: demanded(a('text'), '到会代表不足，另行通知时间。'),
  to: optional(a('instant')),
} as const

/** 延期举行. */
export const postponeHearing = specification({
  type: 'PostponeHearing',
  event: 'HearingPostponed',
  door,
  folder,
  who,
  rows: ['MD-D10', 'MD-D12'],
  says: { 'zh-CN': '听证会延期', en: 'Postpone the hearing' },
  fields: calledOff,
})

/** 中止听证. */
export const suspendHearing = specification({
  type: 'SuspendHearing',
  event: 'HearingSuspended',
  door,
  folder,
  who,
  rows: ['MD-D12'],
  says: { 'zh-CN': '听证会中止', en: 'Suspend the hearing' },
  fields: calledOff,
})

/** 取消听证. */
export const cancelHearing = specification({
  type: 'CancelHearing',
  event: 'HearingCancelled',
  door,
  folder,
  who,
  rows: ['MD-D07', 'MD-D12'],
  says: { 'zh-CN': '取消听证会', en: 'Call the hearing off' },
  fields: calledOff,
})

/** 听证会的环节 · 第十七条. */
export const hearingPhases = [
  'presentation',
  'statements',
  'questions',
  'debate',
  'confirmation',
] as const

/** 听证笔录 · 第十七条第三项. */
export const signHearingTranscript = specification({
  type: 'SignHearingTranscript',
  event: 'HearingTranscriptSigned',
  door,
  folder,
  who,
  rows: ['MD-D11'],
  says: { 'zh-CN': '听证笔录核对签字', en: 'Sign the transcript of the hearing' },
  fields: {
    phases: demanded(list(word(...hearingPhases)), hearingPhases),
    signatures: demanded(
      list(
        object({
          participant: required(a('text'), 'p-1'),
          signed: required(a('bool'), true),
          refusalNoted: optional(a('bool')),
        }),
      ),
      people.map((participant) => ({ participant, signed: true })),
    ),
    transcript: required(a('personalPaper')),
  },
})

/** 听证报告. */
export const submitHearingReport = specification({
  type: 'SubmitHearingReport',
  event: 'HearingReportSubmitted',
  door,
  folder,
  who,
  rows: ['MD-D11', 'MD-H01', 'T07'],
  says: { 'zh-CN': '提交听证报告', en: 'Submit the report of the hearing' },
  fields: {
    viewsFor: required(list(a('text')), ['收费应当覆盖处理成本']),
    viewsAgainst: required(list(a('text')), ['减免范围应当扩大']),
    agreedFacts: optional(list(a('text'))),
    advice: optional(list(a('text'))),
    report: required(a('digest')),
  },
})
