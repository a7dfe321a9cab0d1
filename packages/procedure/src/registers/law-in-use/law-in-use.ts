import { deciderFrom } from '../../decider-of.ts'
import { define, type Definition, type Evolution } from '../../definition.ts'
import type { StoredEvent } from '../../history/entry.ts'
import type { EventOf } from '../../specification.ts'
import { anotherAdministrator, unknownChange } from '../approval.ts'
import { proposerOf } from '../offices/evolve.ts'
import { approveRegisterChange } from '../offices/commands.ts'
import { adoptCalendar, adoptPack, adoptRulebook } from './commands.ts'
import {
  approverOf,
  mayApprove,
  packAdopted,
  packGrounds,
  packIssues,
  type WorkedOut,
} from './packs.ts'
import { noLaw, packsOf, type LawInUse } from './state.ts'

const definitions: readonly Definition<LawInUse>[] = [
  define(adoptRulebook, {
    stages: 'any',
    outOfOrder: [],
    // U-03: a digest once superseded is not adopted again.
    issues: ({ rules }, { adoptedRules }: LawInUse) =>
      adoptedRules.some((adopted) => adopted.rules === rules)
        ? [{ path: 'rules', message: '该规则册曾经采用 · this rulebook was adopted before' }]
        : [],
  }),
  define(adoptPack, {
    stages: 'any',
    outOfOrder: [],
    issues: packIssues,
    checks: packGrounds,
    records: packAdopted,
  }),
  define(adoptCalendar, {
    stages: 'any',
    outOfOrder: [],
    issues: ({ calendar }, { adoptedCalendars }: LawInUse) =>
      adoptedCalendars.includes(calendar)
        ? [{ path: 'calendar', message: '该日历曾经采用 · this calendar was adopted before' }]
        : [],
  }),
  define(approveRegisterChange, {
    stages: 'any',
    outOfOrder: [],
    issues: ({ change }, { pending }: LawInUse) => unknownChange(pending, change),
    bars: mayApprove,
    checks: (command, law, at, by) => [
      ...approverOf(command, law, at, by),
      ...anotherAdministrator(law.pending, command.change, at, by),
    ],
  }),
]

const evolutions: readonly Evolution<LawInUse>[] = [
  ...[adoptRulebook, adoptPack, adoptCalendar].map(({ event }): Evolution<LawInUse> => ({
    event,
    evolve: (law, happened, seen) =>
      'founding' in seen.by
        ? inForce(law, happened, seen.sequence)
        : {
            ...law,
            isFounding: false,
            pending: [
              ...law.pending,
              { sequence: seen.sequence, proposer: proposerOf(seen), event: happened },
            ],
          },
  })),
  {
    event: approveRegisterChange.event,
    evolve: (law, happened, seen) => {
      const { change, agrees } = happened as unknown as EventOf<typeof approveRegisterChange>
      const proposed = law.pending.find(({ sequence }) => sequence === change)
      const rest = { ...law, pending: law.pending.filter(({ sequence }) => sequence !== change) }
      return proposed === undefined || !agrees ? rest : inForce(rest, proposed.event, seen.sequence)
    },
  },
]

function inForce(law: LawInUse, event: StoredEvent, sequence: number): LawInUse {
  if (event.type === adoptRulebook.event) {
    const { rules } = event as unknown as EventOf<typeof adoptRulebook>
    return { ...law, rules, adoptedRules: [...law.adoptedRules, { rules, sequence }] }
  }
  if (event.type === adoptPack.event) {
    const { jurisdiction, pack, level, from, reachesRunning, rules, reaches } =
      event as unknown as EventOf<typeof adoptPack, WorkedOut>
    const adopted = { rules, pack: pack.digest, level, from, reachesRunning, reaches, sequence }
    const packs = [...packsOf(law, jurisdiction), adopted]
    return { ...law, packs: { ...law.packs, [jurisdiction]: packs } }
  }
  const { calendar } = event as unknown as EventOf<typeof adoptCalendar>
  return { ...law, calendar, adoptedCalendars: [...law.adoptedCalendars, calendar] }
}

/** 规则与日历的采用 `law-in-use`. */
export const lawInUseDecider = deciderFrom<LawInUse>({
  initial: () => noLaw,
  definitions,
  evolutions,
  about: ({ isFounding }, _at, command) => ({
    isFounding,
    // A pack is adopted for a jurisdiction, by those who administer it.
    ...(typeof command?.jurisdiction === 'string' ? { organ: command.jurisdiction } : {}),
  }),
})
/** The rows of the command table that go through this register's door. */
export const lawInUseSpecifications = definitions.map(({ specification }) => specification)
