import { dateOf, type CalendarDate, type Instant } from '@juece/kernel'
import { on, type Evolution } from '../../definition.ts'
import { withDeadline, withoutDeadline } from '../../matter/matter.ts'
import type { Matter } from '../../matter/state.ts'
import {
  cancelHearing,
  openHearing,
  postponeHearing,
  publishHearingNotice,
  publishParticipants,
  publishSelectionRules,
  serveHearingMaterials,
  signHearingTranscript,
  submitHearingReport,
  suspendHearing,
} from './commands.ts'
import { noHearing, type HearingState } from './state.ts'

interface Due {
  readonly materials?: { readonly ends: Instant; readonly lastDay: CalendarDate }
}

/** 听证会: what its events change. */
export const evolutions: readonly Evolution[] = [
  on<typeof publishHearingNotice, Due>(
    publishHearingNotice,
    (matter, { draft, heldAt, materials }, { position }) =>
      withDates(
        {
          ...matter,
          // A notice that is out answers whether a hearing is held.
          participation: { ...matter.participation, hearingChosen: true },
          hearing: {
            ...noHearing,
            reports: matter.hearing.reports,
            status: 'noticed',
            draft,
            ...(heldAt === undefined ? {} : { heldAt }),
          },
        },
        materials,
        position,
      ),
  ),
  on(publishSelectionRules, (matter, { sides }) => withHearing(matter, { sides })),
  on(publishParticipants, (matter, { participants }) =>
    withHearing(matter, {
      participants: participants.map(({ id, side, interest, civilServant }) => ({
        id,
        side,
        interest,
        civilServant,
      })),
    }),
  ),
  on(serveHearingMaterials, (matter, { receipts }) =>
    withHearing(matter, {
      served: [
        ...matter.hearing.served,
        ...receipts.flatMap(({ participant, happened }) =>
          happened === undefined ? [] : [{ participant, on: dateOf(happened) }],
        ),
      ],
    }),
  ),
  on(openHearing, (matter, { present }, { occurred }) =>
    withoutDates(
      withHearing(matter, {
        status: 'opened',
        openedOn: matter.hearing.openedOn ?? dateOf(occurred),
        present: [...new Set([...matter.hearing.present, ...present])],
      }),
    ),
  ),
  on<typeof postponeHearing, Due>(postponeHearing, (matter, { to, materials }, { position }) => {
    const { heldAt: _before, ...hearing } = matter.hearing
    return withDates(
      {
        ...matter,
        hearing: {
          ...hearing,
          status: 'noticed',
          postponements: hearing.postponements + 1,
          ...(to === undefined ? {} : { heldAt: to }),
        },
      },
      materials,
      position,
    )
  }),
  on(suspendHearing, (matter) => withHearing(matter, { status: 'suspended' })),
  on(cancelHearing, (matter) => withoutDates(withHearing(matter, { status: 'cancelled' }))),
  on(signHearingTranscript, (matter) => withHearing(matter, { status: 'recorded' })),
  on(submitHearingReport, (matter, _event, { position }) =>
    withHearing(matter, {
      status: 'reported',
      reports: [...matter.hearing.reports, { draft: matter.hearing.draft ?? 0, position }],
    }),
  ),
]

function withHearing(matter: Matter, changes: Partial<HearingState>): Matter {
  return { ...matter, hearing: { ...matter.hearing, ...changes } }
}

/** 听证时间 and the day until which papers are served for it; without a new time there is neither. */
function withDates(matter: Matter, due: Due['materials'], position: number): Matter {
  const { heldAt } = matter.hearing
  if (due === undefined || heldAt === undefined) return withoutDates(matter)
  const announced = withDeadline(matter, 'hearing', {
    ends: heldAt,
    lastDay: dateOf(heldAt),
    rule: 'MD-D08',
    bound: 'fixed',
    setAt: position,
  })
  return withDeadline(announced, 'hearingMaterials', {
    ...due,
    rule: 'MD-D10',
    bound: 'ceiling',
    setAt: position,
  })
}

function withoutDates(matter: Matter): Matter {
  return withoutDeadline(withoutDeadline(matter, 'hearing'), 'hearingMaterials')
}
