import t from 'tap'
import { factsOf, type By } from '@juece/procedure'
import { pack, packWith, row, valued } from '../rulebook/pack.ts'
import {
  act,
  answerTo,
  answers,
  by,
  flagsOf,
  given,
  groundOf,
  isForbidden,
  justBefore,
  matterOf,
  mayOf,
  moment,
  rowsOf,
  stepsOpen,
  type Act,
  type World,
} from './support/lawful.ts'

const organiser = by('hearing-organiser')
const acts = (type: string, at: string, more: object = {}, who: By = organiser): Act =>
  act(type, at, more, who)
/** The hearing of the worked example of CAL-8: 20 May, so papers are served by the 13th. */
const heldAt = moment('2024-05-20 09:00')
const notice = (at: string, more: object = {}) =>
  acts('PublishHearingNotice', at, { heldAt, ...more })
const ids = (count: number) => Array.from({ length: count }, (_, index) => `p-${index + 1}`)
const listOf = (count: number, more: (index: number) => object = () => ({})) =>
  ids(count).map((id, index) => ({
    id,
    side: index % 2 === 0 ? '经营者' : '居民',
    interest: 'interested',
    civilServant: false,
    ...more(index),
  }))
const publishList = (participants: readonly object[], at = '2024-05-06 09:00') =>
  acts('PublishParticipants', at, { participants })
const served = (at: string, happened = at, who: readonly string[] = ids(3)) =>
  acts('ServeHearingMaterials', at, {
    receipts: who.map((participant) => ({
      participant,
      served: '2024-05-10',
      happened: moment(happened),
      receipt: 'sha256:0',
    })),
  })
const opened = (at = '2024-05-20 09:00', more: object = {}) => acts('OpenHearing', at, more)
const transcript = (more: object = {}) => acts('SignHearingTranscript', '2024-05-20 12:00', more)
const report = (at = '2024-05-21 09:00') => acts('SubmitHearingReport', at)
const close = act('CloseSteps', '2024-06-20 09:00')

const noticed = given(stepsOpen(), notice('2024-05-02 09:00'))
const listed = given(
  noticed,
  acts('PublishSelectionRules', '2024-05-03 09:00'),
  publishList(listOf(3)),
)
const ready = given(listed, served('2024-05-10 09:00'))
const held = given(ready, opened())
const reported = given(held, transcript(), report())

t.test('第十六条、第十七条: the lawful examples one after the other are a hearing', async (t) => {
  const usual = [
    ['ChooseHearing', '2024-05-02 08:00'],
    ['PublishHearingNotice', '2024-05-02 09:00'],
    ['PublishSelectionRules', '2024-05-02 10:00'],
    ['PublishParticipants', '2024-05-02 11:00'],
    ['ServeHearingMaterials', '2024-05-02 12:00'],
    ['OpenHearing', '2024-05-22 09:00'],
    ['SignHearingTranscript', '2024-05-22 12:00'],
    ['SubmitHearingReport', '2024-05-23 09:00'],
  ] as const
  const world = usual.reduce<World>((before, [type, at]) => {
    const one = type === 'ChooseHearing' ? act(type, at, { hold: true }) : acts(type, at)
    t.same(rowsOf(answerTo(before, one)), ['recorded'], type)
    return given(before, one)
  }, stepsOpen('yes'))
  t.equal(matterOf(world).hearing.status, 'reported')
  t.same(rowsOf(answerTo(world, close)), ['recorded'])
  for (const type of ['PostponeHearing', 'CancelHearing']) {
    t.same(rowsOf(answerTo(ready, acts(type, '2024-05-15 09:00'))), ['recorded'], type)
  }
  t.same(rowsOf(answerTo(held, acts('SuspendHearing', '2024-05-20 10:00'))), ['recorded'])
})

t.test('第十六条: the organiser holds the hearing, and nobody else', async (t) => {
  const stranger = answerTo(stepsOpen(), { ...notice('2024-05-02 09:00'), by: by('recorder') })
  t.same(rowsOf(stranger), ['PW-01'])
  t.ok(isForbidden(stranger))
  const named = given(
    stepsOpen(),
    act('ChooseHearing', '2024-05-02 08:00', { hold: true, organiser: 'cn-000000/law-firm' }),
  )
  t.same(rowsOf(answerTo(named, notice('2024-05-02 09:00'))), ['PW-01'], 'another was named')
  const own = given(
    stepsOpen(),
    act('ChooseHearing', '2024-05-02 08:00', {
      hold: true,
      organiser: 'cn-000000/urban-management-bureau',
    }),
  )
  const handler = { ...notice('2024-05-02 09:00'), by: by('undertaking-unit-handler') }
  t.same(rowsOf(answerTo(own, handler)), ['recorded'], 'the unit where it was named itself')
  t.same(rowsOf(answerTo(stepsOpen(), handler)), ['PW-01'])
})

t.test('第十六条第二款 (MD-D08): the notice carries explanation, time and place', async (t) => {
  const ask = (more: object) => answerTo(stepsOpen(), notice('2024-05-02 09:00', more))
  t.same(rowsOf(ask({ explanation: undefined })), ['MD-D08'])
  t.same(groundOf(ask({ heldAt: undefined, place: ' ' }), 'MD-D08').missing, ['heldAt', 'place'])
  t.same(rowsOf(ask({})), ['recorded'])
  t.match(groundOf(ask({ place: '' }), 'MD-D08').cites, [{ article: 16, paragraph: 2 }])
})

t.test('第十六条第二款 (MD-D08): it comes beforehand, and a pack says how long', async (t) => {
  const at = (text: string, packs: Act['packs'] = []) =>
    rowsOf(answerTo(stepsOpen(), { ...notice(text), packs }))
  t.same(at('2024-05-20 08:59:59'), ['recorded'])
  t.same(at('2024-05-20 09:00'), ['MD-D08'])
  const ten = [packWith('MD-D08', 'md.hearing.noticeDays', 10)]
  t.same(at('2024-05-10 23:59:59', ten), ['recorded'], 'date minus ten')
  t.same(at('2024-05-11 00:00', ten), ['MD-D08'])
})

t.test('第十六条第二款: a new time is a postponement, not another notice', async (t) => {
  t.same(rowsOf(answerTo(noticed, notice('2024-05-03 09:00'))), ['MD-D08'])
  const off = given(noticed, acts('CancelHearing', '2024-05-04 09:00'))
  t.same(rowsOf(answerTo(off, notice('2024-05-05 09:00'))), ['recorded'])
})

t.test('第十六条第三款 (MD-D09): selection rules come before the list', async (t) => {
  t.same(rowsOf(answerTo(noticed, publishList(listOf(3)))), ['MD-D09'])
  t.same(rowsOf(answerTo(stepsOpen(), publishList(listOf(3)))), ['MD-D08', 'MD-D09'])
  const rules = given(noticed, acts('PublishSelectionRules', '2024-05-03 09:00'))
  t.same(rowsOf(answerTo(rules, publishList(listOf(3)))), ['recorded'])
  const twice = [...listOf(2), ...listOf(1)]
  t.same(rowsOf(answerTo(rules, publishList(twice))), ['invalid'])
})

t.test('IL-27: six operators and nobody for the residents are no list', async (t) => {
  const rules = given(noticed, acts('PublishSelectionRules', '2024-05-03 09:00'))
  const operators = listOf(6, () => ({ side: '经营者' }))
  const outcome = answerTo(rules, publishList(operators))
  t.same(rowsOf(outcome), ['MD-D09', 'SoD-15'])
  t.same(groundOf(outcome, 'SoD-15').missing, ['居民'])
  const mixed = listOf(7, (index) => ({ side: index < 6 ? '经营者' : '居民' }))
  t.same(rowsOf(answerTo(rules, publishList(mixed))), ['recorded'], 'one resident is there')
  const oneSide = given(
    noticed,
    acts('PublishSelectionRules', '2024-05-03 09:00', { sides: ['经营者'] }),
  )
  t.same(rowsOf(answerTo(oneSide, publishList(operators))), ['MD-D09', 'SoD-15'], 'no two sides')
})

t.test('HRYN, HR10: packs set how many, how many concerned, and bar civil servants', async (t) => {
  const rules = given(noticed, acts('PublishSelectionRules', '2024-05-03 09:00'))
  const ask = (
    participants: readonly object[],
    key: string,
    value: Parameters<typeof packWith>[2],
  ) =>
    rowsOf(
      answerTo(rules, { ...publishList(participants), packs: [packWith('MD-D09', key, value)] }),
    )
  t.same(ask(listOf(15), 'md.hearing.minRepresentatives', 15), ['recorded'])
  t.same(ask(listOf(14), 'md.hearing.minRepresentatives', 15), ['MD-D09'])
  const third = { ratio: '1/3', strict: false }
  const concerned = (many: number) =>
    listOf(9, (index) => ({ interest: index < many ? 'interested' : 'public' }))
  t.same(ask(concerned(5), 'md.hearing.minInterestShare', third), ['recorded'])
  t.same(
    ask(concerned(4), 'md.hearing.minInterestShare', third),
    ['MD-D09'],
    'not more than the rest',
  )
  const servant = listOf(3, (index) => ({ civilServant: index === 0 }))
  t.same(ask(servant, 'md.hearing.excludeCivilServants', true), ['MD-D09', 'SoD-15'])
  t.same(ask(servant, 'md.hearing.excludeCivilServants', false), ['recorded'])
})

t.test(
  '第十六条第三款 (MD-D09): the list is out before the hearing, so many days by pack',
  async (t) => {
    const rules = given(noticed, acts('PublishSelectionRules', '2024-05-03 09:00'))
    const at = (text: string, packs: Act['packs'] = []) =>
      rowsOf(answerTo(rules, { ...publishList(listOf(3), text), packs }))
    t.same(at('2024-05-20 08:59:59'), ['recorded'])
    t.same(at('2024-05-20 09:00'), ['MD-D09'])
    const fifteen = [packWith('MD-D09', 'md.hearing.listDays', 15)]
    t.same(at('2024-05-05 23:59:59', fifteen), ['recorded'])
    t.same(at('2024-05-06 00:00', fifteen), ['MD-D09'])
  },
)

t.test(
  'CAL-8 (MD-D10): the last day for the papers stands in the matter as a deadline',
  async (t) => {
    const { deadlines } = matterOf(noticed)
    t.match(deadlines.hearingMaterials, { rule: 'MD-D10', lastDay: '2024-05-13', over: false })
    t.equal(deadlines.hearingMaterials?.ends, moment('2024-05-14 00:00'))
    t.match(deadlines.hearing, { rule: 'MD-D08', ends: heldAt, over: false })
    const later = given(
      noticed,
      acts('PostponeHearing', '2024-05-06 09:00', { to: moment('2024-05-27 09:00') }),
    )
    t.equal(matterOf(later).deadlines.hearingMaterials?.lastDay, '2024-05-20')
    t.equal(matterOf(held).deadlines.hearingMaterials?.over, true)
    t.equal(matterOf(held).deadlines.hearing?.over, true)
    const untimed = given(noticed, acts('PostponeHearing', '2024-05-06 09:00'))
    t.equal(matterOf(untimed).deadlines.hearing?.over, true, 'no new time yet')
  },
)

t.test('IL-25: one receipt dated 14 May shuts the hearing of 20 May (MD-D10)', async (t) => {
  const sixteen = given(
    noticed,
    acts('PublishSelectionRules', '2024-05-03 09:00'),
    publishList(listOf(16)),
  )
  const late = given(
    sixteen,
    served('2024-05-13 18:00', '2024-05-13 17:00', ids(15)),
    served('2024-05-14 18:00', '2024-05-14 17:00', ['p-16']),
  )
  const open = opened('2024-05-20 09:00', { present: ids(16) })
  t.same(rowsOf(answerTo(late, open)), ['MD-D10'])
  const lastMoment = given(sixteen, served('2024-05-14 09:00', '2024-05-13 23:59:59', ids(16)))
  t.same(rowsOf(answerTo(lastMoment, open)), ['recorded'], 'the receipt counts, not the entry')
  const nextDay = given(sixteen, served('2024-05-14 09:00', '2024-05-14 00:00', ids(16)))
  t.same(rowsOf(answerTo(nextDay, open)), ['MD-D10'])
  t.ok(mayOf(late, open).includes('MD-D10'), 'it is known before the body of the act')
})

t.test('MD-D10: a pack may ask for more days, or for clear days; never for fewer', async (t) => {
  const on = (text: string, packs: Act['packs']) => {
    const world = given(listed, served(text, text))
    return rowsOf(answerTo(world, { ...opened(), ...(packs === undefined ? {} : { packs }) }))
  }
  const ten = [packWith('MD-D10', 'md.hearing.materialsDays', 10)]
  t.same(on('2024-05-10 09:00', ten), ['recorded'])
  t.same(on('2024-05-11 09:00', ten), ['MD-D10'])
  const national = {
    ...valued('md.hearing.materialsCount', 'clear-days'),
    options: ['date-difference', 'clear-days'],
  }
  const clear = [pack({ 'MD-D10': row({ 'md.hearing.materialsCount': national }) })]
  t.same(on('2024-05-12 09:00', clear), ['recorded'])
  t.same(on('2024-05-13 09:00', clear), ['MD-D10'])
  t.throws(() => on('2024-05-14 09:00', [packWith('MD-D10', 'md.hearing.materialsDays', 5)]))
})

t.test('CAL-11: a receipt has its day, and not one that has not come', async (t) => {
  const receipt = (happened: unknown) =>
    acts('ServeHearingMaterials', '2024-05-10 09:00', {
      receipts: [{ participant: 'p-1', served: '2024-05-10', happened, receipt: 'sha256:0' }],
    })
  t.same(rowsOf(answerTo(listed, receipt(undefined))), ['MD-D10'])
  t.same(rowsOf(answerTo(listed, receipt(moment('2024-05-10 09:00:01')))), ['CAL-11'])
  t.same(rowsOf(answerTo(listed, receipt(moment('2024-05-10 09:00')))), ['recorded'])
  t.same(rowsOf(answerTo(listed, served('2024-05-10 09:00', '2024-05-10 09:00', ['p-9']))), [
    'invalid',
  ])
})

t.test('IL-26: without the published list no hearing is opened (MD-D09)', async (t) => {
  const unlisted = given(noticed, served('2024-05-10 09:00'))
  t.same(rowsOf(answerTo(unlisted, opened())), ['MD-D09'])
  t.same(rowsOf(answerTo(ready, opened())), ['recorded'])
})

t.test('第十六条第二款: a hearing is opened at the time that was announced', async (t) => {
  const early = answerTo(ready, { ...opened(), at: justBefore(heldAt) })
  t.same(rowsOf(early), ['MD-D08'])
  t.equal(groundOf(early, 'MD-D08').until, heldAt)
  t.same(rowsOf(answerTo(ready, opened('2024-05-20 10:00'))), ['recorded'])
  t.same(rowsOf(answerTo(ready, opened('2024-05-21 09:00'))), ['MD-D08'], 'another day')
})

t.test('第十七条 (MD-D11): in public, or closed on a ground of secrecy', async (t) => {
  t.same(rowsOf(answerTo(ready, opened('2024-05-20 09:00', { open: false }))), ['MD-D11'])
  const closed = opened('2024-05-20 09:00', { open: false, closedGround: 'tradeSecret' })
  t.same(rowsOf(answerTo(ready, closed)), ['recorded'])
})

t.test(
  'IL-29: nine of twenty representatives are too few where the pack asks for half',
  async (t) => {
    const twenty = given(
      noticed,
      acts('PublishSelectionRules', '2024-05-03 09:00'),
      publishList(listOf(20)),
      served('2024-05-10 09:00', '2024-05-10 09:00', ids(20)),
    )
    const with_ = (count: number, strict?: boolean) => {
      const share = { ratio: '1/2', strict: strict ?? false }
      const packs =
        strict === undefined ? [] : [packWith('MD-D12', 'md.hearing.minAttendance', share)]
      return rowsOf(
        answerTo(twenty, { ...opened('2024-05-20 09:00', { present: ids(count) }), packs }),
      )
    }
    t.same(with_(9, false), ['MD-D12'])
    t.same(with_(10, false), ['recorded'], 'exactly half is at least half')
    t.same(with_(10, true), ['MD-D12'], 'exactly half is not more than half')
    t.same(with_(11, true), ['recorded'])
    t.same(with_(9), ['recorded'], 'national law sets no number')
    const doubled = opened('2024-05-20 09:00', { present: [...ids(9), 'p-1'] })
    const half = [packWith('MD-D12', 'md.hearing.minAttendance', { ratio: '1/2', strict: false })]
    t.same(rowsOf(answerTo(twenty, { ...doubled, packs: half })), ['MD-D12'], 'nobody counts twice')
    t.same(rowsOf(answerTo(twenty, opened('2024-05-20 09:00', { present: ['x'] }))), ['invalid'])
  },
)

t.test(
  'HRQD: postponed with reasons, and called off only after more than the pack allows',
  async (t) => {
    const postpone = (at: string, more: object = {}) => acts('PostponeHearing', at, more)
    t.same(rowsOf(answerTo(ready, postpone('2024-05-19 09:00', { reasons: '' }))), ['MD-D12'])
    const past = { to: moment('2024-05-19 09:00') }
    t.same(rowsOf(answerTo(ready, postpone('2024-05-19 09:00', past))), ['MD-D08'])
    const two = [packWith('MD-D12', 'md.hearing.maxPostponements', 2)]
    const times = (count: number) =>
      Array.from({ length: count }).reduce<World>(
        (world) => given(world, postpone('2024-05-19 09:00', { to: moment('2024-06-03 09:00') })),
        ready,
      )
    const off = (world: World, packs: Act['packs'] = two) =>
      rowsOf(answerTo(world, { ...acts('CancelHearing', '2024-05-19 10:00'), packs }))
    t.same(off(times(2)), ['MD-D12'])
    t.same(off(times(3)), ['recorded'])
    t.same(off(ready, []), ['recorded'], 'without a pack nothing is asked but reasons')
    t.same(rowsOf(answerTo(ready, acts('CancelHearing', '2024-05-19 10:00', { reasons: '' }))), [
      'MD-D12',
    ])
    t.same(rowsOf(answerTo(times(1), opened('2024-06-03 09:00'))), ['recorded'], 'at the new time')
    const open = given(ready, postpone('2024-05-19 09:00'))
    t.same(rowsOf(answerTo(open, opened('2024-06-03 09:00'))), ['MD-D08'], 'no new time yet')
  },
)

t.test('MD-D12: a suspended hearing is opened again, on any day', async (t) => {
  const suspended = given(held, acts('SuspendHearing', '2024-05-20 10:00'))
  t.same(rowsOf(answerTo(suspended, opened('2024-05-22 09:00'))), ['recorded'])
  t.same(rowsOf(answerTo(ready, acts('SuspendHearing', '2024-05-19 10:00'))), ['MD-D12'])
  t.same(rowsOf(answerTo(held, opened('2024-05-20 10:00'))), ['MD-D11'], 'it is open already')
  t.same(rowsOf(answerTo(suspended, transcript())), ['MD-D11'])
})

t.test(
  'IL-28: no debate and two signatures missing: the record is not complete (MD-D11)',
  async (t) => {
    const whole = ['presentation', 'statements', 'questions', 'debate', 'confirmation']
    const missing = answerTo(
      held,
      transcript({
        phases: whole.filter((phase) => phase !== 'debate'),
        signatures: [{ participant: 'p-1', signed: true }],
      }),
    )
    t.same(rowsOf(missing), ['MD-D11'])
    t.same(groundOf(missing, 'MD-D11').missing, ['debate', 'signatures'])
    const signatures = (refusalNoted: boolean) => ({
      signatures: [
        { participant: 'p-1', signed: true },
        { participant: 'p-2', signed: true },
        { participant: 'p-3', signed: false, refusalNoted },
      ],
    })
    t.same(rowsOf(answerTo(held, transcript(signatures(false)))), ['MD-D11'])
    t.same(
      rowsOf(answerTo(held, transcript(signatures(true)))),
      ['recorded'],
      'the refusal is noted',
    )
    t.same(rowsOf(answerTo(held, transcript({ phases: undefined, signatures: undefined }))), [
      'MD-D11',
    ])
    t.same(rowsOf(answerTo(held, transcript({ phases: [...whole].reverse() }))), ['MD-D11'])
    const two = given(ready, opened('2024-05-20 09:00', { present: ['p-1', 'p-2'] }))
    const signed = transcript({ signatures: [{ participant: 'p-1', signed: true }] })
    t.same(rowsOf(answerTo(two, signed)), ['MD-D11'], 'whoever came signs')
    const both = transcript({
      signatures: ['p-1', 'p-2'].map((participant) => ({ participant, signed: true })),
    })
    t.same(rowsOf(answerTo(two, both)), ['recorded'], 'whoever stayed away does not')
  },
)

t.test(
  'HRQD: a report after the pack’s working days is taken, and its lateness flagged',
  async (t) => {
    const recorded = given(held, transcript())
    const seven = [packWith('MD-D11', 'md.hearing.reportWorkdays', 7)]
    t.same(flagsOf(answerTo(recorded, { ...report('2024-05-29 23:59:59'), packs: seven })), [])
    t.same(flagsOf(answerTo(recorded, { ...report('2024-05-30 00:00'), packs: seven })), ['MD-D11'])
    t.same(flagsOf(answerTo(recorded, report('2024-08-01 00:00'))), [])
    t.same(rowsOf(answerTo(held, report())), ['MD-D11'], 'not before the record is signed')
  },
)

t.test(
  'IL-24: a hearing that the law demands is held before the steps close (MD-D07)',
  async (t) => {
    const demanded = given(stepsOpen('yes'), act('RecordParticipation', '2024-05-01 14:00'))
    t.same(rowsOf(answerTo(demanded, close)), ['MD-D07'])
    const begun = given(demanded, notice('2024-05-02 09:00'))
    t.same(rowsOf(answerTo(begun, close)), ['MD-D07', 'MD-D11'])
    const off = given(begun, acts('CancelHearing', '2024-05-03 09:00'))
    t.same(rowsOf(answerTo(off, close)), ['MD-D07'], 'calling it off is not holding it')
    t.same(rowsOf(answerTo(reported, close)), ['recorded'])
  },
)

t.test('T07: a hearing that was chosen is held, called off, or chosen no more', async (t) => {
  const chosen = given(
    stepsOpen(),
    act('RecordParticipation', '2024-05-01 14:00'),
    act('ChooseHearing', '2024-05-02 08:00', { hold: true }),
  )
  t.same(rowsOf(answerTo(chosen, close)), ['MD-D07'])
  const not = given(chosen, act('ChooseHearing', '2024-05-02 09:00', { hold: false }))
  t.same(rowsOf(answerTo(not, close)), ['recorded'])
  const running = given(chosen, notice('2024-05-02 09:00'))
  t.same(rowsOf(answerTo(running, close)), ['MD-D11'])
  const off = given(running, acts('CancelHearing', '2024-05-03 09:00'))
  t.same(rowsOf(answerTo(off, close)), ['recorded'])
})

t.test('MD-D01: a hearing that was held is participation; facts say how far it is', async (t) => {
  t.same(rowsOf(answerTo(reported, close)), ['recorded'])
  t.match(factsOf(matterOf(noticed)), { hearingChosen: 'yes' })
  t.notOk('hearingConcluded' in factsOf(matterOf(held)))
  t.match(factsOf(matterOf(reported)), { hearingConcluded: 'yes' })
  t.same(rowsOf(answerTo(given(reported, ...answers('AF-04', 'yes', '2024-06-01 09:00')), close)), [
    'recorded',
  ])
})

t.test(
  '第二十九条 (MD-H01): the meeting has the report of the hearing that was held',
  async (t) => {
    const tabled = (hasReport: boolean) => {
      const closed = given(
        reported,
        close,
        act('SubmitForReview', '2024-06-21 09:00', {}, by('undertaking-unit-principal')),
        act('AcceptForReview', '2024-06-21 10:00', {}, by('legality-reviewer')),
        act('AddCounselOpinion', '2024-06-21 11:00', {}, by('legal-adviser')),
      )
      const opinion = act(
        'IssueLegalityOpinion',
        '2024-06-24 09:00',
        {
          outcome: 'lawful',
          counsel: matterOf(closed).review.rounds.at(-1)?.counsel,
          riskDisclosed: undefined,
          points: undefined,
        },
        by('legality-head'),
      )
      const kinds = [
        'draft',
        'explanation',
        'legalityOpinion',
        ...(hasReport ? ['hearingReport'] : []),
      ]
      const submit = act(
        'SubmitForDeliberation',
        '2024-06-25 09:00',
        { package: kinds.map((kind) => ({ kind, digest: 'sha256:0' })) },
        by('undertaking-unit-principal'),
      )
      return answerTo(given(closed, opinion), submit)
    }
    t.same(rowsOf(tabled(false)), ['MD-H01'])
    t.same(groundOf(tabled(false), 'MD-H01').missing, ['hearingReport'])
    t.same(rowsOf(tabled(true)), ['recorded'])
  },
)
