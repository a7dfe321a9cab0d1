import { a, optional, required } from '../../../fields.ts'
import { specification } from '../../../specification.ts'

/**
 * 登记各流末条 · The last entry of every stream below a position, as one root; and the newest witnessed note of that
 * moment, so that old cosignatures lie inside the tree.
 */
export const recordHeads = specification({
  type: 'RecordHeads',
  event: 'HeadsRecorded',
  door: 'custody',
  folder: 'registers/custody',
  who: ['clock'],
  rows: ['CU-05'],
  says: { 'zh-CN': '登记各流末条', en: 'Record the heads of all streams' },
  fields: {
    below: required(a('int'), 12),
    count: required(a('int'), 6),
    /** RFC 6962 over the sorted heads. */
    root: required(
      a('text'),
      'sha256:8f9afe31683e739051996693c12f87634aa3b6ae43adc77b193db3384e1dceb2',
    ),
    witnessed: optional(a('text')),
  },
})
