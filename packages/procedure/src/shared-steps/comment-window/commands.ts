import { a, demanded, list, object, optional, proof, required, word } from '../../fields.ts'
import { specification } from '../../specification.ts'

const folder = 'comment-window'
const door = 'matter'

/** What a comment notice carries beside its end (第十五条第一款). */
const notice = {
  draft: demanded(a('draft')),
  explanation: demanded(a('digest')),
  background: optional(a('text')),
  channels: required(
    list(word('governmentSite', 'newMedia', 'press', 'radio', 'television', 'gazette')),
    ['governmentSite'],
  ),
  ways: demanded(list(word('web', 'mail', 'telephone', 'email', 'counter')), ['web', 'mail']),
  round: required(a('round'), '$next-round'),
  // Demanded by MD-D05 under the floor alone, so the lawful example goes without.
  shorteningReasons: optional(a('text')),
  notice: required(a('digest')),
  address: optional(a('text')),
  officeContact: optional(a('text')),
  privacyNote: optional(a('text')),
} as const

/** 决定是否向社会公开征求意见 · 第十四条第二款、第十五条. */
export const choosePublicComment = specification({
  type: 'ChoosePublicComment',
  event: 'PublicCommentChosen',
  door,
  folder,
  who: ['UU'],
  rows: ['MD-D02', 'MD-D04', 'MD-D05'],
  says: { 'zh-CN': '决定是否公开征求意见', en: 'Choose whether to solicit public comment' },
  fields: {
    chosen: required(a('bool'), true),
    reasons: required(a('text'), '涉及公众切身利益，宜听取社会意见。'),
  },
})

/** 公告公开审查. */
export const clearCommentNotice = specification({
  type: 'ClearCommentNotice',
  event: 'CommentNoticeCleared',
  door,
  folder,
  who: ['OR'],
  rows: ['MD-D04'],
  says: { 'zh-CN': '审查公告可否公开', en: 'Clear the comment notice for the public' },
  fields: {
    draft: required(a('draft')),
    cleared: required(a('bool'), true),
    removed: optional(list(a('text'))),
    reasons: optional(a('text')),
  },
})

/** 发布征求意见公告 · 第十五条第一款. */
export const publishCommentNotice = specification({
  type: 'PublishCommentNotice',
  event: 'CommentNoticePublished',
  door,
  folder,
  who: ['UU'],
  rows: ['MD-D04', 'MD-D05', 'T05'],
  says: { 'zh-CN': '发布征求意见公告', en: 'Publish the comment notice' },
  fields: {
    ...notice,
    days: demanded(a('int'), 30),
    closes: optional(a('end')),
    workdays: optional(a('int')),
  },
})

/** 补登已发布的公告: what was published on paper or elsewhere before it was entered. */
export const enterNotice = specification({
  type: 'EnterNotice',
  event: 'NoticeEntered',
  door,
  folder,
  who: ['UU', 'GO'],
  rows: ['MD-D04', 'MD-D05'],
  says: { 'zh-CN': '补登已发布的公告', en: 'Enter a notice that is already out' },
  fields: {
    of: required(word('comment', 'hearing')),
    ...notice,
    closes: demanded(a('end'), '$inDays-30'),
    ...proof,
  },
})

/** 登记发布日志: when the notice could not be reached. */
export const enterPublicationLog = specification({
  type: 'EnterPublicationLog',
  event: 'PublicationLogEntered',
  door,
  folder,
  who: ['UU', 'GO'],
  rows: ['MD-D05'],
  says: { 'zh-CN': '登记发布日志', en: 'Enter the publication log' },
  fields: {
    of: required(word('comment', 'hearing', 'decision')),
    unreachable: required(
      list(object({ from: required(a('instant')), until: required(a('instant')) })),
      [],
    ),
    ...proof,
  },
})

/** 延长征求意见期限. */
export const extendCommentWindow = specification({
  type: 'ExtendCommentWindow',
  event: 'CommentWindowExtended',
  door,
  folder,
  who: ['UU'],
  rows: ['MD-D05'],
  says: { 'zh-CN': '延长征求意见期限', en: 'Extend the comment window' },
  fields: {
    closes: required(a('date'), '$inDays-60'),
    reasons: demanded(a('text'), '意见较多，需要更多时间。'),
  },
})

/** 征求意见截止. */
export const closePublicComment = specification({
  type: 'ClosePublicComment',
  event: 'PublicCommentClosed',
  door,
  folder,
  who: ['clock', 'UU'],
  rows: ['MD-D05', 'T07'],
  says: { 'zh-CN': '征求意见截止', en: 'Close the comment window' },
  fields: { round: required(a('round')) },
})

/** 撤回征求意见公告. */
export const withdrawCommentNotice = specification({
  type: 'WithdrawCommentNotice',
  event: 'CommentNoticeWithdrawn',
  door,
  folder,
  who: ['UU'],
  rows: ['MD-D01', 'MD-D04'],
  says: { 'zh-CN': '撤回征求意见公告', en: 'Withdraw the comment notice' },
  fields: {
    reasons: demanded(a('text'), '草案需要重新拟订。'),
    undisclosed: optional(a('bool')),
  },
})

/** 公告之外向公众所作的说明: stored; gates and cures nothing. */
export const enterAnnouncement = specification({
  type: 'EnterAnnouncement',
  event: 'AnnouncementEntered',
  door,
  folder,
  who: ['UU', 'GO'],
  rows: ['MD-D05'],
  says: { 'zh-CN': '登记公告之外的说明', en: 'Enter what was said beside the notice' },
  fields: {
    of: required(word('comment')),
    says: required(a('text'), '征求意见的方式另行说明。'),
    ...proof,
  },
})
