import { a, cite, demanded, list, object, optional, required, word } from '../../fields.ts'
import { specification } from '../../specification.ts'

const folder = 'fair-competition'
const door = 'matter'

// Demanded by MD-C06 where an exception is relied on, so the lawful example goes without.
const exception = optional(
  object({
    kind: demanded(word('nationalSecurity', 'innovation', 'publicInterest', 'statutory')),
    noLesserAlternative: demanded(a('text'), '没有对公平竞争影响更小的替代方案。'),
    term: demanded(a('date'), '$inDays-365'),
    endCondition: optional(a('text')),
  }),
)

/** 公平竞争审查初审 · the undertaking unit's first review. */
export const submitFairCompetitionReview = specification({
  type: 'SubmitFairCompetitionReview',
  event: 'FairCompetitionReviewSubmitted',
  door,
  folder,
  who: ['UU'],
  rows: ['MD-C06'],
  says: { 'zh-CN': '提交公平竞争审查初审意见', en: 'Submit the fair-competition review' },
  fields: {
    draft: required(a('draft')),
    markets: required(list(a('text')), ['生活垃圾收集运输服务']),
    standards: required(
      list(object({ cite: required(cite), finding: required(word('meets', 'restricts')) })),
      [{ cite: { instrument: 'FCR', article: 8 }, finding: 'meets' }],
    ),
    heard: optional(list(a('text')), ['有关经营者']),
    exception,
    review: required(a('digest')),
  },
})

/** 公平竞争审查结论 · the market regulator's conclusion. */
export const concludeFairCompetitionReview = specification({
  type: 'ConcludeFairCompetitionReview',
  event: 'FairCompetitionReviewConcluded',
  door,
  folder,
  who: ['MR'],
  rows: ['MD-C06'],
  reservedBy: 'MD-C06',
  says: { 'zh-CN': '出具公平竞争审查结论', en: 'Conclude the fair-competition review' },
  fields: {
    draft: required(a('draft')),
    outcome: required(word('meets', 'exception', 'restricts')),
    exception,
    conclusion: required(a('digest')),
  },
})
