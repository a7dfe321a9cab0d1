import { a, demanded, optional, privatePerson, required, word } from '../../fields.ts'
import { specification } from '../../specification.ts'

const folder = 'registers/opinions'
const door = 'opinion'

/** 提交公众意见 · 第十五条: the first entry of `opinion/<id>`. */
export const submitPublicOpinion = specification({
  type: 'SubmitPublicOpinion',
  event: 'PublicOpinionSubmitted',
  door,
  folder,
  who: ['anybody', 'UU', 'GO'],
  rows: ['MD-D04', 'MD-D13', 'CAL-8'],
  says: { 'zh-CN': '提交公众意见', en: 'Submit a public opinion' },
  fields: {
    window: required(a('window')),
    draft: required(a('draft')),
    channel: required(word('web', 'letter', 'telephone', 'email', 'counter', 'meeting', 'survey')),
    text: required(a('personalPaper')),
    clause: optional(a('text')),
    commenter: required(word('person', 'organisation', 'anonymous')),
    submitter: required(privatePerson, {}),
    // From paper alone: the scan is demanded by MD-D13, and the proof says when it was received.
    scan: optional(a('personalPaper')),
    happened: optional(a('instant')),
    evidence: optional(a('personalPaper')),
  },
})

/** 处理公众意见 · 第十八条: the second entry of `opinion/<id>`. */
export const disposeOfOpinion = specification({
  type: 'DisposeOfOpinion',
  event: 'OpinionDisposedOf',
  door,
  folder,
  who: ['UU'],
  rows: ['MD-D13'],
  says: { 'zh-CN': '处理公众意见', en: 'Dispose of a public opinion' },
  fields: {
    window: required(a('window')),
    disposition: required(word('adopted', 'partly', 'notAdopted')),
    reasons: demanded(a('text'), '意见合理，已在草案中体现。'),
    cluster: optional(a('text')),
    changedClause: optional(a('text')),
  },
})
