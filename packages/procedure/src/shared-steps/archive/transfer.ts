import { jurisdictionOf, type Circumstances } from '../../circumstances.ts'
import { define, on, type Definition, type Evolution } from '../../definition.ts'
import { a, optional, proof, required } from '../../fields.ts'
import { deviation, ground } from '../../grounds.ts'
import type { Ground } from '../../history/entry.ts'
import { withoutDeadline } from '../../matter/matter.ts'
import type { Matter } from '../../matter/state.ts'
import { specification } from '../../specification.ts'
import { deadlineCame } from '../timed.ts'

const folder = 'archive'
const door = 'matter'

/** 移交国家档案馆 · 档案法实施条例第二十条. */
export const transferToArchive = specification({
  type: 'TransferToArchive',
  event: 'TransferredToArchive',
  door,
  folder,
  who: ['AR'],
  rows: ['MD-K04', 'CAL-11'],
  says: { 'zh-CN': '移交国家档案馆', en: 'Transfer the dossier to the state archive' },
  fields: {
    archive: required(a('organ'), '$archivist.organ'),
    consentToDelay: optional(a('digest')),
    ...proof,
  },
})

/** 移交期满: says only that the years are full. */
export const markTransferDue = specification({
  type: 'MarkTransferDue',
  event: 'TransferDueMarked',
  door,
  folder,
  who: ['clock'],
  rows: ['MD-K04'],
  says: { 'zh-CN': '标记移交期满', en: 'Mark the transfer due' },
  fields: { round: optional(a('int')), of: optional(a('text')) },
})

/** 移交: how its commands are decided. Earlier than the term is lawful, later needs the consent of the authority. */
export const transferDefinitions: readonly Definition[] = [
  define(transferToArchive, {
    stages: 'any',
    outOfOrder: [],
    gates: [isClosed],
    issues: ({ archive }, { organ }) =>
      jurisdictionOf(archive) === jurisdictionOf(organ)
        ? []
        : [{ path: 'archive', message: '须为同级国家档案馆 · must be the archive of this place' }],
    records: ({ consentToDelay }, { deadlines }, at) => {
      const ends = deadlines.transfer?.ends
      const isLate = ends !== undefined && at.time >= ends && consentToDelay === undefined
      return isLate ? { deviations: [deviation(at, 'MD-K04')] } : {}
    },
  }),
  define(markTransferDue, {
    stages: 'any',
    outOfOrder: [],
    gates: [deadlineCame('transfer', 'MD-K04')],
    records: (_command, _matter, at) => ({ deviations: [deviation(at, 'MD-K04')] }),
  }),
]

/** 移交: what its events change. */
export const transferEvolutions: readonly Evolution[] = [
  on(transferToArchive, (matter, _event, { occurred }) => ({
    ...withoutDeadline(matter, 'transfer'),
    archive: { ...matter.archive, transferredAt: occurred },
  })),
  on(markTransferDue, (matter) => withoutDeadline(matter, 'transfer')),
]

// What is not closed is no dossier yet, and it goes to the state archive once.
function isClosed({ archive }: Matter, at: Circumstances): readonly Ground[] {
  if (archive.closedAt === undefined) {
    return [ground(at, 'T49', { missing: ['CloseDossier'], whoCan: ['archivist'] })]
  }
  return archive.transferredAt === undefined ? [] : [ground(at, 'MD-K04')]
}
