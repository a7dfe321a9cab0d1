import { a, list, object, optional, proof, required, word } from '../../fields.ts'
import { specification } from '../../specification.ts'

const folder = 'public-participation'
const door = 'matter'

/** 决定公众参与的方式 · 第十四条第二款: answers whether there is public comment, and whether a hearing. */
export const chooseMethods = specification({
  type: 'ChooseMethods',
  event: 'MethodsChosen',
  door,
  folder,
  who: ['UU'],
  rows: ['MD-D01', 'MD-D02'],
  says: { 'zh-CN': '决定公众参与的方式', en: 'Choose the methods of participation' },
  fields: {
    methods: required(
      list(
        word(
          'symposium',
          'hearing',
          'siteVisit',
          'writtenConsultation',
          'publicComment',
          'survey',
          'opinionPoll',
        ),
      ),
      ['publicComment'],
    ),
    reasons: required(a('text'), '涉及居民切身利益，宜向社会公开征求意见。'),
    plan: optional(a('digest')),
  },
})

/** 登记公众参与情况 · 第十四条: one method as it was held. */
export const recordParticipation = specification({
  type: 'RecordParticipation',
  event: 'ParticipationRecorded',
  door,
  folder,
  who: ['UU'],
  rows: ['MD-D01'],
  says: { 'zh-CN': '登记公众参与情况', en: 'Record how the public took part' },
  fields: {
    method: required(
      word('symposium', 'siteVisit', 'writtenConsultation', 'survey', 'opinionPoll'),
    ),
    draft: required(a('draft')),
    heard: required(a('int'), 20),
    record: required(a('personalPaper')),
    ...proof,
  },
})

/** 登记与特定群体的沟通协商 · 第十四条第三款. */
export const recordGroupConsultation = specification({
  type: 'RecordGroupConsultation',
  event: 'GroupConsultationRecorded',
  door,
  folder,
  who: ['UU'],
  rows: ['MD-D03'],
  says: { 'zh-CN': '登记与特定群体的沟通协商', en: 'Record the talks with a group' },
  fields: {
    group: required(a('text'), '低收入家庭'),
    counterparts: required(list(a('text')), ['居民代表', '社会组织']),
    draft: required(a('draft')),
    record: required(a('personalPaper')),
    ...proof,
  },
})

/** 决定是否听证 · 第十六条第一款. */
export const chooseHearing = specification({
  type: 'ChooseHearing',
  event: 'HearingChosen',
  door,
  folder,
  who: ['UU'],
  rows: ['MD-D07'],
  says: { 'zh-CN': '决定是否举行听证会', en: 'Choose whether to hold a hearing' },
  fields: {
    hold: required(a('bool'), false),
    reasons: required(a('text'), '各方意见分歧不大，以公开征求意见听取意见。'),
    organiser: optional(a('organ')),
  },
})

/** 意见采纳情况说明 · 第十八条、第二十九条第二项. */
export const submitAdoptionStatement = specification({
  type: 'SubmitAdoptionStatement',
  event: 'AdoptionStatementSubmitted',
  door,
  folder,
  who: ['UU'],
  rows: ['MD-D13'],
  says: { 'zh-CN': '提交意见采纳情况说明', en: 'Submit the adoption statement' },
  fields: {
    draft: required(a('draft')),
    round: optional(a('round')),
    counts: required(
      object({
        received: required(a('int')),
        adopted: required(a('int')),
        partly: required(a('int')),
        notAdopted: required(a('int')),
      }),
      {
        received: '$opinions.count',
        adopted: '$opinions.adopted',
        partly: '$opinions.partly',
        notAdopted: '$opinions.notAdopted',
      },
    ),
    mainOpinions: required(list(a('text')), ['扩大减免范围']),
    changes: required(list(object({ clause: required(a('text')), what: required(a('text')) })), [
      { clause: '第三条', what: '增加一档减免' },
    ]),
    statement: required(a('digest')),
  },
})

/** 反馈意见采纳情况. */
export const publishFeedback = specification({
  type: 'PublishFeedback',
  event: 'FeedbackPublished',
  door,
  folder,
  who: ['UU'],
  rows: ['MD-D14'],
  says: { 'zh-CN': '公布意见采纳情况', en: 'Publish the feedback' },
  fields: {
    channels: required(list(a('text')), ['governmentSite']),
    feedback: required(a('digest')),
  },
})
