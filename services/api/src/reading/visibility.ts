import { factsOf, jurisdictionOf, type Matter } from '@juece/procedure'
import { parseEntry, type Request } from '@juece/procedure/wire'
import { matterBehind, type Post } from '@juece/registrar/person'
import type { Dependencies } from '../dependencies.ts'
import type { Caller } from '../plugins/sign-in.ts'
import { notFound, ProblemError } from '../problem.ts'
import type { Register } from '../routes/params.ts'

/** Posts whose part in a matter stays even where it is lawfully not public. */
const insiders: ReadonlySet<string> = new Set([
  'head',
  'executive-deputy',
  'deputy-head',
  'member',
  'recorder',
  'government-office',
  'office-director',
  'legality-reviewer',
  'legality-head',
  'legal-adviser',
  'openness-reviewer',
  'market-regulator',
  'risk-assessor',
  'party-committee',
  'peoples-congress',
  'superior',
  'archivist',
  'auditor',
])

const unitPosts: ReadonlySet<string> = new Set([
  'undertaking-unit-handler',
  'undertaking-unit-principal',
  'unit-legal-staff',
  'executing-unit',
])

/**
 * 知情范围 · Who may read a matter: posts of its jurisdiction; of one found lawfully not public only the office,
 * the reviewers, the members, the auditors, the units that have a part in it, and the experts on its panel.
 */
export function mayRead(matter: Matter, { official, posts, actAs }: Caller): boolean {
  const home = jurisdictionOf(matter.organ)
  const held = [...posts, ...(actAs === undefined ? [] : heldPost(posts, actAs))]
  const here = held.filter(({ organ }) => jurisdictionOf(organ) === home)
  if (here.length === 0) return false
  if (!isUndisclosed(matter)) return true
  return here.some((post) => isInside(matter, official, post))
}

/** 依法不公开 · Found so, or withheld from publication in the end. */
export function isUndisclosed(matter: Matter): boolean {
  return (
    factsOf(matter)['lawfullyUndisclosed'] === 'yes' || matter.publication.withheld !== undefined
  )
}

function heldPost(posts: readonly Post[], { organ, post }: Post): readonly Post[] {
  return posts.filter((held) => held.organ === organ && held.post === post)
}

function isInside(matter: Matter, official: string, { organ, post }: Post): boolean {
  const { initiation, execution, experts } = matter
  if (insiders.has(post)) return true
  if (unitPosts.has(post)) {
    const units = [...initiation.units, ...execution.units]
    return units.length === 0 || units.includes(organ)
  }
  if (organ === initiation.studyUnit || organ === initiation.proposer) return true
  return experts.panel.some(({ id }) => id === official)
}

/** Registers are read by whoever holds a post; an opinion by the readers of its matter. */
export async function mayReadRegister(
  { desk }: Pick<Dependencies, 'desk'>,
  caller: Caller,
  { register, stream }: Register,
): Promise<void> {
  if (register !== 'opinion') return
  const { folded } = await desk.streams.fresh(stream)
  if (folded.sequence === 0) return
  const { window } = folded.state as { readonly window?: string }
  const matter = await desk.streams.fresh(window?.split('#')[0] ?? '')
  if (!mayRead(matter.folded.state as Matter, caller)) throw new ProblemError(notFound)
}

/** An envelope is opened by whoever may read the matter it belongs to; for everybody else there is none. */
export async function mayOpen(
  { desk }: Pick<Dependencies, 'desk'>,
  caller: Caller,
  command: Request,
): Promise<void> {
  if (command.type !== 'OpenEnvelope' || typeof command.envelope !== 'number') return
  const [stored] = await desk.house.reader.readPositions([command.envelope])
  if (stored === undefined) return
  const { stream, command: enclosing } = parseEntry(stored.bytes)
  const matter = matterBehind(stream, enclosing)
  if (matter === null) return
  const { folded } = await desk.streams.fresh(matter)
  if (!mayRead(folded.state as Matter, caller)) throw new ProblemError(notFound)
}
