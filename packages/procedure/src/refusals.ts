import { isTransition, transitions } from './transitions.ts'

/** A sentence in Chinese and English. */
export interface Sentence {
  readonly 'zh-CN': string
  readonly en: string
}

/** 拒绝 · What the catalogue says of a row: what is usually missing, who can supply it, how it is mended. */
export interface Refusal {
  readonly missing: readonly string[]
  readonly whoCan: readonly string[]
  readonly mends: Sentence
}

const row = (missing: string, whoCan: string, zh: string, en: string): Refusal => ({
  missing: wordsOf(missing),
  whoCan: wordsOf(whoCan),
  mends: { 'zh-CN': zh, en },
})
const wordsOf = (text: string): readonly string[] => text.split(' ').filter((word) => word !== '')

const unit = 'undertaking-unit-handler undertaking-unit-principal'
const office = 'government-office office-director'

/**
 * The catalogue of refusals, in order of precedence: power, persons who are barred, then the rows in the order of the
 * procedure. The sentence of a row itself is the rulebook's; this says what to do about it.
 */
export const refusals: Readonly<Record<string, Refusal>> = {
  'PW-01': row(
    '',
    '',
    '请由列明职务的人员提交；职务以当日任职登记为准。',
    'Have it lodged from one of the posts named; what counts is the register of offices on that day.',
  ),
  'MD-H03': row('', 'head', '请行政首长作出决定。', 'The head takes the decision.'),
  'U-03': row(
    'pack',
    'administrator',
    '改正规则包：只能收紧，不得放宽，锁定的不动；已被取代的不再对在办事项采用。',
    'Mend the pack: it may tighten and never loosen, and leaves alone what is locked; what was superseded is not adopted again for running matters.',
  ),
  'SoD-01': row(
    'another-person',
    'legality-head',
    '请指派没有经办过本事项的审查人员。',
    'Assign a reviewer who never handled this matter.',
  ),
  'SoD-02': row(
    'another-person',
    'legality-head',
    '每一级审查换不同的人。',
    'Let different persons do each level of review.',
  ),
  'SoD-03': row(
    'another-person',
    unit,
    '换一位没有直接利害关系、已作声明的专家。',
    'Choose an expert without a direct interest, declared beforehand.',
  ),
  'SoD-10': row('another-person', 'head', '请行政首长本人决定。', 'The head decides in person.'),
  'SoD-05': row(
    'evaluator',
    'head executive-deputy',
    '换决策前没有承担论证、评估工作，也不执行本决策的单位和人员。',
    'Choose a body and persons who argued, assessed and execute nothing of this decision.',
  ),
  'SoD-11': row(
    'reviewer',
    'inspector',
    '请没有参与督查和作出结论的人复核。',
    'Have the objection reviewed by somebody who neither inspected nor concluded.',
  ),
  'SoD-16': row(
    'another-person',
    office,
    '请由公开审查人员以外的人发布。',
    'Somebody other than the openness reviewer publishes.',
  ),
  'SoD-17': row(
    'another-person',
    '',
    '请由担任业务职务的人员提交。',
    'Somebody who holds a business post lodges it.',
  ),
  'SoD-19': row(
    'another-person',
    'recorder',
    '已申明利害关系的成员不再发言、表态。',
    'A member who declared an interest neither speaks nor takes a stance.',
  ),
  'SoD-22': row('another-person', '', '请由另一个自然人批准。', 'Another natural person approves.'),
  'SoD-23': row(
    'legality-opinion',
    'legality-head',
    '请另行指派审查人员重新出具意见。',
    'Another reviewer issues the opinion anew.',
  ),
  'SoD-04': row(
    'experts',
    unit,
    '按地方规则调整专家人数与构成。',
    'Change the number and make-up of the panel as the local rules ask.',
  ),
  'U-02': row(
    'finding reasons',
    `${unit} government-office legality-head`,
    '先就适用问题作出署名认定，“否”须写明理由。',
    'Answer the question of applicability in a signed finding; a "no" gives its reasons.',
  ),
  'SoD-15': row(
    'sides participants',
    'hearing-organiser',
    '名单应当有各方的参加人；规则册排除的人员不得列入。',
    'The list has somebody of every side, and nobody whom the local rules leave out.',
  ),
  'SoD-08': row(
    'another-person',
    'member',
    '成员的意见只能经本人确认更正，不得覆盖。',
    "A member's stance is corrected with the member alone, and never overwritten.",
  ),
  'MD-A03': row(
    'consent',
    'party-committee',
    '先取得同级党委同意，写明文号和日期，再公布目录。',
    'Obtain the consent of the party committee, with its number and date, then publish.',
  ),
  'MD-A04': row(
    'matter reasons',
    'government-office office-director',
    '写明据以决定的事项；未决定的，说明理由后结转或者移出。',
    'Name the matter that decided it; what was not decided is carried over or removed with reasons.',
  ),
  'MD-A05': row(
    'ApplyForCatalogueChange',
    unit,
    '先提交目录调整申请，说明理由。',
    'Apply for the change of the catalogue first, with reasons.',
  ),
  'MD-B01': row(
    'study-opinion',
    'consulted-unit',
    '先交付并提交研究论证意见。',
    'Have the preliminary study assigned and its opinion submitted.',
  ),
  'MD-B02': row(
    '',
    'proposer',
    '补全建议各项内容后重新提出。',
    'Fill in every part of the proposal and submit it again.',
  ),
  'MD-B03': row(
    'paper',
    'proposer',
    '附上书面建议后重新登记。',
    'Attach the written proposal and enter it again.',
  ),
  'MD-B04': row(
    'reasons',
    'head executive-deputy office-director',
    '写明启动或不启动的理由。',
    'State the reasons for starting, or for not starting.',
  ),
  'MD-B05': row(
    'units lead',
    'head executive-deputy office-director',
    '明确承办单位；两个以上的指定牵头单位。',
    'Name the undertaking unit, and a lead where there are two or more.',
  ),
  'MD-C01': row('RecordResearch', unit, '先登记调查研究。', 'Record the research first.'),
  'MD-C02': row(
    'RecordBasis',
    unit,
    '登记本稿的依据清单。',
    'Record the list of legal bases of this draft.',
  ),
  'MD-C03': row(
    'RecordCostBenefit',
    unit,
    '登记成本效益分析。',
    'Record the cost-benefit analysis.',
  ),
  'MD-C04': row('alternatives', unit, '提出两个以上的方案。', 'Offer two options or more.'),
  'MD-C05': row(
    'RecordConsultation RecordDisagreement',
    unit,
    '登记征求意见的结果；有分歧的附上说明。',
    'Record the consultation, and the statement of disagreement where there is one.',
  ),
  'MD-C06': row(
    'ConcludeFairCompetitionReview',
    'market-regulator',
    '先作出本稿的公平竞争审查结论。',
    'Conclude the fair-competition review of this draft.',
  ),
  'MD-C07': row(
    'RecordIntegrityReview',
    unit,
    '先完成廉洁性审查。',
    'Complete the integrity review.',
  ),
  'MD-C08': row(
    'SignOwnReview',
    'unit-legal-staff',
    '先由本单位法制机构签署意见。',
    "Have the unit's own legal staff sign their review.",
  ),
  'MD-C09': row(
    'RecordUnitDiscussion',
    unit,
    '先登记单位集体讨论，并由主要负责人签字。',
    'Record the discussion of the unit, signed by its principal.',
  ),
  'MD-C10': row(
    '',
    'investment-authority',
    '补齐四项材料后审批。',
    'Supply the four papers before the approval.',
  ),
  'MD-D01': row(
    'ChooseMethods RecordParticipation',
    unit,
    '以至少一种方式听取意见并登记，或者依法认定不公开。',
    'Hear the public in at least one way and record it, or have it found lawfully undisclosed.',
  ),
  'MD-D03': row(
    'RecordGroupConsultation',
    unit,
    '与受影响的群体沟通协商并登记。',
    'Consult the groups affected and record it.',
  ),
  'MD-D04': row(
    'notice',
    unit,
    '公告须附草案、说明、途径和截止时间。',
    'The notice carries draft, explanation, ways and closing time.',
  ),
  'MD-D05': row(
    'shorteningReasons commentWindow',
    `${unit} government-office`,
    '留足期限；确需缩短的，先认定情况紧急，并在公告中写明理由。',
    'Leave the whole period; to shorten it, have urgency found first and print the reason in the notice.',
  ),
  'MD-D07': row(
    'hearing',
    'hearing-organiser',
    '依法应当听证的，先举行听证。',
    'Hold the hearing that the law demands.',
  ),
  'MD-D08': row(
    'notice',
    'hearing-organiser',
    '先公布听证事项、时间和地点。',
    'Publish the hearing, its time and place first.',
  ),
  'MD-D09': row(
    'PublishSelectionRules PublishParticipants',
    'hearing-organiser',
    '先公布遴选办法，再在听证前公布名单，各方都要有人。',
    'Publish the rules of selection, then, before the hearing, a list with every side on it.',
  ),
  'MD-D10': row(
    'materials',
    'hearing-organiser',
    '材料至迟在听证前第七日送达。',
    'Serve the papers by the seventh day before the hearing.',
  ),
  'MD-D11': row(
    '',
    'hearing-organiser',
    '补全听证各环节和签字。',
    'Complete the phases of the hearing and its signatures.',
  ),
  'MD-D12': row('', 'hearing-organiser', '按规定延期。', 'Postpone it as the rules say.'),
  'MD-D13': row(
    'DisposeOfOpinion SubmitAdoptionStatement',
    unit,
    '逐条作出采纳与否的处理并附理由，再提交采纳情况说明；数目须与记录一致。',
    'Dispose of every opinion with reasons, then submit the adoption statement; its figures agree with the record.',
  ),
  'MD-D14': row(
    'PublishFeedback',
    unit,
    '公布或者反馈意见采纳结果。',
    'Publish the result of the consultation.',
  ),
  'MD-D15': row('', unit, '就改动部分再听取意见。', 'Hear the public again on what was changed.'),
  'MD-E01': row(
    'ConcludeArgumentation',
    unit,
    '先完成本稿的专家论证。',
    'Conclude the expert argumentation on this draft.',
  ),
  'MD-E02': row(
    'signed',
    'expert',
    '意见须由专家签名或者机构盖章。',
    "The opinion bears the expert's signature or the body's stamp.",
  ),
  'MD-E04': row(
    'DeclareInterest',
    `expert ${unit}`,
    '专家先作利害关系声明。',
    'The experts declare their interests first.',
  ),
  'MD-E06': row(
    'whyOutside',
    unit,
    '从专家库选取，或者写明库外选取的理由。',
    'Take the experts from the roster, or say why not.',
  ),
  'MD-E07': row(
    'expertStatement majorityReasons',
    unit,
    '材料中附专家意见研究采纳情况。',
    "The papers say what became of the experts' opinions.",
  ),
  'MD-E08': row(
    'ConcludeArgumentation',
    unit,
    '先完成专家论证再上会。',
    'Conclude the argumentation before tabling.',
  ),
  'MD-E09': row(
    'ConcludeArgumentation',
    unit,
    '对现稿重新论证，或者认定改动不涉及技术内容。',
    'Argue the present version anew, or have the change found not technical.',
  ),
  'MD-F01': row(
    'ConcludeRisk',
    `risk-assessor head`,
    '先完成风险评估并由决策机关认定。',
    'Conclude the risk assessment, found by the decision organ.',
  ),
  'MD-F03': row(
    '',
    `risk-assessor`,
    '补齐听取部门意见、风险点、措施和预案。',
    'Supply departments heard, risk points, measures and the handling plan.',
  ),
  'MD-F05': row(
    'controllable',
    `head ${unit}`,
    '先调整方案或者采取措施，直到风险可控。',
    'Change the scheme or take measures until the risk is controllable.',
  ),
  'MD-F06': row('', unit, '调整方案后重新评估。', 'Change the scheme and assess it anew.'),
  'MD-G01': row(
    'legality-opinion',
    'legality-head',
    '先由合法性审查部门审查本稿。',
    'Have this draft reviewed by the legality review office.',
  ),
  'MD-G02': row(
    'legality-opinion',
    'legality-head',
    '取得本稿合法的审查意见后再提请讨论。',
    'Table it after an opinion that this draft is lawful.',
  ),
  'MD-G03': row('papers', unit, '补齐送审材料。', 'Complete the papers for review.'),
  'MD-G04': row(
    'items',
    'legality-reviewer',
    '写明缺什么、何时补齐。',
    'Say what is missing and by when.',
  ),
  'MD-G05': row(
    'reviewFloor',
    'legality-head',
    '等审查时间走完，或者由审查部门负责人同意缩短。',
    'Wait until the time for review has passed, or obtain the consent of the head of legality review.',
  ),
  'MD-G07': row(
    'competence procedure content',
    'legality-head',
    '三个方面各写结论和依据。',
    'Give a conclusion and its basis for each of the three points.',
  ),
  'MD-G08': row(
    'AddCounselOpinion',
    'legal-adviser',
    '先取得法律顾问或者公职律师的意见。',
    'Obtain the opinion of legal counsel or a government lawyer.',
  ),
  'OT-02': row(
    'AddCounselOpinion',
    'legal-adviser',
    '请法律顾问或者公职律师参与，提出意见。',
    'Have legal counsel or a government lawyer take part and give an opinion.',
  ),
  'MD-G09': row(
    'reasons',
    'legality-head',
    '写明结论、理由、依据和建议。',
    'State conclusion, reasons, basis and advice.',
  ),
  'MD-G10': row(
    'AnswerReviewPoint',
    unit,
    '对审查意见逐条答复。',
    'Answer every point of the review.',
  ),
  'MD-G11': row(
    'finding',
    'legality-head',
    '表决稿须是审查过的版本，或者认定改动不属实质。',
    'Table the version that was reviewed, or have the change found not material.',
  ),
  'MD-H01': row(
    'package',
    `undertaking-unit-principal ${office}`,
    '补齐上会材料。',
    'Complete the papers for the sitting.',
  ),
  'MD-H02': row(
    'sitting',
    office,
    '在常务会议或者全体会议上讨论。',
    'Discuss it in an executive or plenary meeting.',
  ),
  'MD-H04': row(
    'stances',
    'recorder',
    '先记录其他成员的意见，首长最后发言。',
    'Record the stances of the others; the head speaks last.',
  ),
  'MD-H05': row(
    'reasons',
    'head',
    '当场说明与多数意见不一致的理由。',
    'State, at the sitting, the reasons against the majority.',
  ),
  'MD-H06': row(
    'dissents',
    'recorder',
    '如实载入不同意见。',
    'Set down the dissenting stances as they were given.',
  ),
  'MD-H07': row('present', office, '到会人数达到规定再开议。', 'Begin when the quorum is there.'),
  'MD-H08': row(
    '',
    'head',
    '实质性修改的退回相应环节。',
    'A substantive amendment goes back to its step.',
  ),
  'MD-H09': row(
    'reviewExplained',
    'legality-head',
    '请审查部门到会说明。',
    'The review office explains its opinion at the sitting.',
  ),
  'MD-H10': row(
    '',
    'recorder',
    '与议题有利害关系的成员回避。',
    'A member with an interest withdraws.',
  ),
  'MD-H11': row('', `${office} head`, '按签发次序办理纪要。', 'Sign the minutes in their order.'),
  'MD-H12': row('', 'head', '在法定期限内作出决定。', 'Decide by the date the law sets.'),
  'MD-I01': row(
    'OpenPriorReport RecordReply',
    `${office} party-committee`,
    '先向同级党委请示报告并取得答复。',
    'Report to the party committee and obtain its reply first.',
  ),
  'MD-I02': row(
    'OpenPriorReport RecordReply',
    `${office} peoples-congress`,
    '先报本级人大并取得答复。',
    "Report to the people's congress and obtain its reply first.",
  ),
  'MD-I03': row(
    'OpenPriorReport RecordReply',
    `${office} superior`,
    '先取得上级批复。',
    'Obtain the reply of the superior first.',
  ),
  'MD-J01': row(
    'channels',
    office,
    '在公报、网站和当地报纸公布。',
    'Publish in the gazette, on the site and in a local newspaper.',
  ),
  'MD-J02': row(
    'adoptionExplanation',
    office,
    '附意见采用情况和解读。',
    'Attach what was adopted, and the interpretation.',
  ),
  'MD-J03': row(
    'CheckOpenness',
    'openness-reviewer',
    '先作公开审查。',
    'Have openness checked first.',
  ),
  'MD-J04': row(
    'text',
    office,
    '公布的文本须与决定的文本摘要一致。',
    'Publish the text whose digest was decided on.',
  ),
  'MD-K01': row(
    'items',
    `archivist ${unit}`,
    '补齐归档材料。',
    'Complete the papers of the dossier.',
  ),
  'MD-K03': row(
    'schedule',
    'archivist',
    '写明经审定的保管期限表。',
    'Name the approved retention schedule.',
  ),
  'MD-K04': row(
    'TransferToArchive',
    'archivist',
    '期满向国家档案馆移交；推迟的附档案主管部门的同意。',
    'Transfer it when the years are full; a delay has the consent of the archives authority.',
  ),
  'MD-K06': row(
    'items',
    'archivist',
    '请各单位移交材料。',
    'Have every unit hand over its papers.',
  ),
  'MD-L01': row('executingUnits', office, '先明确执行单位。', 'Name the executing units first.'),
  'MD-L02': row(
    'SubmitExecutionReport',
    'executing-unit',
    '请执行单位按期报告执行情况。',
    'Have the executing unit report in its period.',
  ),
  'MD-L03': row(
    'ReportMajorCircumstance',
    'executing-unit',
    '发现重大情况即行报告。',
    'Report a major circumstance as soon as it is known.',
  ),
  'MD-L05': row(
    'order plan',
    'inspector head',
    '督查须有依据、有方案；异议由未参与作出结论的人复核。',
    'An inspection has an order and a plan; an objection is reviewed by others.',
  ),
  'MD-M01': row(
    'OpenAdjustment StopExecution',
    'head',
    '调整、停止须履行法定程序：另立事项，经合法性审查和集体讨论决定。',
    'Adjust or stop through the statutory procedure: another matter, reviewed and decided by the meeting.',
  ),
  'MD-O05': row(
    '',
    'head',
    '执行单位如实报告执行中的问题并提出建议，由决策机关处理。',
    'The executing unit reports what it meets with its advice; the decision organ deals with it.',
  ),
  'MD-M02': row(
    'situation circumstance urgency',
    'head executing-unit',
    '先由执行单位报告重大情况，再由行政首长写明情况紧急后中止。',
    'The executing unit reports the circumstance, then the head states the urgency and suspends.',
  ),
  'MD-M03': row(
    'finding OpenAdjustment',
    'head legality-head',
    '属重大调整的重新履行程序；不属的先取得“非实质”的认定。',
    'What is material goes through the procedure again; what is not is first found so.',
  ),
  'MD-M04': row(
    'disposition',
    'head',
    '按地方规则列明的处理方式作出处理。',
    'Choose one of the dispositions the local rules list.',
  ),
  'MD-M05': row(
    'RecordAftercare',
    'executing-unit head',
    '先作出善后安排，核查补偿。',
    'Arrange after-care and look into compensation first.',
  ),
  'MD-N01': row(
    'trigger reasons',
    'head executive-deputy',
    '写明规则列明的启动情形和理由。',
    'State one of the triggers of the rules and the reasons.',
  ),
  'MD-N02': row(
    'evaluator independence',
    'head executive-deputy',
    '另选评估单位，并附独立性核查。',
    'Choose another evaluator, with a check of its independence.',
  ),
  'MD-N03': row(
    'participation',
    'evaluator',
    '听取公众和代表、委员、各类组织的意见，附参与记录。',
    'Hear the public, the deputies and the organisations, and attach the record.',
  ),
  'MD-N04': row(
    'DisposeOfReport',
    'head',
    '先对评估报告作出处理。',
    'Dispose of the evaluation report first.',
  ),
  'CU-01': row(
    'purpose',
    '',
    '写明为什么要看这项个人信息，再提交一次。',
    'Say what the personal value is wanted for, and lodge it again.',
  ),
  'CU-02': row(
    'reasons',
    'archivist',
    '保全解除之后再办；保全和解除都要写明理由。',
    'Wait until the hold is lifted; placing and lifting one both state reasons.',
  ),
  'CU-03': row(
    '',
    '',
    '密钥已经销毁，无法再开启，也不必再抹除。',
    'The key is destroyed: there is nothing left to open or to erase.',
  ),
  'CAL-5': row('', '', '期间须起止分明。', 'A period says from when and to when it runs.'),
  'CAL-8': row('', '', '等期限走完次日零时起再办。', 'Wait for 00:00 of the day after the period.'),
  'CAL-10': row(
    '',
    '',
    '延长只有一次，且在到期之前。',
    'A period is extended once, before it has ended.',
  ),
  'CAL-11': row(
    '',
    '',
    '发生时间不得早于或晚于它所依据的材料。',
    'No act rests on a paper of a later date.',
  ),
  'CAL-12': row(
    '',
    '',
    '两个期限并存的，按较严的办。',
    'Where two limits hold, keep the stricter.',
  ),
}

/** The words that stand in `whoCan` and `missing`, in both languages; a word not listed speaks for itself. */
export const refusalWords: Readonly<Record<string, Sentence>> = {
  'another-person': { 'zh-CN': '另一个人', en: 'another person' },
  head: { 'zh-CN': '行政首长', en: 'the administrative head' },
  'executive-deputy': { 'zh-CN': '常务副职', en: 'the executive deputy' },
  'deputy-head': { 'zh-CN': '分管副职', en: 'the deputy head' },
  member: { 'zh-CN': '会议组成人员', en: 'a member of the meeting' },
  recorder: { 'zh-CN': '会议记录人', en: 'the recorder' },
  'government-office': { 'zh-CN': '政府办公机构', en: 'the government office' },
  'office-director': { 'zh-CN': '办公机构负责人', en: 'the director of the office' },
  proposer: { 'zh-CN': '建议提出单位', en: 'the proposer' },
  'undertaking-unit-handler': {
    'zh-CN': '承办单位经办人',
    en: 'the handler of the undertaking unit',
  },
  'undertaking-unit-principal': {
    'zh-CN': '承办单位主要负责人',
    en: 'the principal of the undertaking unit',
  },
  'unit-legal-staff': { 'zh-CN': '承办单位法制机构', en: 'the legal staff of the unit' },
  'consulted-unit': { 'zh-CN': '有关单位', en: 'the unit consulted' },
  'legality-reviewer': { 'zh-CN': '合法性审查人员', en: 'a legality reviewer' },
  'legality-head': { 'zh-CN': '合法性审查部门负责人', en: 'the head of legality review' },
  'legal-adviser': { 'zh-CN': '法律顾问、公职律师', en: 'legal counsel or a government lawyer' },
  'openness-reviewer': { 'zh-CN': '公开（保密）审查人员', en: 'the openness reviewer' },
  'market-regulator': { 'zh-CN': '市场监督管理部门', en: 'the market regulator' },
  expert: { 'zh-CN': '专家', en: 'the expert' },
  'risk-assessor': { 'zh-CN': '风险评估单位', en: 'the risk assessor' },
  'hearing-organiser': { 'zh-CN': '听证组织单位', en: 'the organiser of the hearing' },
  'party-committee': { 'zh-CN': '同级党委', en: 'the party committee' },
  'peoples-congress': { 'zh-CN': '本级人大', en: "the people's congress" },
  superior: { 'zh-CN': '上级机关', en: 'the superior organ' },
  'investment-authority': { 'zh-CN': '投资主管部门', en: 'the investment authority' },
  'executing-unit': { 'zh-CN': '执行单位', en: 'the executing unit' },
  inspector: { 'zh-CN': '督查人员', en: 'the inspecting body' },
  evaluator: { 'zh-CN': '评估单位', en: 'the evaluator' },
  archivist: { 'zh-CN': '档案人员', en: 'the archivist' },
  administrator: { 'zh-CN': '系统管理员', en: 'an administrator' },
  clock: { 'zh-CN': '计时程序', en: 'the clerk of the clock' },
  public: { 'zh-CN': '公众', en: 'anybody' },
  reasons: { 'zh-CN': '理由', en: 'reasons' },
  finding: { 'zh-CN': '认定', en: 'a finding' },
  'study-opinion': { 'zh-CN': '研究论证意见', en: 'the study opinion' },
  'legality-opinion': { 'zh-CN': '合法性审查意见', en: 'the legality opinion' },
  units: { 'zh-CN': '承办单位', en: 'the undertaking units' },
  lead: { 'zh-CN': '牵头单位', en: 'the lead unit' },
  commentWindow: { 'zh-CN': '公开征求意见期限', en: 'the period for public comment' },
  reviewFloor: { 'zh-CN': '审查所需时间', en: 'the time left for review' },
  heldAt: { 'zh-CN': '听证时间', en: 'the time of the hearing' },
  place: { 'zh-CN': '听证地点', en: 'the place of the hearing' },
  materials: { 'zh-CN': '听证材料', en: 'the papers of the hearing' },
  signatures: { 'zh-CN': '签字或者拒签的注明', en: 'signatures, or a note of who refused' },
  presentation: { 'zh-CN': '承办单位说明', en: 'the presentation of the unit' },
  statements: { 'zh-CN': '参加人陈述', en: 'the statements of the participants' },
  questions: { 'zh-CN': '询问、质证', en: 'questions' },
  debate: { 'zh-CN': '辩论', en: 'the debate' },
  confirmation: { 'zh-CN': '核对签字', en: 'the confirmation of the record' },
  consent: { 'zh-CN': '同意的文书', en: 'the consent in writing' },
  publicNotice: { 'zh-CN': '公告', en: 'an announcement to the public' },
  alternatives: { 'zh-CN': '备选方案', en: 'an alternative' },
  appraisal: { 'zh-CN': '中介评估', en: 'the appraisal' },
  participation: { 'zh-CN': '公众参与材料', en: 'the record of public participation' },
  expertEvaluation: { 'zh-CN': '专家评议', en: 'the evaluation of experts' },
  riskAssessment: { 'zh-CN': '风险评估', en: 'the risk assessment' },
  executingUnits: { 'zh-CN': '执行单位', en: 'the executing units' },
  order: { 'zh-CN': '开展督查的依据', en: 'the order of the inspection' },
  plan: { 'zh-CN': '督查方案', en: 'the plan of the inspection' },
  authors: { 'zh-CN': '作出人', en: 'its authors' },
  reviewer: { 'zh-CN': '复核人员', en: 'the reviewer' },
  knownSince: { 'zh-CN': '获知时间', en: 'the time it was known' },
  situation: { 'zh-CN': '重大情况', en: 'the circumstance' },
  urgency: { 'zh-CN': '情况紧急的说明', en: 'the urgency' },
  reviewBy: { 'zh-CN': '复查日期', en: 'the day of the review' },
  measures: { 'zh-CN': '减损措施', en: 'the measures against loss' },
  newMatter: { 'zh-CN': '为调整而立的事项', en: 'the matter opened for the adjustment' },
  result: { 'zh-CN': '该事项的结果', en: 'the result of that matter' },
  decidedIn: { 'zh-CN': '决定停止的事项', en: 'the matter in which the stop was decided' },
  aftercare: { 'zh-CN': '善后方案', en: 'the after-care plan' },
  compensationCheck: { 'zh-CN': '补偿核查', en: 'the check of compensation' },
  trigger: { 'zh-CN': '启动情形', en: 'the trigger' },
  independence: { 'zh-CN': '独立性核查', en: 'the check of independence' },
  team: { 'zh-CN': '评估组成员', en: 'the evaluation team' },
  disposition: { 'zh-CN': '处理方式', en: 'the disposition' },
  persons: { 'zh-CN': '追责对象', en: 'the persons held to account' },
  purpose: { 'zh-CN': '目的', en: 'the purpose' },
  LiftHold: { 'zh-CN': '解除保全', en: 'the lifting of the hold' },
  extension: { 'zh-CN': '可用的延长', en: 'an extension that is left' },
  days: { 'zh-CN': '延长日数', en: 'the number of days' },
  reviewCeiling: { 'zh-CN': '未届满的审查期限', en: 'a time of the review that has not passed' },
  shorteningReasons: { 'zh-CN': '缩短期限的理由', en: 'the reason for shortening' },
}

/** The catalogue's word on a row; transitions are mended by taking the step before. */
export function refusalOf(rule: string): Refusal {
  const known = Object.hasOwn(refusals, rule) ? refusals[rule] : undefined
  if (known !== undefined) return known
  const { says } = isTransition(rule)
    ? transitions[rule]
    : {
        says: {
          'zh-CN': '请按所引条款办理后再提交。',
          en: 'Do what the row asks, then lodge it again.',
        },
      }
  return { missing: [], whoCan: [], mends: says }
}

/** Whether the catalogue speaks of the row. */
export function isRefusalRule(rule: string): boolean {
  return Object.hasOwn(refusals, rule) || isTransition(rule)
}
