import { a, demanded, list, object, optional, required, word } from '../../fields.ts'
import { signed } from '../../major-decision/initiation/commands.ts'
import { specification } from '../../specification.ts'

const folder = 'registers/catalogue'
const door = 'catalogue'

/** 决策事项标准 · 第三条第三款. */
export const adoptCatalogueStandard = specification({
  type: 'AdoptCatalogueStandard',
  event: 'CatalogueStandardAdopted',
  door,
  folder,
  who: ['DO'],
  rows: ['MD-A02'],
  says: { 'zh-CN': '确定决策事项标准', en: 'Adopt the standard for the catalogue' },
  fields: { year: required(a('int'), 2026), standard: required(a('digest')), ...signed },
})

/** 申请调整目录. */
export const applyForCatalogueChange = specification({
  type: 'ApplyForCatalogueChange',
  event: 'CatalogueChangeAppliedFor',
  door,
  folder,
  who: ['UU'],
  rows: ['MD-A05'],
  says: { 'zh-CN': '申请调整目录', en: 'Apply for a change of the catalogue' },
  fields: {
    item: required(a('text'), '1'),
    change: required(word('change', 'add', 'remove')),
    reasons: demanded(a('text'), '上位规划调整，完成时间顺延。'),
  },
})

/** 公布目录 · 第三条第三款. */
export const publishCatalogue = specification({
  type: 'PublishCatalogue',
  event: 'CataloguePublished',
  door,
  folder,
  who: ['GO'],
  rows: ['MD-A02', 'MD-A03', 'MD-A05', 'CAL-11', 'T04'],
  says: { 'zh-CN': '公布决策事项目录', en: 'Publish the catalogue' },
  fields: {
    year: required(a('int'), 2026),
    batch: required(a('int'), 1),
    version: required(a('int'), 1),
    items: required(
      list(
        object({
          no: required(a('text'), '1'),
          title: required(a('text'), '调整城乡生活垃圾处理收费标准'),
          head: required(a('text'), 'publicPolicy'),
          lead: required(a('organ'), '$undertaking-unit-handler.organ'),
          plannedFinish: required(a('date'), '$inDays-200'),
          steps: required(list(a('text')), ['公众参与', '合法性审查', '集体讨论']),
          hearing: required(a('bool'), false),
          matter: optional(a('matter')),
        }),
      ),
    ),
    consent: demanded(
      object({
        number: required(a('text'), '委复〔2026〕3号'),
        date: required(a('date'), '$today'),
      }),
      { number: '委复〔2026〕3号', date: '$today' },
    ),
    channels: required(list(a('text')), ['governmentSite']),
  },
})

/** 目录事项办结. */
export const closeCatalogueItem = specification({
  type: 'CloseCatalogueItem',
  event: 'CatalogueItemClosed',
  door,
  folder,
  who: ['GO'],
  rows: ['MD-A04', 'MD-A05'],
  says: { 'zh-CN': '目录事项办结、结转或者移出', en: 'Close an item of the catalogue' },
  fields: {
    no: required(a('text'), '1'),
    result: required(word('carriedOver', 'decided', 'removed')),
    // Demanded by MD-A04 where the item was decided, so the lawful example goes without.
    matter: optional(a('matter')),
    toYear: optional(a('int'), 2027),
    reasons: demanded(a('text'), '调研尚未完成，结转下一年度。'),
    // A fact from outside: decided elsewhere, with what proves it.
    happened: optional(a('instant')),
    evidence: optional(a('digest')),
  },
})

/** 目录年度届满 (MD-A04): says only that the year has passed. */
export const markCatalogueYearOver = specification({
  type: 'MarkCatalogueYearOver',
  event: 'CatalogueYearOverMarked',
  door,
  folder,
  who: ['clock'],
  rows: ['MD-A04'],
  says: { 'zh-CN': '标记目录年度届满', en: 'Mark the catalogue year over' },
  fields: { round: optional(a('int')), of: optional(a('text')) },
})
