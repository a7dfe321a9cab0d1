import { signed } from '../major-decision/initiation/commands.ts'
import { a, demanded, list, object, optional, required, word } from '../fields.ts'
import { specification } from '../specification.ts'

const folder = 'matter'

/** 登记草案 · 第十二条: a new version of the text. */
export const registerDraft = specification({
  type: 'RegisterDraft',
  event: 'DraftRegistered',
  door: 'matter',
  folder,
  who: ['UU'],
  rows: ['MD-B04', 'T03'],
  says: { 'zh-CN': '登记草案版本', en: 'Register a version of the draft' },
  fields: {
    version: required(a('int'), '$next-draft'),
    text: required(a('digest')),
    explanation: demanded(a('digest'), '$attachment'),
    basedOn: optional(a('draft')),
    changes: optional(list(object({ clause: required(a('text')), what: required(a('text')) }))),
    alternatives: optional(list(a('digest'))),
    responsibleUnits: optional(list(a('organ'))),
  },
})

/** Questions that are proposed and decided; AF-11 stands inside the signed legality opinion. */
export const findingCodes = [
  'AF-01',
  'AF-02',
  'AF-03',
  'AF-04',
  'AF-05',
  'AF-06',
  'AF-07',
  'AF-08',
  'AF-09',
  'AF-10',
  'AF-12',
  'AF-13',
  'AF-14',
] as const

/** 提出认定: the answers to questions on which conditional rows hang (U.2). */
export const proposeFinding = specification({
  type: 'ProposeFinding',
  event: 'FindingProposed',
  door: 'matter',
  folder,
  who: ['UU', 'GO', 'LR', 'RA'],
  rows: ['U-02'],
  says: { 'zh-CN': '提出认定', en: 'Propose findings' },
  fields: {
    findings: required(
      list(
        object({
          code: required(word(...findingCodes), 'AF-01'),
          answer: required(word('yes', 'no')),
          reasons: demanded(a('text'), '依据调研报告和方案内容认定。'),
          evidence: optional(list(a('digest'))),
          draft: optional(a('draft')),
          from: optional(a('draft')),
          to: optional(a('draft')),
          touches: optional(list(word('published', 'technical', 'risk', 'other'))),
          head: optional(word('publicPolicy', 'plan', 'resources', 'construction', 'other')),
          excluded: optional(word('macroControl', 'lawMaking', 'emergency', 'ownProcedure')),
          ground: optional(word('stateSecret', 'tradeSecret', 'privacy', 'other')),
          groups: optional(list(a('text'))),
          closelyTied: optional(a('bool')),
          alreadyAssessed: optional(
            object({ reference: required(a('text')), date: required(a('date')) }),
          ),
          bodies: optional(list(word('peoplesCongress', 'superior', 'investment'))),
          purpose: optional(word('shorten', 'suspend')),
          decideBy: optional(a('date')),
        }),
      ),
    ),
  },
})

/** 决定认定: by the decider of each question, another natural person (SoD-22). */
export const approveFinding = specification({
  type: 'ApproveFinding',
  event: 'FindingApproved',
  door: 'matter',
  folder,
  who: ['DO', 'GO', 'LR', 'OR', 'MR', 'HEAD'],
  rows: ['U-02', 'SoD-22'],
  says: { 'zh-CN': '决定认定', en: 'Decide findings' },
  fields: {
    findings: required(
      list(
        object({
          code: required(word(...findingCodes), 'AF-01'),
          agrees: required(a('bool'), true),
          reasons: optional(a('text')),
        }),
      ),
    ),
    ...signed,
  },
})

/** 登记迟延及理由. */
export const recordDelay = specification({
  type: 'RecordDelay',
  event: 'DelayRecorded',
  door: 'matter',
  folder,
  who: ['UU', 'GO', 'EU'],
  rows: ['MD-H12'],
  says: { 'zh-CN': '登记迟延及理由', en: 'Record a delay and its reasons' },
  fields: {
    limit: required(word('decideBy', 'publication', 'report', 'archive', 'reply')),
    reasons: required(a('text')),
    expected: optional(a('date')),
  },
})

/** 逾期未决的标记 (MD-H12): says only that time has passed. */
export const markDecisionOverdue = specification({
  type: 'MarkDecisionOverdue',
  event: 'DecisionOverdueMarked',
  door: 'matter',
  folder,
  who: ['clock'],
  rows: ['MD-H12'],
  says: { 'zh-CN': '标记逾期未决', en: 'Mark the decision overdue' },
  fields: { round: optional(a('int')), of: optional(a('text')) },
})

/** 期限日期的补定: the calendar it waited for was adopted. */
export const fixDueDate = specification({
  type: 'FixDueDate',
  event: 'DueDateFixed',
  door: 'matter',
  folder,
  who: ['clock'],
  rows: ['CAL-1'],
  says: { 'zh-CN': '补定期限日期', en: 'Fix the date of a deadline' },
  fields: { round: optional(a('int')), of: optional(a('text')) },
})
