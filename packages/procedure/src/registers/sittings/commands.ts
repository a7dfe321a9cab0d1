import { a, list, object, optional, required, word } from '../../fields.ts'
import { specification } from '../../specification.ts'
import { sittingKinds } from './state.ts'

const folder = 'registers/sittings'
const members = [
  '$head',
  '$executive-deputy',
  '$deputy-head',
  '$member-1',
  '$member-2',
  '$member-3',
  '$member-4',
  '$member-5',
]

/** 召集会议 · creates the sitting (地方组织法第七十八条). */
export const conveneSitting = specification({
  type: 'ConveneSitting',
  event: 'SittingConvened',
  door: 'sittings',
  folder,
  who: ['GO', 'HEAD'],
  rows: ['MT-05', 'MD-H02'],
  says: { 'zh-CN': '召集会议', en: 'Convene a sitting' },
  fields: {
    organ: required(a('organ'), '$government'),
    kind: required(word(...sittingKinds)),
    date: required(a('date')),
    place: required(a('text'), '第一会议室'),
    chair: required(a('official'), '$head'),
    members: required(list(a('official')), members),
  },
})

/** 开会 · attendance is taken. */
export const openSitting = specification({
  type: 'OpenSitting',
  event: 'SittingOpened',
  door: 'sittings',
  folder,
  who: ['GO'],
  rows: ['MD-H02', 'MD-H06', 'T26'],
  says: { 'zh-CN': '会议开始', en: 'Open the sitting' },
  fields: {
    chair: required(a('official'), '$head'),
    present: required(list(a('official')), members),
    absent: required(
      list(object({ member: required(a('official')), reasons: required(a('text')) })),
      [],
    ),
    attendees: optional(
      list(
        object({
          organ: required(a('organ'), '$legality-head.organ'),
          capacity: required(a('text'), '列席'),
        }),
      ),
    ),
  },
})

/** 出席情况变动. */
export const recordAttendance = specification({
  type: 'RecordAttendance',
  event: 'AttendanceRecorded',
  door: 'sittings',
  folder,
  who: ['RC'],
  rows: ['MD-H06'],
  says: { 'zh-CN': '登记到会或者离会', en: 'Record who comes and who leaves' },
  fields: {
    member: required(a('official'), '$member-1'),
    is: required(word('present', 'away')),
  },
})

/** 散会. */
export const closeSitting = specification({
  type: 'CloseSitting',
  event: 'SittingClosed',
  door: 'sittings',
  folder,
  who: ['GO'],
  rows: ['T26'],
  says: { 'zh-CN': '会议结束', en: 'Close the sitting' },
  fields: {},
})
