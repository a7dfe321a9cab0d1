import type { Circumstances } from '../../circumstances.ts'
import type { Sitting } from '../../registers/sittings/state.ts'

/** 法定人数 · Where a pack sets one: members present for the item against members due (MD-H07). */
export function hasQuorum({ members, present }: Sitting, at: Circumstances): boolean {
  const share = at.rules.ratio('md.meeting.quorum')
  if (share === null) return true
  const [part = 0, whole = 1] = share.ratio.split('/').map(Number)
  // Whole numbers only: half of thirteen is never rounded.
  const have = present.length * whole
  const need = members.length * part
  return share.strict ? have > need : have >= need
}
