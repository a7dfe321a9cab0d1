import t from 'tap'
import { stageOf } from '@juece/procedure'
import {
  answerTo,
  but,
  by,
  flagsOf,
  given,
  matterOf,
  moment,
  paper,
  rowsOf,
  type Act,
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
