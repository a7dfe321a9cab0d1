import type { Issue } from '../../../decider.ts'
import { define, type Definition } from '../../../definition.ts'
import { anotherPerson, ground, unless } from '../../../grounds.ts'
import { isFilled } from '../../../texts.ts'
import { notHeld, nothingNamed } from '../holds/decide.ts'
import type { Custody } from '../state.ts'
import { onlyInJurisdiction } from '../whole-record.ts'
import { certifyDestruction, proposeDestruction, reviewDestruction } from './commands.ts'
import { isAgreed, openDestruction } from './state.ts'

/** 销毁: a list, reviewers who answer, a certificate; never by one person alone. */
export const definitions: readonly Definition<Custody>[] = [
  define(proposeDestruction, {
    stages: 'any',
    outOfOrder: [],
    issues: ({ items, matters, reviewers }, custody: Custody) => [
      ...onlyInJurisdiction(custody),
      ...nothingNamed(matters),
      ...none(items, 'items', '没有写明材料 · no paper is named'),
      ...none(reviewers, 'reviewers', '没有写明鉴定人 · no reviewer is named'),
    ],
    checks: ({ items, matters, reviewers }, custody: Custody, at, by) => [
      ...unless(!('official' in by) || !reviewers.includes(by.official), at, 'SoD-22', {
        missing: [anotherPerson],
      }),
      ...notHeld(custody, matters, at),
      ...unless(!items.some(({ digest }) => isCertified(custody, digest)), at, 'CU-04'),
    ],
  }),
  define(reviewDestruction, {
    stages: 'any',
    outOfOrder: [],
    issues: ({ destruction }, custody: Custody) => unknownDestruction(custody, destruction),
    checks: ({ destruction, answer, keepUntil, reasons }, custody, at, by) => {
      const open = openDestruction(custody, destruction)
      const reviewer = 'official' in by ? by.official : ''
      const isNamed = open?.reviewers.includes(reviewer) === true
      const isKept = answer !== 'keep' || keepUntil !== undefined
      return [
        ...(isNamed ? [] : [ground(at, 'CU-04', { whoCan: open?.reviewers ?? [] })]),
        ...unless(open?.proposer !== reviewer, at, 'SoD-22', { missing: [anotherPerson] }),
        ...notHeld(custody, open?.matters ?? [], at),
        ...unless(isFilled(reasons), at, 'CU-04', { missing: ['reasons'] }),
        ...unless(isKept, at, 'CU-04', { missing: ['keepUntil'] }),
      ]
    },
  }),
  define(certifyDestruction, {
    stages: 'any',
    outOfOrder: [],
    issues: ({ destruction }, custody: Custody) => unknownDestruction(custody, destruction),
    checks: ({ destruction }, custody, at) => {
      const open = openDestruction(custody, destruction)
      return [
        ...notHeld(custody, open?.matters ?? [], at),
        ...unless(open !== undefined && isAgreed(open), at, 'CU-04', {
          missing: ['ReviewDestruction'],
        }),
      ]
    },
    // The certificate speaks for itself: what was destroyed, on which ground, by whose word.
    records: ({ destruction }, custody, _at, by) => {
      const open = openDestruction(custody, destruction)
      return {
        event: {
          items: open?.items ?? [],
          ground: open?.ground ?? '',
          officials: [
            ...new Set([
              open?.proposer ?? '',
              ...(open?.reviewers ?? []),
              ...('official' in by ? [by.official] : []),
            ]),
          ],
        },
      }
    },
  }),
]

function unknownDestruction(custody: Custody, entry: number): readonly Issue[] {
  return openDestruction(custody, entry) === undefined
    ? [{ path: 'destruction', message: '没有这项待办的销毁 · no such destruction is open' }]
    : []
}

function isCertified({ destructions }: Custody, digest: string): boolean {
  return destructions.some((one) => one.certified !== undefined && one.items.includes(digest))
}

function none(named: readonly unknown[], path: string, message: string): readonly Issue[] {
  return named.length > 0 ? [] : [{ path, message }]
}
