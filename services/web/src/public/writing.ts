import { calendarDate, dateOf, instant, msOf, weekday } from '@juece/kernel'
import type { Language } from '../texts.ts'

const chineseDays = ['日', '一', '二', '三', '四', '五', '六']
const englishDays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
const beijing = 8 * 3_600_000

/** 2026年11月22日（星期日）; in English Sunday 22 November 2026. */
export function longDate(date: string, language: Language): string {
  const day = weekday(calendarDate(date)) % 7
  const [year = '', month = '', dayOfMonth = ''] = date.split('-')
  return language === 'en'
    ? `${englishDays[day] ?? ''} ${Number(dayOfMonth)} ${months[Number(month) - 1] ?? ''} ${year}`
    : `${year}年${Number(month)}月${Number(dayOfMonth)}日（星期${chineseDays[day] ?? ''}）`
}

/** The date, and the time of day in Beijing: 14:30. */
export function longMoment(at: string, language: Language): string {
  const moment = instant(at)
  const minutes = Math.floor((msOf(moment) + beijing) / 60_000) % 1_440
  const time = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0'))
  return language === 'en'
    ? `${longDate(dateOf(moment), language)}, ${time.join(':')} Beijing time`
    : `${longDate(dateOf(moment), language)}${time.join(':')}`
}

/** 12,345 */
export function grouped(value: number): string {
  return String(value).replaceAll(/\B(?=(\d{3})+(?!\d))/g, ',')
}

/** The first eight characters of a digest. */
export function shortDigest(digest: string): string {
  return digest.replace(/^sha256:/, '').slice(0, 8)
}
