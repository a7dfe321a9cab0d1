import { a, demanded, list, object, proof, required, word } from '../../fields.ts'
import { specification } from '../../specification.ts'

const folder = 'execution'
const door = 'matter'

/** 开展督查 · 政府督查工作条例第十一条、第十五条: on an order, with a plan. */
export const openInspection = specification({
  type: 'OpenInspection',
  event: 'InspectionOpened',
  door,
  folder,
  who: ['SV'],
  rows: ['MD-L01', 'MD-L05'],
  says: { 'zh-CN': '开展督查', en: 'Open an inspection' },
  fields: {
    order: demanded(
      object({
        kind: required(word('governmentDecision', 'headOrder', 'approvedProposal')),
        paper: required(a('digest')),
      }),
      { kind: 'headOrder', paper: '$attachment' },
    ),
    plan: demanded(a('digest')),
    team: required(list(a('official')), ['$inspector']),
  },
})

/** 督查结论 · 条例第十六条. */
export const concludeInspection = specification({
  type: 'ConcludeInspection',
  event: 'InspectionConcluded',
  door,
  folder,
  who: ['SV'],
  rows: ['MD-L05'],
  says: { 'zh-CN': '作出督查结论并反馈', en: 'Conclude the inspection and feed it back' },
  fields: {
    authors: required(list(a('official')), ['$inspector']),
    conclusion: required(a('digest')),
  },
})

/** 对督查结论提出异议 · 条例第十七条. */
export const objectToConclusion = specification({
  type: 'ObjectToConclusion',
  event: 'ConclusionObjectedTo',
  door,
  folder,
  who: ['inspectedUnit'],
  rows: ['MD-L05', 'CAL-11'],
  says: { 'zh-CN': '对督查结论提出异议', en: 'Object to the conclusion of an inspection' },
  fields: { objection: required(a('digest')), ...proof },
})

/** 指派复核人员 · 条例第十七条. */
export const assignObjection = specification({
  type: 'AssignObjection',
  event: 'ObjectionAssigned',
  door,
  folder,
  who: ['SV'],
  rows: ['MD-L05', 'SoD-11'],
  says: { 'zh-CN': '指派复核人员', en: 'Assign the review of an objection' },
  fields: { reviewer: required(a('official'), '$office-director') },
})

/** 复核决定 · 条例第十七条. */
export const decideObjection = specification({
  type: 'DecideObjection',
  event: 'ObjectionDecided',
  door,
  folder,
  who: ['objectionReviewer'],
  reservedBy: 'SoD-11',
  rows: ['MD-L05', 'SoD-11'],
  says: { 'zh-CN': '作出复核决定', en: 'Decide on an objection' },
  fields: {
    upheld: required(a('bool')),
    reasons: required(a('text'), '结论认定的事实清楚。'),
  },
})
