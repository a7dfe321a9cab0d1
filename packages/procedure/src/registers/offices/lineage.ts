import type { Offices } from './state.ts'

/**
 * 沿革 · Every name under which a body went before or goes today: predecessors and successors, however often it was
 * renamed, merged or split, and the credit code beside the code of its organ (SoD-22). Two bodies that came out of one
 * by a split are not each other.
 */
export function lineageOf(institution: string, offices: Offices): readonly string[] {
  const edges = offices.successions.flatMap(({ institution: from, became }) =>
    became.map((to) => ({ from, to })),
  )
  const forth = (name: string) => edges.flatMap(({ from, to }) => (from === name ? [to] : []))
  const back = (name: string) => edges.flatMap(({ from, to }) => (to === name ? [from] : []))
  const start = sameBody([institution], offices)
  return [...new Set([...reached(start, forth, offices), ...reached(start, back, offices)])]
}

function reached(
  start: readonly string[],
  step: (name: string) => readonly string[],
  offices: Offices,
): readonly string[] {
  const found = new Set(start)
  // A set grows while it is walked: the walk ends when nothing new is reached.
  for (const name of found) {
    for (const next of sameBody(step(name), offices)) found.add(next)
  }
  return [...found]
}

/** The names of one body at one time: the code of its organ and its credit code. */
function sameBody(names: readonly string[], { appointments }: Offices): readonly string[] {
  const found = new Set(names)
  for (const name of found) {
    for (const { organ, institution } of appointments) {
      if (institution === undefined || isShared(organ, appointments)) continue
      if (name === organ) found.add(institution)
      if (name === institution) found.add(organ)
    }
  }
  return [...found]
}

// Experts of many bodies sit in one panel: such an organ is no body of its own.
function isShared(organ: string, appointments: Offices['appointments']): boolean {
  const codes = appointments.flatMap((one) =>
    one.organ === organ && one.institution !== undefined ? [one.institution] : [],
  )
  return new Set(codes).size > 1
}
