import { instant, type Instant } from '@juece/kernel'
import { z } from 'zod'
import { invalid, ProblemError } from '../problem.ts'

/** 两个时钟 · What was known by a moment, and what had happened by it. */
export const whenQuestion = z.object({
  known: z
    .string()
    .optional()
    .meta({ description: 'As it was known at this instant: the fold of what was entered by then' }),
  at: z.string().optional().meta({
    description: 'The same, plus registeredLate: what had happened by then and was entered later',
  }),
})

/** The moment a query names; what is none is an answer of its own. */
export function momentOf(path: string, raw: string): Instant {
  try {
    // A query writes `+` as a blank when it is not escaped.
    return instant(raw.replace(/ (\d{2}:\d{2})$/, '+$1'))
  } catch {
    throw new ProblemError(
      invalid([
        {
          path,
          message:
            '应为时刻，如 2026-03-09T09:00:00+08:00 · must be an instant, such as 2026-03-09T09:00:00+08:00',
        },
      ]),
    )
  }
}
