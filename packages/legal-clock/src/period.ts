/** What is counted. The unit belongs to the instrument, not to the number (CAL-2, CAL-3). */
export type Unit = 'calendar-day' | 'working-day'

/** 下限、上限 · A floor must have run out before the act; a ceiling must not have (CAL-5, CAL-8). */
export type Bound = 'floor' | 'ceiling'

/** 期限 · A length of days in one unit. Day 0 is never among them (CAL-4). */
export type Period = { readonly unit: Unit; readonly length: number; readonly bound: Bound }
