import { bytesOfDigest, sameBytes } from '@juece/cryptography'
import { emptyTiles, growTiles, rootOfTiles } from '@juece/ledger'
import { recordReader, type Queryable, type StoredEntry } from '@juece/record-store'

import type { Sent } from './diary.ts'

/** What the hammer counted. */
export type Counts = Readonly<Record<string, number>>

/** Whatever a writer was told must be what stands there. */
export function toldFaults(
  sent: readonly Sent[],
  stored: readonly StoredEntry[],
): { readonly faults: readonly string[]; readonly counts: Counts } {
  const faults: string[] = []
  const counts: Record<string, number> = {}
  const count = (what: string) => void (counts[what] = (counts[what] ?? 0) + 1)
  const digests = new Map(stored.map(({ digest, position }) => [digest as string, position]))
  const idAt = (position: number): unknown => {
    const bytes = stored[position]?.bytes
    if (bytes === undefined) return undefined
    return (JSON.parse(Buffer.from(bytes).toString()) as { command: unknown }).command
  }
  for (const { unit, as, told, first } of sent) {
    count(`${as}: ${told === undefined ? 'not heard' : nameOf(told)}`)
    const at = told !== undefined && 'position' in told ? told.position : undefined
    const wrong = (what: string) => faults.push(`${unit.stream} ${unit.commandId}: ${what}`)
    const stands = digests.get(unit.digest)
    // A first sending may be told duplicate: its answer was lost and it was sent again.
    const isOwn = as === 'new' || as === 'same'
    switch (told?.kind) {
      case 'entered':
        if (as !== 'new') wrong(`${as}, yet entered`)
        if (stands !== at) wrong(`told ${String(at)}, stands at ${String(stands)}`)
        break
      case 'duplicate':
        if (isOwn && stands !== at) wrong(`told ${String(at)}, stands at ${String(stands)}`)
        if (!isOwn && stands !== undefined) wrong('written anew, and stored')
        if (as === 'other') wrong('another act, told a duplicate')
        break
      case 'reused':
        if (as !== 'other') wrong('the same act, told another')
        if (stands !== undefined) wrong('refused, and stored')
        break
      case 'conflict':
        if (as !== 'new') wrong(`${as}, told a conflict`)
        if (stands !== undefined) wrong('handed back, and stored')
        break
      case undefined:
        if (!isOwn && stands !== undefined) wrong('a repeat that nobody heard of is stored')
        break
    }
    if (first !== undefined && at !== undefined && at !== first) wrong(`first ${first}, now ${at}`)
    if (at !== undefined && idAt(at) !== unit.commandId) wrong(`another act stands at ${at}`)
  }
  return { faults, counts }
}

function nameOf(told: NonNullable<Sent['told']>): string {
  return told.kind === 'conflict' ? `conflict (${told.on})` : told.kind
}

/** Every promise of the sealer must have the root of the entries below it, and be signed. */
export async function checkpointFaults(
  admin: Queryable,
  stored: readonly StoredEntry[],
): Promise<{ readonly faults: readonly string[]; readonly checkpoints: number }> {
  const { rows } = await admin.query<{ size: number; root: Buffer; signed: boolean }>(
    `select size, root, exists (select from record.signatures as s where s.size = c.size) as signed
       from record.checkpoints as c order by size`,
  )
  const faults: string[] = []
  let tree = emptyTiles
  for (const { size, root, signed } of rows) {
    const next = stored.slice(tree.size, size).map(({ digest }) => bytesOfDigest(digest))
    tree = growTiles(tree, next).tiled
    if (!sameBytes(root, rootOfTiles(tree))) faults.push(`another root at ${size}`)
    if (!signed) faults.push(`the promise of ${size} was never signed`)
  }
  return { faults, checkpoints: rows.length }
}

/** Everything that stands, read once more in order. */
export async function allEntries(db: Queryable): Promise<readonly StoredEntry[]> {
  const reader = recordReader(db)
  const all: StoredEntry[] = []
  for (;;) {
    const page = await reader.readFrom(all.length, 5_000)
    if (page.length === 0) return all
    all.push(...page)
  }
}
