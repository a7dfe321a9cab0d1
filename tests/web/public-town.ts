import { openAttachmentStore } from '@juece/attachments'
import { generateSigningKey } from '@juece/cryptography'
import { instant } from '@juece/kernel'
import { logAlgorithm, verifierKeyText, verifierOf } from '@juece/ledger'
import { openProjector } from '@juece/read-model/project'
import { openLists } from '@juece/read-model/read'
import { openPool, recordReader } from '@juece/record-store'
import { openDesk, openPersonDoor } from '@juece/registrar/person'
import { buildApp as buildApi } from '../../services/api/src/app.ts'
import { openApi } from '../../services/web/src/api.ts'
import { buildApp as buildWeb } from '../../services/web/src/app.ts'
import type { Config } from '../../services/web/src/config.ts'
import { lawfulSteps } from '../support/lived-path.ts'
import { openTown } from '../support/lived-town.ts'

type Teardown = Parameters<typeof openTown>[0]
const from = instant('2024-03-04T09:00+08:00')
const government = 'cn-000000/government'
const origin = 'record.example/cn-000000'
const vkey = verifierKeyText(
  verifierOf({ name: origin, algorithm: logAlgorithm, seed: generateSigningKey().seed }),
)

/** A town with a published decision, a matter that may not be public, and a consultation that is open. */
export async function publicTown(t: Teardown, settings: Partial<Config> = {}) {
  const town = await openTown(t, from)
  const decided = town.matter()
  await decided.plays(lawfulSteps('published'), (ends) => town.moveTo(ends))
  const hidden = town.matter()
  await hidden.plays(lawfulSteps('withheld', { notPublic: true, solicitation: false }), (ends) =>
    town.moveTo(ends),
  )
  const open = town.matter()
  await open.plays(lawfulSteps('window-open'), () =>
    Promise.reject(new Error('nothing is waited for')),
  )
  const catalogue = await open.lodge({
    act: { type: 'PublishCatalogue' },
    by: 'government-office',
    stream: `catalogue/${government}`,
  } as never)
  if (catalogue.kind !== 'recorded') throw new Error(JSON.stringify(catalogue))

  const reading = openPool(town.database.url('projector'), { service: 'test', most: 4 })
  const record = openPool(town.database.url('registrar'), { service: 'test', most: 4 })
  t.teardown(() => Promise.all([reading.end(), record.end()]).then(() => undefined))
  const projector = openProjector({ db: reading, reader: recordReader(reading) })
  const project = async (): Promise<void> => {
    while ((await projector.project()) > 0);
  }
  await project()
  const desk = openDesk(town.house)
  const api = await buildApi({
    desk,
    door: openPersonDoor(desk),
    record,
    attachments: openAttachmentStore(town.attachmentsDir),
    lists: openLists(reading),
    tokens: { read: async () => undefined },
    settings: {
      environment: 'embedded',
      clock: 'settable',
      limits: {
        requestsPerMinute: 100_000,
        refusalsPerMinute: 1_000,
        attachmentBytes: 100_000,
        overloadMs: 120_000,
      },
      log: { origin, key: vkey },
    },
  })
  t.teardown(() => api.close())
  const apiUrl = await api.listen({ host: '127.0.0.1', port: 0 })
  const web = await buildWeb({
    api: openApi(apiUrl),
    settings: {
      publicUrl: 'http://127.0.0.1',
      postsPerMinute: 1_000,
      overloadMs: 120_000,
      foot: { organiser: '某县人民政府办公室', contact: '', siteId: '', icp: '', police: '' },
      ...settings,
    },
  })
  t.teardown(() => web.close())
  const url = await web.listen({ host: '127.0.0.1', port: 0 })
  return { ...town, api, apiUrl, web, url, decided, hidden, open, project }
}
