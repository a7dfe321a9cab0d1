import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { openAttachmentStore, type AttachmentStore } from '@juece/attachments'
import { found } from '@juece/registrar/founding'
import { openHouse } from '@juece/registrar/person'
import { calendarFiles, calendarManifestOf, manifestOf, nationalLevel } from '@juece/rulebook'
import { z } from 'zod'

/** 创设文件 · What `juece init` reads: who administers, under which rules and calendars. */
const document = z.strictObject({
  founding: z.literal('juece-founding/1'),
  organ: z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+$/),
  administrators: z
    .array(
      z.strictObject({
        official: z.string().regex(/^[a-z0-9][a-z0-9.-]*$/),
        organ: z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+$/),
        name: z.string().optional(),
        issuer: z.url().optional(),
        sub: z.string().optional(),
      }),
    )
    .length(2, 'two administrators: one proposes, the other approves'),
  rulebook: z.strictObject({ levels: z.tuple([z.literal('cn')]), procedure: z.literal(1) }),
  calendars: z.strictObject({ from: z.int(), to: z.int() }),
})

/** Where a record is founded. */
export interface Ground {
  /** The registrar's login. */
  readonly recordUrl: string
  readonly attachmentsDir: string
  readonly clock: 'system' | 'settable'
  /** The issuer of people whose document names none. */
  readonly issuer: string
}

/** Founds an empty record from one document; answers how many entries that took. */
export async function foundFrom(file: string, ground: Ground): Promise<number> {
  const bytes = await readFile(file)
  const read = document.safeParse(parsed(file, bytes.toString('utf8')))
  if (!read.success) {
    const faults = read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
    throw new Error(`${file}: ${faults.join('; ')}`)
  }
  const { administrators, calendars } = read.data
  const attachments = openAttachmentStore(ground.attachmentsDir)
  const { digest } = await attachments.store(Readable.from([bytes]), {
    mediaType: 'application/json',
    maxBytes: bytes.length,
  })
  const rules = await keep(attachments, manifestOf(nationalLevel(), 1))
  const years = calendarFiles.filter(
    ({ year }) => Number(year) >= calendars.from && Number(year) <= calendars.to,
  )
  const calendar = await keep(attachments, calendarManifestOf(years))

  const house = await openHouse({
    recordUrl: ground.recordUrl,
    attachments,
    clock: ground.clock,
    service: 'init',
    log: {
      debug: () => {},
      error: (of, says) => process.stderr.write(`${says} ${JSON.stringify(of)}\n`),
    },
  })
  try {
    const positions = await found(house, digest, [
      { stream: 'law-in-use', command: { type: 'AdoptRulebook', rules } },
      { stream: 'law-in-use', command: { type: 'AdoptCalendar', calendar } },
      ...administrators.map(({ official, organ, name, issuer, sub }) => ({
        stream: `offices/${organ.split('/')[0] ?? ''}`,
        command: {
          type: 'AppointToPost',
          official,
          organ,
          post: 'administrator',
          subject: { issuer: issuer ?? ground.issuer, sub: sub ?? official },
          ...(name === undefined ? {} : { name }),
        },
      })),
    ])
    return positions.length
  } finally {
    await house.close()
  }
}

function parsed(file: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Error(`${file} is not JSON`, { cause })
  }
}

async function keep(
  attachments: AttachmentStore,
  named: ReturnType<typeof manifestOf> | ReturnType<typeof calendarManifestOf>,
): Promise<string> {
  for (const { bytes } of [...named.files, named]) {
    await attachments.store(Readable.from([bytes]), {
      mediaType: 'application/json',
      maxBytes: bytes.length,
    })
  }
  return named.digest
}
