import { on, type Evolution } from '../../definition.ts'
import { withoutDeadline } from '../../matter/matter.ts'
import type { Matter, Stage } from '../../matter/state.ts'
import { withRound } from '../legality-review/rounds.ts'
import { withPublicationDates, type PublicationDates } from '../publication/deadlines.ts'
import {
  admitToAgenda,
  agreeToTable,
  refuseAgenda,
  submitForDeliberation,
  tableAgain,
} from './commands.ts'
import {
  closeDeliberation,
  declareRecusal,
  giveReasons,
  openDeliberation,
  readWrittenView,
  recordStance,
  signEditedText,
  takeDecision,
} from './commands-item.ts'
import { enterTranscript, issueMinutes, signMinutes } from './commands-record.ts'
import { noMeeting, type DecisionKind, type MeetingState } from './state.ts'

interface Closed {
  readonly decision: DecisionKind
  readonly back?: Stage
  readonly dates?: PublicationDates
}

/** 集体讨论决定: what its events change. */
export const evolutions: readonly Evolution[] = [
  on<typeof submitForDeliberation, { readonly onExploratoryOpinion: boolean }>(
    submitForDeliberation,
    (matter, { draft, package: papers = [], onExploratoryOpinion }, { position }) => ({
      ...matter,
      stage: 'S16',
      meeting: {
        ...notAdmitted(matter.meeting),
        agreedToTable: false,
        tabled: {
          draft,
          package: papers.map(({ kind }) => kind),
          exploratory: onExploratoryOpinion,
          position,
        },
      },
    }),
  ),
  on(agreeToTable, (matter) => withMeeting(matter, { agreedToTable: true })),
  on(admitToAgenda, (matter, { sitting }) => withMeeting(matter, { admittedTo: sitting })),
  on(refuseAgenda, (matter, { code }) => {
    const { tabled: _tabled, ...meeting } = notAdmitted(matter.meeting)
    const needsReview = code === 'notReviewed' || code === 'unlawful'
    return {
      ...matter,
      stage: needsReview ? 'S08' : 'S15',
      walk: matter.walk + 1,
      meeting,
    }
  }),
  on(tableAgain, (matter, { draft }, { position }) => {
    const { tabled } = matter.meeting
    return {
      ...withMeeting(matter, {
        tabled: { package: [], exploratory: false, ...tabled, draft, position },
      }),
      stage: 'S16',
    }
  }),
  on(openDeliberation, (matter, { sitting, draft }) => {
    const { tabled, agreedToTable, admittedTo } = matter.meeting
    return {
      ...withoutDeadline(matter, 'reviewFloor'),
      stage: 'S17',
      meeting: {
        ...noMeeting,
        ...(tabled === undefined ? {} : { tabled }),
        ...(admittedTo === undefined ? {} : { admittedTo }),
        agreedToTable,
        sitting,
        draft,
      },
    }
  }),
  on(declareRecusal, (matter, { member }) =>
    withMeeting(matter, { recused: [...new Set([...matter.meeting.recused, member])] }),
  ),
  on(recordStance, (matter, { member, stance }, { position }) =>
    withMeeting(matter, { stances: [...matter.meeting.stances, { member, stance, position }] }),
  ),
  on(readWrittenView, (matter) => matter),
  on(takeDecision, (matter, event, { position, occurred, by }) => {
    const { decision, reasons, edits = [], redo = [] } = event
    return withMeeting(matter, {
      decision: {
        decision,
        decider: 'official' in by ? by.official : '',
        takenAt: occurred,
        ...(reasons === undefined ? {} : { reasons }),
        withEdits: decision === 'agreed' && edits.length > 0,
        redo,
        position,
      },
      reasonsAgainstMajority: reasons !== undefined && reasons.trim() !== '',
    })
  }),
  on(giveReasons, (matter) => withMeeting(matter, { reasonsAgainstMajority: true })),
  on<typeof closeDeliberation, Closed>(closeDeliberation, (matter, closed, { position }) =>
    ended(matter, closed, position),
  ),
  on(signEditedText, (matter, { draft }) => withMeeting(matter, { draft, editsOpen: false })),
  on<typeof enterTranscript, Closed & { readonly isDecision: boolean }>(
    enterTranscript,
    (matter, event, { position }) => {
      const { isDecision, decision, decider, reasons, draft, speeches = [], recused = [] } = event
      if (!isDecision) return matter
      const discussed = withMeeting(matter, {
        ...(event.sitting === undefined ? {} : { sitting: event.sitting }),
        draft,
        recused,
        stances: speeches.map(({ member, stance }) => ({ member, stance, position })),
        decision: {
          decision,
          decider,
          takenAt: event.closed ?? event.happened,
          ...(reasons === undefined ? {} : { reasons }),
          withEdits: false,
          redo: [],
          position,
        },
        reasonsAgainstMajority: reasons !== undefined && reasons.trim() !== '',
        minutesSignedBy: [],
      })
      // A transcript of an amendment does not say what is done again: the whole draft is.
      return ended(discussed, decision === 'amended' ? { ...event, back: 'S06' } : event, position)
    },
  ),
  on(signMinutes, (matter, _event, { by }) =>
    withMeeting(matter, {
      minutesSignedBy: [
        ...matter.meeting.minutesSignedBy,
        ...('official' in by ? [by.official] : []),
      ],
    }),
  ),
  on(issueMinutes, (matter) => matter),
]

/** The item is over; the matter goes where the decision sends it (T27 to T32). */
function ended(matter: Matter, { decision, back, dates }: Closed, position: number): Matter {
  const meeting = {
    ...notAdmitted(matter.meeting),
    closed: true,
    editsOpen: matter.meeting.decision?.withEdits === true,
  }
  const closed = { ...withoutDeadline(matter, 'reviewFloor'), meeting }
  switch (decision) {
    case 'agreed':
      return {
        ...withPublicationDates(withoutDeadline(closed, 'decideBy'), dates ?? {}, position),
        stage: 'S18',
      }
    case 'rejected':
      return { ...withoutDeadline(closed, 'decideBy'), stage: 'S20' }
    case 'deferred':
      return { ...closed, stage: 'S19', walk: matter.walk + 1 }
    case 'toBeDiscussedAgain':
      return { ...closed, stage: 'S16', walk: matter.walk + 1 }
    case 'amended':
      return {
        // T29: what was amended in substance is reviewed again, whatever else is done again.
        ...withRound(closed, { superseded: true }),
        stage: back ?? 'S06',
        walk: matter.walk + 1,
      }
  }
}

function withMeeting(matter: Matter, changes: Partial<MeetingState>): Matter {
  return { ...matter, meeting: { ...matter.meeting, ...changes } }
}

/** Each sitting admits the item anew. */
function notAdmitted({ admittedTo: _admittedTo, ...meeting }: MeetingState): MeetingState {
  return meeting
}
