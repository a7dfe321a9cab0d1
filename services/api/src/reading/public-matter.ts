import { dateOf, dayNumber, type Instant } from '@juece/kernel'
import { workingDaysBetween } from '@juece/legal-clock'
import { factsOf, stageOf, type Matter, type Placed } from '@juece/procedure'
import { parseEntry } from '@juece/procedure/wire'
import { speakerOf } from '../answers/spoken.ts'
import type { Dependencies } from '../dependencies.ts'
import { notFound, ProblemError } from '../problem.ts'
import { calendarInUse, deadlineViews } from './deadlines.ts'
import { speechOf } from './matter-view.ts'
import type { OpinionReading } from './public-opinions.ts'
import { isRecorded, publicPapers, removedParts } from './public-papers.ts'
import { stageNames } from './stage-names.ts'
import { stepsOf } from './steps.ts'
import { isUndisclosed } from './visibility.ts'

/** A matter that everybody may read, with its entries. */
export interface PublicMatter {
  readonly matter: Matter
  readonly placed: readonly Placed[]
}

/** The matter, or 404: none, none that was put before the public, and none that may be. */
export async function publicMatter(
  { desk }: Pick<Dependencies, 'desk'>,
  id: string,
): Promise<PublicMatter> {
  const stream = `matter/${id}`
  const { folded } = await desk.streams.fresh(stream)
  const matter = folded.state as Matter
  const isTold =
    matter.publication.published !== undefined ||
    matter.comment.rounds.some(({ withdrawn }) => withdrawn === undefined)
  if (!isTold || isUndisclosed(matter)) throw new ProblemError(notFound)
  const stored = await desk.house.reader.readStream(stream)
  const placed = stored
    .slice(0, folded.sequence)
    .map(({ position, bytes }) => ({ position, entry: parseEntry(bytes) }))
  return { matter, placed }
}

type View = Readonly<Record<string, unknown>>

/** 征求意见 · The newest round that was not withdrawn, as everybody may read it; 404 where there is none. */
export async function consultationView(
  dependencies: Dependencies,
  opinions: OpinionReading,
  id: string,
): Promise<View> {
  const { matter, placed } = await publicMatter(dependencies, id)
  const { desk } = dependencies
  const round = matter.comment.rounds.findLast(({ withdrawn }) => withdrawn === undefined)
  if (round === undefined) throw new ProblemError(notFound)
  const now = desk.house.clock.now()
  const notice = placed.find(({ position }) => position === round.noticePosition)
  const [head, calendar, speech, speaker, tally] = await Promise.all([
    headOf(dependencies, matter),
    calendarInUse(dependencies),
    speechOf(dependencies, matter, matter.begun ?? now),
    speakerOf(dependencies, matter.rules, matter.begun ?? now),
    opinions.tally(`${matter.stream}#${round.round}`),
  ])
  const { adoption } = matter.participation
  const isAnswered = adoption?.round === round.round
  const isOpen = round.closed === undefined && now < round.ends
  const deadline = matter.deadlines.commentWindow
  return {
    ...head,
    now,
    status: isAnswered ? 'answered' : isOpen ? 'open' : 'closed',
    round: round.round,
    draft: round.draft,
    publishedAt: round.publishedAt,
    lastDay: round.lastDay,
    ends: round.ends,
    closed: round.closed ?? null,
    left: leftOf(now, round.lastDay, calendar, isOpen),
    shorteningReasons: round.shorteningReasons ?? null,
    extensions: extensionsOf(placed, round.noticePosition),
    deadline:
      deadline === undefined ? null : (deadlineViews([deadline], speech, calendar)[0] ?? null),
    notice: notice === undefined ? null : noticeOf(notice),
    deviations: speaker.deviations(
      matter.deviations.filter(({ position }) => position === round.noticePosition),
    ),
    removed: removedParts(placed, round.draft) ?? null,
    papers: publicPapers(matter, placed),
    opinions: {
      received: tally.received,
      // While it runs only the sum is told: nobody should write for or against a score.
      byChannel: isOpen ? null : tally.byChannel,
      byOutcome: isAnswered ? tally.byOutcome : null,
    },
    adoption: adoptionOf(matter, placed),
    hidden: hiddenOf(placed),
    steps: stepsOf(factsOf(matter)),
    decision: matter.publication.published === undefined ? null : `/public/decisions/${id}`,
  }
}

/** 决策 · A published decision, with what was taken up and what not; 404 where none is published. */
export async function decisionView(
  dependencies: Dependencies,
  opinions: OpinionReading,
  id: string,
): Promise<View> {
  const { matter, placed } = await publicMatter(dependencies, id)
  const { published, errata = [] } = matter.publication
  const entry = placed.find(({ position }) => position === published?.position)
  if (published === undefined || entry === undefined) throw new ProblemError(notFound)
  const { command } = entry.entry
  const { adoption } = matter.participation
  const [head, tally] = await Promise.all([
    headOf(dependencies, matter),
    adoption?.round === undefined
      ? undefined
      : opinions.tally(`${matter.stream}#${adoption.round}`),
  ])
  const decided = matter.drafts.find(({ version }) => version === matter.meeting.draft)
  return {
    ...head,
    now: dependencies.desk.house.clock.now(),
    documentNumber: command['number'] ?? null,
    decidedOn: command['decidedOn'] ?? null,
    inForce: command['inForce'] ?? null,
    publishedAt: entry.entry.occurred,
    channels: command['channels'] ?? [],
    addresses: command['addresses'] ?? [],
    executingUnits: published.executingUnits,
    position: entry.position,
    // MD-J04: the text put before the public is the text that was decided.
    sameAsDecided: decided === undefined ? null : decided.text.digest === published.text,
    errata,
    papers: publicPapers(matter, placed),
    opinions:
      tally === undefined
        ? null
        : { received: tally.received, byChannel: tally.byChannel, byOutcome: tally.byOutcome },
    adoption: adoptionOf(matter, placed),
    hidden: hiddenOf(placed),
    steps: stepsOf(factsOf(matter)),
    consultation: matter.comment.rounds.some(({ withdrawn }) => withdrawn === undefined)
      ? `/public/consultations/${id}`
      : null,
  }
}

async function headOf({ lists }: Dependencies, matter: Matter): Promise<View> {
  const stage = stageOf(matter)
  return {
    id: matter.stream.slice('matter/'.length),
    number: (await lists.numberOf(matter.stream)) ?? null,
    title: matter.title,
    organ: matter.organ,
    kind: matter.kind,
    units: matter.initiation.units,
    state: stage,
    stateName: stageNames[stage],
  }
}

/** Days that are left after today, by both counts; no working days where a calendar is not known yet. */
function leftOf(
  now: Instant,
  lastDay: Matter['comment']['rounds'][number]['lastDay'],
  calendar: Awaited<ReturnType<typeof calendarInUse>>,
  isOpen: boolean,
): View | null {
  if (!isOpen) return null
  const today = dateOf(now)
  const working = calendar === undefined ? undefined : workingDaysBetween(today, lastDay, calendar)
  return {
    calendarDays: dayNumber(lastDay) - dayNumber(today),
    workingDays: typeof working === 'number' ? working : null,
  }
}

function noticeOf({ position, entry: { command, occurred, entered } }: Placed): View {
  return {
    position,
    occurred,
    entered,
    channels: command['channels'] ?? [],
    ways: command['ways'] ?? [],
    isFromPaper: command.type === 'EnterNotice',
    background: command['background'] ?? null,
    address: command['address'] ?? null,
    officeContact: command['officeContact'] ?? null,
    privacyNote: command['privacyNote'] ?? null,
  }
}

function extensionsOf(placed: readonly Placed[], after: number): readonly View[] {
  return placed
    .filter(({ position, entry }) => position > after && isRecorded(entry, 'ExtendCommentWindow'))
    .map(({ position, entry: { occurred, command } }) => ({
      position,
      at: occurred,
      closes: command['closes'],
      reasons: command['reasons'] ?? null,
    }))
}

/** 采纳情况 · What was taken up and what not, once feedback or decision put it before the public. */
function adoptionOf(
  { participation, publication }: Matter,
  placed: readonly Placed[],
): View | null {
  const { adoption, feedback } = participation
  const statement = placed.find(({ position }) => position === adoption?.position)
  if (statement === undefined) return null
  const { position, entry } = statement
  const isTold = feedback !== undefined || publication.published !== undefined
  return {
    position,
    at: entry.occurred,
    counts: entry.command['counts'] ?? null,
    isTold,
    mainOpinions: isTold ? (entry.command['mainOpinions'] ?? []) : [],
    changes: isTold ? (entry.command['changes'] ?? []) : [],
  }
}

const kept: Readonly<Record<string, string>> = {
  SignExpertOpinion: 'expertOpinions',
  SubmitRiskReport: 'riskReport',
  IssueLegalityOpinion: 'legalityOpinion',
  CloseDeliberation: 'meetingRecord',
}

/** 不公开的材料 · What there is beside what is shown: that it exists, since when, and at which place of the ledger. */
function hiddenOf(placed: readonly Placed[]): readonly View[] {
  return placed
    .filter(({ entry }) => isRecorded(entry, ...Object.keys(kept)))
    .map(({ position, entry }) => ({
      what: kept[entry.command.type],
      position,
      at: entry.occurred,
    }))
}
