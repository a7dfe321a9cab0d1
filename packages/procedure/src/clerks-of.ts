import { msOf } from '@juece/kernel'
import type { Matter } from './matter/state.ts'
import { clerkOf, progressOf, type Beside, type ClerkName } from './progress-of.ts'
import { commandId, type Due, type Progress } from './progress.ts'
import { endOfYear } from './registers/catalogue/decide.ts'
import { yearsDue, type Catalogue } from './registers/catalogue/state.ts'
import { doorOf } from './streams.ts'

/** Nothing was ever begun in such a stream. */
const unbegun = ''
const catalogueKind = 'yearly-catalogue'

/** The clerk of a stream, whatever its class; most have none. */
export function clerkIn(stream: string, state: unknown): ClerkName | undefined {
  switch (doorOf(stream)) {
    case 'matter':
      return clerkOf(state as Matter)
    case 'catalogue':
      return { workflowType: 'yearlyCatalogue', workflowId: stream }
    default:
      return undefined
  }
}

/** What the clerk of a stream knows at a position; undefined as long as nothing was begun there. */
export function progressIn(
  stream: string,
  state: unknown,
  position: number,
  beside: Beside = {},
): Progress | undefined {
  if (doorOf(stream) === 'catalogue') {
    const progress = progressOfCatalogue(state as Catalogue, position, beside)
    return progress.kind === unbegun ? undefined : progress
  }
  const matter = state as Matter
  return matter.stage === 'S00' ? undefined : progressOf(matter, position, beside)
}

/** 目录年度 · What time will ask for of a catalogue: the end of each year that was not marked yet (MD-A04). */
export function progressOfCatalogue(
  catalogue: Catalogue,
  position: number,
  { refused }: Pick<Beside, 'refused'> = {},
): Progress {
  const owed = yearsDue(catalogue, endOfYear).map(({ brings, setAt, ends }): Due => {
    const due = { brings, setAt, dueMs: msOf(ends) }
    const id = commandId(catalogue.organ, due)
    return refused?.has(id) === true ? { ...due, isRefused: true } : due
  })
  return {
    position,
    kind: catalogue.began.length === 0 ? unbegun : catalogueKind,
    // 列入目录.
    stage: 'S05',
    walk: 0,
    isOver: owed.length === 0,
    facts: { everyYearOver: owed.length === 0 ? 'yes' : 'no' },
    deadlines: {},
    owed: owed.toSorted((a, b) => (a.dueMs ?? 0) - (b.dueMs ?? 0)),
  }
}
