import type { Ratio } from '@juece/rulebook'

/** Whether `part` of `whole` people reaches a share; whole numbers only, so half of thirteen is never rounded. */
export function reaches(part: number, whole: number, { ratio, strict }: Ratio): boolean {
  const [above = 0, below = 1] = ratio.split('/').map(Number)
  const have = part * below
  const need = whole * above
  return strict ? have > need : have >= need
}
