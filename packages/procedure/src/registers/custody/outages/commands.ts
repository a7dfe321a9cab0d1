import { a, required } from '../../../fields.ts'
import { specification } from '../../../specification.ts'

/** 登记停运 · From when to when something of the house did not work. */
export const recordOutage = specification({
  type: 'RecordOutage',
  event: 'OutageRecorded',
  door: 'custody',
  folder: 'registers/custody',
  who: ['AD', 'clock'],
  rows: ['CU-06'],
  says: { 'zh-CN': '登记停运', en: 'Record an outage' },
  fields: {
    from: required(a('instant')),
    until: required(a('instant')),
    what: required(a('text'), '网络中断，登记系统无法访问。'),
  },
})
