import type { Evolution } from '../../definition.ts'
import type { Seen } from '../../history/entry.ts'
import type { AnySpecification, EventOf } from '../../specification.ts'
import {
  adoptCatalogueStandard,
  applyForCatalogueChange,
  closeCatalogueItem,
  markCatalogueYearOver,
  publishCatalogue,
} from './commands.ts'
import type { Catalogue } from './state.ts'

/** 决策事项目录: what its events change. */
export const evolutions: readonly Evolution<Catalogue>[] = [
  on(adoptCatalogueStandard, (catalogue, { year }) => ({
    ...catalogue,
    standards: [...new Set([...catalogue.standards, year])],
  })),
  on(applyForCatalogueChange, (catalogue, { item, change }, { position }) => ({
    ...catalogue,
    applications: [...catalogue.applications, { item, change, position }],
  })),
  on(publishCatalogue, (catalogue, { year, batch, version, items }, { position }) => ({
    ...catalogue,
    batches: [
      ...catalogue.batches.filter((one) => one.year !== year || one.batch !== batch),
      { year, batch, version, items },
    ],
    // A version answers the applications before it.
    applications: [],
    began: catalogue.began.some((one) => one.year === year)
      ? catalogue.began
      : [...catalogue.began, { year, setAt: position }],
  })),
  on<typeof closeCatalogueItem, { readonly year: number }>(
    closeCatalogueItem,
    (catalogue, { year, no, result }) => ({
      ...catalogue,
      closed: [...catalogue.closed, { year, no, result }],
    }),
  ),
  on<typeof markCatalogueYearOver, { readonly year: number }>(
    markCatalogueYearOver,
    (catalogue, { year }) => ({ ...catalogue, yearsOver: [...catalogue.yearsOver, year] }),
  ),
]

function on<const S extends AnySpecification, W = object>(
  { event }: S,
  evolve: (catalogue: Catalogue, event: EventOf<S, W>, seen: Seen) => Catalogue,
): Evolution<Catalogue> {
  return { event, evolve: evolve as unknown as Evolution<Catalogue>['evolve'] }
}
