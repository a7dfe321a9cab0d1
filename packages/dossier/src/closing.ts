import type { Entry } from '@juece/ledger'

/** 立卷归档 · Whether the entry closes the file of its matter: after it the stream is whole. */
export function closesDossier(entry: Entry): boolean {
  return (
    entry.stream.startsWith('matter/') &&
    entry.command.type === 'CloseDossier' &&
    entry.outcome.kind === 'recorded'
  )
}
