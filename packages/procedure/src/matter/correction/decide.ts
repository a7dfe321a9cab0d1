import { jurisdictionOf, type Circumstances } from '../../circumstances.ts'
import { define, type Definition } from '../../definition.ts'
import { anotherPerson, ground, unless } from '../../grounds.ts'
import type { By, Ground } from '../../history/entry.ts'
import type { CommandOf } from '../../specification.ts'
import { isFilled } from '../../texts.ts'
import type { Matter } from '../state.ts'
import { approveCorrection, proposeCorrection } from './commands.ts'
import { authorOf, type CorrectionsState } from './state.ts'

/** 更正: how its commands are decided. A correction stands beside the entry and opens no gate. */
export const definitions: readonly Definition[] = [
  define(proposeCorrection, {
    stages: 'any',
    outOfOrder: [],
    bars: (matter, at, by) => {
      const wrote = 'official' in by && matter.corrections.authored[by.official] !== undefined
      return [...ofThisPlace(matter, at, by), ...(wrote ? [] : notTheAuthor(at))]
    },
    issues: ({ entry }, { corrections }) =>
      authorOf(corrections, entry) === undefined
        ? [
            {
              path: 'entry',
              message: '本事项没有这一条登记 · no entry of this matter stands at that position',
            },
          ]
        : [],
    checks: ({ entry, reasons }, { corrections }, at, by) => [
      ...('official' in by && by.official === authorOf(corrections, entry) ? [] : notTheAuthor(at)),
      ...unless(isFilled(reasons), at, 'T50', { missing: ['reasons'] }),
    ],
  }),
  define(approveCorrection, {
    stages: 'any',
    outOfOrder: [],
    bars: ofThisPlace,
    gates: [
      ({ corrections }, at) =>
        unless(
          corrections.list.some(({ status }) => status === 'proposed'),
          at,
          'T50',
          { missing: ['ProposeCorrection'] },
        ),
    ],
    issues: ({ correction }, { corrections }) =>
      corrections.list.some(
        ({ position, status }) => position === correction && status === 'proposed',
      )
        ? []
        : [{ path: 'correction', message: '没有待批准的更正 · no such correction is pending' }],
    checks: approvalGrounds,
  }),
]

function notTheAuthor(at: Circumstances): readonly Ground[] {
  const lack = { missing: [anotherPerson] }
  return [ground(at, 'PW-01', lack), ground(at, 'T50', lack)]
}

function ofThisPlace({ organ }: Matter, at: Circumstances, by: By): readonly Ground[] {
  const isHome = 'official' in by && jurisdictionOf(by.organ) === jurisdictionOf(organ)
  return unless(isHome, at, 'PW-01', { missing: [anotherPerson] })
}

function approvalGrounds(
  { correction, agrees }: CommandOf<typeof approveCorrection>,
  { corrections }: Matter,
  at: Circumstances,
  by: By,
): readonly Ground[] {
  const proposed = corrections.list.find(({ position }) => position === correction)
  if (proposed === undefined || !('official' in by)) return []
  const people = [proposed.proposer, by.official]
  const isSilent = membersIn(corrections, proposed).some((member) => !people.includes(member))
  return [
    ...unless(by.official !== proposed.proposer, at, 'SoD-22', { missing: [anotherPerson] }),
    // Nobody changes what a member said without the member; to leave it as it is needs nobody.
    ...(agrees && isSilent ? withoutTheMember(at) : []),
  ]
}

function withoutTheMember(at: Circumstances): readonly Ground[] {
  const lack = { missing: [anotherPerson], whoCan: ['member'] }
  return [ground(at, 'SoD-08', lack), ground(at, 'T50', lack)]
}

/** Whose words the corrected field is part of, or has in it. */
function membersIn(
  { voices }: CorrectionsState,
  { entry, field }: { readonly entry: number; readonly field: string },
): readonly string[] {
  return voices
    .filter(({ position, path }) => position === entry && overlaps(field, path))
    .map(({ member }) => member)
}

function overlaps(field: string, path: string): boolean {
  if (path === '' || field === path) return true
  return field.startsWith(`${path}.`) || path.startsWith(`${field}.`)
}
