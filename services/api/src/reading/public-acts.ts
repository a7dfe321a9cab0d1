import type { Entry } from '@juece/ledger'
import type { Matter } from '@juece/procedure'
import { isUndisclosed } from './visibility.ts'

/**
 * 对外公开的行为 · Acts that are made public by being done: notices, the closing of a window, what became of the
 * opinions, a hearing, the decision (第十五条、第十六条、第十八条、第三十二条). Everything else is of the procedure's inside.
 */
const madePublic: ReadonlySet<string> = new Set([
  'PublishCommentNotice',
  'EnterNotice',
  'ExtendCommentWindow',
  'WithdrawCommentNotice',
  'ClosePublicComment',
  'EnterAnnouncement',
  'PublishFeedback',
  'PublishHearingNotice',
  'PublishSelectionRules',
  'PublishParticipants',
  'PostponeHearing',
  'CancelHearing',
  'PublishDecision',
  'PublishErratum',
])

/** Why an entry is kept back, and by which office: law, then office. */
export function groundFor(why: keyof typeof grounds, office: string): string {
  return `${grounds[why]} · ${office}`
}

const grounds = {
  inside: '过程性信息，未对外公开 · not made public: information of the procedure (OGI 16)',
  opinion: '他人意见，涉及个人隐私 · the opinion of somebody else: privacy (OGI 15)',
  others: '他人的行为，不在本人的证据包中 · the act of somebody else is in no personal bundle',
} as const

/** Whether an entry is public; the statement on adoption is, once the feedback has been given. */
export function isPublicAct(entry: Entry, isFeedbackGiven: boolean): boolean {
  if (entry.outcome.kind !== 'recorded') return false
  const { type } = entry.command
  return madePublic.has(type) || (type === 'SubmitAdoptionStatement' && isFeedbackGiven)
}

/** Whether the public knows of the matter: something of it went out, and it is not lawfully withheld. */
export function isPubliclyKnown(matter: Matter): boolean {
  const { comment, hearing, publication } = matter
  const wentOut =
    comment.rounds.length > 0 || hearing.status !== 'none' || publication.published !== undefined
  return wentOut && !isUndisclosed(matter)
}
