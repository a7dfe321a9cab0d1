import { define, type Definition } from '../../definition.ts'
import { unless } from '../../grounds.ts'
import { anotherAdministrator, unknownChange } from '../approval.ts'
import {
  appointToPost,
  approveRegisterChange,
  endAppointment,
  grantActingAuthority,
} from './commands.ts'
import type { Offices } from './state.ts'
import { successionDefinition } from './succession.ts'

const reservedWords = ['clock', 'notice', 'report', 'public', 'founding']

/** 任职: how its commands are decided; who may lodge them is asked first, as everywhere. */
export const definitions: readonly Definition<Offices>[] = [
  define(appointToPost, {
    stages: 'any',
    outOfOrder: [],
    issues: ({ official, organ, post }, { jurisdiction, appointments }: Offices) => [
      ...(reservedWords.includes(official)
        ? [{ path: 'official', message: '该标识保留 · this id is reserved' }]
        : []),
      ...(organ.startsWith(`${jurisdiction}/`)
        ? []
        : [{ path: 'organ', message: `须属于 ${jurisdiction} · not an organ of ${jurisdiction}` }]),
      ...(appointments.some(
        (held) =>
          held.official === official &&
          held.organ === organ &&
          held.post === post &&
          held.until === undefined,
      )
        ? [{ path: 'post', message: '已任此职 · already holds this post' }]
        : []),
    ],
  }),
  define(endAppointment, {
    stages: 'any',
    outOfOrder: [],
    issues: ({ official, organ, post }, { appointments }: Offices) =>
      appointments.some(
        (held) => held.official === official && held.organ === organ && held.post === post,
      )
        ? []
        : [{ path: 'official', message: '未任此职 · does not hold this post' }],
  }),
  define(grantActingAuthority, {
    stages: 'any',
    outOfOrder: [],
    checks: ({ until, document }, _offices: Offices, at) => [
      // SoD-23: from an instant to an instant, on a document.
      ...unless(until !== undefined, at, 'SoD-23', { missing: ['until'] }),
      ...unless(document !== undefined, at, 'SoD-23', { missing: ['document'] }),
    ],
  }),
  successionDefinition,
  define(approveRegisterChange, {
    stages: 'any',
    outOfOrder: [],
    bars: (_offices, at, by) =>
      unless('official' in by && by.post === 'administrator', at, 'PW-01', {
        whoCan: ['administrator'],
      }),
    issues: ({ change }, { pending }: Offices) => unknownChange(pending, change),
    checks: ({ change }, { pending }, at, by) => anotherAdministrator(pending, change, at, by),
  }),
]
