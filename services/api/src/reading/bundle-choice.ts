import type { Profile } from '@juece/dossier'
import { jurisdictionOf, type Matter } from '@juece/procedure'
import type { Dependencies } from '../dependencies.ts'
import {
  adopting,
  closure,
  entriesOf,
  inOrder,
  noticeIn,
  statementsIn,
  streamsOfOpinions,
  type Read,
} from './bundle-parts.ts'
import { isOwn, withWhatWasConsidered } from './own-entries.ts'
import { groundFor, isPublicAct } from './public-acts.ts'
import { isUndisclosed } from './visibility.ts'

/** What is asked for: a matter, or one of its windows, as one may see it. */
export interface BundleAsk {
  /** The stream of the matter. */
  readonly matter: string
  readonly profile: Profile
  /** Only the opinions of this round. */
  readonly round?: number
  /** Whose entries a personal bundle shows. */
  readonly official?: string
}

/** An entry; one with a ground is shown by its digest alone. */
export type Shown = Read & { readonly withheld?: string }

/** What goes along, before it is sealed. */
export interface Chosen {
  readonly subject: readonly string[]
  readonly profile: Profile
  readonly entries: readonly Shown[]
  /** The window whose lists go along; else those of all statements shown. */
  readonly window?: string
}

/** What goes along; undefined where nothing of it is for this profile. Who may ask is decided before. */
export async function chosenFor(
  dependencies: Dependencies,
  { matter, profile, round, official = '' }: BundleAsk,
): Promise<Chosen | undefined> {
  const own = await entriesOf(dependencies, [matter])
  const window = round === undefined ? undefined : `${matter}#${round}`
  if (window !== undefined && noticeIn(own, window) === undefined) return undefined
  const streams = await streamsOfOpinions(dependencies.record, window ?? matter)
  // Where nobody spoke there is no stream of an opinion that a bundle could be about.
  const ofWindow = window !== undefined && streams.length > 0 ? window : undefined
  switch (profile) {
    case 'audit':
    case 'full':
      return ofWindow === undefined
        ? {
            subject: [matter],
            profile,
            entries: await closure(dependencies, all([matter, ...streams])),
          }
        : windowToDecideAgain(dependencies, profile, own, ofWindow, streams)
    case 'public':
      return ofWindow === undefined
        ? forThePublic(dependencies, matter, own)
        : windowForThePublic(dependencies, own, ofWindow, streams)
    case 'person':
      return forOfficial(dependencies, matter, own, official)
  }
}

/** The opinions of one window, and what is needed to decide them and the statements about them again. */
async function windowToDecideAgain(
  dependencies: Dependencies,
  profile: Profile,
  own: readonly Read[],
  window: string,
  streams: readonly string[],
): Promise<Chosen> {
  const [matter = ''] = window.split('#')
  const about = [noticeIn(own, window), ...statementsAbout(own, window)]
  const last = Math.max(...about.map((read) => read?.entry.sequence ?? 0))
  const entries = await closure(dependencies, new Map([...all(streams), [matter, last]]))
  return { subject: streams, profile, entries, window }
}

/** The matter's stream by its digests, and of it what was made public. */
async function forThePublic(
  dependencies: Dependencies,
  matter: string,
  own: readonly Read[],
): Promise<Chosen> {
  const withheld = groundFor('inside', officeOf(own))
  const isShown = publicIn(own)
  const entries = own.map((read) => (isShown(read) ? read : { ...read, withheld }))
  return { subject: [matter], profile: 'public', entries: await withLaw(dependencies, entries) }
}

/** The opinions of one window by their digests, with the notice and the statements about them. */
async function windowForThePublic(
  dependencies: Dependencies,
  own: readonly Read[],
  window: string,
  streams: readonly string[],
): Promise<Chosen> {
  const withheld = groundFor('opinion', officeOf(own))
  const opinions = (await entriesOf(dependencies, streams)).map((read) => ({ ...read, withheld }))
  const entries = await withLaw(dependencies, [...publicAbout(own, window), ...opinions])
  return { subject: streams, profile: 'public', entries, window }
}

/** The matter's stream by its digests, and of it the entries of one official. */
async function forOfficial(
  dependencies: Dependencies,
  matter: string,
  own: readonly Read[],
  official: string,
): Promise<Chosen | undefined> {
  const mine = own.filter(({ entry }) => isOwn(entry, official))
  if (mine.length === 0) return undefined
  const shown = new Set(withWhatWasConsidered(own, mine))
  const withheld = groundFor('others', officeOf(own))
  const entries = own.map((read) => (shown.has(read) ? read : { ...read, withheld }))
  return { subject: [matter], profile: 'person', entries: await withLaw(dependencies, entries) }
}

/** 本人意见 · One opinion with what became of it, and the public statements in which it was counted. */
export async function chosenForOpinion(
  dependencies: Dependencies,
  opinion: string,
): Promise<Chosen | undefined> {
  const own = await entriesOf(dependencies, [opinion])
  const window = own
    .flatMap(({ entry: { outcome } }) => (outcome.kind === 'recorded' ? outcome.events : []))
    .map((event) => event.window)
    .find((named) => typeof named === 'string')
  if (window === undefined) return undefined
  const [matter = ''] = window.split('#')
  const { folded } = await dependencies.desk.streams.fresh(matter)
  const isClosed = isUndisclosed(folded.state as Matter)
  const about = isClosed ? [] : publicAbout(await entriesOf(dependencies, [matter]), window)
  const entries = await withLaw(dependencies, [...own, ...about])
  return { subject: [opinion], profile: 'person', entries, window }
}

function all(streams: readonly string[]): ReadonlyMap<string, number> {
  return new Map(streams.map((stream) => [stream, Infinity]))
}

function statementsAbout(own: readonly Read[], window: string): readonly Read[] {
  return statementsIn(own)
    .filter((statement) => statement.window === window)
    .map(({ read }) => read)
}

/** The notice of a window and the statements about it, as far as they are public. */
function publicAbout(own: readonly Read[], window: string): readonly Read[] {
  const notice = noticeIn(own, window)
  const about = [...(notice === undefined ? [] : [notice]), ...statementsAbout(own, window)]
  return about.filter(publicIn(own))
}

function publicIn(own: readonly Read[]): (read: Read) => boolean {
  const isFeedbackGiven = own.some(
    ({ entry: { command, outcome } }) =>
      command.type === 'PublishFeedback' && outcome.kind === 'recorded',
  )
  return ({ entry }) => isPublicAct(entry, isFeedbackGiven)
}

/** 政府办 · The office that keeps the matter's papers, and so answers for what is kept back. */
function officeOf(own: readonly Read[]): string {
  const [first] = own
  const organ = first?.entry.command.organ
  return typeof organ === 'string' ? `${jurisdictionOf(organ)}/government-office` : '?'
}

/** With the entries that adopted what governed the shown ones: the law is no register of persons. */
async function withLaw(
  dependencies: Dependencies,
  entries: readonly Shown[],
): Promise<readonly Shown[]> {
  const shown = entries.filter(({ withheld }) => withheld === undefined)
  return inOrder([...entries, ...(await adopting(dependencies, shown))])
}
