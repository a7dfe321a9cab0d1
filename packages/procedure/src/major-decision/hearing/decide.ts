import { dateOf, endOf, type Instant } from '@juece/kernel'
import type { Circumstances } from '../../circumstances.ts'
import type { Issue } from '../../decider.ts'
import { define, type Definition } from '../../definition.ts'
import { ground, unless } from '../../grounds.ts'
import type { Ground } from '../../history/entry.ts'
import { unknownDraft } from '../../matter/drafts.ts'
import type { Matter, Stage } from '../../matter/state.ts'
import { isFilled } from '../../texts.ts'
import {
  cancelHearing,
  openHearing,
  postponeHearing,
  publishHearingNotice,
  publishParticipants,
  publishSelectionRules,
  serveHearingMaterials,
  suspendHearing,
} from './commands.ts'
import { listGaps } from './list.ts'
import { isAnnouncedInTime, lastDayToServe, openingGaps, readyToOpen, stands } from './opening.ts'
import { recordDefinitions } from './record.ts'
import { isRunning } from './state.ts'

const organiser = { whoCan: ['hearing-organiser'] } as const
// A hearing that was announced goes on while the draft is worked over again.
const whileHeard: readonly Stage[] = ['S06', 'S07']

/** 听证会: how its commands are decided (713: 第十六条、第十七条). */
export const definitions: readonly Definition[] = [
  define(publishHearingNotice, {
    stages: ['S07'],
    outOfOrder: ['T05'],
    gates: [
      // A new time is a postponement, not another notice.
      ({ hearing }, at) =>
        unless(!isRunning(hearing), at, 'MD-D08', { missing: ['PostponeHearing'], ...organiser }),
    ],
    issues: ({ draft }, matter) => unknownDraft(matter, draft),
    checks: ({ explanation, heldAt, place }, _matter, at) => {
      const missing = [
        ...(explanation === undefined ? ['explanation'] : []),
        ...(heldAt === undefined ? ['heldAt'] : []),
        ...(isFilled(place) ? [] : ['place']),
      ]
      return [
        ...unless(missing.length === 0, at, 'MD-D08', { missing, ...organiser }),
        ...(heldAt === undefined ? [] : announced(heldAt, at)),
      ]
    },
    records: ({ heldAt }, _matter, at) => ({ event: materialsDue(heldAt, at) }),
  }),
  define(publishSelectionRules, {
    stages: whileHeard,
    outOfOrder: ['T05'],
    gates: [stands(['noticed'], 'MD-D09', 'PublishHearingNotice')],
    issues: ({ sides }) =>
      sides.length === 0 ? [{ path: 'sides', message: '没有各方 · no side is named' }] : [],
  }),
  define(publishParticipants, {
    stages: whileHeard,
    outOfOrder: ['T05'],
    gates: [
      stands(['noticed'], 'MD-D09', 'PublishHearingNotice'),
      ({ hearing }, at) =>
        unless(hearing.sides.length > 0, at, 'MD-D09', {
          missing: ['PublishSelectionRules'],
          ...organiser,
        }),
    ],
    issues: ({ participants }) =>
      new Set(participants.map(({ id }) => id)).size === participants.length
        ? []
        : [{ path: 'participants', message: '参加人重复 · a participant is named twice' }],
    checks: ({ participants }, { hearing }, at) => listGaps(participants, hearing, at),
  }),
  define(serveHearingMaterials, {
    stages: whileHeard,
    outOfOrder: ['T05'],
    gates: [stands(['noticed', 'opened', 'suspended', 'recorded'], 'MD-D10', 'OpenHearing')],
    issues: ({ receipts }, matter) =>
      receipts.flatMap(({ participant }, index) =>
        strangers(matter, [participant], `receipts.${index}.participant`),
      ),
    // What came late is recorded as it was; the opening asks for the day.
    checks: ({ receipts }, _matter, at) => [
      ...unless(
        receipts.every(({ happened }) => happened !== undefined),
        at,
        'MD-D10',
        { missing: ['happened'], ...organiser },
      ),
      ...unless(
        receipts.every(({ happened }) => happened === undefined || happened <= at.present),
        at,
        'CAL-11',
        { missing: ['happened'] },
      ),
    ],
  }),
  define(openHearing, {
    stages: whileHeard,
    outOfOrder: ['T05'],
    gates: [stands(['noticed', 'suspended'], 'MD-D11', 'SuspendHearing'), readyToOpen],
    issues: ({ present }, matter) => strangers(matter, present, 'present'),
    checks: (command, { hearing }, at) => openingGaps(command, hearing, at),
  }),
  define(postponeHearing, {
    stages: whileHeard,
    outOfOrder: ['T05'],
    gates: [stands(['noticed', 'suspended'], 'MD-D12', 'SuspendHearing')],
    checks: ({ reasons, to }, _matter, at) => [
      ...stated(reasons, at),
      ...unless(to === undefined || at.time < to, at, 'MD-D08', { missing: ['to'], ...organiser }),
    ],
    records: ({ to }, _matter, at) => ({ event: materialsDue(to, at) }),
  }),
  define(suspendHearing, {
    stages: whileHeard,
    outOfOrder: ['T05'],
    gates: [stands(['opened'], 'MD-D12', 'OpenHearing')],
    checks: ({ reasons }, _matter, at) => stated(reasons, at),
  }),
  define(cancelHearing, {
    stages: whileHeard,
    outOfOrder: ['T05'],
    gates: [
      stands(['noticed', 'opened', 'suspended'], 'MD-D12', 'PublishHearingNotice'),
      ({ hearing }, at) => {
        const most = at.rules.number('md.hearing.maxPostponements')
        return unless(most === null || hearing.postponements > most, at, 'MD-D12', {
          missing: ['PostponeHearing'],
          ...organiser,
        })
      },
    ],
    checks: ({ reasons }, _matter, at) => stated(reasons, at),
  }),
  ...recordDefinitions,
]

function announced(heldAt: Instant, at: Circumstances): readonly Ground[] {
  return isAnnouncedInTime(heldAt, at)
    ? []
    : [ground(at, 'MD-D08', { missing: ['heldAt'], ...organiser })]
}

/** CAL-8: the day until which papers are served stands in the event. */
function materialsDue(heldAt: Instant | undefined, at: Circumstances): object {
  if (heldAt === undefined) return {}
  const lastDay = lastDayToServe(dateOf(heldAt), at)
  return { materials: { ends: endOf(lastDay), lastDay } }
}

function stated(reasons: string | undefined, at: Circumstances): readonly Ground[] {
  return unless(isFilled(reasons), at, 'MD-D12', { missing: ['reasons'], ...organiser })
}

/** Nobody comes to a hearing in a name the published list does not have. */
function strangers({ hearing }: Matter, named: readonly string[], path: string): readonly Issue[] {
  if (hearing.participants.length === 0) return []
  const unknown = named.filter((id) => !hearing.participants.some((one) => one.id === id))
  if (unknown.length === 0) return []
  return [
    {
      path,
      message: `不在名单上 · not on the published list: ${unknown.join('、')}`,
    },
  ]
}
