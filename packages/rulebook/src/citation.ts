import type { CalendarDate } from '@juece/kernel'

/** 引注 · A place in an instrument, as entries and answers carry it. */
export type Cite = {
  readonly instrument: string
  readonly article: number
  readonly paragraph?: number
  readonly item?: number
}

/** A citation as a rule file writes it: the file's own instrument unless another is named. */
export type FiledCite = {
  readonly instrument?: string
  readonly article: number
  readonly paragraph?: number
  readonly item?: number
  /** Since when the place cited says this, where the instrument is younger than the rule. */
  readonly from?: CalendarDate
}
