import type { Instant } from '@juece/kernel'
import { factsOf, type Matter } from '@juece/procedure'

/** An entry, and when its act occurred. */
export interface Moment {
  readonly position: number
  readonly at: Instant
}

/** When the public was answered, when the decision was published, when it was found that it may not be. */
export interface PublicMoments {
  readonly answered?: Moment
  readonly published?: Moment
  readonly hidden?: Moment
}

/** 不公开的理由 · The ground on which a matter is lawfully not public; undefined where it is. */
export function groundOfSilence(matter: Matter): string | undefined {
  const { withheld } = matter.publication
  if (withheld !== undefined) return withheld.ground
  if (factsOf(matter)['lawfullyUndisclosed'] !== 'yes') return undefined
  return matter.findings['AF-02']?.ground ?? 'other'
}

/** One more entry: what it told is remembered with its moment, and forgotten once it no longer holds. */
export function publicMomentsWith(
  told: PublicMoments,
  matter: Matter,
  here: Moment,
): PublicMoments {
  const since = (before: Moment | undefined, position: number | undefined) =>
    position === undefined ? undefined : before?.position === position ? before : here
  const answered = since(told.answered, matter.participation.adoption?.position)
  const published = since(told.published, matter.publication.published?.position)
  const hidden = groundOfSilence(matter) === undefined ? undefined : (told.hidden ?? here)
  return {
    ...(answered === undefined ? {} : { answered }),
    ...(published === undefined ? {} : { published }),
    ...(hidden === undefined ? {} : { hidden }),
  }
}

/** The row of a matter that has something to show to everybody; none for one that has not. */
export function publicRowOf(
  matterId: string,
  matter: Matter,
  { answered, published, hidden }: PublicMoments,
): readonly Readonly<Record<string, unknown>>[] {
  const round = matter.comment.rounds.findLast(({ withdrawn }) => withdrawn === undefined)
  if (round === undefined && published === undefined && hidden === undefined) return []
  const isAnswered = answered !== undefined && matter.participation.adoption?.round === round?.round
  return [
    {
      matter: matterId,
      round: round?.round ?? null,
      opened: round?.publishedAt ?? null,
      ends: round?.ends ?? null,
      shut: round?.closed !== undefined,
      answered: isAnswered ? answered.position : null,
      answered_at: isAnswered ? answered.at : null,
      published: published?.position ?? null,
      published_at: published?.at ?? null,
      ground: groundOfSilence(matter) ?? null,
      hidden: hidden?.position ?? null,
      hidden_at: hidden?.at ?? null,
    },
  ]
}
