import { endOf } from '@juece/kernel'
import { on, type Evolution } from '../definition.ts'
import {
  approveFinding,
  fixDueDate,
  markDecisionOverdue,
  proposeFinding,
  recordDelay,
  registerDraft,
} from './commands.ts'
import { withDeadline, withoutDeadline } from './matter.ts'
import type {
  Deadline,
  DeadlineName,
  Finding,
  FindingCode,
  Matter,
  WorkedOutDate,
} from './state.ts'

/** What every matter's own events change. */
export const evolutions: readonly Evolution[] = [
  on(registerDraft, (matter, { version, text, explanation, alternatives }, { position }) => ({
    ...matter,
    drafts: [
      ...matter.drafts,
      {
        version,
        text,
        position,
        ...(explanation === undefined ? {} : { explanation }),
        ...(alternatives === undefined ? {} : { alternatives: alternatives.length }),
      },
    ],
  })),
  on(proposeFinding, (matter, { findings }, { position, by }) => {
    const proposer = 'official' in by ? by.official : ''
    const proposed = findings.map(({ evidence: _evidence, head: _head, ...finding }) => {
      return [finding.code, { ...finding, proposer, position } as Finding] as const
    })
    return {
      ...matter,
      proposedFindings: { ...matter.proposedFindings, ...Object.fromEntries(proposed) },
    }
  }),
  on(approveFinding, (matter, { findings }, { position, by }) => {
    const approver = 'official' in by ? by.official : ''
    return findings.reduce((state, { code, agrees }) => {
      return agreed(state, code, agrees, approver, position)
    }, matter)
  }),
  on(recordDelay, (matter, { limit }, { position }) => ({
    ...matter,
    delays: [...matter.delays, { limit, position }],
  })),
  on(markDecisionOverdue, (matter) => withoutDeadline(matter, 'decideBy')),
  on<typeof fixDueDate, { readonly deadline: WorkedOutDate & { readonly name: DeadlineName } }>(
    fixDueDate,
    (matter, { deadline: { name, ...date } }, { position }) => {
      const before = matter.deadlines[name]
      if (before === undefined) return matter
      const { rule, bound, brings } = before
      return withDeadline(stillAwaiting(matter, before, position), name, {
        ...date,
        rule,
        bound,
        setAt: position,
        ...(brings === undefined ? {} : { brings }),
      })
    },
  ),
]

// One entry may set several dates that await a calendar. Each fixing answers for one of them; the others wish anew.
function stillAwaiting(matter: Matter, { setAt }: Deadline, position: number): Matter {
  const moved = Object.entries(matter.deadlines).map(([name, deadline]) => {
    const awaits = deadline.setAt === setAt && deadline.awaitsYear !== undefined
    return [name, awaits ? { ...deadline, setAt: position } : deadline] as const
  })
  return { ...matter, deadlines: Object.fromEntries(moved) }
}

function agreed(
  matter: Matter,
  code: FindingCode,
  agrees: boolean,
  approver: string,
  position: number,
): Matter {
  const { [code]: proposed, ...others } = matter.proposedFindings
  if (proposed === undefined || !agrees) return { ...matter, proposedFindings: others }
  const finding = { ...proposed, approver, position }
  const answered = {
    ...matter,
    proposedFindings: others,
    findings: { ...matter.findings, [code]: finding },
    changes: code === 'AF-12' ? [...matter.changes, finding] : matter.changes,
  }
  if (code !== 'AF-14' || finding.decideBy === undefined) return answered
  // 第三十八条第二款: where the law sets a date, it runs from now on.
  return withDeadline(answered, 'decideBy', {
    rule: 'MD-H12',
    bound: 'ceiling',
    setAt: position,
    ends: endOf(finding.decideBy),
    lastDay: finding.decideBy,
    brings: 'MarkDecisionOverdue',
  })
}
