import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { openAttachmentStore, type AttachmentStore } from '@juece/attachments'
import { instantOf, type Instant, type JsonObject } from '@juece/kernel'
import {
  openHouse,
  openPersonDoor,
  openDesk,
  type Answer,
  type Desk,
  type House,
  type PersonDoor,
} from '@juece/registrar/person'
import { foundFrom } from '../../infra/dev/founding.ts'
import { testDatabase, type TestDatabase } from './postgres.ts'

/** What a tap test offers here. */
interface Teardown {
  teardown(after: () => Promise<void> | void): unknown
}

/** A founded record with the people of a county, on a real database. */
export interface Town {
  readonly database: TestDatabase
  readonly attachmentsDir: string
  readonly attachments: AttachmentStore
  readonly house: House
  readonly desk: Desk
  readonly door: PersonDoor
  /** Lodges as the person of a role. */
  lodge(
    role: string,
    stream: string,
    command: { readonly type: string } & JsonObject,
    more?: { readonly key?: string; readonly occurred?: Instant; readonly ifMatch?: number },
  ): Promise<Answer>
  /** The digest of a small stored paper. */
  paper(text?: string): Promise<string>
}

export const jurisdiction = 'cn-000000'
export const issuer = 'http://127.0.0.1:1'

/** Posts and organs of the county, by role. */
export const posts: Readonly<Record<string, readonly [organ: string, post: string]>> = {
  administrator: ['government-office', 'administrator'],
  'second-administrator': ['government-office', 'administrator'],
  proposer: ['development-bureau', 'proposer'],
  head: ['government', 'head'],
  'government-office': ['government-office', 'government-office'],
  'undertaking-unit-handler': ['urban-management-bureau', 'undertaking-unit-handler'],
  'consulted-unit': ['finance-bureau', 'consulted-unit'],
}
const officials: Readonly<Record<string, string>> = {
  administrator: 'qian-an',
  'second-administrator': 'sun-ping',
}

let keys = 0

/** Opens a second process's worth of registrar over the same record. */
export async function openedDesk(t: Teardown, url: string, attachmentsDir: string): Promise<Desk> {
  const house = await openHouse({
    recordUrl: url,
    attachments: openAttachmentStore(attachmentsDir),
    clock: 'system',
    service: 'test',
    log: { debug: () => {}, error: () => {} },
  })
  t.teardown(() => house.close())
  return openDesk(house)
}

/** Founds the record and appoints everybody. */
export async function town(t: Teardown): Promise<Town> {
  const attachmentsDir = mkdtempSync(path.join(os.tmpdir(), 'juece-papers-'))
  t.teardown(() => rmSync(attachmentsDir, { recursive: true, force: true }))
  const database = await testDatabase(t)
  const file = fileURLToPath(new URL('../../infra/dev/demo-town.founding.json', import.meta.url))
  await foundFrom(file, {
    recordUrl: database.url('registrar'),
    attachmentsDir,
    clock: 'system',
    issuer,
  })
  const attachments = openAttachmentStore(attachmentsDir)
  const desk = await openedDesk(t, database.url('registrar'), attachmentsDir)
  const door = openPersonDoor(desk)
  const made: Town = {
    database,
    attachmentsDir,
    attachments,
    house: desk.house,
    desk,
    door,
    lodge: (role, stream, command, more = {}) => {
      const [organ = '', post = ''] = posts[role] ?? []
      return door.lodge({
        stream,
        command,
        key: more.key ?? `k${(keys += 1)}`,
        by: {
          official: officials[role] ?? role,
          actAs: { organ: `${jurisdiction}/${organ}`, post },
        },
        occurred: more.occurred ?? instantOf(Date.now()),
        ...(more.ifMatch === undefined ? {} : { ifMatch: more.ifMatch }),
      })
    },
    paper: async (text = 'paper') => {
      const bytes = new TextEncoder().encode(text)
      async function* one() {
        yield bytes
      }
      const stored = await attachments.store(one(), {
        mediaType: 'text/plain; charset=utf-8',
        maxBytes: 1000,
      })
      return stored.digest
    },
  }
  for (const [role, [organ, post]] of Object.entries(posts)) {
    if (officials[role] !== undefined) continue
    const proposed = await made.lodge('administrator', `offices/${jurisdiction}`, {
      type: 'AppointToPost',
      official: role,
      organ: `${jurisdiction}/${organ}`,
      post,
      subject: { issuer, sub: role },
    })
    if (proposed.kind !== 'recorded') throw new Error(JSON.stringify(proposed))
    const approved = await made.lodge('second-administrator', `offices/${jurisdiction}`, {
      type: 'ApproveRegisterChange',
      change: proposed.sequence,
      agrees: true,
    })
    if (approved.kind !== 'recorded') throw new Error(JSON.stringify(approved))
  }
  return made
}

/** The lawful proposal that creates a matter. */
export const proposal = {
  type: 'SubmitProposal',
  kind: 'major-decision',
  organ: `${jurisdiction}/government`,
  title: '调整收费标准',
  source: 'department',
  proposer: `${jurisdiction}/development-bureau`,
  problem: '现行标准多年未调整。',
  reasons: '保障设施运行。',
  basis: '有关规定。',
  plan: '分档调整。',
  necessity: '必要。',
  feasibility: '可行。',
} as const
