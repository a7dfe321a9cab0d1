/** Where a role's person sits: the organ below the jurisdiction, and the post. */
export interface Seat {
  readonly organ: string
  readonly post: string
}

/** 角色 · One person for each in every file's organ; `-2`, `-3` name further ones in the same seat. */
const seats: Readonly<Record<string, Seat>> = {
  proposer: { organ: 'development-bureau', post: 'proposer' },
  'government-office': { organ: 'government-office', post: 'government-office' },
  'office-director': { organ: 'government-office', post: 'office-director' },
  'undertaking-unit-handler': {
    organ: 'urban-management-bureau',
    post: 'undertaking-unit-handler',
  },
  'undertaking-unit-principal': {
    organ: 'urban-management-bureau',
    post: 'undertaking-unit-principal',
  },
  'consulted-unit': { organ: 'finance-bureau', post: 'consulted-unit' },
  'legality-reviewer': { organ: 'justice-bureau', post: 'legality-reviewer' },
  'legality-head': { organ: 'justice-bureau', post: 'legality-head' },
  'unit-legal-staff': { organ: 'urban-management-bureau', post: 'unit-legal-staff' },
  'legal-adviser': { organ: 'law-firm', post: 'legal-adviser' },
  'openness-reviewer': { organ: 'government-office', post: 'openness-reviewer' },
  'market-regulator': { organ: 'market-regulation-bureau', post: 'market-regulator' },
  expert: { organ: 'expert-panel', post: 'expert' },
  'risk-assessor': { organ: 'risk-assessment-centre', post: 'risk-assessor' },
  'hearing-organiser': { organ: 'hearing-office', post: 'hearing-organiser' },
  head: { organ: 'government', post: 'head' },
  'executive-deputy': { organ: 'government', post: 'executive-deputy' },
  'deputy-head': { organ: 'government', post: 'deputy-head' },
  member: { organ: 'government', post: 'member' },
  recorder: { organ: 'government-office', post: 'recorder' },
  'enforcement-handler': { organ: 'enforcement-bureau', post: 'enforcement-handler' },
  'enforcement-reviewer': { organ: 'enforcement-bureau', post: 'enforcement-reviewer' },
  'agency-head': { organ: 'enforcement-bureau', post: 'agency-head' },
  'party-committee': { organ: 'party-committee', post: 'party-committee' },
  'peoples-congress': { organ: 'peoples-congress', post: 'peoples-congress' },
  superior: { organ: 'superior-government', post: 'superior' },
  'investment-authority': { organ: 'investment-authority', post: 'investment-authority' },
  'executing-unit': { organ: 'executing-bureau', post: 'executing-unit' },
  inspector: { organ: 'inspection-office', post: 'inspector' },
  evaluator: { organ: 'evaluation-institute', post: 'evaluator' },
  'filing-organ': { organ: 'filing-office', post: 'filing-organ' },
  archivist: { organ: 'archives', post: 'archivist' },
  auditor: { organ: 'audit-bureau', post: 'auditor' },
  administrator: { organ: 'government-office', post: 'administrator' },
  'second-administrator': { organ: 'government-office', post: 'administrator' },
  clock: { organ: 'government-office', post: 'clock' },
}

/** Who holds no post: anybody, through the public door. */
export const publicRole = 'public'
const numbered: readonly string[] = ['expert', 'member']
/** The seat of a role, numbered or not; undefined where there is no such role. */
export function seatOf(role: string): Seat | undefined {
  const [, stem = role, number] = /^(.+?)(?:-(\d{1,2}))?$/.exec(role) ?? []
  if (number === undefined) return numbered.includes(role) ? undefined : seats[role]
  const most = stem === 'expert' ? 9 : 19
  return Number(number) >= 1 && Number(number) <= most ? seats[stem] : undefined
}

/** Whether a word is a role. */
export function isRole(role: string): boolean {
  return role === publicRole || seatOf(role) !== undefined
}

/** The role that sits in a post, for a post named alone. */
export function organOfPost(post: string): string | undefined {
  return Object.values(seats).find((seat) => seat.post === post)?.organ
}

/** 角色的中文名, for people who read what was played. */
const words: Readonly<Record<string, string>> = {
  proposer: '建议单位',
  'government-office': '政府办公室',
  'office-director': '办公室主任',
  'undertaking-unit-handler': '承办单位经办人',
  'undertaking-unit-principal': '承办单位负责人',
  'consulted-unit': '研究论证单位',
  'legality-reviewer': '合法性审查人员',
  'legality-head': '审查部门负责人',
  'unit-legal-staff': '承办单位法制人员',
  'legal-adviser': '法律顾问',
  'openness-reviewer': '公开审查人员',
  'market-regulator': '市场监管部门',
  expert: '专家',
  'risk-assessor': '风险评估单位',
  'hearing-organiser': '听证组织单位',
  head: '行政首长',
  'executive-deputy': '常务副职',
  'deputy-head': '分管副职',
  member: '组成人员',
  recorder: '会议记录人',
  'party-committee': '同级党委',
  'peoples-congress': '本级人大',
  'executing-unit': '执行单位',
  archivist: '档案人员',
  administrator: '管理员',
  'second-administrator': '第二管理员',
  public: '公众',
}

/** A role in Chinese, its number behind it. */
export function wordOfRole(role: string): string {
  const [, stem = role, number = ''] = /^(.+?)(?:-(\d{1,2}))?$/.exec(role) ?? []
  return words[role] ?? `${words[stem] ?? stem}${number}`
}
