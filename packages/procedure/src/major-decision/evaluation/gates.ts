import type { Circumstances } from '../../circumstances.ts'
import { ground, unless } from '../../grounds.ts'
import type { Ground } from '../../history/entry.ts'
import type { Matter } from '../../matter/state.ts'

/** 第三十六条第四款: a report that was delivered does not lie there without a disposition. */
export function reportDisposed({ evaluation }: Matter, at: Circumstances): readonly Ground[] {
  const isOpen = evaluation.report !== undefined && evaluation.disposition === undefined
  return unless(!isOpen, at, 'MD-N04', { missing: ['DisposeOfReport'], whoCan: ['head'] })
}

/** The same at the closing of the evaluation, where it is a matter of order as well (T39). */
export function disposedBeforeClosing(matter: Matter, at: Circumstances): readonly Ground[] {
  const shut = reportDisposed(matter, at)
  if (shut.length === 0) return []
  return [...shut, ground(at, 'T39', { missing: ['DisposeOfReport'], whoCan: ['head'] })]
}

/** A report is there to be disposed of. */
export function reportDelivered({ evaluation }: Matter, at: Circumstances): readonly Ground[] {
  if (evaluation.report !== undefined) return []
  const lack = { missing: ['SubmitEvaluationReport'], whoCan: ['evaluator'] }
  return [ground(at, 'MD-N04', lack), ground(at, 'T39', lack)]
}

/** The evaluator was appointed, and the independence of that body looked at. */
export function evaluatorAppointed({ evaluation }: Matter, at: Circumstances): readonly Ground[] {
  return unless(evaluation.evaluator !== undefined, at, 'T38', {
    missing: ['AppointEvaluator'],
    whoCan: ['head'],
  })
}

/** Who evaluates is known by name: the rule looks at natural persons (SoD-22). */
export function teamNamed({ evaluation }: Matter, at: Circumstances): readonly Ground[] {
  return unless(evaluation.team.length > 0, at, 'SoD-05', {
    missing: ['NameEvaluationTeam'],
    whoCan: ['evaluator'],
  })
}

/** As long as no report was delivered, the evaluator and the team may change. */
export function noReportYet({ evaluation }: Matter, at: Circumstances): readonly Ground[] {
  return unless(evaluation.report === undefined, at, 'T38', { missing: ['DisposeOfReport'] })
}
