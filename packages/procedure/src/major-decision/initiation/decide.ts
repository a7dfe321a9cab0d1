import type { Circumstances } from '../../circumstances.ts'
import { define, type Definition } from '../../definition.ts'
import { ground, unless } from '../../grounds.ts'
import type { Ground } from '../../history/entry.ts'
import { supersedesEnded, unknownMatter } from '../../matter/closing/reopening.ts'
import { workedOut } from '../../matter/dates.ts'
import { emptyOf, isFilled, isListed } from '../../texts.ts'
import type { CommandOf } from '../../specification.ts'
import {
  assignStudy,
  declineToStart,
  startProcedure,
  submitProposal,
  submitStudyOpinion,
} from './commands.ts'

/** 决策启动: how its commands are decided (713: 第十条、第十一条). */
export const definitions: readonly Definition[] = [
  define(submitProposal, {
    stages: ['S00'],
    outOfOrder: ['T01'],
    issues: ({ kind, organ, supersedes }, _matter, at) => [
      ...(kind === 'major-decision'
        ? []
        : [{ path: 'kind', message: '本系统尚未办理该类别 · this kind is not handled yet' }]),
      ...(organ.includes('/')
        ? []
        : [
            {
              path: 'organ',
              message: '须为完整机关代码 · an organ is written <jurisdiction>/<organ>',
            },
          ]),
      ...unknownMatter(supersedes, 'supersedes', at),
    ],
    checks: (command, _matter, at) => [
      ...proposalGaps(command, at),
      ...supersedesEnded(command.supersedes, at),
    ],
    records: ({ source }, _matter, at) => ({ event: replyDue(source, at) }),
  }),
  define(assignStudy, { stages: ['S01'], outOfOrder: ['T01'] }),
  define(submitStudyOpinion, {
    stages: ['S02'],
    outOfOrder: ['T02', 'MD-B01'],
    checks: ({ reasons }, _matter, at) =>
      unless(isFilled(reasons), at, 'MD-B01', { missing: ['reasons'] }),
  }),
  define(startProcedure, {
    stages: ['S03'],
    outOfOrder: ['MD-B01', 'MD-B04', 'T02', 'T03'],
    checks: ({ reasons, units, lead }, _matter, at) => [
      ...unless(isFilled(reasons), at, 'MD-B04', { missing: ['reasons'] }),
      ...unless(isListed(units), at, 'MD-B05', { missing: ['units'] }),
      // 第十一条: two units or more need a lead, and the lead is one of them.
      ...unless(
        (units ?? []).length < 2 || (lead !== undefined && units?.includes(lead) === true),
        at,
        'MD-B05',
        { missing: ['lead'] },
      ),
    ],
  }),
  define(declineToStart, {
    stages: ['S03'],
    outOfOrder: ['MD-B01', 'T03'],
    checks: ({ reasons }, _matter, at) =>
      unless(isFilled(reasons), at, 'MD-B04', { missing: ['reasons'] }),
  }),
]

// 第十条第二项: a department or a lower government files every part; 第三项: the public files in writing.
function proposalGaps(
  proposal: CommandOf<typeof submitProposal>,
  at: Circumstances,
): readonly Ground[] {
  const { source, problem, reasons, basis, plan, necessity, feasibility } = proposal
  if (source === 'department' || source === 'lowerGovernment') {
    const missing = emptyOf({ problem, reasons, basis, plan, necessity, feasibility })
    return missing.length === 0 ? [] : [ground(at, 'MD-B02', { missing, whoCan: ['proposer'] })]
  }
  const isOfThePublic = source === 'citizen' || source === 'organisation'
  return unless(!isOfThePublic || proposal.paper !== undefined, at, 'MD-B03', {
    missing: ['paper'],
  })
}

/** MD-B03: where a pack sets it, the time in which deputies and the public have their answer. */
function replyDue(source: string, at: Circumstances): object {
  const isAnswered = ['deputy', 'cppccMember', 'citizen', 'organisation'].includes(source)
  if (!isAnswered || at.rules.number('md.proposal.replyDays') === null) return {}
  const period = at.rules.period('md.proposal.replyDays')
  return { reply: workedOut({ start: at.time, period }, at) }
}
