import { Connection, Client } from '@temporalio/client'
import { defaultPayloadConverter } from '@temporalio/common'
import type { Progress } from '@juece/procedure'

/** What the engine shows of its workflows, for tests alone: no part of the product asks it for a fact. */
export interface EngineView {
  /** Ids of matters whose workflow runs, sorted. */
  running(): Promise<readonly string[]>
  /** Every progress a clerk was handed, in the order of its history. */
  progressRead(matterId: string): Promise<readonly Progress[]>
  /** Whether a timer is armed in the newest run. */
  hasTimer(matterId: string): Promise<boolean>
  close(): Promise<void>
}

/** Opens a view of the engine at this address. */
export function engineView(address: string): EngineView {
  const connection = Connection.lazy({ address })
  const client = new Client({ connection })
  const history = async (matterId: string) =>
    (await client.workflow.getHandle(`matter/${matterId}`).fetchHistory()).events ?? []
  return {
    running: async () => {
      const ids: string[] = []
      for await (const { workflowId } of client.workflow.list({
        query: 'ExecutionStatus = "Running"',
      })) {
        ids.push(workflowId.slice('matter/'.length))
      }
      return ids.sort()
    },
    progressRead: async (matterId) => {
      const markers = (await history(matterId)).flatMap(
        ({ markerRecordedEventAttributes: marker }) => marker?.details?.['result']?.payloads ?? [],
      )
      return markers.flatMap((payload) => progressIn(defaultPayloadConverter.fromPayload(payload)))
    },
    hasTimer: async (matterId) => {
      const armed = new Set<string>()
      for (const event of await history(matterId)) {
        const started = event.timerStartedEventAttributes?.timerId
        const over =
          event.timerFiredEventAttributes?.timerId ?? event.timerCanceledEventAttributes?.timerId
        if (started !== undefined && started !== null) armed.add(started)
        if (over !== undefined && over !== null) armed.delete(over)
      }
      return armed.size > 0
    },
    close: () => connection.close(),
  }
}

/** A reading is a progress; what a lodging answers holds one. */
function progressIn(answer: unknown): readonly Progress[] {
  if (typeof answer !== 'object' || answer === null) return []
  if ('progress' in answer) return [answer.progress as Progress]
  return 'facts' in answer ? [answer as Progress] : []
}
