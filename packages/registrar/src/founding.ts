import type { Digest, JsonObject } from '@juece/kernel'
import type { AnyCommand } from '@juece/procedure'
import { enter, openDesk } from './enter.ts'
import type { House } from './house.ts'

/** One founding entry: its stream and its command. */
export interface Founding {
  readonly stream: string
  readonly command: { readonly type: string } & JsonObject
}

/** 创设登记 · Enters a founding document, in its order, while the record is empty. */
export async function found(
  house: House,
  document: Digest,
  entries: readonly Founding[],
): Promise<readonly number[]> {
  if ((await house.reader.size()) > 0) {
    throw new Error(
      '这份记录已经创设 · this record has been founded already; changes go through its registers',
    )
  }
  const desk = openDesk(house)
  const positions: number[] = []
  for (const [index, { stream, command }] of entries.entries()) {
    const entered = await enter(desk, {
      stream,
      command: command as AnyCommand,
      id: `founding/${index + 1}`,
      by: { founding: document },
      occurred: house.clock.now(),
    })
    if (entered.kind !== 'entered' || entered.entry.outcome.kind === 'refused') {
      throw new Error(
        `founding entry ${index + 1} (${command.type}) was not entered: ${JSON.stringify(entered)}`,
      )
    }
    positions.push(entered.stored.position)
  }
  return positions
}
