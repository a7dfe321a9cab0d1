import type { Circumstances } from '../../circumstances.ts'
import { unless } from '../../grounds.ts'
import type { Ground } from '../../history/entry.ts'
import type { Application, Batch, Catalogue, CatalogueItem } from './state.ts'

type Change = Pick<Application, 'change'> & { readonly item: CatalogueItem }

/** 目录调整 · MD-A05: where the pack has it, no item comes, changes or goes without its application. */
export function unappliedChanges(
  published: Batch,
  catalogue: Catalogue,
  at: Circumstances,
): readonly Ground[] {
  if (!at.rules.flag('md.catalogue.adjustment')) return []
  const missing = changesBy(published, catalogue).filter(
    ({ change, item }) => !isAppliedFor(catalogue, change, item),
  )
  return unless(missing.length === 0, at, 'MD-A05', {
    missing: ['ApplyForCatalogueChange', ...missing.map(({ item }) => item.no)],
    whoCan: ['undertaking-unit-handler'],
  })
}

/** Whether somebody applied for this, by the number of the item or by its title. */
export function isAppliedFor(
  { applications }: Catalogue,
  change: Application['change'],
  { no, title }: Pick<CatalogueItem, 'no' | 'title'>,
): boolean {
  return applications.some(
    (one) => one.change === change && (one.item === no || one.item === title),
  )
}

/** What a version does to what stood before; the first version of a year changes nothing. */
function changesBy(published: Batch, catalogue: Catalogue): readonly Change[] {
  const { year, batch, items } = published
  const ofYear = catalogue.batches.filter((one) => one.year === year)
  if (ofYear.length === 0) return []
  const before = ofYear.find((one) => one.batch === batch)?.items ?? []
  const isClosed = ({ no }: CatalogueItem) =>
    catalogue.closed.some((one) => one.year === year && one.no === no)
  const gone = before.filter((item) => !isClosed(item) && !items.some(({ no }) => no === item.no))
  return [
    ...gone.map((item) => ({ change: 'remove' as const, item })),
    ...items.flatMap((item): readonly Change[] => {
      const old = before.find(({ no }) => no === item.no)
      if (old === undefined) return [{ change: 'add', item }]
      return isSame(old, item) ? [] : [{ change: 'change', item }]
    }),
  ]
}

/** The link to a matter is no change of the item: it only shows that its procedure began. */
function isSame(old: CatalogueItem, item: CatalogueItem): boolean {
  return (
    old.title === item.title &&
    old.head === item.head &&
    old.lead === item.lead &&
    old.plannedFinish === item.plannedFinish &&
    old.hearing === item.hearing &&
    JSON.stringify(old.steps) === JSON.stringify(item.steps)
  )
}
