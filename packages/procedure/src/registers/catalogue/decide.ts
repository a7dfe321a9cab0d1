import { calendarDate, dateOf, endOf, type Instant } from '@juece/kernel'
import type { Circumstances } from '../../circumstances.ts'
import { define, type Definition, type Worked } from '../../definition.ts'
import { deviation, ground, unless } from '../../grounds.ts'
import type { Ground } from '../../history/entry.ts'
import { unknownMatter } from '../../matter/closing/reopening.ts'
import type { Stage } from '../../matter/state.ts'
import type { CommandOf } from '../../specification.ts'
import { isFilled } from '../../texts.ts'
import { isAppliedFor, unappliedChanges } from './changes.ts'
import {
  adoptCatalogueStandard,
  applyForCatalogueChange,
  closeCatalogueItem,
  markCatalogueYearOver,
  publishCatalogue,
} from './commands.ts'
import { openItems, type Batch, type Catalogue, type CatalogueItem } from './state.ts'

const office = { whoCan: ['government-office', 'office-director'] } as const
/** From the decision on; a matter that was refused by the meeting ran its whole procedure too. */
const decidedStages: readonly Stage[] = ['S18', 'S20', 'S21', 'S22', 'S23', 'S24']

/** 决策事项目录: how its commands are decided (713: 第三条第三款). */
export const definitions: readonly Definition<Catalogue>[] = [
  define(adoptCatalogueStandard, { stages: 'any', outOfOrder: [] }),
  define(applyForCatalogueChange, {
    stages: 'any',
    outOfOrder: [],
    checks: ({ reasons }, _catalogue: Catalogue, at) =>
      unless(isFilled(reasons), at, 'MD-A05', { missing: ['reasons'] }),
  }),
  define(publishCatalogue, {
    stages: 'any',
    outOfOrder: [],
    issues: (command, catalogue: Catalogue, at) => [
      ...wrongVersion(command, catalogue),
      ...(new Set(command.items.map(({ no }) => no)).size === command.items.length
        ? []
        : [{ path: 'items', message: '编号重复 · a number stands twice' }]),
      ...(command.items.length > 0
        ? []
        : [{ path: 'items', message: '目录没有事项 · the catalogue has no items' }]),
      ...command.items.flatMap(({ matter }, index) =>
        unknownMatter(matter, `items.${index}.matter`, at),
      ),
    ],
    checks: (command, catalogue, at) => [
      ...consentMissing(command, at),
      ...unappliedChanges(batchOf(command), catalogue, at),
    ],
  }),
  define(closeCatalogueItem, {
    stages: 'any',
    outOfOrder: [],
    issues: ({ no, matter, happened, evidence, toYear }, catalogue: Catalogue, at) => [
      ...(itemNamed(catalogue, no) === undefined
        ? [{ path: 'no', message: '目录没有这一未办结事项 · no open item has this number' }]
        : []),
      ...unknownMatter(matter, 'matter', at),
      ...((happened === undefined) === (evidence === undefined)
        ? []
        : [
            {
              path: 'evidence',
              message: '时间与证明应当同时写明 · happened and evidence together',
            },
          ]),
      ...(toYear === undefined || toYear > (itemNamed(catalogue, no)?.year ?? 0)
        ? []
        : [{ path: 'toYear', message: '应为以后的年度 · must be a later year' }]),
    ],
    checks: closingGaps,
    records: (command, catalogue, at): Worked => ({
      event: { year: itemNamed(catalogue, command.no)?.year },
      deviations:
        command.result === 'decided' && command.matter === undefined
          ? [deviation(at, 'MD-A04')]
          : [],
    }),
  }),
  define(markCatalogueYearOver, {
    stages: 'any',
    outOfOrder: [],
    checks: ({ of }, catalogue: Catalogue, at) => {
      const year = yearMeant(of, catalogue)
      if (year === undefined) return [ground(at, 'MD-A04', { missing: ['year'] })]
      const ends = endOfYear(year)
      return unless(ends <= at.time, at, 'MD-A04', { until: ends })
    },
    records: ({ of }, catalogue, at): Worked => {
      const year = yearMeant(of, catalogue) ?? 0
      const open = openItems(catalogue, year).map(({ no }) => no)
      return {
        event: { year, open },
        deviations: open.length === 0 ? [] : [deviation(at, 'MD-A04')],
      }
    },
  }),
]

/** 24:00 of the last day of a catalogue year (CAL-8). */
export function endOfYear(year: number): Instant {
  return endOf(calendarDate(`${String(year).padStart(4, '0')}-12-31`))
}

function batchOf({ year, batch, version, items }: CommandOf<typeof publishCatalogue>): Batch {
  return { year, batch, version, items }
}

function wrongVersion(
  { year, batch, version }: CommandOf<typeof publishCatalogue>,
  { batches }: Catalogue,
) {
  const known = batches.find((one) => one.year === year && one.batch === batch)?.version ?? 0
  return version === known + 1
    ? []
    : [
        {
          path: 'version',
          message: `该批次下一版应为第${known + 1}版 · the next version of this batch is ${known + 1}`,
        },
      ]
}

// 第三条第三款: the party committee consents first, and no paper is of a later day than the act that rests on it.
function consentMissing(
  { consent }: CommandOf<typeof publishCatalogue>,
  at: Circumstances,
): readonly Ground[] {
  const lack = { missing: ['consent'], whoCan: ['party-committee'] }
  if (consent === undefined || !isFilled(consent.number)) {
    return [ground(at, 'MD-A03', lack), ground(at, 'T04', lack)]
  }
  return unless(consent.date <= dateOf(at.time), at, 'CAL-11', { missing: ['consent'] })
}

/** The newest open item of this number, and its year. */
function itemNamed(
  catalogue: Catalogue,
  no: string,
): (CatalogueItem & { readonly year: number }) | undefined {
  const years = [...new Set(catalogue.batches.map(({ year }) => year))].sort((a, b) => b - a)
  for (const year of years) {
    const item = openItems(catalogue, year).find((one) => one.no === no)
    if (item !== undefined) return { ...item, year }
  }
  return undefined
}

function closingGaps(
  { no, result, matter, reasons, evidence }: CommandOf<typeof closeCatalogueItem>,
  catalogue: Catalogue,
  at: Circumstances,
): readonly Ground[] {
  const item = itemNamed(catalogue, no)
  if (result === 'decided') return decidedGaps(matter, evidence !== undefined, at)
  const stated = unless(isFilled(reasons), at, 'MD-A04', { missing: ['reasons'], ...office })
  const isUnapplied =
    result === 'removed' &&
    at.rules.flag('md.catalogue.adjustment') &&
    item !== undefined &&
    !isAppliedFor(catalogue, 'remove', item)
  return [
    ...stated,
    ...(isUnapplied
      ? [
          ground(at, 'MD-A05', {
            missing: ['ApplyForCatalogueChange'],
            whoCan: ['undertaking-unit-handler'],
          }),
        ]
      : []),
  ]
}

// MD-A04: what stands in the catalogue runs the whole procedure; what was decided without it is flagged, not hidden.
function decidedGaps(
  matter: string | undefined,
  isProved: boolean,
  at: Circumstances,
): readonly Ground[] {
  const decided = matter === undefined ? undefined : at.matter(matter)
  if (decided === undefined) {
    return unless(isProved, at, 'MD-A04', { missing: ['matter'], ...office })
  }
  return unless(decidedStages.includes(decided.stage), at, 'MD-A04', {
    missing: ['TakeDecision'],
    whoCan: ['head'],
  })
}

/** The year that is marked: the one named, else the oldest that was not marked yet. */
function yearMeant(of: string | undefined, catalogue: Catalogue): number | undefined {
  const waiting = catalogue.began
    .map(({ year }) => year)
    .filter((year) => !catalogue.yearsOver.includes(year))
    .sort((a, b) => a - b)
  return of === undefined ? waiting[0] : waiting.find((year) => String(year) === of)
}
