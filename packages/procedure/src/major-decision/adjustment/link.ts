import type { StoredEvent } from '../../history/entry.ts'
import type { Matter } from '../../matter/state.ts'

/** 调整的事项 · A proposal that names the decision it adjusts keeps the link (第三十七条). */
export function withLink(matter: Matter, event: StoredEvent): Matter {
  const { adjusts } = event
  if (event.type !== 'ProposalSubmitted' || typeof adjusts !== 'string') return matter
  return { ...matter, adjustment: { ...matter.adjustment, adjusts } }
}
