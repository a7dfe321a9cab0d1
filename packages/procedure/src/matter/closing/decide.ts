import type { Circumstances } from '../../circumstances.ts'
import { define, type Definition } from '../../definition.ts'
import { ground, unless } from '../../grounds.ts'
import type { Ground } from '../../history/entry.ts'
import { isFilled } from '../../texts.ts'
import type { Matter, Stage } from '../state.ts'
import { pauseProcedure, resumeProcedure, terminateProcedure, withdrawMatter } from './commands.ts'

const organ = { whoCan: ['head', 'executive-deputy', 'office-director'] } as const
/** Before a decision: from the proposal to the deliberation, and a deferred item. */
const undecided: readonly Stage[] = [
  'S01',
  'S02',
  'S03',
  'S06',
  'S07',
  'S08',
  'S09',
  'S10',
  'S11',
  'S12',
  'S13',
  'S14',
  'S15',
  'S16',
  'S17',
  'S19',
]
const withdrawable = undecided.filter((stage) => !['S01', 'S02', 'S03', 'S17'].includes(stage))

/** 暂停、恢复、撤回、终止: how its commands are decided. */
export const definitions: readonly Definition[] = [
  define(pauseProcedure, {
    stages: undecided,
    outOfOrder: ['T45'],
    gates: [notDecided('T45')],
    checks: ({ reasons }, _matter, at) => stated(reasons, 'T45', at),
  }),
  define(resumeProcedure, {
    stages: ['S32'],
    outOfOrder: ['T45'],
    checks: ({ reasons }, _matter, at) => stated(reasons, 'T45', at),
  }),
  define(withdrawMatter, {
    stages: withdrawable,
    outOfOrder: ['T44'],
    gates: [notSitting],
    checks: ({ reasons, consent }, _matter, at) => [
      ...stated(reasons, 'T44', at),
      ...unless(consent !== undefined, at, 'T44', { missing: ['consent'], ...organ }),
    ],
  }),
  define(terminateProcedure, {
    stages: [...undecided, 'S32'],
    outOfOrder: ['T46'],
    gates: [notDecided('T46')],
    checks: ({ reasons, publicNotice }, matter, at) => [
      ...stated(reasons, 'T46', at),
      // Whoever was asked in public is told in public that nothing will come of it.
      ...unless(!wasPublic(matter) || publicNotice !== undefined, at, 'T46', {
        missing: ['publicNotice'],
        ...organ,
      }),
    ],
  }),
]

function stated(reasons: string | undefined, rule: string, at: Circumstances): readonly Ground[] {
  return unless(isFilled(reasons), at, rule, { missing: ['reasons'] })
}

function wasPublic({ comment, hearing }: Matter): boolean {
  return comment.rounds.length > 0 || hearing.status !== 'none'
}

/** What the head has said at the sitting is a decision, even while the item is still open. */
function notDecided(rule: string) {
  return ({ stage, meeting }: Matter, at: Circumstances): readonly Ground[] =>
    unless(stage !== 'S17' || meeting.decision === undefined, at, rule, {
      missing: ['CloseDeliberation'],
    })
}

// An item is not taken from under the meeting that sits over it.
function notSitting({ meeting }: Matter, at: Circumstances): readonly Ground[] {
  const { admittedTo } = meeting
  const isOpen = admittedTo !== undefined && at.sitting(admittedTo)?.status === 'open'
  return isOpen ? [ground(at, 'T44', { missing: ['CloseSitting'] })] : []
}
