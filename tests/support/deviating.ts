import { dateOf, instantOf, msOf, plusDays } from '@juece/kernel'
import type { PlannedAct } from '../../infra/dev/scenario/prefixes.ts'
import { adoptsPack } from './adopted-pack.ts'
import { lawfulSteps } from './lived-path.ts'
import type { WrittenMatter, WrittenRecord } from './written-record.ts'

/** One way in which a matter goes wrong, and the rows that must be found. */
export interface Deviating {
  readonly kind: string
  readonly rows: readonly string[]
  play(record: WrittenRecord, matter: WrittenMatter): Promise<void>
}

const day = 86_400_000
const act = (by: string, type: string, fields: object = {}): PlannedAct => ({
  by,
  act: { type, ...fields },
})
const unit = 'undertaking-unit-handler'
function passes(record: WrittenRecord, days: number): void {
  record.now = instantOf(msOf(record.now) + days * day)
}
const ago = (record: WrittenRecord, days: number) => instantOf(msOf(record.now) - days * day)

/** What happened outside and is entered from paper: the transcript of a meeting. */
const members = ['executive-deputy', 'deputy-head', ...[1, 2, 3, 4, 5].map((n) => `member-${n}`)]
const speeches = (stance = 'agree') => [
  ...members.map((role) => ({ member: `$${role}`, stance, statement: '同意。', head: false })),
  { member: '$head', stance: 'agree', statement: '同意。', head: true },
]
function transcript(record: WrittenRecord, fields: object = {}): PlannedAct {
  return act('recorder', 'EnterTranscript', {
    kind: 'executive-meeting',
    sitting: null,
    chair: '$head',
    due: ['$head', ...members.map((role) => `$${role}`)],
    speeches: speeches(),
    recused: null,
    decider: '$head',
    decision: 'agreed',
    reasons: null,
    draft: 1,
    opened: ago(record, 0.4),
    closed: ago(record, 0.3),
    happened: ago(record, 0.3),
    ...fields,
  })
}
/** Reviewed and past the floor, never tabled: then a transcript turns up. */
function transcribed(kind: string, rows: readonly string[], fields: object): Deviating {
  return {
    kind,
    rows,
    play: async (record, matter) => {
      await matter.plays(lawfulSteps('opinion-lawful'))
      passes(record, 20)
      await matter.plays([transcript(record, fields)])
    },
  }
}
const after = (
  kind: string,
  rows: readonly string[],
  prefix: Parameters<typeof lawfulSteps>[0],
  goesWrong: (record: WrittenRecord, matter: WrittenMatter) => Promise<void>,
): Deviating => ({
  kind,
  rows,
  play: async (record, matter) => {
    await matter.plays(lawfulSteps(prefix))
    await goesWrong(record, matter)
  },
})

/** 偏离的种类 · What the engine keeps and flags without refusing it (U.6), under national rules. */
export const deviating: readonly Deviating[] = [
  after(
    'a notice of ten days without a reason',
    ['MD-D05'],
    'steps-open',
    async (record, matter) => {
      passes(record, 3)
      await matter.plays([
        act(unit, 'EnterNotice', {
          of: 'comment',
          closes: plusDays(dateOf(record.now), 8),
          shorteningReasons: null,
          happened: ago(record, 2),
        }),
      ])
    },
  ),
  after(
    'a notice that does not say how to comment',
    ['MD-D04'],
    'steps-open',
    async (record, matter) => {
      passes(record, 3)
      await matter.plays([
        act(unit, 'EnterNotice', {
          of: 'comment',
          ways: null,
          closes: plusDays(dateOf(record.now), 60),
          happened: ago(record, 2),
        }),
      ])
    },
  ),
  after('a notice nobody could reach', ['MD-D05'], 'window-open', async (record, matter) => {
    passes(record, 12)
    await matter.plays([
      act(unit, 'EnterPublicationLog', {
        of: 'comment',
        unreachable: [{ from: ago(record, 8), until: ago(record, 4) }],
        happened: ago(record, 4),
      }),
    ])
  }),
  transcribed('a decision by circulation', ['MD-H02'], {
    kind: 'circulation',
    opened: null,
    closed: null,
    speeches: null,
  }),
  transcribed('a meeting without the papers', ['MD-H01'], {}),
  transcribed('a deputy decided', ['MD-H03'], { decider: '$deputy-head' }),
  transcribed('the wrong kind of meeting', ['MD-H02'], { kind: 'special-topic-meeting' }),
  transcribed('the head spoke first', ['MD-H04', 'SoD-06'], {
    speeches: [...speeches()].reverse(),
  }),
  transcribed('against the majority without reasons', ['MD-H05', 'SoD-07'], {
    speeches: speeches('disagree'),
  }),
  transcribed('a recused member spoke', ['MD-H10', 'SoD-19'], { recused: ['$member-1'] }),
  after(
    'decided without a review',
    ['MD-G01', 'MD-G02'],
    'steps-closed',
    async (record, matter) => {
      passes(record, 5)
      await matter.plays([transcript(record)])
    },
  ),
  after('decided on an unlawful draft', ['MD-G02'], 'opinion-unlawful', async (record, matter) => {
    passes(record, 20)
    await matter.plays([transcript(record)])
  }),
  after(
    'decided before the seventh working day',
    ['MD-G05'],
    'opinion-lawful',
    async (record, matter) => {
      passes(record, 1)
      await matter.plays([transcript(record)])
    },
  ),
  after('decided on another text', ['MD-G11'], 'opinion-lawful', async (record, matter) => {
    await matter.plays([act(unit, 'RegisterDraft')])
    passes(record, 20)
    await matter.plays([transcript(record, { draft: 2 })])
  }),
  {
    kind: 'agreed while the risk was not controllable',
    rows: ['MD-F05'],
    play: async (record, matter) => {
      await matter.plays(lawfulSteps('risk-concluded'))
      await matter.plays([act('head', 'ConcludeRisk', { controllable: false })])
      const rest = lawfulSteps('opinion-lawful').slice(lawfulSteps('risk-concluded').length)
      await matter.plays(rest)
      passes(record, 20)
      await matter.plays([transcript(record)])
    },
  },
  {
    kind: 'a member was there and is not in the transcript',
    rows: ['MD-H06'],
    play: async (record, matter) => {
      await matter.plays(lawfulSteps('on-agenda'))
      await matter.plays([act('government-office', 'OpenSitting')])
      passes(record, 1)
      const sitting = matter.folded().meeting.admittedTo
      await matter.plays([transcript(record, { sitting, speeches: speeches().slice(1) })])
    },
  },
  after('the date of the law passed', ['MD-H12'], 'findings-answered', async (record, matter) => {
    await matter.plays([
      act('legality-reviewer', 'ProposeFinding', {
        findings: [{ code: 'AF-14', answer: 'yes', decideBy: plusDays(dateOf(record.now), 10) }],
      }),
      act('government-office', 'ApproveFinding', { findings: [{ code: 'AF-14', agrees: true }] }),
    ])
    passes(record, 12)
    await matter.plays([act('clerk', 'MarkDecisionOverdue')])
  }),
  after(
    'published after the twentieth working day',
    ['MD-J01'],
    'reported',
    async (record, matter) => {
      passes(record, 45)
      const rest = lawfulSteps('archived').slice(lawfulSteps('reported').length)
      await matter.plays(rest)
    },
  ),
  after('not published in time', ['MD-J01'], 'decided', async (record, matter) => {
    passes(record, 45)
    await matter.plays([act('clerk', 'MarkPublicationOverdue')])
  }),
  after('papers kept back', ['MD-K02'], 'executing', async (record, matter) => {
    passes(record, 2)
    await matter.plays([act('archivist', 'RecordRefusalToHandOver', { happened: ago(record, 1) })])
  }),
  after('a circumstance reported late', ['MD-L03'], 'executing', async (record, matter) => {
    passes(record, 20)
    await matter.plays([
      act('executing-unit', 'ReportMajorCircumstance', {
        knownSince: ago(record, 15),
        happened: ago(record, 1),
      }),
    ])
  }),
  after('changed outside the procedure', ['MD-M01'], 'executing', async (record, matter) => {
    passes(record, 2)
    await matter.plays([
      act('government-office', 'EnterChange', { what: 'amended', happened: ago(record, 1) }),
    ])
  }),
  after('stopped outside the procedure', ['MD-M01'], 'executing', async (record, matter) => {
    passes(record, 2)
    await matter.plays([
      act('inspector', 'EnterChange', { what: 'stopped', happened: ago(record, 1) }),
    ])
  }),
  after('a suspension nobody reviewed', ['MD-M02'], 'suspended', async (record, matter) => {
    passes(record, 400)
    await matter.plays([act('clerk', 'MarkSuspensionReviewOverdue')])
  }),
  after('an interest that came to light', ['SoD-03'], 'experts-signed', async (_record, matter) => {
    await matter.plays([
      act(unit, 'DeclareInterest', {
        expert: '$expert-1',
        directInterest: true,
        found: 'detected',
      }),
    ])
  }),
  after('an objection after thirty days', ['MD-L05'], 'executing', async (record, matter) => {
    await matter.plays([
      act('inspector', 'OpenInspection', { team: ['$inspector'] }),
      act('inspector', 'ConcludeInspection', { authors: ['$inspector'] }),
    ])
    passes(record, 40)
    await matter.plays([act('executing-unit', 'ObjectToConclusion', { happened: ago(record, 1) })])
  }),
  after('an objection reviewed late', ['MD-L05'], 'executing', async (record, matter) => {
    await matter.plays([
      act('inspector', 'OpenInspection', { team: ['$inspector'] }),
      act('inspector', 'ConcludeInspection', { authors: ['$inspector'] }),
    ])
    passes(record, 5)
    await matter.plays([
      act('executing-unit', 'ObjectToConclusion', { happened: ago(record, 1) }),
      act('inspector', 'AssignObjection', { reviewer: '$evaluator' }),
    ])
    passes(record, 50)
    await matter.plays([act('evaluator', 'DecideObjection', { upheld: false })])
  }),
  after(
    'the transfer to the archive is years late',
    ['MD-K04'],
    'archived',
    async (record, matter) => {
      passes(record, 25 * 366)
      await matter.plays([
        act('archivist', 'TransferToArchive', { consentToDelay: null, happened: ago(record, 1) }),
      ])
    },
  ),
  {
    kind: 'the review ran over the ceiling of the pack',
    rows: ['MD-G06'],
    play: async (record, matter) => {
      adoptsPack(record, { 'md.review.maxWorkdays': 15 })
      await matter.plays(lawfulSteps('accepted-for-review'))
      passes(record, 40)
      await matter.plays([act('clerk', 'MarkReviewOverdue')])
    },
  },
  {
    kind: 'the report of the hearing came after the time of the pack',
    rows: ['MD-D11'],
    play: async (record, matter) => {
      adoptsPack(record, { 'md.hearing.reportWorkdays': 5 })
      const path = lawfulSteps('archived', { hearing: true })
      const at = path.findIndex((step) => 'act' in step && step.act.type === 'SubmitHearingReport')
      await matter.plays(path.slice(0, at))
      passes(record, 20)
      await matter.plays(path.slice(at, at + 1))
    },
  },
]

/** 合规的事项 · Shapes of lawful matters. */
export const lawfulShapes: readonly (readonly [
  Parameters<typeof lawfulSteps>[0],
  Parameters<typeof lawfulSteps>[1],
])[] = [
  ['archived', {}],
  ['archived', { hearing: true, solicitation: false }],
  ['archived', { notPublic: true, experts: false }],
  ['published', { experts: false, risk: false, competition: false }],
  ['decided', { versions: 3 }],
  ['window-open', {}],
  ['suspended', { risk: false }],
  ['evaluating', { competition: false }],
  ['opinion-amend', {}],
  ['withheld', { notPublic: true }],
]
