import { CorruptHistory } from '../../decider.ts'
import type { Evolution } from '../../definition.ts'
import type { EventOf } from '../../specification.ts'
import { disposeOfOpinion, submitPublicOpinion } from './commands.ts'
import type { Opinion } from './state.ts'

type Submitted = EventOf<typeof submitPublicOpinion, { readonly late: boolean }>
type DisposedOf = EventOf<typeof disposeOfOpinion>

/** 公众意见: what its two events change. */
export const evolutions: readonly Evolution<Opinion>[] = [
  {
    event: submitPublicOpinion.event,
    evolve: (opinion, event, { occurred, position }) => {
      if (opinion.window !== undefined) {
        throw new CorruptHistory('an opinion is submitted twice', position)
      }
      const { window, draft, channel, commenter, late } = event as unknown as Submitted
      return { ...opinion, window, draft, channel, commenter, late, receivedAt: occurred }
    },
  },
  {
    event: disposeOfOpinion.event,
    evolve: (opinion, event, { position }) => {
      if (opinion.window === undefined || opinion.disposition !== undefined) {
        throw new CorruptHistory('an opinion is disposed of out of order', position)
      }
      const { disposition, reasons = '' } = event as unknown as DisposedOf
      return { ...opinion, disposition: { disposition, reasons, position } }
    },
  },
]
