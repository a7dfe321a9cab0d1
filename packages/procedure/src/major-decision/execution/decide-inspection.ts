import { dateOf, endOf, plusDays, type Instant } from '@juece/kernel'
import type { Circumstances } from '../../circumstances.ts'
import { define, type Definition } from '../../definition.ts'
import { deviation, unless } from '../../grounds.ts'
import type { Ground } from '../../history/entry.ts'
import type { Matter, Stage } from '../../matter/state.ts'
import { isListed } from '../../texts.ts'
import {
  assignObjection,
  concludeInspection,
  decideObjection,
  objectToConclusion,
  openInspection,
} from './commands-inspection.ts'
import { inExecution } from './stages.ts'

/** 督查条例第十七条: an objection within thirty days of the conclusion, its review within thirty more. */
const objectionDays = 30
const reviewDays = 30

/** The execution may be looked into as long as there is one, and afterwards. */
const stages: readonly Stage[] = [...inExecution, 'S28', 'S29']

/** 督查: how its commands are decided (政府督查工作条例第十一条、第十五条至第十七条). */
export const inspectionDefinitions: readonly Definition[] = [
  define(openInspection, {
    stages,
    outOfOrder: ['MD-L05'],
    gates: [noneOpen],
    checks: ({ order, plan }, _matter, at) => [
      ...unless(order !== undefined, at, 'MD-L05', { missing: ['order'], whoCan: ['head'] }),
      ...unless(plan !== undefined, at, 'MD-L05', { missing: ['plan'], whoCan: ['inspector'] }),
    ],
  }),
  define(concludeInspection, {
    stages,
    outOfOrder: ['MD-L05'],
    gates: [oneOpen],
    checks: ({ authors }, _matter, at) =>
      unless(isListed(authors), at, 'MD-L05', { missing: ['authors'], whoCan: ['inspector'] }),
  }),
  define(objectToConclusion, {
    stages,
    outOfOrder: ['MD-L05'],
    gates: [mayObject],
    // CAL-11: nobody objects to what was not concluded yet.
    checks: (_command, { execution: { inspection } }, at) =>
      unless((inspection?.concluded?.at ?? at.time) <= at.time, at, 'CAL-11', {
        missing: ['happened'],
      }),
    records: (_command, { execution: { inspection } }, at) => {
      const late = isPast(inspection?.concluded?.at, objectionDays, at)
      return {
        event: { late },
        deviations: late ? [deviation(at, 'MD-L05', ['AssignObjection'])] : [],
      }
    },
  }),
  define(assignObjection, {
    stages,
    outOfOrder: ['MD-L05'],
    gates: [objectionOpen],
    checks: ({ reviewer }, matter, at) => reviewedByOthers(reviewer, matter, at),
  }),
  define(decideObjection, {
    stages,
    outOfOrder: ['MD-L05'],
    gates: [objectionOpen],
    records: (_command, { execution: { inspection } }, at) =>
      isPast(inspection?.objection?.receivedAt, reviewDays, at)
        ? { deviations: [deviation(at, 'MD-L05')] }
        : {},
  }),
]

function noneOpen({ execution: { inspection } }: Matter, at: Circumstances): readonly Ground[] {
  const isOpen = inspection !== undefined && inspection.concluded === undefined
  return unless(!isOpen, at, 'MD-L05', { missing: ['ConcludeInspection'], whoCan: ['inspector'] })
}

function oneOpen({ execution: { inspection } }: Matter, at: Circumstances): readonly Ground[] {
  const isOpen = inspection !== undefined && inspection.concluded === undefined
  return unless(isOpen, at, 'MD-L05', { missing: ['OpenInspection'], whoCan: ['inspector'] })
}

function mayObject({ execution: { inspection } }: Matter, at: Circumstances): readonly Ground[] {
  const isConcluded = inspection?.concluded !== undefined && inspection.objection === undefined
  return unless(isConcluded, at, 'MD-L05', {
    missing: ['ConcludeInspection'],
    whoCan: ['inspector'],
  })
}

function objectionOpen(
  { execution: { inspection } }: Matter,
  at: Circumstances,
): readonly Ground[] {
  const objection = inspection?.objection
  const isOpen = objection !== undefined && !objection.late && objection.upheld === undefined
  return unless(isOpen, at, 'MD-L05', {
    missing: ['ObjectToConclusion'],
    whoCan: ['executing-unit'],
  })
}

// 第十七条: whoever inspected, wrote or issued the conclusion does not review the objection to it.
function reviewedByOthers(
  reviewer: string,
  { execution: { inspection } }: Matter,
  at: Circumstances,
): readonly Ground[] {
  const makers = [...(inspection?.team ?? []), ...(inspection?.concluded?.makers ?? [])]
  if (!makers.includes(reviewer)) return []
  return ['SoD-11', 'MD-L05'].flatMap((rule) =>
    unless(false, at, rule, { missing: ['reviewer'], whoCan: ['inspector'] }),
  )
}

function isPast(from: Instant | undefined, days: number, at: Circumstances): boolean {
  return from !== undefined && at.time >= endOf(plusDays(dateOf(from), days))
}
