import { a, list, optional, required, word } from '../../fields.ts'
import { specification } from '../../specification.ts'
import { signed } from '../initiation/commands.ts'

const folder = 'accountability'
const door = 'matter'
const who = ['superior', 'DO', 'SV'] as const
const rule = word('MD-O01', 'MD-O02', 'MD-O03', 'MD-O04', 'MD-O05', 'MD-O06', 'MD-O07')
const rows = ['MD-O01', 'MD-O02', 'MD-O03', 'MD-O04', 'MD-O05', 'MD-O06', 'MD-O07', 'T48'] as const

/** 责任追究立案 · 第三十八条至第四十一条. */
export const openAccountability = specification({
  type: 'OpenAccountability',
  event: 'AccountabilityOpened',
  door,
  folder,
  who,
  rows,
  says: { 'zh-CN': '责任追究立案', en: 'Open a case of accountability' },
  fields: {
    rule: required(rule),
    persons: required(list(a('official')), ['$head']),
    paper: required(a('digest')),
    ...signed,
  },
})

/** 责任追究结案. */
export const closeAccountability = specification({
  type: 'CloseAccountability',
  event: 'AccountabilityClosed',
  door,
  folder,
  who,
  rows,
  says: { 'zh-CN': '责任追究结案', en: 'Close a case of accountability' },
  fields: {
    rule: required(rule),
    persons: required(list(a('official')), ['$head']),
    outcome: optional(a('text'), '责令改正；表示不同意见的成员免予追究。'),
    paper: required(a('digest')),
    ...signed,
  },
})
