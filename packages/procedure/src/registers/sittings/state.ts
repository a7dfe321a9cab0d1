import { calendarDate, type CalendarDate, type Instant } from '@juece/kernel'

/** 会议类型 · Kinds of meeting; only the first two decide for a government (713: 第三十条第一款). */
export const sittingKinds = [
  'executive-meeting',
  'plenary-meeting',
  'office-meeting',
  'party-government-meeting',
  'special-topic-meeting',
] as const

/** 会议类型. */
export type SittingKind = (typeof sittingKinds)[number]

/** 会议场次 · One sitting: date, kind, members, attendance, chair; never its items. */
export interface Sitting {
  readonly stream: string
  readonly organ: string
  readonly kind: SittingKind
  readonly date: CalendarDate
  readonly chair: string
  /** Due to attend; the head among them. */
  readonly members: readonly string[]
  /** In the room now. */
  readonly present: readonly string[]
  readonly status: 'none' | 'convened' | 'open' | 'closed'
  readonly openedAt?: Instant
  readonly closedAt?: Instant
}

/** A sitting that nobody has convened: it has no members. */
export function noSitting(stream: string): Sitting {
  return {
    stream,
    organ: '',
    kind: 'executive-meeting',
    date: calendarDate('1970-01-01'),
    chair: '',
    members: [],
    present: [],
    status: 'none',
  }
}
