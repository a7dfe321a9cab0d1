import type { By, StoredEvent } from '../../history/entry.ts'
import type { Matter } from '../../matter/state.ts'
import type { Parties } from './state.ts'

const posts: readonly string[] = ['expert', 'risk-assessor', 'hearing-organiser']
const named = new Set(['PanelSelected', 'AssessmentPlanned'])

/**
 * 决策前承担主要论证、评估工作的人和单位 · What an event adds to them: who is named for the argumentation or the
 * assessment, and who lodges in such a post, each with the body behind him. Nobody leaves this list.
 */
export function withBefore(matter: Matter, event: StoredEvent, by: By): Matter {
  const { before } = matter.evaluation
  const added = [...namedIn(event), ...actingIn(by)]
  if (added.length === 0) return matter
  const joined: Parties = {
    persons: joinedWith(
      before.persons,
      added.flatMap(({ person }) => person),
    ),
    institutions: joinedWith(
      before.institutions,
      added.flatMap(({ institution }) => institution),
    ),
  }
  return { ...matter, evaluation: { ...matter.evaluation, before: joined } }
}

interface Party {
  readonly person: readonly string[]
  readonly institution: readonly string[]
}

function namedIn(event: StoredEvent): readonly Party[] {
  if (!named.has(event.type)) return []
  const { experts } = event
  return Array.isArray(experts)
    ? experts.map((expert: unknown) => partyOf(expert, 'id'))
    : [partyOf(event, 'assessor')]
}

function partyOf(value: unknown, name: string): Party {
  if (typeof value !== 'object' || value === null) return { person: [], institution: [] }
  const members = new Map(Object.entries(value))
  return { person: textsIn(members.get(name)), institution: textsIn(members.get('institution')) }
}

function actingIn(by: By): readonly Party[] {
  return 'official' in by && posts.includes(by.post)
    ? [{ person: [by.official], institution: [by.organ] }]
    : []
}

function textsIn(value: unknown): readonly string[] {
  return typeof value === 'string' && value.trim() !== '' ? [value] : []
}

function joinedWith(before: readonly string[], added: readonly string[]): readonly string[] {
  return [...new Set([...before, ...added])]
}
