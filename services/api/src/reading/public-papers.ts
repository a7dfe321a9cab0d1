import { isDigest } from '@juece/kernel'
import type { Attached, Entry, Matter, Placed } from '@juece/procedure'
import { isUndisclosed } from './visibility.ts'

/** 公开的文件 · A paper that an act of publication put before everybody. */
export interface PublicPaper extends Attached {
  readonly kind:
    'draft' | 'explanation' | 'notice' | 'feedback' | 'decision' | 'adoption' | 'interpretation'
  /** The round of public comment, or none. */
  readonly round?: number
  readonly version?: number
}

/** Whether an entry is a recorded act of one of these types. */
export function isRecorded({ outcome, command }: Entry, ...types: readonly string[]): boolean {
  return outcome.kind === 'recorded' && types.includes(command.type)
}

/** Whether an entry put a comment notice before the public. */
export function isNotice(entry: Entry): boolean {
  return (
    isRecorded(entry, 'PublishCommentNotice') ||
    (isRecorded(entry, 'EnterNotice') && entry.command['of'] === 'comment')
  )
}

/**
 * What the public may read of the papers of a matter: those that an act of publication names, and no other. The text
 * of a draft comes with its notice; where the check before publication took parts out of it, the notice alone does.
 */
export function publicPapers(matter: Matter, placed: readonly Placed[]): readonly PublicPaper[] {
  if (isUndisclosed(matter)) return []
  return placed.flatMap(({ entry }) => {
    const { command } = entry
    if (isNotice(entry)) {
      const [round, version] = [Number(command['round']), Number(command['draft'])]
      if (isWithdrawn(matter, round)) return []
      const text = matter.drafts.find((draft) => draft.version === version)?.text
      const isWhole = isWholePublic(placed, version)
      return [
        ...(isWhole && text !== undefined
          ? [{ kind: 'draft' as const, round, version, ...text }]
          : []),
        ...named('explanation', command['explanation'], { round, version }),
        ...named('notice', command['notice'], { round, version }),
      ]
    }
    if (isRecorded(entry, 'PublishFeedback')) return named('feedback', command['feedback'])
    if (!isRecorded(entry, 'PublishDecision')) return []
    return [
      ...named('decision', command['text']),
      ...named('adoption', command['adoptionExplanation']),
      ...named('interpretation', command['interpretation']),
    ]
  })
}

/** What the check before publication took out of a draft; undefined where nobody cleared it. */
export function removedParts(
  placed: readonly Placed[],
  version: number,
): { readonly count: number; readonly position: number } | undefined {
  const clearing = clearingOf(placed, version)
  if (clearing === undefined) return undefined
  const { removed } = clearing.entry.command
  return { count: Array.isArray(removed) ? removed.length : 0, position: clearing.position }
}

/** The newest word of the openness reviewer about a draft. */
function clearingOf(placed: readonly Placed[], version: number): Placed | undefined {
  return placed.findLast(
    ({ entry }) => isRecorded(entry, 'ClearCommentNotice') && entry.command['draft'] === version,
  )
}

/** 第十五条第一款: the draft goes out with its notice; not where the check took parts out, or did not clear it. */
function isWholePublic(placed: readonly Placed[], version: number): boolean {
  const clearing = clearingOf(placed, version)
  if (clearing === undefined) return true
  const { cleared, removed } = clearing.entry.command
  return cleared === true && !(Array.isArray(removed) && removed.length > 0)
}

function isWithdrawn({ comment }: Matter, round: number): boolean {
  return comment.rounds.some((one) => one.round === round && one.withdrawn !== undefined)
}

function named(
  kind: PublicPaper['kind'],
  paper: unknown,
  of: Pick<PublicPaper, 'round' | 'version'> = {},
): readonly PublicPaper[] {
  if (typeof paper !== 'object' || paper === null) return []
  const { digest, length, mediaType } = paper as Readonly<Record<string, unknown>>
  if (typeof digest !== 'string' || !isDigest(digest)) return []
  return [{ kind, ...of, digest, length: Number(length), mediaType: String(mediaType) }]
}
