import type { Instant } from '@juece/kernel'

/** 目录事项 · one item of a published catalogue. */
export interface CatalogueItem {
  readonly no: string
  readonly title: string
  readonly head: string
  readonly lead: string
  readonly plannedFinish: string
  readonly steps: readonly string[]
  readonly hearing: boolean
  readonly matter?: string
}

/** How an item ended: decided by a procedure, carried over, removed. */
export type ItemResult = 'decided' | 'carriedOver' | 'removed'

/** One batch of a year, in its newest version. */
export interface Batch {
  readonly year: number
  readonly batch: number
  readonly version: number
  readonly items: readonly CatalogueItem[]
}

/** 目录调整申请 · used up by the version that follows it. */
export interface Application {
  readonly item: string
  readonly change: 'add' | 'change' | 'remove'
  readonly position: number
}

/** 决策事项目录 · 713: 第三条第三款: standards, batches, applications and what became of the items. */
export interface Catalogue {
  readonly stream: string
  readonly organ: string
  readonly standards: readonly number[]
  readonly batches: readonly Batch[]
  /** Applications no version has answered yet. */
  readonly applications: readonly Application[]
  readonly closed: readonly {
    readonly year: number
    readonly no: string
    readonly result: ItemResult
  }[]
  /** Years whose end was marked (MD-A04). */
  readonly yearsOver: readonly number[]
  /** The year a timed command will speak of, by the entry that began it. */
  readonly began: readonly { readonly year: number; readonly setAt: number }[]
}

/** The stream of an organ's catalogue: `catalogue/cn-000000/government`. */
export function catalogueOf(organ: string): string {
  return `catalogue/${organ}`
}

/** A catalogue of which nothing is published. */
export function noCatalogue(stream: string): Catalogue {
  return {
    stream,
    organ: stream.slice(stream.indexOf('/') + 1),
    standards: [],
    batches: [],
    applications: [],
    closed: [],
    yearsOver: [],
    began: [],
  }
}

/** Items of a year that were published and have not ended. */
export function openItems({ batches, closed }: Catalogue, year: number): readonly CatalogueItem[] {
  return batches
    .filter((one) => one.year === year)
    .flatMap(({ items }) => items)
    .filter(({ no }) => !closed.some((one) => one.year === year && one.no === no))
}

/** 目录年度届满 · What time will ask for: the end of each catalogue year that was not marked yet. */
export function yearsDue(
  { began, yearsOver }: Catalogue,
  endOfYear: (year: number) => Instant,
): readonly { readonly brings: string; readonly setAt: number; readonly ends: Instant }[] {
  return began
    .filter(({ year }) => !yearsOver.includes(year))
    .map(({ year, setAt }) => ({ brings: 'MarkCatalogueYearOver', setAt, ends: endOfYear(year) }))
}
