import type { Progress } from '@juece/procedure/facts'

/** What became of a timed command. A refusal is an answer like any other. */
export interface Lodged {
  readonly outcome: 'recorded' | 'refused'
  readonly progress: Progress
}

/** The two activities a clerk needs. A type rather than an interface: the engine's proxies ask for an index. */
export type Hands = {
  readProgress(ask: { matterId: string }): Promise<Progress>
  lodgeCommand(ask: { matterId: string; id: string; type: string }): Promise<Lodged>
}
