import { a, optional, required } from '../../../fields.ts'
import { specification } from '../../../specification.ts'

const folder = 'registers/custody'
const door = 'custody'

/** 公告新密钥 · The log will sign under a further key; the key before it, and the offline root, vouch for it. */
export const announceLogKey = specification({
  type: 'AnnounceLogKey',
  event: 'LogKeyAnnounced',
  door,
  folder,
  who: ['AD'],
  rows: ['CU-07'],
  says: { 'zh-CN': '公告日志新密钥', en: 'Announce a new key of the log' },
  fields: {
    /** The new key as verifiers write it: name, key id and key. */
    key: required(a('text'), 'record.example.gov.cn/cn-000000+00000000+AQ=='),
    /** Over the line of the new key, by a key of the log that is not retired. */
    by: required(a('text'), 'record.example.gov.cn/cn-000000+11111111+AQ=='),
    signature: required(a('text'), 'c2lnbmF0dXJl'),
    /** The same by the root that is kept offline, where there is one. */
    root: optional(a('text')),
    rootSignature: optional(a('text')),
  },
})

/** 停用密钥 · Beyond this size a note under the key is worth nothing; at or below it, it stays good. */
export const retireLogKey = specification({
  type: 'RetireLogKey',
  event: 'LogKeyRetired',
  door,
  folder,
  who: ['AD'],
  rows: ['CU-07'],
  says: { 'zh-CN': '停用日志密钥', en: 'Retire a key of the log' },
  fields: {
    key: required(a('text'), 'record.example.gov.cn/cn-000000+11111111+AQ=='),
    lastSize: required(a('int'), 12),
    reasons: optional(a('text'), '按期更换。'),
  },
})
