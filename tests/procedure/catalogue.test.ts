import { calendarDate } from '@juece/kernel'
import { isKnownStream, mayCreate, specificationsOf } from '@juece/procedure'
import t from 'tap'
import { endOfYear } from '../../packages/procedure/src/registers/catalogue/decide.ts'
import {
  catalogueOf,
  openItems,
  yearsDue,
  type Catalogue,
} from '../../packages/procedure/src/registers/catalogue/state.ts'
import { packWith } from '../rulebook/pack.ts'
import {
  act,
  answerTo,
  by,
  catalogueStream,
  clerk,
  flagsOf,
  folded,
  given,
  groundOf,
  isForbidden,
  justBefore,
  matterStream,
  moment,
  nothing,
  otherMatter,
  rowsOf,
  started,
  but,
  type Act,
  type World,
} from './support/lawful.ts'

const office = by('government-office')
const here = (one: Act): Act => ({ ...one, stream: catalogueStream })
const catalogue = (world: World) => folded(world, catalogueStream).state as Catalogue
const item = (no: string, more: object = {}) => ({
  no,
  title: `事项${no}`,
  head: 'publicPolicy',
  lead: 'cn-000000/urban-management-bureau',
  plannedFinish: calendarDate('2024-10-31'),
  steps: ['公众参与'],
  hearing: false,
  ...more,
})
const items = (count: number) => Array.from({ length: count }, (_, at) => item(String(at + 1)))
const publish = (more: object = {}, at = '2024-02-01 09:00'): Act =>
  here(act('PublishCatalogue', at, { year: 2024, items: items(13), ...more }, office))
const apply = (more: object = {}, at = '2024-03-01 09:00'): Act =>
  here(act('ApplyForCatalogueChange', at, more))
const close = (more: object = {}, at = '2024-11-01 09:00'): Act =>
  here(act('CloseCatalogueItem', at, { no: '9', toYear: 2025, ...more }, office))
const over = (at: string, more: object = {}): Act =>
  here({ by: clerk, at: moment(at), type: 'MarkCatalogueYearOver', with: more })

const published = given(nothing, publish())
const adjusted = [packWith('MD-A05', 'md.catalogue.adjustment', true)]

t.test(
  'The catalogue of an organ is a stream of its own, founded by any of its acts',
  async (t) => {
    t.equal(catalogueOf('cn-000000/government'), catalogueStream)
    t.ok(isKnownStream(catalogueStream))
    t.ok(mayCreate(catalogueStream, 'PublishCatalogue'))
    t.equal(catalogue(published).organ, 'cn-000000/government')
    t.same(
      specificationsOf('catalogue').map(({ type }) => type),
      [
        'AdoptCatalogueStandard',
        'ApplyForCatalogueChange',
        'PublishCatalogue',
        'CloseCatalogueItem',
        'MarkCatalogueYearOver',
      ],
    )
  },
)

t.test('第三条第三款: the lawful examples are lawful, each by its own post', async (t) => {
  const usual = [
    ['AdoptCatalogueStandard', by('head')],
    ['PublishCatalogue', office],
    ['ApplyForCatalogueChange', by('undertaking-unit-handler')],
    ['CloseCatalogueItem', office],
  ] as const
  usual.reduce<World>((world, [type, who]) => {
    const one = here(act(type, '2026-02-01 09:00', {}, who))
    t.same(rowsOf(answerTo(world, one)), ['recorded'], type)
    const stranger = answerTo(world, { ...one, by: by('archivist') })
    t.same(rowsOf(stranger)[0], 'PW-01', type)
    t.ok(isForbidden(stranger))
    return given(world, one)
  }, nothing)
})

t.test('IL-01: without the consent of the party committee nothing is published', async (t) => {
  t.same(rowsOf(answerTo(nothing, publish({ consent: undefined }))), ['MD-A03', 'T04'])
  const blank = { consent: { number: ' ', date: calendarDate('2024-01-20') } }
  t.same(rowsOf(answerTo(nothing, publish(blank))), ['MD-A03', 'T04'])
  t.match(groundOf(answerTo(nothing, publish(blank)), 'MD-A03').cites, [{ article: 3 }])
  const dated = (date: string) =>
    publish({ consent: { number: '委复1号', date: calendarDate(date) } })
  t.same(rowsOf(answerTo(nothing, dated('2024-02-01'))), ['recorded'], 'of the same day')
  t.same(rowsOf(answerTo(nothing, dated('2024-02-02'))), ['CAL-11'], 'of a day to come')
})

t.test('A catalogue has items, each number once, and versions one after the other', async (t) => {
  t.same(rowsOf(answerTo(nothing, publish({ items: [] }))), ['invalid'])
  t.same(rowsOf(answerTo(nothing, publish({ items: [item('1'), item('1')] }))), ['invalid'])
  t.same(rowsOf(answerTo(nothing, publish({ version: 2 }))), ['invalid'])
  t.same(rowsOf(answerTo(published, publish({}))), ['invalid'])
  t.same(rowsOf(answerTo(published, publish({ version: 2 }))), ['recorded'])
  t.same(rowsOf(answerTo(published, publish({ batch: 2 }))), ['recorded'], 'a second batch')
  const linked = (matter: string) => publish({ items: [item('1', { matter })] })
  t.same(rowsOf(answerTo(started, linked(matterStream))), ['recorded'])
  t.same(rowsOf(answerTo(started, linked(otherMatter))), ['invalid'], 'no such matter')
})

t.test(
  'IL-04 (MD-A05): under the pack item 7 does not vanish without an application',
  async (t) => {
    const without = items(13).filter(({ no }) => no !== '7')
    const second = (world: World, more: object = {}) =>
      answerTo(world, {
        ...publish({ version: 2, items: without, ...more }, '2024-04-01 09:00'),
        packs: adjusted,
      })
    t.same(rowsOf(second(published)), ['MD-A05'])
    t.same(groundOf(second(published), 'MD-A05').missing, ['ApplyForCatalogueChange', '7'])
    const remove = given(published, apply({ item: '7', change: 'remove' }))
    t.same(rowsOf(second(remove)), ['recorded'])
    const byTitle = given(published, apply({ item: '事项7', change: 'remove' }))
    t.same(rowsOf(second(byTitle)), ['recorded'])
    const other = given(published, apply({ item: '7', change: 'change' }))
    t.same(rowsOf(second(other)), ['MD-A05'], 'an application for something else')
    const used = given(remove, publish({ version: 2 }, '2024-03-15 09:00'))
    t.same(rowsOf(second(used, { version: 3 })), ['MD-A05'], 'an application serves one version')
    const national = publish({ version: 2, items: without }, '2024-04-01 09:00')
    t.same(rowsOf(answerTo(published, national)), ['recorded'], 'off without the pack')
    const carried = given(published, close({ no: '7' }, '2024-03-20 09:00'))
    t.same(rowsOf(second(carried)), ['recorded'], 'an item that was closed has left already')
  },
)

t.test('MD-A05: under the pack items are added and changed by application as well', async (t) => {
  const ask = (world: World, version: object) =>
    rowsOf(answerTo(world, { ...publish(version, '2024-04-01 09:00'), packs: adjusted }))
  const added = { version: 2, items: [...items(13), item('14')] }
  t.same(ask(published, added), ['MD-A05'])
  t.same(ask(given(published, apply({ item: '14', change: 'add' })), added), ['recorded'])
  const [first, ...rest] = items(13)
  const later = { ...first, plannedFinish: calendarDate('2024-12-31') }
  const changed = { version: 2, items: [later, ...rest] }
  t.same(ask(published, changed), ['MD-A05'])
  t.same(ask(given(published, apply({ item: '1', change: 'change' })), changed), ['recorded'])
  t.same(ask(published, { version: 2 }), ['recorded'], 'the same items')
  t.same(ask(published, { batch: 2, items: [item('b1')] }), ['MD-A05'], 'a supplement adds')
  t.same(ask(nothing, {}), ['recorded'], 'the first version of a year changes nothing')
  t.same(rowsOf(answerTo(published, apply({ reasons: ' ' }))), ['MD-A05'])
})

t.test('MD-A04: a decided item names the procedure in which it was decided', async (t) => {
  const both: World = given(started, publish())
  const decided = (world: World, more: object) =>
    answerTo(world, close({ result: 'decided', toYear: undefined, ...more }))
  t.same(rowsOf(decided(both, {})), ['MD-A04'])
  t.same(rowsOf(decided(both, { matter: otherMatter })), ['invalid'])
  t.same(rowsOf(decided(both, { matter: matterStream })), ['MD-A04'], 'not decided yet')
  for (const stage of ['S18', 'S22', 'S20'] as const) {
    const there = but(both, () => ({ stage }))
    t.same(rowsOf(decided(there, { matter: matterStream })), ['recorded'], stage)
  }
  const outside = { happened: moment('2024-10-20 09:00'), evidence: 'sha256:0' }
  t.same(flagsOf(decided(both, outside)), ['MD-A04'], 'decided elsewhere: recorded and flagged')
  t.same(rowsOf(decided(both, { happened: moment('2024-10-20 09:00') })), ['invalid'])
})

t.test('MD-A04, MD-A05: an item is carried over or removed with reasons, once', async (t) => {
  t.same(rowsOf(answerTo(published, close())), ['recorded'])
  t.same(rowsOf(answerTo(published, close({ reasons: '' }))), ['MD-A04'])
  t.same(rowsOf(answerTo(published, close({ toYear: 2024 }))), ['invalid'], 'a later year')
  t.same(rowsOf(answerTo(published, close({ no: '99' }))), ['invalid'])
  t.same(rowsOf(answerTo(given(published, close()), close())), ['invalid'], 'it is closed already')
  const removed = { ...close({ result: 'removed' }), packs: adjusted }
  t.same(rowsOf(answerTo(published, removed)), ['MD-A05'])
  const applied = given(published, apply({ item: '9', change: 'remove' }))
  t.same(rowsOf(answerTo(applied, removed)), ['recorded'])
  t.same(rowsOf(answerTo(published, close({ result: 'removed' }))), ['recorded'])
})

t.test('IL-05 (MD-A04): the year ends and item 9 is nowhere: the clock flags it', async (t) => {
  const eight = items(13)
    .filter(({ no }) => no !== '9')
    .reduce((world, { no }) => given(world, close({ no })), published)
  const end = moment('2025-01-01 00:00')
  t.equal(endOfYear(2024), end)
  t.same(
    openItems(catalogue(eight), 2024).map(({ no }) => no),
    ['9'],
  )
  const early = answerTo(eight, { ...over('2025-01-01 00:00'), at: justBefore(end) })
  t.same(rowsOf(early), ['MD-A04'])
  t.equal(groundOf(early, 'MD-A04').until, end)
  t.same(flagsOf(answerTo(eight, over('2025-01-01 00:00'))), ['MD-A04'])
  t.same(flagsOf(answerTo(given(eight, close()), over('2025-01-01 00:00'))), [], 'carried over')
  const marked = given(eight, over('2025-01-01 00:00', { of: '2024' }))
  t.same(rowsOf(answerTo(marked, over('2025-01-02 00:00'))), ['MD-A04'], 'once')
  t.same(rowsOf(answerTo(eight, { ...over('2025-01-01 00:00'), by: office })), ['PW-01'])
})

t.test(
  'Time will ask for each year once: what a clerk of the catalogue is to be told',
  async (t) => {
    t.match(yearsDue(catalogue(published), endOfYear), [
      { brings: 'MarkCatalogueYearOver', ends: moment('2025-01-01 00:00') },
    ])
    const marked = given(published, over('2025-01-01 00:00'))
    t.same(yearsDue(catalogue(marked), endOfYear), [])
  },
)
