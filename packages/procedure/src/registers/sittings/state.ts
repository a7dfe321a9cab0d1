import type { CalendarDate, Instant } from '@juece/kernel'

/** 会议类型 · Kinds of meeting; only the first two decide for a government (713: 第三十条第一款). */
export type SittingKind =
  | 'executive-meeting'
  | 'plenary-meeting'
  | 'office-meeting'
  | 'party-government-meeting'
  | 'special-topic-meeting'

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
  readonly status: 'convened' | 'open' | 'closed'
  readonly openedAt?: Instant
  readonly closedAt?: Instant
}
