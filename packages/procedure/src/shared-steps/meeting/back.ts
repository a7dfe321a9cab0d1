import type { Stage } from '../../matter/state.ts'
import type { Redo } from './state.ts'

/** 退回环节 · Where an amended matter goes on from: the earliest step that is done again (T29). */
export function sentBackTo(redo: readonly Redo[]): Stage {
  if (redo.includes('drafting')) return 'S06'
  return redo.some((step) => step !== 'legalityReview') ? 'S08' : 'S15'
}
