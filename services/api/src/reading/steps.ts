import type { Says } from '@juece/rulebook'

/** Where one step of the procedure stands. */
export interface StepView {
  readonly step: string
  readonly says: Says
  readonly article: string
  readonly state: 'not-required' | 'pending' | 'open' | 'concluded'
}

type Facts = Readonly<Record<string, 'yes' | 'no'>>

interface Reading {
  readonly step: string
  readonly zh: string
  readonly en: string
  readonly article: string
  /** Facts whose yes (or, with `!`, whose no) makes it so. */
  readonly notRequired?: readonly string[]
  readonly open: readonly string[]
  readonly concluded: readonly string[]
}

const readings: readonly Reading[] = [
  {
    step: 'initiation',
    zh: '决策启动',
    en: 'Initiation',
    article: 'R713 10–11',
    open: [],
    concluded: ['procedureStarted', 'startDeclined'],
  },
  {
    step: 'drafting',
    zh: '草案拟订',
    en: 'Drafting',
    article: 'R713 12–13',
    open: ['procedureStarted'],
    concluded: ['stepsOpened'],
  },
  {
    step: 'comment-window',
    zh: '公开征求意见',
    en: 'Public comment',
    article: 'R713 15',
    notRequired: ['!publicCommentChosen', 'lawfullyUndisclosed'],
    open: ['publicCommentOpened'],
    concluded: ['opinionsAnswered'],
  },
  {
    step: 'public-participation',
    zh: '公众参与',
    en: 'Public participation',
    article: 'R713 14–18',
    notRequired: ['lawfullyUndisclosed'],
    open: ['stepsOpened'],
    concluded: ['opinionsAnswered', 'stepsClosed'],
  },
  {
    step: 'expert-argumentation',
    zh: '专家论证',
    en: 'Expert argumentation',
    article: 'R713 19–21',
    notRequired: ['!technical'],
    open: ['stepsOpened'],
    concluded: ['argumentationConcluded'],
  },
  {
    step: 'risk-assessment',
    zh: '风险评估',
    en: 'Risk assessment',
    article: 'R713 22–24',
    notRequired: ['!mayHarmStabilityOrSafety'],
    open: ['stepsOpened'],
    concluded: ['riskConcluded'],
  },
  {
    step: 'fair-competition',
    zh: '公平竞争审查',
    en: 'Fair-competition review',
    article: 'R713 29(1)',
    notRequired: ['!touchesOperators'],
    open: ['stepsOpened'],
    concluded: ['fairCompetitionConcluded'],
  },
  {
    step: 'legality-review',
    zh: '合法性审查',
    en: 'Legality review',
    article: 'R713 25–28',
    open: ['submittedForReview', 'acceptedForReview'],
    concluded: ['opinionIssued'],
  },
  {
    step: 'meeting',
    zh: '集体讨论决定',
    en: 'Deliberation and decision',
    article: 'R713 29–30',
    open: ['tabled', 'deliberationOpened'],
    concluded: ['decided', 'rejected'],
  },
  {
    step: 'prior-report',
    zh: '请示报告',
    en: 'Prior report',
    article: 'R713 8, 31',
    open: ['decided'],
    concluded: ['reported'],
  },
  {
    step: 'publication',
    zh: '决策公布',
    en: 'Publication',
    article: 'R713 32',
    open: ['reported'],
    concluded: ['published', 'withheld'],
  },
  {
    step: 'execution',
    zh: '决策执行',
    en: 'Execution',
    article: 'R713 34',
    open: ['executionStarted'],
    concluded: [],
  },
  {
    step: 'archive',
    zh: '归档',
    en: 'Archiving',
    article: 'R713 33',
    open: ['published', 'withheld', 'startDeclined', 'rejected'],
    concluded: ['dossierClosed'],
  },
]

/** 环节 · Each step in the order of the regulation, read off the facts of the matter. */
export function stepsOf(facts: Facts): readonly StepView[] {
  return readings.map(({ step, zh, en, article, notRequired = [], open, concluded }) => ({
    step,
    says: { 'zh-CN': zh, en },
    article,
    state: holds(facts, concluded)
      ? 'concluded'
      : holds(facts, notRequired)
        ? 'not-required'
        : holds(facts, open)
          ? 'open'
          : 'pending',
  }))
}

function holds(facts: Facts, names: readonly string[]): boolean {
  return names.some((name) =>
    name.startsWith('!') ? facts[name.slice(1)] === 'no' : facts[name] === 'yes',
  )
}
