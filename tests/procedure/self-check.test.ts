import { dateOf, instant } from '@juece/kernel'
import {
  accountabilityExtract,
  replay,
  selfCheck,
  selfChecks,
  type SelfCheckLine,
  type SelfCheckStatus,
} from '@juece/procedure'
import { nationalLevel, resolveRules } from '@juece/rulebook'
import t from 'tap'
import { lawfulSteps } from '../support/lived-path.ts'
import { writtenRecord, type WrittenMatter, type WrittenRecord } from '../support/written-record.ts'

const rules = resolveRules(nationalLevel(), dateOf('2024-03-04T01:00:00.000Z' as never))

function checked(record: WrittenRecord, matter: WrittenMatter): ReadonlyMap<string, SelfCheckLine> {
  const { entries } = record
  return new Map(
    selfCheck({ entries, stream: matter.stream, rules }).map((line) => [line.row, line]),
  )
}
function rowsThat(lines: ReadonlyMap<string, SelfCheckLine>, ...status: SelfCheckStatus[]) {
  return [...lines.values()].filter((one) => status.includes(one.status)).map(({ row }) => row)
}

t.test(
  'MD-O08: every row of the rulebook has a line, each judged by a check of its own',
  async (t) => {
    t.same(
      rules.ids.filter((row) => selfChecks[row] === undefined),
      [],
    )
  },
)

for (const [name, chosen] of [
  ['every step', {}],
  ['a hearing', { hearing: true, solicitation: false }],
  ['nothing public', { notPublic: true, experts: false }],
  ['no experts, no risk, no competition', { experts: false, risk: false, competition: false }],
  ['three versions', { versions: 3 }],
] as const) {
  t.test(`a lawful matter with ${name} violates no row at any time`, async (t) => {
    const record = writtenRecord()
    const matter = record.matter()
    const violated: string[] = []
    for (const step of lawfulSteps('archived', chosen)) {
      await matter.plays([step])
      if (matter.folded().stage === 'S00') continue
      violated.push(...rowsThat(checked(record, matter), 'violated'))
    }
    t.same(violated, [])
    // What stays open lies ahead, or is for persons to judge.
    t.same(rowsThat(checked(record, matter), 'open'), ['MD-A07', 'MD-I04', 'MD-K04', 'MD-L02'])
    const differing = [...replay(record.entries, record.tools)].filter(
      ({ kind }) => kind !== 'agrees',
    )
    t.same(differing, [], 'and every entry is decided again as it was')
  })
}

t.test('not applicable names the finding and who decided it', async (t) => {
  const record = writtenRecord()
  const matter = record.matter()
  await matter.plays(lawfulSteps('archived', { experts: false, risk: false, competition: false }))
  const lines = checked(record, matter)
  for (const [row, finding, post] of [
    ['MD-E01', 'AF-05', 'government-office'],
    ['MD-F01', 'AF-06', 'government-office'],
    ['MD-C06', 'AF-07', 'market-regulator'],
    ['MD-D07', 'AF-04', 'legality-reviewer'],
  ] as const) {
    t.match(lines.get(row), { status: 'not-applicable', finding, by: { post } }, row)
    t.equal(lines.get(row)?.positions.length, 1, 'the entry of the approval')
  }
  t.match(lines.get('MD-H09'), { status: 'not-applicable', why: { en: /No pack/ } })
})

t.test('excused names the ground and who granted it', async (t) => {
  const record = writtenRecord()
  const hidden = record.matter()
  await hidden.plays(lawfulSteps('archived', { notPublic: true }))
  const lines = checked(record, hidden)
  t.match(lines.get('MD-D01'), {
    status: 'excused',
    finding: 'AF-02',
    by: { post: 'openness-reviewer' },
  })
  t.match(lines.get('MD-J01'), { status: 'excused', by: { post: 'head' }, reasons: 'other' })
  const short = record.matter()
  await short.plays(lawfulSteps('steps-open'))
  const reasons = '汛期临近，须尽快实施。'
  await short.plays([
    {
      by: 'undertaking-unit-handler',
      act: {
        type: 'ProposeFinding',
        findings: [{ code: 'AF-10', answer: 'yes', purpose: 'shorten' }],
      },
    },
    {
      by: 'government-office',
      act: { type: 'ApproveFinding', findings: [{ code: 'AF-10', agrees: true }] },
    },
    {
      by: 'undertaking-unit-handler',
      act: { type: 'PublishCommentNotice', days: 12, shorteningReasons: reasons },
    },
  ])
  t.match(checked(record, short).get('MD-D05'), {
    status: 'excused',
    by: { post: 'undertaking-unit-handler' },
    reasons,
  })
})

t.test('U.6: what was flagged stays violated, and the persons are named', async (t) => {
  const record = writtenRecord()
  const matter = record.matter()
  await matter.plays(lawfulSteps('steps-open'))
  record.now = instant('2024-03-06T09:00:00+08:00')
  const entered = await matter.lodge({
    by: 'undertaking-unit-handler',
    act: {
      type: 'EnterNotice',
      of: 'comment',
      closes: '2024-03-14',
      shorteningReasons: null,
      happened: '2024-03-05T10:00:00+08:00',
    },
  })
  t.match(entered.outcome, { deviations: [{ rule: 'MD-D05' }] })
  const position = record.entries.length - 1
  const line = checked(record, matter).get('MD-D05')
  t.match(line, {
    status: 'violated',
    flagged: [position],
    persons: [{ post: 'undertaking-unit-handler' }],
  })
  t.match(line?.cites, [{ instrument: 'R713', article: 15 }])
})

/** The entries of a whole lawful matter with some of them taken out or changed, in a sequence of their own. */
async function lawful(chosen: Parameters<typeof lawfulSteps>[1] = {}) {
  const record = writtenRecord()
  const matter = record.matter()
  await matter.plays(lawfulSteps('archived', chosen))
  return { record, matter }
}
type Placed = WrittenRecord['entries'][number]
function judgedOf(
  { record, matter }: Awaited<ReturnType<typeof lawful>>,
  change: (one: Placed) => Placed | undefined,
): readonly string[] {
  let sequence = 0
  const entries = record.entries.flatMap((one) => {
    if (one.entry.stream !== matter.stream) return [one]
    const changed = change(one)
    if (changed === undefined) return []
    sequence += 1
    return [{ ...changed, entry: { ...changed.entry, sequence } }]
  })
  return selfCheck({ entries, stream: matter.stream, rules })
    .filter(({ status }) => status === 'violated')
    .map(({ row }) => row)
}

t.test(
  'an entry that is not there is found by its row, whatever the gates let through',
  async (t) => {
    const whole = await lawful()
    for (const [type, ...rows] of [
      ['StartProcedure', 'MD-B04'],
      ['RecordResearch', 'MD-C01'],
      ['RecordBasis', 'MD-C02'],
      ['ConcludeFairCompetitionReview', 'MD-C06'],
      ['PublishCommentNotice', 'MD-D01', 'MD-D04', 'MD-D05'],
      ['SubmitAdoptionStatement', 'MD-D13'],
      ['ConcludeArgumentation', 'MD-E01'],
      ['DisposeOfExpertOpinion', 'MD-E07'],
      ['ConcludeRisk', 'MD-F01'],
      ['IssueLegalityOpinion', 'MD-G01', 'MD-G02', 'MD-G11'],
      ['AcceptForReview', 'MD-G05'],
      ['AddCounselOpinion', 'MD-G08'],
      ['SubmitForReview', 'MD-G03', 'SoD-21'],
      ['SubmitForDeliberation', 'MD-H01'],
      ['AdmitToAgenda', 'MT-05'],
      ['OpenDeliberation', 'MD-H02'],
      ['RecordStance', 'MD-H06'],
      ['RecordReply', 'MD-I01'],
      ['CheckOpenness', 'MD-J03'],
      ['ApproveFinding', 'MD-A01', 'MD-D03', 'MD-D07', 'MD-I02', 'MD-J02'],
    ] as const) {
      const found = judgedOf(whole, (one) => (one.entry.command.type === type ? undefined : one))
      for (const row of rows) t.ok(found.includes(row), `without ${type}: ${row}`)
    }
  },
)

type Event = { readonly [member: string]: unknown }
/** Changes the event of an act, as a record would have it that no gate had looked at. */
function withEvent(type: string, change: (event: Event) => Event) {
  return (one: Placed): Placed => {
    const { outcome } = one.entry
    if (one.entry.command.type !== type || outcome.kind !== 'recorded') return one
    const [first, ...rest] = outcome.events
    const events = [change(first as Event), ...rest] as unknown as typeof outcome.events
    return { ...one, entry: { ...one.entry, outcome: { ...outcome, events } } }
  }
}
function asDoneBy(type: string, role: string) {
  return (one: Placed): Placed => {
    const { by } = one.entry
    if (one.entry.command.type !== type || !('official' in by)) return one
    return {
      ...one,
      entry: {
        ...one.entry,
        by: {
          ...by,
          official: `cn-000000.${role}`,
          ...(role === 'head' || type !== 'TakeDecision' ? {} : { post: role }),
        },
      },
    }
  }
}

t.test('an entry that says something else is found by its row', async (t) => {
  const whole = await lawful()
  for (const [says, change, ...rows] of [
    ['a deputy decided', asDoneBy('TakeDecision', 'deputy-head'), 'MD-H03'],
    [
      'the reviewer handled the draft',
      asDoneBy('IssueLegalityOpinion', 'undertaking-unit-handler'),
      'SoD-01',
    ],
    ['the head signed the review', asDoneBy('IssueLegalityOpinion', 'head'), 'SoD-23'],
    [
      'one person found and approved',
      asDoneBy('ApproveFinding', 'undertaking-unit-handler'),
      'SoD-22',
    ],
    ['the publisher checked', asDoneBy('CheckOpenness', 'government-office'), 'SoD-16'],
    [
      'found unlawful',
      withEvent('IssueLegalityOpinion', (event) => ({ ...event, outcome: 'unlawful' })),
      'MD-G02',
    ],
    [
      'no counsel',
      withEvent('IssueLegalityOpinion', (event) => ({ ...event, counsel: [] })),
      'MD-G08',
    ],
    [
      'one finding only',
      withEvent('IssueLegalityOpinion', ({ competence: _, ...event }) => event),
      'MD-G07',
    ],
    [
      'an unanswered point',
      withEvent('IssueLegalityOpinion', (event) => ({
        ...event,
        points: [{ no: 9, kind: 'mustChange' }],
      })),
      'MD-G10',
    ],
    [
      'not controllable',
      withEvent('ConcludeRisk', (event) => ({ ...event, controllable: false })),
      'MD-F05',
    ],
    ['no plan', withEvent('SubmitRiskReport', ({ handlingPlan: _, ...event }) => event), 'MD-F03'],
    [
      'unsigned',
      withEvent('SignExpertOpinion', (event) => ({ ...event, signed: false, stamped: false })),
      'MD-E02',
    ],
    [
      'a direct interest',
      withEvent('DeclareInterest', (event) => ({ ...event, directInterest: true })),
      'MD-E04',
      'SoD-03',
    ],
    [
      'it restricts',
      withEvent('ConcludeFairCompetitionReview', (event) => ({ ...event, outcome: 'restricts' })),
      'MD-C06',
    ],
    [
      'objected, and nothing said of it',
      withEvent('RecordConsultation', (event) => ({ ...event, answer: 'objects' })),
      'MD-C05',
    ],
    [
      'the committee disagreed',
      withEvent('RecordReply', (event) => ({ ...event, answer: 'disagreed' })),
      'MD-I01',
    ],
    [
      'another text',
      withEvent('PublishDecision', (event) => ({
        ...event,
        text: { digest: `sha256:${'9'.repeat(64)}` },
      })),
      'MD-J03',
      'MD-J04',
    ],
    [
      'an opinion without answer',
      withEvent('SubmitAdoptionStatement', (event) => ({ ...event, opinions: { undisposed: 1 } })),
      'MD-D13',
    ],
    [
      'against the majority, no reasons',
      withEvent('CloseDeliberation', (event) => ({ ...event, departsFromMajority: true })),
      'MD-H05',
      'SoD-07',
    ],
    [
      'nobody executes',
      withEvent('StartExecution', (event) => ({ ...event, executingUnits: [] })),
      'MD-L01',
    ],
    [
      'no creator',
      withEvent('HandOverPapers', (event) => ({ ...event, items: [{ group: 'a', title: 'b' }] })),
      'MD-K05',
    ],
    ['no reasons', withEvent('StartProcedure', ({ reasons: _, ...event }) => event), 'MD-B04'],
    [
      'two units and no lead',
      withEvent('StartProcedure', ({ lead: _, ...event }) => ({
        ...event,
        units: ['cn-000000/a', 'cn-000000/b'],
      })),
      'MD-B05',
    ],
    [
      'a part is empty',
      withEvent('SubmitProposal', (event) => ({ ...event, plan: ' ' })),
      'MD-B02',
    ],
    [
      'findings without reasons',
      withEvent('ProposeFinding', (event) => ({
        ...event,
        findings: [{ code: 'AF-05', answer: 'no' }],
      })),
      'U-02',
    ],
  ] as const) {
    const found = judgedOf(whole, change)
    for (const row of rows) t.ok(found.includes(row), `${says}: ${row}`)
  }
})

t.test('MD-H04, MD-G05: order and time are read off the entries', async (t) => {
  const whole = await lawful()
  const decided = whole.record.entries.find(({ entry }) => entry.command.type === 'TakeDecision')
  const spoke = whole.record.entries
    .filter(({ entry }) => entry.command.type === 'RecordStance')
    .at(-1)
  if (decided === undefined || spoke === undefined) return t.fail('nothing was decided')
  const swapped = judgedOf(whole, (one) => {
    if (one === decided) return { ...spoke, position: decided.position }
    if (one === spoke) return { ...decided, position: spoke.position }
    return one
  })
  t.ok(['MD-H04', 'SoD-06'].every((row) => swapped.includes(row)))
  const early = judgedOf(whole, (one) =>
    one.entry.command.type === 'OpenDeliberation'
      ? { ...one, entry: { ...one.entry, occurred: '2024-03-05T01:00:00.000Z' as never } }
      : one,
  )
  t.ok(early.includes('MD-G05'))
})

t.test('MD-D10, SoD-15: a hearing is judged by its receipts and its sides', async (t) => {
  const whole = await lawful({ hearing: true, solicitation: false })
  t.ok(
    judgedOf(whole, (one) =>
      one.entry.command.type === 'ServeHearingMaterials' ? undefined : one,
    ).includes('MD-D10'),
  )
  t.ok(
    judgedOf(
      whole,
      withEvent('PublishSelectionRules', (event) => ({ ...event, sides: ['无人代表的一方'] })),
    ).includes('SoD-15'),
  )
})

t.test('SoD-09: who acted, and in which post at the time, stands in every entry', async (t) => {
  const { record, matter } = await lawful()
  const own = record.entries.filter(({ entry }) => entry.stream === matter.stream)
  const { acts } = accountabilityExtract(own)
  t.equal(acts.length, own.length, 'nobody acted without a name and a post')
  t.ok(acts.every(({ official, organ, post }) => official !== '' && organ !== '' && post !== ''))
  t.match(checked(record, matter).get('SoD-09'), { status: 'satisfied' })
})
