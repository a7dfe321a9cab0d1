import { define, type Definition } from '../../../definition.ts'
import { ground } from '../../../grounds.ts'
import type { Custody } from '../state.ts'
import { onlyIn } from '../whole-record.ts'
import { recordOutage } from './commands.ts'

/** 停运: recorded once it is over. */
export const definitions: readonly Definition<Custody>[] = [
  define(recordOutage, {
    stages: 'any',
    outOfOrder: [],
    issues: (_command, custody: Custody) => onlyIn('custody/outages', custody),
    checks: ({ from, until }, _custody, at) =>
      from <= until && until <= at.present ? [] : [ground(at, 'CU-06')],
  }),
]
