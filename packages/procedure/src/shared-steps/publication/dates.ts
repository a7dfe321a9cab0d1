import type { Instant } from '@juece/kernel'
import type { Circumstances } from '../../circumstances.ts'
import { workedOut } from '../../matter/dates.ts'
import type { PublicationDates } from './deadlines.ts'

/** Our own choice: the office is reminded while this many days of the period are left. */
const remindedBefore = 5

/** 公布期限 · Counted from the day of the decision (政府信息公开条例第二十六条; 713: 第三十二条). */
export function publicationDates(takenAt: Instant, at: Circumstances): PublicationDates {
  const period = at.rules.period('md.publish.workdays')
  const publication = workedOut({ start: takenAt, period }, at)
  if (period.length <= remindedBefore) return { publication }
  const sooner = { ...period, length: period.length - remindedBefore }
  return { publication, reminder: workedOut({ start: takenAt, period: sooner }, at) }
}
