import { destroyPaper, type AttachmentStore } from '@juece/attachments'
import { isDigest, type Digest } from '@juece/kernel'
import { foldStream, type Custody } from '@juece/procedure'
import { parseEntry } from '@juece/procedure/wire'
import type { RecordReader } from '@juece/record-store/read'

import { mattersNaming } from './named.ts'

/** What was destroyed, and what a hold keeps although a certificate lists it. */
export interface Destroyed {
  readonly destroyed: readonly Digest[]
  readonly held: readonly Digest[]
}

/**
 * 销毁 · The one path by which a named paper goes: what a certificate in the record lists and no hold keeps. A crash on the
 * way loses nothing: what is still there next time goes then.
 */
export async function destroyCertified(
  reader: RecordReader,
  attachments: AttachmentStore,
  attachmentsDir: string,
): Promise<Destroyed> {
  const custodies = await custodiesOf(reader)
  const listed = new Set<Digest>()
  for (const { destructions } of custodies) {
    for (const { certified, items } of destructions) {
      if (certified === undefined) continue
      for (const one of items) if (isDigest(one)) listed.add(one)
    }
  }
  const there = new Set<Digest>()
  for (const one of listed) {
    if ((await attachments.open(one).then(closed)) === true) there.add(one)
  }
  if (there.size === 0) return { destroyed: [], held: [] }
  const heldMatters = new Set(custodies.flatMap(({ holds }) => holds.map(({ matter }) => matter)))
  const naming = await mattersNaming(reader, there)
  const held = [...there].filter((one) =>
    [...(naming.get(one) ?? [])].some((matter) => heldMatters.has(matter)),
  )
  const destroyed = [...there].filter((one) => !held.includes(one))
  for (const one of destroyed) await destroyPaper(attachmentsDir, one)
  return { destroyed, held }
}

/** Every custody stream, folded. */
async function custodiesOf(reader: RecordReader): Promise<readonly Custody[]> {
  const streams = await reader.streamsOf('custody')
  return Promise.all(
    streams
      .filter((stream) => /^custody\/[a-z]{2}(-[a-z0-9]+)*$/.test(stream))
      .map(async (stream) => {
        const stored = await reader.readStream(stream)
        const placed = stored.map(({ position, bytes }) => ({ position, entry: parseEntry(bytes) }))
        return foldStream(stream, placed).state as Custody
      }),
  )
}

function closed(stream: { destroy(): unknown } | undefined): boolean {
  stream?.destroy()
  return stream !== undefined
}
