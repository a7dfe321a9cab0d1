import {
  calendarDate,
  digest,
  endOf,
  instant,
  instantOf,
  msOf,
  type CalendarDate,
  type Instant,
} from '@juece/kernel'
import {
  calendarFiles,
  calendarOf,
  nationalLevelFile,
  resolveRules,
  type LevelFile,
} from '@juece/rulebook'
import type { Circumstances, OpinionSet } from '../../../packages/procedure/src/circumstances.ts'
import type { AnyCommand, Outcome } from '../../../packages/procedure/src/decider.ts'
import type { Attached } from '../../../packages/procedure/src/fields.ts'
import type { By, Ground } from '../../../packages/procedure/src/history/entry.ts'
import { kind } from '../../../packages/procedure/src/kinds/kind.ts'
import { drafting } from '../../../packages/procedure/src/major-decision/drafting/drafting.ts'
import { expertArgumentation } from '../../../packages/procedure/src/major-decision/expert-argumentation/expert-argumentation.ts'
import { initiation } from '../../../packages/procedure/src/major-decision/initiation/initiation.ts'
import { publicParticipation } from '../../../packages/procedure/src/major-decision/public-participation/public-participation.ts'
import { riskAssessment } from '../../../packages/procedure/src/major-decision/risk-assessment/risk-assessment.ts'
import { own } from '../../../packages/procedure/src/matter/own.ts'
import type { FindingCode, Matter } from '../../../packages/procedure/src/matter/state.ts'
import { noLaw } from '../../../packages/procedure/src/registers/law-in-use/state.ts'
import { noOffices } from '../../../packages/procedure/src/registers/offices/state.ts'
import { commentWindow } from '../../../packages/procedure/src/shared-steps/comment-window/comment-window.ts'
import { fairCompetition } from '../../../packages/procedure/src/shared-steps/fair-competition/fair-competition.ts'

/** The steps up to the legality review, as a kind of matter. */
export const beforeReview = kind({
  name: 'major-decision',
  parameters: 'md',
  steps: [
    own,
    initiation,
    drafting,
    commentWindow,
    publicParticipation,
    expertArgumentation,
    riskAssessment,
    fairCompetition,
  ],
})

export const stream = 'matter/019b8bab-0680-7575-823f-642f63eabb2a'
const organs = {
  proposer: 'development-bureau',
  'government-office': 'government-office',
  'openness-reviewer': 'government-office',
  head: 'government',
  'undertaking-unit-handler': 'urban-management-bureau',
  'undertaking-unit-principal': 'urban-management-bureau',
  'consulted-unit': 'finance-bureau',
  'legality-reviewer': 'justice-bureau',
  'market-regulator': 'market-regulation-bureau',
  'risk-assessor': 'risk-assessment-centre',
  expert: 'expert-panel',
} as const
type Role = keyof typeof organs

/** The official of a role; of several experts the number tells which. */
export function by(role: Role, number = 1): Extract<By, { official: string }> {
  const official = role === 'expert' ? `expert-${number}` : role
  return { official, organ: `cn-000000/${organs[role]}`, post: role }
}
export const unit = by('undertaking-unit-handler')
export const clerk: By = { clerk: 'major-decision' }
export const theOffice = by('government-office')
export const anybody: By = { public: true }

const founded = instant('2023-01-01T00:00:00+08:00')
const people = [
  ...Object.keys(organs).map((role) => by(role as Role)),
  ...[2, 3, 4, 5, 6].map((number) => by('expert', number)),
]
const offices = {
  ...noOffices('cn-000000'),
  isFounding: false,
  appointments: people.map((one) => ({
    ...one,
    subject: { issuer: 'https://login.example', sub: one.official },
    from: founded,
  })),
}
const calendar = calendarOf(calendarFiles)
const national = resolveRules([nationalLevelFile], calendarDate('2025-03-01'))

/** What a decision rests on beside the stream. */
export function circumstances(
  time: Instant,
  more: {
    readonly matter?: Matter
    readonly opinions?: OpinionSet
    readonly packs?: readonly LevelFile[]
  } = {},
): Circumstances {
  const { matter, opinions, packs } = more
  return {
    time,
    present: time,
    rules:
      packs === undefined
        ? national
        : resolveRules([nationalLevelFile, ...packs], calendarDate('2025-03-01')),
    calendar,
    lawInUse: noLaw,
    offices: (jurisdiction) => (jurisdiction === 'cn-000000' ? offices : noOffices(jurisdiction)),
    sitting: () => undefined,
    matter: (name) => (name === matter?.stream ? matter : undefined),
    ...(opinions === undefined ? {} : { opinions }),
  }
}

/** An attachment with this number as its digest. */
export function paper(number = 1): Attached {
  const hex = String(number).padStart(64, '0')
  return { digest: digest(`sha256:${hex}`), length: 12, mediaType: 'text/plain; charset=utf-8' }
}

/** The opinions of a window, all of them disposed of unless said otherwise. */
export function opinionSet(more: Partial<OpinionSet> = {}): OpinionSet {
  return {
    below: 40,
    count: 3,
    undisposed: 0,
    adopted: 1,
    partly: 1,
    notAdopted: 1,
    root: paper(9).digest,
    ...more,
  }
}

/** A moment in Asia/Shanghai: `2025-06-01 09:30`. */
export function moment(text: string): Instant {
  return instant(`${text.replace(' ', 'T')}+08:00`)
}
/** 24:00 of a day. */
export function endOfDay(text: string): Instant {
  return endOf(date(text))
}
export function date(text: string): CalendarDate {
  return calendarDate(text)
}
/** One millisecond before. */
export function justBefore(time: Instant): Instant {
  return instantOf(msOf(time) - 1)
}

/** A command as it stands in an entry; attachments are plain data in it. */
export function command(type: string, fields: object = {}): AnyCommand {
  return { ...fields, type } as unknown as AnyCommand
}

/** An act: who, when, what, and the opinions or packs it was decided on. */
export interface Act {
  readonly by?: By
  readonly at: Instant
  readonly do: AnyCommand
  readonly opinions?: OpinionSet
  readonly packs?: readonly LevelFile[]
}

/** A matter and the position of its newest entry. */
export interface Told {
  readonly matter: Matter
  readonly position: number
}

export const nothing: Told = { matter: beforeReview.decider.initial(stream), position: 0 }

/** What `decide` answers to an act. */
export function answerTo({ matter }: Told, act: Act): Outcome {
  const at = circumstances(act.at, {
    ...(act.opinions === undefined ? {} : { opinions: act.opinions }),
    ...(act.packs === undefined ? {} : { packs: act.packs }),
  })
  return beforeReview.decider.decide(act.do, matter, at, act.by ?? unit)
}

/** The matter after acts that must all be recorded. */
export function given(before: Told, ...acts: readonly Act[]): Told {
  return acts.reduce((told, act) => {
    const outcome = answerTo(told, act)
    if (outcome.kind !== 'recorded') {
      throw new Error(`${act.do.type} was not recorded: ${JSON.stringify(outcome)}`)
    }
    const position = told.position + 1
    const seen = {
      position,
      sequence: position,
      occurred: act.at,
      entered: act.at,
      by: act.by ?? unit,
      rules: null,
    }
    const matter = outcome.events.reduce(
      (state, event) => beforeReview.decider.evolve(state, event, seen),
      told.matter,
    )
    return { matter, position }
  }, before)
}

/** The rows of the grounds, in order; empty where the act was recorded. */
export function refusedBy(outcome: Outcome): readonly string[] {
  return outcome.kind === 'refused' ? outcome.grounds.map(({ rule }) => rule) : [outcome.kind]
}
/** The ground of a row. */
export function groundOf(outcome: Outcome, rule: string): Ground {
  const found = outcome.kind === 'refused' && outcome.grounds.find((one) => one.rule === rule)
  if (!found) throw new Error(`no ground ${rule}: ${JSON.stringify(outcome)}`)
  return found
}
/** The one event of a recorded act. */
export function eventOf(outcome: Outcome): Readonly<Record<string, unknown>> {
  const event = outcome.kind === 'recorded' ? outcome.events[0] : undefined
  if (event === undefined) throw new Error(`not recorded: ${JSON.stringify(outcome)}`)
  return event
}
/** The rows that were flagged, with what they keep shut. */
export function flaggedBy(outcome: Outcome): readonly (readonly [string, readonly string[]])[] {
  if (outcome.kind !== 'recorded') throw new Error(`not recorded: ${JSON.stringify(outcome)}`)
  return outcome.deviations.map(({ rule, shuts }) => [rule, shuts] as const)
}

const day = '2025-05-20'
const text = '理由成立。'

/** A started matter with two versions of its draft. */
export const drafted: Told = given(
  nothing,
  {
    by: by('proposer'),
    at: moment(`${day} 09:00`),
    do: command('SubmitProposal', {
      kind: 'major-decision',
      organ: 'cn-000000/government',
      title: '调整收费标准',
      source: 'department',
      proposer: 'cn-000000/development-bureau',
      problem: text,
      reasons: text,
      basis: text,
      plan: text,
      necessity: text,
      feasibility: text,
    }),
  },
  {
    by: by('head'),
    at: moment(`${day} 09:10`),
    do: command('AssignStudy', { unit: 'cn-000000/finance-bureau' }),
  },
  {
    by: by('consulted-unit'),
    at: moment(`${day} 09:20`),
    do: command('SubmitStudyOpinion', {
      advice: 'start',
      isMajor: true,
      reasons: text,
      opinion: paper(),
    }),
  },
  {
    by: by('head'),
    at: moment(`${day} 09:30`),
    do: command('StartProcedure', {
      reasons: text,
      units: ['cn-000000/urban-management-bureau'],
      lead: 'cn-000000/urban-management-bureau',
    }),
  },
  ...[1, 2].map((version) => ({
    at: moment(`${day} 10:0${version}`),
    do: command('RegisterDraft', { version, text: paper(), explanation: paper() }),
  })),
  {
    at: moment(`${day} 10:10`),
    do: command('RecordResearch', { methods: ['走访'], report: paper() }),
  },
  {
    at: moment(`${day} 10:20`),
    do: command('RecordBasis', {
      draft: 1,
      instruments: [{ cite: { instrument: 'R713', article: 12 }, relation: '程序依据' }],
    }),
  },
)

/** The answer to one question, proposed and approved by those who may. */
export function answered(
  told: Told,
  code: FindingCode,
  answer: 'yes' | 'no',
  more: object = {},
  at: Instant = moment(`${day} 11:00`),
): Told {
  const deciders: Partial<Record<FindingCode, Role>> = {
    'AF-02': 'openness-reviewer',
    'AF-04': 'legality-reviewer',
    'AF-07': 'market-regulator',
  }
  return given(
    told,
    { at, do: command('ProposeFinding', { findings: [{ code, answer, reasons: text, ...more }] }) },
    {
      by: by(deciders[code] ?? 'government-office'),
      at,
      do: command('ApproveFinding', { findings: [{ code, agrees: true }] }),
    },
  )
}

/** The steps stand open on version 1, with every question answered no unless it is left out. */
export function stepsOpen(leaveOut: readonly FindingCode[] = []): Told {
  const codes: readonly FindingCode[] = ['AF-02', 'AF-03', 'AF-04', 'AF-05', 'AF-06', 'AF-07']
  const asked = codes.filter((code) => !leaveOut.includes(code))
  const settled = asked.reduce((told, code) => answered(told, code, 'no'), drafted)
  return given(settled, {
    at: moment(`${day} 12:00`),
    do: command('OpenSteps', { draft: 1 }),
  })
}

/** The notice of the lawful example. */
export function notice(more: object = {}): AnyCommand {
  return command('PublishCommentNotice', {
    draft: 1,
    explanation: paper(),
    channels: ['governmentSite'],
    ways: ['web'],
    days: 30,
    round: 1,
    notice: paper(),
    ...more,
  })
}
/** The moment of the law's worked example: its 30 days end on 1 July at 24:00. */
export const published = moment('2025-06-01 09:30')
export const windowEnd = endOfDay('2025-07-01')

/** A lawful window of thirty days stands open. */
export function windowOpen(before: Told = stepsOpen()): Told {
  return given(before, { at: published, do: notice() })
}

/** The act that closes the steps. */
export const closeSteps = command('CloseSteps', { draft: 1 })
