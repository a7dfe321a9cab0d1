import type { Circumstances } from '../../circumstances.ts'
import type { Issue } from '../../decider.ts'
import type { Matter } from '../../matter/state.ts'

/** A sitting that was never convened, or is of another organ, is none in which the matter can be decided. */
export function unknownSitting(
  stream: string,
  { organ }: Matter,
  at: Circumstances,
): readonly Issue[] {
  const sitting = at.sitting(stream)
  if (sitting === undefined) {
    return [{ path: 'sitting', message: '没有这次会议 · no such sitting was convened' }]
  }
  return sitting.organ === organ
    ? []
    : [{ path: 'sitting', message: '不是决策机关的会议 · a sitting of another organ' }]
}
