import type { Issue } from '../../decider.ts'
import type { Custody } from './state.ts'

/** What belongs to the whole record stands in one stream: `custody/heads`, `custody/outages`, `custody/keys`. */
export function onlyIn(stream: string, { stream: own }: Custody): readonly Issue[] {
  return own === stream
    ? []
    : [{ path: 'stream', message: `这一行为只记入 ${stream} · this act belongs in ${stream}` }]
}

/** What is done about the things of one jurisdiction stands in its own stream. */
export function onlyInJurisdiction({ jurisdiction }: Custody): readonly Issue[] {
  return jurisdiction === undefined
    ? [
        {
          path: 'stream',
          message:
            '应记入某一行政区划的保管登记册 · this act belongs in the stream of a jurisdiction',
        },
      ]
    : []
}
