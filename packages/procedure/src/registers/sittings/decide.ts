import type { Circumstances } from '../../circumstances.ts'
import type { Issue } from '../../decider.ts'
import { define, type Definition, type Gate } from '../../definition.ts'
import { unless } from '../../grounds.ts'
import { closeSitting, conveneSitting, openSitting, recordAttendance } from './commands.ts'
import type { Sitting } from './state.ts'

/** 会议场次: how its commands are decided. Items are none of its business. */
export const definitions: readonly Definition<Sitting>[] = [
  define(conveneSitting, {
    stages: 'any',
    outOfOrder: [],
    // What was convened once is not convened over again.
    gates: [is('none', 'T50')],
    issues: ({ chair, members }) => [
      ...(members.length === 0
        ? [{ path: 'members', message: '没有组成人员 · a sitting has members' }]
        : []),
      ...(new Set(members).size === members.length
        ? []
        : [{ path: 'members', message: '组成人员重复 · a member is named twice' }]),
      ...notMembers('chair', [chair], members),
    ],
  }),
  define(openSitting, {
    stages: 'any',
    outOfOrder: [],
    gates: [is('convened', 'T26')],
    issues: ({ chair, present, absent }, { members }) => [
      ...notMembers('present', present, members),
      ...notMembers(
        'absent',
        absent.map(({ member }) => member),
        members,
      ),
      ...(present.includes(chair)
        ? []
        : [{ path: 'chair', message: '主持人不在场 · the chair is not present' }]),
      ...(absent.some(({ member }) => present.includes(member))
        ? [{ path: 'absent', message: '同一人既到会又缺席 · present and absent at once' }]
        : []),
    ],
  }),
  define(recordAttendance, {
    stages: 'any',
    outOfOrder: [],
    gates: [is('open', 'T26')],
    issues: ({ member }, { members }) => notMembers('member', [member], members),
  }),
  define(closeSitting, { stages: 'any', outOfOrder: [], gates: [is('open', 'T26')] }),
]

function is(status: Sitting['status'], rule: string): Gate<Sitting> {
  return (sitting: Sitting, at: Circumstances) =>
    unless(sitting.status === status, at, rule, { missing: ['sitting'] })
}

function notMembers(
  path: string,
  named: readonly string[],
  members: readonly string[],
): readonly Issue[] {
  const strangers = named.filter((official) => !members.includes(official))
  if (strangers.length === 0) return []
  const names = strangers.join('、')
  return [{ path, message: `不是本次会议的组成人员 · not a member of this sitting: ${names}` }]
}
