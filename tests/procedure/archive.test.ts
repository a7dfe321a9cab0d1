import { calendarDate, instant } from '@juece/kernel'
import { nationalLevelFile, resolveRules } from '@juece/rulebook'
import t from 'tap'
import { progressOf, stageOf } from '@juece/procedure'
import { transferDate } from '../../packages/procedure/src/shared-steps/archive/transfer-date.ts'
import {
  answerTo,
  but,
  by,
  circumstances,
  clerk,
  endOfDay,
  flagsOf,
  given,
  justBefore,
  matterOf,
  moment,
  owedIn,
  paper,
  rowsOf,
  type Act,
  type World,
} from './support/review.ts'
import { decided, published, reviewed } from './support/review-acts.ts'

const created = { by: '城市管理局', at: moment('2025-03-01 09:00') }
const hand = (more: object = {}, unit: Act['by'] = by('undertaking-unit-handler')): Act => ({
  by: unit,
  at: moment('2025-04-01 09:00'),
  type: 'HandOverPapers',
  with: {
    items: [
      { group: '决策形成', title: '草案', document: paper(), carrier: 'paper', created, ...more },
    ],
  },
})
const refuse: Act = {
  by: by('archivist'),
  at: moment('2025-04-01 10:00'),
  type: 'RecordRefusalToHandOver',
  with: {
    unit: 'cn-000000/finance-bureau',
    what: '会议录音',
    happened: moment('2025-04-01 09:30'),
    evidence: paper(),
  },
}
const item = { group: '决策形成', title: '草案', present: true }
const schedule = { number: '档保〔2024〕1号', approvedBy: 'cn-000000/archives' }
const close = (more: object = {}): Act => ({
  by: by('archivist'),
  at: moment('2025-04-10 09:00'),
  type: 'CloseDossier',
  with: { items: [item], schedule, list: paper(), ...more },
})

t.test('第三十三条: any unit hands over its papers, each with who made it and when', async (t) => {
  t.same(matterOf(given(reviewed(), hand())).archive.handedOver, [
    { group: '决策形成', title: '草案' },
  ])
  t.same(rowsOf(answerTo(reviewed(), hand({ created: undefined }))), ['MD-K05'])
  const ahead = { by: '城市管理局', at: moment('2025-04-02 09:00') }
  t.same(rowsOf(answerTo(reviewed(), hand({ created: ahead }))), ['CAL-11'])
  const now = { by: '城市管理局', at: moment('2025-04-01 09:00') }
  t.same(rowsOf(answerTo(reviewed(), hand({ created: now }))), ['recorded'], 'at this moment')
  t.same(rowsOf(answerTo(reviewed(), hand({}, by('administrator')))), ['PW-01', 'SoD-17'])
})

t.test('第三十三条: the dossier is closed with every item there (IL-90)', async (t) => {
  t.same(rowsOf(answerTo(published(), close())), ['recorded'])
  t.equal(stageOf(matterOf(given(published(), close()))), 'S33')
  t.same(rowsOf(answerTo(published(), close({ items: [{ ...item, present: false }] }))), ['MD-K01'])
  t.same(rowsOf(answerTo(published(), close({ items: [item, { ...item, present: false }] }))), [
    'MD-K01',
  ])
  t.same(rowsOf(answerTo(published(), close({ items: [] }))), ['MD-K01'])
  t.same(rowsOf(answerTo(published(), close({ items: undefined }))), ['MD-K01'])
})

t.test('档案法实施条例第十九条: under an approved schedule', async (t) => {
  t.same(rowsOf(answerTo(published(), close({ schedule: undefined }))), ['MD-K03'])
  const unnumbered = close({ schedule: { ...schedule, number: '' } })
  t.same(rowsOf(answerTo(published(), unnumbered)), ['MD-K03'])
})

t.test('T49: only what is published, withheld or at its end is archived, and once', async (t) => {
  t.same(rowsOf(answerTo(decided(), close())), ['T49'])
  for (const stage of ['S04', 'S20', 'S22', 'S23', 'S24'] as const) {
    t.same(
      rowsOf(
        answerTo(
          but(decided(), () => ({ stage })),
          close(),
        ),
      ),
      ['recorded'],
      stage,
    )
  }
  const closed = given(published(), close())
  t.same(rowsOf(answerTo(closed, close())), ['T49'])
  t.same(rowsOf(answerTo(closed, hand())), ['T49'])
})

t.test(
  '档案法第十四条: a refusal is entered and flagged, and shuts the dossier (IL-91)',
  async (t) => {
    t.same(flagsOf(answerTo(published(), refuse)), ['MD-K02'])
    const refused = given(published(), refuse)
    t.same(rowsOf(answerTo(refused, close())), ['MD-K02'])
    t.same(
      rowsOf(answerTo(given(refused, hand()), close())),
      ['MD-K02'],
      'another unit handed over',
    )
    const mended = given(refused, hand({}, by('consulted-unit')))
    t.same(rowsOf(answerTo(mended, close())), ['recorded'])
    t.same(
      matterOf(mended).deviations.map(({ rule }) => rule),
      ['MD-K02'],
      'the flag stays',
    )
  },
)

const transfer = (at = '2026-01-10 09:00', more: object = {}): Act => ({
  by: by('archivist'),
  at: moment(at),
  type: 'TransferToArchive',
  with: {
    archive: 'cn-000000/archives',
    happened: moment(at),
    evidence: paper(),
    ...more,
  },
})
const dueOf = (world: World) => matterOf(world).deadlines.transfer?.lastDay

t.test('档案法实施条例第二十条: ten years for a county, twenty for a city and above', async (t) => {
  const ofPlace = (code: string) => but(published(), () => ({ organ: `${code}/government` }))
  const at = circumstances(published(), close())
  t.equal(dueOf(given(published(), close())), '2035-04-10')
  t.equal(transferDate(matterOf(ofPlace('cn-410100')), at)?.lastDay, '2045-04-10', 'a city')
  t.equal(transferDate(matterOf(ofPlace('cn-410000')), at)?.lastDay, '2045-04-10', 'a province')
  t.equal(transferDate(matterOf(ofPlace('cn-410182')), at)?.lastDay, '2035-04-10', 'a county')
})

t.test('档案法实施条例第二十条: in time, late, or late with consent', async (t) => {
  const closed = given(published(), close())
  t.same(flagsOf(answerTo(closed, transfer())), [], 'earlier is lawful')
  const last = justBefore(endOfDay('2035-04-10'))
  t.same(
    flagsOf(
      answerTo(closed, { ...transfer(), at: last, with: { ...transfer().with, happened: last } }),
    ),
    [],
  )
  t.same(flagsOf(answerTo(closed, transfer('2035-04-11 00:00'))), ['MD-K04'])
  const consented = transfer('2035-04-11 00:00', { consentToDelay: paper() })
  t.same(flagsOf(answerTo(closed, consented)), [])
  t.same(rowsOf(answerTo(published(), transfer())), ['T49'], 'not closed yet')
  t.same(rowsOf(answerTo(given(closed, transfer()), transfer())), ['MD-K04'], 'once')
  t.same(rowsOf(answerTo(closed, transfer(undefined, { archive: 'cn-000001/archives' }))), [
    'invalid',
  ])
  t.same(rowsOf(answerTo(closed, { ...transfer(), by: by('government-office') })), ['PW-01'])
})

t.test('the years are marked when they are full, and no clerk waits for them', async (t) => {
  const closed = given(published(), close())
  const ends = endOfDay('2035-04-10')
  const mark = (at = ends): Act => ({ by: clerk, at, type: 'MarkTransferDue' })
  t.same(rowsOf(answerTo(closed, mark(justBefore(ends)))), ['MD-K04'])
  t.same(flagsOf(answerTo(closed, mark())), ['MD-K04'])
  t.same(owedIn(closed), ['MarkTransferDue'])
  t.ok(progressOf(matterOf(closed), closed.position).isOver)
  t.same(owedIn(given(closed, transfer())), [])
})

t.test('T49: a decision in execution, stopped or completed is archived as well', async (t) => {
  for (const stage of ['S25', 'S26', 'S27', 'S28', 'S29'] as const) {
    const world = but(decided(), () => ({ stage }))
    t.same(rowsOf(answerTo(world, close())), ['recorded'], stage)
  }
})

t.test(
  '档案法实施条例第二十条: a matter that began before the regulation was in force has no term of transfer',
  async (t) => {
    const at = (day: string) => ({
      time: instant(`${day}T10:00:00+08:00`),
      rules: resolveRules([nationalLevelFile], calendarDate(day)),
      calendar: { years: {} },
    })
    const matter = { organ: 'cn-000000/government' }
    t.equal(transferDate(matter as never, at('2024-02-29') as never), undefined)
    t.match(transferDate(matter as never, at('2024-03-01') as never), { lastDay: '2034-03-01' })
  },
)
