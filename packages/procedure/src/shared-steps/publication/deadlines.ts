import { withDeadline, withoutDeadline } from '../../matter/matter.ts'
import type { Matter, WorkedOutDate } from '../../matter/state.ts'

/** The dates a decision sets, as its event carries them. */
export interface PublicationDates {
  readonly publication?: WorkedOutDate
  readonly reminder?: WorkedOutDate
}

/** Sets the period of publication and the reminder before its end. */
export function withPublicationDates(
  matter: Matter,
  { publication, reminder }: PublicationDates,
  setAt: number,
): Matter {
  const rule = 'MD-J01'
  const withPeriod =
    publication === undefined
      ? matter
      : withDeadline(matter, 'publication', {
          ...publication,
          rule,
          bound: 'ceiling',
          setAt,
          brings: 'MarkPublicationOverdue',
        })
  if (reminder === undefined) return withPeriod
  return withDeadline(withPeriod, 'publicationReminder', {
    ...reminder,
    rule,
    bound: 'fixed',
    setAt,
    brings: 'RemindOfPublication',
  })
}

/** Published, withheld, or sent back: nothing is owed to the public any more. */
export function withoutPublicationDates(matter: Matter): Matter {
  return withoutDeadline(withoutDeadline(matter, 'publication'), 'publicationReminder')
}
