import type { Digest } from '@juece/kernel'
import { explain, type Calendar, type ExplainedDay } from '@juece/legal-clock'
import type { Deadline, LawInUse } from '@juece/procedure'
import type { Cite, Says } from '@juece/rulebook'
import type { Dependencies } from '../dependencies.ts'

/** 期限 · A deadline with its rule, and every day of its count. */
export interface DeadlineView extends Deadline {
  readonly cites: readonly Cite[]
  readonly says: Says
  /** Why this date: each day counted or passed over; empty while there is nothing to count. */
  readonly days: readonly ExplainedDay[]
}

/** What rows say of themselves. */
export interface RowSpeech {
  cites(rule: string): readonly Cite[]
  says(rule: string): Says
}

/** Each deadline explains itself day by day; the calendar in use only marks what was corrected since. */
export function deadlineViews(
  deadlines: readonly Deadline[],
  speech: RowSpeech,
  calendar: Calendar | undefined,
): readonly DeadlineView[] {
  return deadlines.map((deadline) => ({
    ...deadline,
    cites: speech.cites(deadline.rule),
    says: speech.says(deadline.rule),
    days: deadline.workingOut === undefined ? [] : explain(deadline.workingOut, calendar),
  }))
}

/** The calendar in use now. */
export async function calendarInUse({
  desk,
}: Pick<Dependencies, 'desk'>): Promise<Calendar | undefined> {
  const { folded } = await desk.streams.known('law-in-use')
  const { calendar } = folded.state as LawInUse
  const digest: Digest | null = calendar
  return digest === null ? undefined : desk.law.calendar(digest)
}
