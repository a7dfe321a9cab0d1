import { digestOf } from '@juece/cryptography'
import type { Queryable } from '@juece/record-store'
import { recordReader } from '@juece/record-store'

/** Everything that is wrong with the record as a whole; read from its bytes and columns. */
export async function recordFaults(admin: Queryable): Promise<readonly string[]> {
  const reader = recordReader(admin)
  const size = await reader.size()
  const faults: string[] = []
  const heads = new Map<string, { sequence: number; digest: string; position: number }>()
  const commands = new Set<string>()
  let next = 0
  for (;;) {
    const page = await reader.readFrom(next, 2_000)
    if (page.length === 0) break
    for (const { position, stream, sequence, digest, bytes } of page) {
      if (position !== next) faults.push(`a hole before ${position}, ${next} was expected`)
      next = position + 1
      if (digestOf(bytes) !== digest) faults.push(`${position}: not its bytes' digest`)
      const said = JSON.parse(Buffer.from(bytes).toString()) as Said
      const before = heads.get(stream)
      if (sequence !== (before?.sequence ?? 0) + 1) faults.push(`${position}: sequence ${sequence}`)
      if (said.sequence !== sequence || said.stream !== stream) faults.push(`${position}: columns`)
      if (said.previous !== (before?.digest ?? null)) faults.push(`${position}: chain is broken`)
      for (const [read, at] of Object.entries(said.asOf)) {
        if ((heads.get(read)?.sequence ?? 0) !== at) faults.push(`${position}: stale on ${read}`)
      }
      const id = `${stream} ${typeof said.command === 'string' ? said.command : said.command.id}`
      if (commands.has(id)) faults.push(`${position}: ${id} twice`)
      commands.add(id)
      heads.set(stream, { sequence, digest, position })
    }
  }
  if (next !== size) faults.push(`size ${size}, but ${next} entries`)
  const kept = await admin.query<{ stream: string; sequence: number; position: number }>(
    'select stream, sequence, position from record.streams',
  )
  if (kept.rows.length !== heads.size) faults.push('streams differ from the entries')
  for (const { stream, sequence, position } of kept.rows) {
    const head = heads.get(stream)
    if (head?.sequence !== sequence || head.position !== position) faults.push(`head of ${stream}`)
  }
  const ids = await admin.query<{ n: number }>('select count(*) as n from record.commands')
  if (ids.rows[0]?.n !== commands.size) faults.push('command ids differ from the entries')
  return faults
}

type Said = {
  readonly stream: string
  readonly sequence: number
  readonly previous: string | null
  /** The id alone, in records made up by tests of the store. */
  readonly command: string | { readonly id: string }
  readonly asOf: Readonly<Record<string, number>>
}
