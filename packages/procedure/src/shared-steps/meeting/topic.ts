import type { Circumstances } from '../../circumstances.ts'
import { define, on } from '../../definition.ts'
import { a, optional, required } from '../../fields.ts'
import { ground } from '../../grounds.ts'
import type { Ground } from '../../history/entry.ts'
import { unknownMatter } from '../../matter/closing/reopening.ts'
import { answerOf, type Matter, type Stage } from '../../matter/state.ts'
import { specification } from '../../specification.ts'
import { opinionOf } from '../legality-review/rounds.ts'
import { unknownSitting } from './sitting.ts'

/** 登记一般议题: ordinary business for an agenda, never the way round the procedure of a major decision. */
export const registerTopic = specification({
  type: 'RegisterTopic',
  event: 'TopicRegistered',
  door: 'matter',
  folder: 'meeting',
  who: ['UU', 'GO'],
  rows: ['MD-A01', 'MD-G02'],
  says: { 'zh-CN': '登记一般议题', en: 'Register ordinary business for an agenda' },
  fields: {
    title: required(a('text'), '听取城市管理工作情况汇报'),
    unit: required(a('organ'), '$undertaking-unit-handler.organ'),
    text: required(a('digest')),
    sitting: optional(a('sitting')),
    matter: optional(a('matter')),
  },
})

/** From the decision on its text has been to a meeting; before that it goes there by its own procedure. */
const decided: readonly Stage[] = ['S18', 'S21', 'S22', 'S23', 'S24', 'S25', 'S26', 'S27', 'S29']

/** 一般议题: how it is decided, and that it changes nothing in the matter whose door it came through. */
export const topic = {
  definitions: [
    define(registerTopic, {
      stages: 'any',
      outOfOrder: [],
      issues: ({ sitting, matter: named }, matter, at) => [
        ...(sitting === undefined ? [] : unknownSitting(sitting, matter, at)),
        ...(named === matter.stream ? [] : unknownMatter(named, 'matter', at)),
      ],
      checks: ({ matter: named, text }, matter: Matter, at) => {
        const isOwnText = matter.drafts.some((draft) => draft.text.digest === text.digest)
        const isOwn = named === undefined ? isOwnText : named === matter.stream
        const meant = isOwn ? matter : named === undefined ? undefined : at.matter(named)
        return meant === undefined ? [] : asOrdinaryBusiness(meant, at)
      },
    }),
  ],
  evolutions: [on(registerTopic, (matter) => matter)],
}

// 第三条、第二十五条第二款: unclassified, nobody knows what it is; major, it is discussed after its review or not at all.
function asOrdinaryBusiness(matter: Matter, at: Circumstances): readonly Ground[] {
  const isUnlawful = opinionOf(matter)?.outcome === 'unlawful'
  const lack = { missing: ['legality-opinion'], whoCan: ['legality-head'] }
  switch (answerOf(matter, 'AF-01')) {
    case undefined:
      return [
        ground(at, 'MD-A01', { missing: ['AF-01'], whoCan: ['government-office'] }),
        ground(at, 'MD-G02', lack),
      ]
    case 'no':
      return isUnlawful ? [ground(at, 'MD-G02', lack)] : []
    case 'yes':
      return isUnlawful || !decided.includes(matter.stage) ? [ground(at, 'MD-G02', lack)] : []
  }
}
