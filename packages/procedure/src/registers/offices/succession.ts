import type { CalendarDate } from '@juece/kernel'
import { a, list, required, word } from '../../fields.ts'
import { define, type Definition } from '../../definition.ts'
import { specification } from '../../specification.ts'
import type { Offices } from './state.ts'

/** 机构沿革 · What a body became, and when. */
export interface Succession {
  readonly institution: string
  readonly became: readonly string[]
  readonly kind: 'renamed' | 'merged' | 'split' | 'converted' | 'abolished'
  readonly from: CalendarDate
}

/** 登记机构沿革: proposed by one administrator, in force when another approves. */
export const recordSuccession = specification({
  type: 'RecordSuccession',
  event: 'SuccessionRecorded',
  door: 'offices',
  folder: 'registers/offices',
  who: ['AD'],
  rows: ['SoD-05', 'SoD-22', 'SoD-17'],
  says: { 'zh-CN': '登记机构沿革', en: 'Record what a body became' },
  fields: {
    institution: required(a('text'), '县政策研究室'),
    became: required(list(a('text')), ['县发展研究中心']),
    kind: required(word('renamed', 'merged', 'split', 'converted', 'abolished')),
    from: required(a('date')),
    document: required(a('digest')),
  },
})

/** How it is decided: only a body that was abolished became nothing. */
export const successionDefinition: Definition<Offices> = define(recordSuccession, {
  stages: 'any',
  outOfOrder: [],
  issues: ({ institution, became, kind }) => [
    ...((became.length === 0) === (kind === 'abolished')
      ? []
      : [
          {
            path: 'became',
            message: '写明沿革后的机构；撤销的不写 · name what it became, unless it was abolished',
          },
        ]),
    ...(became.includes(institution)
      ? [{ path: 'became', message: '不得为原机构本身 · a body does not become itself' }]
      : []),
  ],
})

/** The register with one more succession. */
export function withSuccession(
  offices: Offices,
  { institution, became, kind, from }: Succession,
): Offices {
  return {
    ...offices,
    successions: [...offices.successions, { institution, became, kind, from }],
  }
}
