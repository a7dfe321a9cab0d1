import { a, demanded, required } from '../../../fields.ts'
import { specification } from '../../../specification.ts'

/** 开启信封 · Whoever may read the matter reads an enclosed value for a stated purpose; the reading is an entry. */
export const openEnvelope = specification({
  type: 'OpenEnvelope',
  event: 'EnvelopeOpened',
  door: 'custody',
  folder: 'registers/custody',
  who: ['anyOrgan'],
  rows: ['CU-01', 'CU-03'],
  says: { 'zh-CN': '开启信封', en: 'Open an envelope' },
  fields: {
    envelope: required(a('entry')),
    path: required(a('text'), 'submitter.name'),
    purpose: demanded(a('text'), '就意见的处理结果答复本人。'),
  },
})
