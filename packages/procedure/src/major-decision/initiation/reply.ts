import { define, on } from '../../definition.ts'
import { deviation } from '../../grounds.ts'
import { a, optional, required, word } from '../../fields.ts'
import type { Step } from '../../kinds/kind.ts'
import { withoutDeadline } from '../../matter/matter.ts'
import { deadlineCame } from '../../shared-steps/timed.ts'
import { specification } from '../../specification.ts'

const folder = 'initiation'

/** 答复建议提出人 · 第十条第三项. */
export const replyToProposer = specification({
  type: 'ReplyToProposer',
  event: 'RepliedToProposer',
  door: 'matter',
  folder,
  who: ['GO'],
  rows: ['MD-B03'],
  says: { 'zh-CN': '答复建议提出人', en: 'Reply to the proposer' },
  fields: {
    reply: required(a('digest')),
    outcome: required(word('accepted', 'declined', 'listed')),
  },
})

/** 逾期未答复的标记 (MD-B03): says only that time has passed. */
export const markReplyOverdue = specification({
  type: 'MarkReplyOverdue',
  event: 'ReplyOverdueMarked',
  door: 'matter',
  folder,
  who: ['clock'],
  rows: ['MD-B03'],
  says: { 'zh-CN': '标记逾期未答复', en: 'Mark the reply overdue' },
  fields: { round: optional(a('int')), of: optional(a('text')) },
})

/** 答复 · the other end of a proposal from deputies or the public. */
export const reply: Step = {
  definitions: [
    define(replyToProposer, { stages: 'any', outOfOrder: [] }),
    define(markReplyOverdue, {
      stages: 'any',
      outOfOrder: [],
      gates: [deadlineCame('reply', 'MD-B03')],
      records: (_command, { delays }, at) => ({
        deviations: delays.some(({ limit }) => limit === 'reply') ? [] : [deviation(at, 'MD-B03')],
      }),
    }),
  ],
  evolutions: [
    on(replyToProposer, (matter, { outcome }, { position }) =>
      withoutDeadline(
        { ...matter, initiation: { ...matter.initiation, reply: { outcome, position } } },
        'reply',
      ),
    ),
    on(markReplyOverdue, (matter) => withoutDeadline(matter, 'reply')),
  ],
}
