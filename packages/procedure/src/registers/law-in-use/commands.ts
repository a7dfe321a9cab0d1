import { a, required, word } from '../../fields.ts'
import { specification } from '../../specification.ts'

const folder = 'registers/law-in-use'
const door = 'law-in-use'

/** 采用规则册: names the manifest of rules. */
export const adoptRulebook = specification({
  type: 'AdoptRulebook',
  event: 'RulebookAdopted',
  door,
  folder,
  who: ['AD'],
  rows: ['U-03', 'SoD-22'],
  says: { 'zh-CN': '采用规则册', en: 'Adopt a rulebook' },
  fields: { rules: required(a('manifest')) },
})

/** 采用地方规则包: a level of one jurisdiction; proposed by its administrator, approved by the head of its legality review. */
export const adoptPack = specification({
  type: 'AdoptPack',
  event: 'PackAdopted',
  door,
  folder,
  who: ['AD'],
  rows: ['U-03', 'SoD-22'],
  says: { 'zh-CN': '采用地方规则包', en: 'Adopt a policy pack' },
  fields: {
    jurisdiction: required(a('jurisdiction')),
    level: required(word('province', 'city', 'county', 'department'), 'county'),
    pack: required(a('digest'), '$pack'),
    from: required(a('date'), '$today'),
    reachesRunning: required(a('bool'), false),
  },
})

/** 采用日历: names the manifest of calendars. */
export const adoptCalendar = specification({
  type: 'AdoptCalendar',
  event: 'CalendarAdopted',
  door,
  folder,
  who: ['AD'],
  rows: ['CAL-1', 'SoD-22'],
  says: { 'zh-CN': '采用工作日日历', en: 'Adopt a calendar' },
  fields: { calendar: required(a('manifest')) },
})
