import type { AttachmentStore } from '@juece/attachments'
import type { Keyring } from '@juece/keyring'
import type { Lists } from '@juece/read-model/read'
import type { Desk, PersonDoor } from '@juece/registrar/person'
import type { Queryable } from '@juece/record-store/connect'
import type { Config } from './config.ts'
import type { Tokens } from './plugins/tokens.ts'

/** What the app works with; `main` opens it all, tests hand in the same over a database of their own. */
export interface Dependencies {
  readonly desk: Desk
  readonly door: PersonDoor
  /** The record under the registrar's login: seals, clock and entries are read through it. */
  readonly record: Queryable
  readonly attachments: AttachmentStore
  /** Without one no personal value is taken and no envelope opened. */
  readonly keyring?: Keyring
  readonly lists: Lists
  readonly tokens: Tokens
  readonly settings: Pick<
    Config,
    'environment' | 'clock' | 'limits' | 'log' | 'tilesDir' | 'verdictPage' | 'webUrl'
  >
}
