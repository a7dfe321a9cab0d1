import type { Definition } from '../../definition.ts'
import { agendaDefinitions } from './decide-agenda.ts'
import { closingDefinitions } from './decide-closing.ts'
import { itemDefinitions } from './decide-item.ts'
import { minutesDefinitions } from './decide-minutes.ts'
import { transcriptDefinition } from './decide-transcript.ts'

/** 集体讨论决定: how its commands are decided (713: 第二十九条、第三十条). */
export const definitions: readonly Definition[] = [
  ...agendaDefinitions,
  ...itemDefinitions,
  ...closingDefinitions,
  transcriptDefinition,
  ...minutesDefinitions,
]
