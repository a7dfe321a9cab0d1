import type { Circumstances } from '../../circumstances.ts'
import { define, type Definition } from '../../definition.ts'
import { deviation, unless } from '../../grounds.ts'
import type { Ground } from '../../history/entry.ts'
import type { Matter } from '../../matter/state.ts'
import { isFilled } from '../../texts.ts'
import { transferDate } from './transfer-date.ts'
import { closeDossier, handOverPapers, recordRefusalToHandOver } from './commands.ts'

/** 归档: how its commands are decided (713: 第三十三条; 档案法及其实施条例). */
export const definitions: readonly Definition[] = [
  define(handOverPapers, {
    stages: 'any',
    outOfOrder: [],
    gates: [dossierOpen],
    checks: ({ items }, _matter, at) => [
      // An electronic record says who made it and when.
      ...unless(
        items.every(({ created }) => created !== undefined && isFilled(created.by)),
        at,
        'MD-K05',
        { missing: ['created'] },
      ),
      ...unless(
        items.every(({ created }) => created === undefined || created.at <= at.time),
        at,
        'CAL-11',
        { missing: ['created'] },
      ),
    ],
  }),
  define(recordRefusalToHandOver, {
    stages: 'any',
    outOfOrder: [],
    gates: [dossierOpen],
    records: (_command, _matter, at) => ({
      deviations: [deviation(at, 'MD-K02', ['CloseDossier'])],
    }),
  }),
  define(closeDossier, {
    stages: ['S04', 'S20', 'S22', 'S23', 'S24', 'S25', 'S26', 'S27', 'S28', 'S29', 'S30', 'S31'],
    outOfOrder: ['T49'],
    gates: [dossierOpen, nothingKeptBack],
    records: (_command, matter, at) => ({ event: { transfer: transferDate(matter, at) } }),
    checks: ({ items = [], schedule }, _matter, at) => [
      ...unless(items.length > 0 && items.every(({ present }) => present), at, 'MD-K01', {
        missing: ['items'],
        whoCan: ['archivist', 'undertaking-unit-handler'],
      }),
      ...unless(isFilled(schedule?.number) && isFilled(schedule?.approvedBy), at, 'MD-K03', {
        missing: ['schedule'],
        whoCan: ['archivist'],
      }),
    ],
  }),
]

function dossierOpen({ archive }: Matter, at: Circumstances): readonly Ground[] {
  return unless(archive.closedAt === undefined, at, 'T49')
}

function nothingKeptBack({ archive }: Matter, at: Circumstances): readonly Ground[] {
  return unless(archive.refusedBy.length === 0, at, 'MD-K02', {
    missing: ['HandOverPapers'],
    whoCan: ['consulted-unit'],
  })
}
