import { dateOf, type Instant } from '@juece/kernel'
import {
  emptyStream,
  jurisdictionOf,
  stageOf,
  withEntry,
  type Folded,
  type Matter,
  type Placed,
} from '@juece/procedure'
import { nextActs } from './next-acts.ts'
import {
  groundOfSilence,
  publicMomentsWith,
  publicRowOf,
  type PublicMoments,
} from './public-row.ts'

/** A matter as far as lists have read it. */
export interface Listed {
  readonly folded: Folded
  readonly proposed?: { readonly position: number; readonly at: Instant }
  /** Organs that have acted in it. */
  readonly acted: readonly string[]
  readonly stageSince: Instant | null
  /** The entries that told the public something, or found that it may not be told. */
  readonly told: PublicMoments
  readonly position: number
}

/** What is written of a matter: its row, its place on worklists, its dates. */
export interface Rows {
  readonly matter: Readonly<Record<string, unknown>> & { readonly id: string }
  readonly worklist: readonly Readonly<Record<string, unknown>>[]
  readonly dueDates: readonly Readonly<Record<string, unknown>>[]
  readonly publicMatters: readonly Readonly<Record<string, unknown>>[]
}

/** Nothing read yet. */
export function notListed(stream: string): Listed {
  return { folded: emptyStream(stream), acted: [], stageSince: null, told: {}, position: -1 }
}

/** One more entry. A refused act gives nobody a part in the matter. */
export function listedWith(listed: Listed, placed: Placed): Listed {
  const { position, entry } = placed
  const folded = withEntry(listed.folded, placed)
  const [before, after] = [matterOf(listed), folded.state as Matter]
  const isRecorded = entry.outcome.kind === 'recorded'
  const organ = isRecorded && 'organ' in entry.by ? entry.by.organ : undefined
  const isNew = listed.proposed === undefined && stageOf(after) !== 'S00'
  return {
    folded,
    position,
    ...(isNew ? { proposed: { position, at: entry.occurred } } : proposedOf(listed)),
    acted:
      organ === undefined || listed.acted.includes(organ) ? listed.acted : [...listed.acted, organ],
    told: publicMomentsWith(listed.told, after, { position, at: entry.occurred }),
    stageSince: stageOf(before) === stageOf(after) ? listed.stageSince : entry.occurred,
  }
}

function proposedOf({ proposed }: Listed): Pick<Listed, 'proposed'> {
  return proposed === undefined ? {} : { proposed }
}

/** The matter behind it. */
export function matterOf({ folded }: Listed): Matter {
  return folded.state as Matter
}

/** The civil year in which it was proposed. */
export function yearOf(at: Instant): number {
  return Number(dateOf(at).slice(0, 4))
}

/** 编号 · `JC-2024-0001`: the rank among those of its organ and year, in the order of the record. */
export function numberOf(year: number, rank: number): string {
  return `JC-${year}-${String(rank).padStart(4, '0')}`
}

/** The rows of a matter; none for a stream that holds refusals alone. */
export function rowsOf(listed: Listed, rank: number): Rows | undefined {
  const { proposed, stageSince, position, folded } = listed
  const matter = matterOf(listed)
  if (proposed === undefined) return undefined
  const id = matter.stream.slice('matter/'.length)
  const year = yearOf(proposed.at)
  const since = stageSince ?? proposed.at
  const running = Object.values(matter.deadlines).filter(({ over }) => !over)
  return {
    matter: {
      id,
      number: numberOf(year, rank),
      year,
      rank,
      jurisdiction: jurisdictionOf(matter.organ),
      organ: matter.organ,
      kind: matter.kind,
      title: matter.title,
      stage: stageOf(matter),
      is_over: matter.archive.closedAt !== undefined,
      undisclosed: groundOfSilence(matter) !== undefined,
      parts: partsOf(matter, listed.acted),
      units: matter.initiation.units,
      proposed: proposed.position,
      proposed_at: proposed.at,
      position,
      sequence: folded.sequence,
      stage_since: since,
    },
    worklist: nextActs(matter).map(({ act, post, organ, by }) => ({
      matter: id,
      act,
      post,
      organ,
      since,
      due: by === undefined ? null : (running.find(({ name }) => name === by)?.ends ?? null),
    })),
    dueDates: running.map((deadline) => ({
      matter: id,
      name: deadline.name,
      rule: deadline.rule,
      bound: deadline.bound,
      ends: deadline.ends ?? null,
      last_day: deadline.lastDay ?? null,
      stands_still: deadline.standsStill === true,
      awaits_year: deadline.awaitsYear ?? null,
      brings: deadline.brings ?? null,
      set_at: deadline.setAt,
      working_out: deadline.workingOut ?? null,
    })),
    publicMatters: publicRowOf(id, matter, listed.told),
  }
}

function partsOf(
  { organ, initiation, execution }: Matter,
  acted: readonly string[],
): readonly string[] {
  const named = [organ, ...initiation.units, initiation.studyUnit, ...execution.units, ...acted]
  return [...new Set(named.filter((one) => one !== undefined && one !== ''))].sort() as string[]
}
