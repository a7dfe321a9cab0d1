import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'

import { openAttachmentStore } from '@juece/attachments'
import { instantOf, msOf, type Instant } from '@juece/kernel'
import { mayCreate, specifications, type Matter } from '@juece/procedure'
import { exampleOf, requestSchemaOf } from '@juece/procedure/wire'
import { migrateReadModel } from '@juece/read-model/migrate'
import { openPool, legalNow, setClock, settled, startSettableClock } from '@juece/record-store'
import { openClockDoor } from '@juece/registrar/clock'
import { found } from '@juece/registrar/founding'
import { openDesk, openHouse, openPersonDoor, type Answer } from '@juece/registrar/person'
import { calendarFiles, calendarManifestOf, manifestOf, nationalLevel } from '@juece/rulebook'
import { v7 as uuidv7 } from 'uuid'
import { z } from 'zod'
import type { ActForm, FieldSchema } from '../../infra/dev/scenario/act-book.ts'
import { filled } from '../../infra/dev/scenario/fill.ts'
import { noMemory, remembered, type Memory } from '../../infra/dev/scenario/memory.ts'
import type { Planned, PlannedAct } from '../../infra/dev/scenario/prefixes.ts'
import { seatOf } from '../../infra/dev/scenario/roles.ts'
import { testDatabase } from './postgres.ts'

type Teardown = Parameters<typeof testDatabase>[0]
const jurisdiction = 'cn-000000'
/** Everybody a lawful path needs: a panel of three, a meeting of eight, one person in each other seat. */
const roles = [
  ...['proposer', 'consulted-unit', 'undertaking-unit-handler', 'undertaking-unit-principal'],
  ...['government-office', 'office-director', 'recorder', 'openness-reviewer', 'administrator'],
  ...['legality-reviewer', 'legality-head', 'legal-adviser', 'market-regulator', 'risk-assessor'],
  ...['head', 'executive-deputy', 'deputy-head', 'party-committee', 'executing-unit', 'archivist'],
  ...[1, 2, 3].map((n) => `expert-${n}`),
  ...[1, 2, 3, 4, 5].map((n) => `member-${n}`),
]
const silent = { debug: () => undefined, error: () => undefined }

/** 一座小城 · A founded record on a settable clock, with somebody in every post: acts come in by the person's door. */
export async function openTown(t: Teardown, from: Instant, also: readonly string[] = []) {
  const database = await testDatabase(t)
  await migrateReadModel(database.url('admin'))
  const attachmentsDir = await fs.mkdtemp(path.join(os.tmpdir(), 'juece-town-'))
  t.teardown(() => fs.rm(attachmentsDir, { recursive: true, force: true }))
  const attachments = openAttachmentStore(attachmentsDir)
  const store = async (bytes: Uint8Array): Promise<string> => {
    const options = { mediaType: 'text/plain', maxBytes: 1_000_000 }
    return (await attachments.store(Readable.from([bytes]), options)).digest
  }
  const keep = async (
    named: ReturnType<typeof manifestOf> | ReturnType<typeof calendarManifestOf>,
  ) => {
    for (const { bytes } of named.files) await store(bytes)
    return store(named.bytes)
  }
  const admin = openPool(database.url('admin'), { service: 'test', most: 2 })
  await startSettableClock(admin, from)
  const settings = { attachments, clock: 'settable', service: 'test', log: silent } as const
  const house = await openHouse({ recordUrl: database.url('registrar'), ...settings })
  t.teardown(async () => {
    await house.close()
    await admin.end()
  })

  const organOf = (role: string) => `${jurisdiction}/${seatOf(role)?.organ ?? ''}`
  await found(house, (await store(Buffer.from('founding'))) as never, [
    {
      stream: 'law-in-use',
      command: { type: 'AdoptRulebook', rules: await keep(manifestOf(nationalLevel(), 1)) },
    },
    {
      stream: 'law-in-use',
      command: { type: 'AdoptCalendar', calendar: await keep(calendarManifestOf(calendarFiles)) },
    },
    ...[...roles, ...also].map((role) => ({
      stream: `offices/${jurisdiction}`,
      command: {
        type: 'AppointToPost',
        official: role,
        organ: organOf(role),
        post: seatOf(role)?.post ?? '',
        subject: { issuer: 'http://127.0.0.1/', sub: role },
      },
    })),
  ])
  const desk = openDesk(house)
  const door = openPersonDoor(desk)
  const registrar = openPool(database.url('registrar'), { service: 'test', most: 2 })
  const ops = openPool(database.url('courier'), { service: 'test', most: 4 })
  t.teardown(() => Promise.all([registrar.end(), ops.end()]).then(() => undefined))

  return {
    database,
    attachmentsDir,
    house,
    door,
    clockDoor: openClockDoor(desk),
    ops,
    admin,
    now: () => legalNow(registrar),
    /** Moves the clock forward, and waits until this process has heard of it. */
    moveTo: async (at: Instant) => {
      await setClock(registrar, at, false)
      while (house.clock.now() < at) await new Promise((resolve) => setTimeout(resolve, 2))
    },
    settled: () => settled(registrar),
    /** One matter, and somebody for every act on it. */
    matter: () => playerOf({ door, store, organOf, now: () => legalNow(registrar) }),
  }
}
export type Town = Awaited<ReturnType<typeof openTown>>

interface Parts {
  readonly door: ReturnType<typeof openPersonDoor>
  readonly store: (bytes: Uint8Array) => Promise<string>
  readonly organOf: (role: string) => string
  readonly now: () => Promise<Instant>
}

function playerOf({ door, store, organOf, now }: Parts) {
  const id = uuidv7()
  const stream = `matter/${id}`
  let memory: Memory = noMemory(stream)
  const names = new Map<string, { position: number; sequence: number; stream: string }>()
  let sitting: string | undefined
  let keys = 0

  const streamOf = ({ act, stream: named }: PlannedAct): string => {
    if (named !== undefined) return names.get(named.slice(1))?.stream ?? named
    const row = specifications.find(({ type }) => type === act.type)
    switch (row?.door) {
      case 'opinion':
        return `opinion/${uuidv7()}`
      case 'sittings':
        return (sitting = mayCreate('sittings/', act.type)
          ? `sittings/${uuidv7()}`
          : (sitting ?? ''))
      default:
        return stream
    }
  }
  const lodge = async (planned: PlannedAct): Promise<Answer> => {
    const into = streamOf(planned)
    const at = await now()
    const hand = {
      at,
      jurisdiction,
      government: `${jurisdiction}/government`,
      memory,
      matters: new Map<string, string>(),
      names,
      official: (role: string) => (seatOf(role) === undefined ? undefined : role),
      organ: organOf,
    }
    const papers = {
      text: (content: string) => store(Buffer.from(content)),
      file: (content: string) => store(Buffer.from(content)),
    }
    const lodging = { by: planned.by, stream: into }
    const command = await filled(planned.act, formOf(planned.act.type), hand, lodging, papers)
    keys += 1
    const answer = await door.lodge({
      stream: into,
      command: command as never,
      key: `k-${keys}`,
      by: planned.by === 'public' ? { public: true } : { official: planned.by },
      occurred: at,
    })
    if (answer.kind === 'recorded') {
      const { position, sequence } = answer
      if (planned.name !== undefined) names.set(planned.name, { position, sequence, stream: into })
      memory = remembered(memory, {
        ...answer,
        outcome: { kind: 'recorded', events: answer.events },
      } as never)
    }
    return answer
  }
  return {
    id,
    stream,
    lodge,
    folded: async () => (await door.folded(stream)).folded.state as Matter,
    /** Lodges each act of a lawful path; a date is waited for by `waits`. */
    plays: async (
      path: readonly Planned[],
      waits: (ends: Instant) => Promise<void>,
      after?: () => Promise<void>,
    ) => {
      for (const step of path) {
        if ('until' in step) {
          const { deadlines } = (await door.folded(stream)).folded.state as Matter
          const ends = Object.values(deadlines).find(({ name }) => name === step.until)?.ends
          if (ends === undefined) throw new Error(`no date of ${step.until}`)
          await waits(instantOf(msOf(ends) + 60_000))
        } else {
          const answer = await lodge(step)
          if (answer.kind !== 'recorded')
            throw new Error(`${step.act.type}: ${JSON.stringify(answer)}`)
        }
        await after?.()
      }
    },
  }
}

const forms = new Map<string, ActForm>()
function formOf(type: string): ActForm {
  const known = forms.get(type)
  if (known !== undefined) return known
  const row = specifications.find((one) => one.type === type)
  if (row === undefined) throw new Error(`no such act: ${type}`)
  const form: ActForm = {
    type,
    door: row.door,
    schema: z.toJSONSchema(requestSchemaOf(row), { unrepresentable: 'any' }) as FieldSchema,
    example: exampleOf(row),
    who: row.who,
    rows: row.rows,
    says: row.says['zh-CN'],
  }
  forms.set(type, form)
  return form
}
