import { openAttachmentStore } from '@juece/attachments'
import { openLists } from '@juece/read-model/read'
import { openPool } from '@juece/record-store'
import { openDesk, openHouse, openPersonDoor } from '@juece/registrar/person'
import pg from 'pg'
import { buildApp } from '../../../services/api/src/app.ts'
import { readConfig } from '../../../services/api/src/config.ts'
import { openLog } from '../../../services/api/src/plugins/logging.ts'
import { tokensOf } from '../../../services/api/src/plugins/tokens.ts'

// The API as it is, sign-in and all, with one route more, which does one bare INSERT: what the acts are measured
// against. It is no part of any service.

const config = readConfig(process.env)
const log = openLog(config.logLevel)
const attachments = openAttachmentStore(config.attachmentsDir)
const { recordUrl, clock } = config
const house = await openHouse({ recordUrl, attachments, clock, service: 'bench', log })
const desk = openDesk(house)
const lists = openPool(config.readUrl, { service: 'bench' })
const bare = new pg.Pool({ connectionString: process.env['JUECE_BENCH_URL'] ?? '', max: 32 })
const app = await buildApp(
  {
    desk,
    door: openPersonDoor(desk),
    record: house.pool,
    attachments,
    lists: openLists(lists),
    tokens: tokensOf({ ...config.oidc, environment: config.environment }),
    settings: config,
  },
  { log },
)
app.post(
  '/bench/bare',
  { config: { doc: { summary: 'One bare INSERT', tag: 'development', answers: {} } } },
  async (request, reply) => {
    const { rows } = await bare.query<{ id: string }>(
      { name: 'bare', text: 'insert into public.bare (bytes) values ($1) returning id' },
      [Buffer.from(JSON.stringify(request.body))],
    )
    return reply.code(201).send({ position: Number(rows[0]?.id) })
  },
)
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void app
      .close()
      .then(() => Promise.all([bare.end(), lists.end(), house.close()]))
      .then(() => process.exit(0))
  })
}
await app.listen({ host: config.host, port: config.port })
