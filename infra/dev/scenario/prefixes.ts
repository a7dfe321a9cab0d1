import type { PrefixOptions, Scenario } from './file-schema.ts'
import { chosenOf, type Chosen } from './pack-demands.ts'
import type { PrefixName } from './prefix-names.ts'

/** One act of a lawful path: who lodges it, and what differs from its lawful example. */
export interface PlannedAct {
  readonly by: string
  readonly act: { readonly type: string; readonly [field: string]: unknown }
  readonly name?: string
  readonly stream?: string
}
/** A date that is waited for: the end of this deadline of the matter. */
export interface Waiting {
  readonly until: string
}
/** One step of a lawful path. */
export type Planned = PlannedAct | Waiting

type Stage = (chosen: Chosen) => readonly Planned[]

const unit = 'undertaking-unit-handler'
const office = 'government-office'
const lodged = (by: string, type: string, fields: object = {}): PlannedAct => ({
  by,
  act: { type, ...fields },
})
const given = (holds: boolean, ...steps: Planned[]): readonly Planned[] => (holds ? steps : [])

type Answer = 'yes' | 'no'
const yesNo = (yes: boolean): Answer => (yes ? 'yes' : 'no')
/** 认定: proposed by one person, decided by another (U-02, SoD-22). */
function found(
  proposer: string,
  decider: string,
  answers: Readonly<Record<string, Answer>>,
  also: object = {},
): readonly Planned[] {
  const codes = Object.entries(answers)
  return [
    lodged(proposer, 'ProposeFinding', {
      findings: codes.map(([code, answer]) => ({ code, answer, ...also })),
    }),
    lodged(decider, 'ApproveFinding', {
      findings: codes.map(([code]) => ({ code, agrees: true })),
    }),
  ]
}

/** 建议与启动 · 713: 第十条、第十一条. */
const proposed: Stage = () => [lodged('proposer', 'SubmitProposal')]
const studied: Stage = () => [
  lodged('head', 'AssignStudy'),
  lodged('consulted-unit', 'SubmitStudyOpinion'),
]
const started: Stage = () => [lodged('head', 'StartProcedure')]

/** 拟订草案 · 第十二条、第十三条. */
const drafted: Stage = ({ versions, packs }) => [
  lodged(unit, 'RecordResearch'),
  ...Array.from({ length: versions }, () =>
    lodged(unit, 'RegisterDraft', packs.alternatives ? { alternatives: ['$attachment'] } : {}),
  ),
  lodged(unit, 'RecordBasis'),
  ...given(packs.costBenefit, lodged(unit, 'RecordCostBenefit')),
  lodged(unit, 'RecordConsultation'),
]

/** 适用性认定: all this path needs, none with a default answer. */
const findingsAnswered: Stage = ({ hearing, experts, risk, competition, notPublic }) => [
  ...found(office, 'head', { 'AF-01': 'yes' }, { head: 'publicPolicy' }),
  ...found(office, 'head', { 'AF-08': 'no' }),
  ...(notPublic ? found(unit, 'openness-reviewer', { 'AF-02': 'yes' }, { ground: 'other' }) : []),
  ...found(unit, office, {
    'AF-03': 'no',
    'AF-05': yesNo(experts),
    'AF-06': yesNo(risk),
    'AF-13': 'no',
  }),
  ...found(unit, 'legality-reviewer', { 'AF-04': yesNo(hearing) }),
  ...found(unit, 'market-regulator', { 'AF-07': yesNo(competition) }),
]

/** 展开各环节 · 第十四条. */
const stepsOpen: Stage = ({ solicitation, hearing, notPublic }) => {
  const methods = [...(solicitation ? ['publicComment'] : []), ...(hearing ? ['hearing'] : [])]
  return [
    ...given(
      !notPublic,
      lodged(unit, 'ChooseMethods', { methods: methods.length > 0 ? methods : ['symposium'] }),
    ),
    lodged(unit, 'OpenSteps'),
  ]
}

/** 公开征求意见, or the other method that was chosen · 第十四条、第十五条. */
const publicAsked: Stage = ({ solicitation, hearing, notPublic, packs }) => [
  ...given(
    !notPublic && solicitation,
    lodged(unit, 'PublishCommentNotice', { days: packs.commentDays }),
  ),
  ...given(
    !notPublic && !solicitation && !hearing,
    lodged(unit, 'RecordParticipation', { method: 'symposium' }),
  ),
]

/** 听证 · 第十六条、第十七条: noticed first, held on its day, reported. */
const organiser = 'hearing-organiser'
const hearingNoticed: Stage = ({ packs }) => [
  lodged(organiser, 'PublishHearingNotice', { heldAt: `$morningInDays-${packs.hearingInDays}` }),
]
const hearingHeld: Stage = ({ packs }) => {
  const people = Array.from({ length: packs.representatives }, (_, index) => `p-${index + 1}`)
  // Both sides are there, and those concerned are more than the rest.
  const participants = people.map((id, index) => ({
    id,
    side: index % 3 === 0 ? '经营者' : '居民',
    interest: index % 3 === 2 ? 'public' : 'interested',
    civilServant: false,
  }))
  const receipts = people.map((participant) => ({ participant }))
  const signatures = people.map((participant) => ({ participant, signed: true }))
  return [
    lodged(organiser, 'PublishSelectionRules'),
    lodged(organiser, 'PublishParticipants', { participants }),
    lodged(organiser, 'ServeHearingMaterials', { receipts }),
    { until: 'hearing' },
    lodged(organiser, 'OpenHearing', { present: people }),
    lodged(organiser, 'SignHearingTranscript', { signatures }),
    lodged(organiser, 'SubmitHearingReport'),
  ]
}

/** 专家论证 · 第十九条至第二十一条. */
const panelOf = ({ panel }: Chosen['packs']): readonly string[] =>
  Array.from({ length: panel }, (_, index) => `$expert-${index + 1}`)
const expertsSigned: Stage = ({ experts, notPublic, packs }) => {
  const panel = panelOf(packs)
  const own = (expert: string) => expert.slice(1)
  return given(
    experts,
    // Of what is not public an expert knows nothing before he is on the panel: the unit enters what he declared.
    ...panel.map((expert) => lodged(notPublic ? unit : own(expert), 'DeclareInterest', { expert })),
    lodged(unit, 'SelectPanel', { experts: panel.map((id) => ({ id })) }),
    lodged(unit, 'SendMaterials'),
    ...panel.map((expert) => lodged(own(expert), 'SignExpertOpinion', { expert })),
    lodged(unit, 'ConcludeArgumentation'),
  )
}

/** 风险评估与公平竞争审查 · 第二十二条至第二十四条. */
const riskConcluded: Stage = ({ risk, competition, packs }) => [
  ...given(
    risk,
    lodged(unit, 'PlanAssessment'),
    lodged('risk-assessor', 'SubmitRiskReport', {
      ...(packs.riskLevels ? { level: 'low' } : {}),
      ...(packs.riskKinds.length > 0 ? { kinds: packs.riskKinds } : {}),
    }),
    lodged('head', 'ConcludeRisk'),
  ),
  ...given(
    competition,
    lodged(unit, 'SubmitFairCompetitionReview'),
    lodged('market-regulator', 'ConcludeFairCompetitionReview', { outcome: 'meets' }),
  ),
]

/** 意见采纳 · 第十八条: received while the window is open, answered when it is over. */
const opinionsAnswered: Stage = (chosen) => {
  const { solicitation, hearing, notPublic, experts, packs } = chosen
  const isAsked = solicitation && !notPublic
  const fates = ['adopted', 'partly', 'notAdopted']
  const received = fates.map((_, index) => ({
    ...lodged('public', 'SubmitPublicOpinion'),
    name: `opinion-${index + 1}`,
  }))
  const disposed = fates.map((disposition, index) => ({
    ...lodged(unit, 'DisposeOfOpinion', { disposition }),
    stream: `$opinion-${index + 1}`,
  }))
  return [
    ...given(isAsked, ...received),
    ...given(hearing, ...hearingHeld(chosen)),
    ...given(
      isAsked,
      { until: 'commentWindow' },
      ...disposed,
      lodged(unit, 'SubmitAdoptionStatement'),
      ...given(packs.feedback, lodged(unit, 'PublishFeedback')),
    ),
    ...given(
      experts,
      ...panelOf(packs).map((expert) => lodged(unit, 'DisposeOfExpertOpinion', { expert })),
    ),
  ]
}

const stepsClosed: Stage = () => [lodged(unit, 'CloseSteps')]

/** 合法性审查 · 第二十五条至第二十八条. */
const submitted: Stage = ({ packs }) => [
  ...given(packs.integrityReview, lodged(unit, 'RecordIntegrityReview')),
  ...given(packs.ownReview, lodged('unit-legal-staff', 'SignOwnReview')),
  ...given(packs.unitMeeting, lodged(unit, 'RecordUnitDiscussion')),
  ...given(packs.office, lodged('undertaking-unit-principal', 'SubmitToOffice')),
  lodged(packs.office ? office : 'undertaking-unit-principal', 'SubmitForReview'),
]
const accepted: Stage = () => [
  lodged('legality-reviewer', 'AcceptForReview'),
  lodged('legality-head', 'AssignReviewer'),
]
const opinion =
  (fields: object): Stage =>
  () => [
    lodged('legal-adviser', 'AddCounselOpinion'),
    lodged('legality-head', 'IssueLegalityOpinion', { riskDisclosed: null, ...fields }),
  ]
const opinionLawful = opinion({ outcome: 'lawful' })
const opinionUnlawful = opinion({
  outcome: 'unlawful',
  content: { finding: 'unlawful' },
  reasons: '收费项目没有法律、法规依据。',
})
const opinionAmend = opinion({
  outcome: 'toBeAmended',
  content: { finding: 'defect' },
  reasons: '减免条款须修改。',
  points: [
    { no: 1, kind: 'mustChange', says: '减免对象应当写明。' },
    { no: 2, kind: 'advised', says: '过渡期宜延长。' },
  ],
})

/** 集体讨论决定 · 第二十九条、第三十条. */
const onAgenda: Stage = () => [
  lodged('undertaking-unit-principal', 'SubmitForDeliberation'),
  { until: 'reviewFloor' },
  lodged(office, 'ConveneSitting', { kind: 'executive-meeting' }),
  lodged(office, 'AdmitToAgenda'),
]
const inDeliberation: Stage = () => [
  lodged(office, 'OpenSitting'),
  lodged(office, 'OpenDeliberation'),
]
const others = ['executive-deputy', 'deputy-head', ...[1, 2, 3, 4, 5].map((n) => `member-${n}`)]
const stancesTaken: Stage = () =>
  others.map((role) => lodged('recorder', 'RecordStance', { member: `$${role}`, stance: 'agree' }))
const decided: Stage = () => [
  lodged('head', 'TakeDecision', { decision: 'agreed' }),
  lodged('recorder', 'CloseDeliberation'),
  lodged('office-director', 'SignMinutes'),
  lodged('head', 'SignMinutes'),
]

/** 请示报告、公布、执行、归档 · 第三十一条至第三十四条. */
const reported: Stage = () => [
  lodged(office, 'OpenPriorReport', { to: 'partyCommittee' }),
  lodged('party-committee', 'RecordReply', { from: 'partyCommittee', answer: 'consented' }),
]
const published: Stage = () => [
  lodged('openness-reviewer', 'CheckOpenness', { outcome: 'public' }),
  lodged(office, 'PublishDecision'),
]
const withheld: Stage = () => [lodged('head', 'WithholdFromPublication', { ground: 'other' })]
const executing: Stage = () => [lodged(office, 'StartExecution')]
const archived: Stage = () => [lodged(unit, 'HandOverPapers'), lodged('archivist', 'CloseDossier')]
const suspended: Stage = () => [
  lodged('executing-unit', 'ReportMajorCircumstance'),
  lodged('head', 'SuspendExecution'),
]
const evaluating: Stage = () => [
  lodged('head', 'OpenEvaluation'),
  lodged('head', 'AppointEvaluator'),
  lodged('evaluator', 'NameEvaluationTeam'),
]
const catalogued: Stage = () => [lodged(office, 'PublishCatalogue')]

/** What each prefix stands on, and what it adds. */
const chain: Readonly<Record<Exclude<PrefixName, 'nothing'>, readonly [PrefixName, Stage]>> = {
  catalogued: ['nothing', catalogued],
  proposed: ['nothing', proposed],
  'study-opinion-filed': ['proposed', studied],
  started: ['study-opinion-filed', started],
  drafted: ['started', drafted],
  'findings-answered': ['drafted', findingsAnswered],
  'steps-open': ['findings-answered', stepsOpen],
  'window-open': ['steps-open', publicAsked],
  'window-over': ['window-open', () => [{ until: 'commentWindow' }]],
  'hearing-noticed': ['window-open', hearingNoticed],
  'experts-signed': ['window-open', expertsSigned],
  'risk-concluded': ['experts-signed', riskConcluded],
  'opinions-answered': ['risk-concluded', opinionsAnswered],
  'steps-closed': ['opinions-answered', stepsClosed],
  'submitted-for-review': ['steps-closed', submitted],
  'accepted-for-review': ['submitted-for-review', accepted],
  'opinion-lawful': ['accepted-for-review', opinionLawful],
  'opinion-unlawful': ['accepted-for-review', opinionUnlawful],
  'opinion-amend': ['accepted-for-review', opinionAmend],
  'on-agenda': ['opinion-lawful', onAgenda],
  'in-deliberation': ['on-agenda', inDeliberation],
  'stances-taken': ['in-deliberation', stancesTaken],
  decided: ['stances-taken', decided],
  reported: ['decided', reported],
  published: ['reported', published],
  withheld: ['reported', withheld],
  executing: ['published', executing],
  suspended: ['executing', suspended],
  evaluating: ['executing', evaluating],
  archived: ['executing', archived],
}

/** The steps of a lawful path, from nothing to the end of the prefix, with what the packs of the file ask for. */
export function pathTo(
  prefix: PrefixName,
  options: PrefixOptions,
  packs: Scenario['packs'] = [],
): readonly Planned[] {
  return pathOn(prefix, chosenOf({ ...options, ...implied[prefix] }, packs))
}

/** What the prefix itself says: only what is lawfully not public is withheld. */
const implied: Readonly<Partial<Record<PrefixName, Partial<PrefixOptions>>>> = {
  'hearing-noticed': { hearing: true },
  withheld: { notPublic: true },
}

function pathOn(prefix: PrefixName, chosen: Chosen): readonly Planned[] {
  if (prefix === 'nothing') return []
  const [before, stage] = chain[prefix]
  return [...pathOn(standsOn(before, prefix, chosen), chosen), ...stage(chosen)]
}

function standsOn(before: PrefixName, prefix: PrefixName, chosen: Chosen): PrefixName {
  // What is lawfully not public is never published; it goes on from the decision to withhold it.
  if (before === 'published' && chosen.notPublic) return 'withheld'
  return prefix === 'experts-signed' && chosen.hearing ? 'hearing-noticed' : before
}
