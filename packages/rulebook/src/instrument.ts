import type { CalendarDate } from '@juece/kernel'
import type { Certainty } from './rule.ts'

/** 文件 · What is cited: its key, number, dates and how many articles it has. */
export type Instrument = {
  readonly key: string
  readonly title: Readonly<Record<'zh-CN' | 'en', string>>
  readonly number: string | null
  readonly in_force: readonly { readonly from: CalendarDate; readonly to?: CalendarDate }[]
  /** 0 for what has no articles: our own rules, and rows only a pack can fill. */
  readonly articles: number
  /** How number, dates and count are known. */
  readonly certainty: Certainty
}
