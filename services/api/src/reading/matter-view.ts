import { dateOf, type Instant } from '@juece/kernel'
import {
  foldStream,
  isTransition,
  progressOf,
  stageOf,
  transitions,
  type Matter,
  type Placed,
} from '@juece/procedure'
import { parseEntry } from '@juece/procedure/wire'
import { speakerOf } from '../answers/spoken.ts'
import type { Dependencies } from '../dependencies.ts'
import type { Caller } from '../plugins/sign-in.ts'
import { notFound, ProblemError } from '../problem.ts'
import { calendarInUse, deadlineViews, type RowSpeech } from './deadlines.ts'
import { coarseState, stageNames } from './stage-names.ts'
import { stepsOf } from './steps.ts'

/** A matter as its readers see it. */
export type MatterView = Readonly<Record<string, unknown>>

/** 事项 · The matter folded from its stream, with what this caller may do and what bars the rest. */
export async function matterView(
  dependencies: Dependencies,
  caller: Caller,
  stream: string,
): Promise<MatterView> {
  const { folded, position, digest } = await dependencies.desk.streams.fresh(stream)
  const matter = folded.state as Matter
  const [body, acts, opinions] = await Promise.all([
    bodyOf(dependencies, matter, { position, sequence: folded.sequence, digest }),
    actsOf(dependencies, caller, matter),
    opinionsOf(dependencies, matter),
  ])
  return { ...body, opinions, ...acts }
}

/** The matter as it was known at a moment: the fold of what was entered by then. */
export async function matterKnown(
  dependencies: Dependencies,
  stream: string,
  known: Instant,
): Promise<MatterView> {
  const stored = await dependencies.desk.house.reader.readStream(stream, { enteredBy: known })
  const last = stored.at(-1)
  if (last === undefined) throw new ProblemError(notFound)
  const placed = stored.map(({ position, bytes }) => ({ position, entry: parseEntry(bytes) }))
  const { state, sequence } = foldStream(stream, placed)
  return {
    known,
    ...(await bodyOf(dependencies, state as Matter, {
      position: last.position,
      sequence,
      digest: last.digest,
    })),
  }
}

/** 事后登记 · What had happened by then and was entered later: shown beside the fold, never in it. */
export async function registeredLate(
  { desk }: Pick<Dependencies, 'desk'>,
  stream: string,
  at: Instant,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const stored = await desk.house.reader.readStream(stream)
  const placed: readonly Placed[] = stored.map(({ position, bytes }) => ({
    position,
    entry: parseEntry(bytes),
  }))
  return placed
    .filter(({ entry: { occurred, entered } }) => occurred <= at && at < entered)
    .map(({ position, entry }) => ({
      position,
      sequence: entry.sequence,
      type: entry.command.type,
      outcome: entry.outcome.kind,
      occurred: entry.occurred,
      entered: entry.entered,
      by: entry.by,
    }))
}

async function bodyOf(
  dependencies: Dependencies,
  matter: Matter,
  place: { readonly position: number; readonly sequence: number; readonly digest: string | null },
): Promise<MatterView> {
  const { desk, lists } = dependencies
  const stage = stageOf(matter)
  const begun = matter.begun ?? desk.house.clock.now()
  const [speech, calendar, number, speaker] = await Promise.all([
    speechOf(dependencies, matter, begun),
    calendarInUse(dependencies),
    lists.numberOf(matter.stream),
    speakerOf(dependencies, matter.rules, begun),
  ])
  const { facts, owed } = progressOf(matter, place.position)
  return {
    id: matter.stream.slice('matter/'.length),
    stream: matter.stream,
    number: number ?? null,
    kind: matter.kind,
    organ: matter.organ,
    title: matter.title,
    state: stage,
    stateName: stageNames[stage],
    coarse: coarseState(stage),
    ...place,
    rules: matter.rules,
    walk: matter.walk,
    facts,
    owed,
    steps: stepsOf(facts),
    findings: Object.values(matter.findings),
    proposedFindings: Object.values(matter.proposedFindings),
    drafts: matter.drafts,
    deadlines: deadlineViews(Object.values(matter.deadlines), speech, calendar),
    deviations: speaker
      .deviations(matter.deviations)
      .map((deviation, i) => ({ ...deviation, position: matter.deviations[i]?.position })),
    details: {
      initiation: matter.initiation,
      drafting: matter.drafting,
      comment: matter.comment,
      participation: matter.participation,
      experts: matter.experts,
      risk: matter.risk,
      fairCompetition: matter.fairCompetition,
      review: matter.review,
      meeting: matter.meeting,
      priorReport: matter.priorReport,
      publication: matter.publication,
      execution: matter.execution,
      archive: matter.archive,
    },
  }
}

async function actsOf(
  dependencies: Dependencies,
  caller: Caller,
  matter: Matter,
): Promise<MatterView> {
  const allowed = await dependencies.door.allowedActs(matter.stream, caller.official, caller.actAs)
  const speaker = await speakerOf(
    dependencies,
    matter.rules,
    matter.begun ?? dependencies.desk.house.clock.now(),
  )
  const open = allowed.filter(({ grounds }) => grounds.length === 0)
  return {
    allowedActs: [...new Set(open.map(({ type }) => type))].sort(),
    blocks: allowed
      .filter(({ type, grounds }) => grounds.length > 0 && !open.some((act) => act.type === type))
      .map(({ type, post, grounds }) => ({ type, post, grounds: speaker.grounds(grounds) })),
  }
}

/** What is known of the opinions of the newest window, up to now. */
async function opinionsOf({ desk }: Dependencies, matter: Matter): Promise<MatterView | null> {
  const round = matter.comment.rounds.at(-1)?.round
  if (round === undefined) return null
  const window = `${matter.stream}#${round}`
  const below = await desk.house.reader.size()
  const { digests, disposed } = await desk.house.reader.opinionSet(window, below)
  return { window, below, count: digests.length, undisposed: digests.length - disposed }
}

/** What the rows that govern a matter say of themselves. */
export async function speechOf(
  { desk }: Dependencies,
  { rules }: Pick<Matter, 'rules'>,
  begun: Instant,
): Promise<RowSpeech> {
  const book = rules === null ? undefined : await desk.law.rules(rules, dateOf(begun))
  const has = (rule: string) => book?.ids.includes(rule) === true
  return {
    cites: (rule) =>
      isTransition(rule) ? transitions[rule].cites : has(rule) ? (book?.cites(rule) ?? []) : [],
    says: (rule) =>
      isTransition(rule)
        ? transitions[rule].says
        : has(rule) && book !== undefined
          ? book.says(rule)
          : { 'zh-CN': '', en: '' },
  }
}
