import { a, list, object, required } from '../../../fields.ts'
import { specification } from '../../../specification.ts'

const folder = 'registers/custody'
const door = 'custody'
const fields = {
  keys: required(list(a('text')), ['01900000-0000-4000-8000-000000000001']),
  matters: required(list(a('matter')), ['$matter']),
  ground: required(a('text'), '本人撤回同意，且已无继续保存的必要。'),
} as const

/** 提出抹除个人信息 · Keys and salts of persons are to be destroyed. */
export const proposeErasure = specification({
  type: 'ProposeErasure',
  event: 'ErasureProposed',
  door,
  folder,
  who: ['AD'],
  rows: ['CU-02', 'CU-03'],
  says: { 'zh-CN': '提出抹除个人信息', en: 'Propose the erasure of personal values' },
  fields,
})

/** 批准抹除个人信息 · The second official names the very same keys and matters, and his ground. */
export const approveErasure = specification({
  type: 'ApproveErasure',
  event: 'ErasureApproved',
  door,
  folder,
  who: ['OR'],
  rows: ['SoD-22', 'CU-02', 'CU-03'],
  says: { 'zh-CN': '批准抹除个人信息', en: 'Approve the erasure of personal values' },
  fields,
})

/** 已抹除 · What the keyring has destroyed: entered by the house itself, once it is done. */
export const recordErasure = specification({
  type: 'RecordErasure',
  event: 'KeysDestroyed',
  door,
  folder,
  who: ['clock'],
  rows: ['CU-03'],
  says: { 'zh-CN': '登记已抹除', en: 'Record that keys were destroyed' },
  fields: {
    /** The entry that approved it. */
    erasure: required(a('entry')),
    keys: required(list(a('text')), ['01900000-0000-4000-8000-000000000001']),
    values: required(list(object({ entry: required(a('entry')), path: required(a('text')) })), []),
  },
})
