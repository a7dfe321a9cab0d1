import type { Entry } from '@juece/ledger'
import type { Read } from './bundle-parts.ts'

/**
 * 本人的记录 · Whether an entry is this person's own: his act, or one that records his stance or view. A stance that he
 * wrote down for somebody else is not.
 */
export function isOwn({ by, command }: Entry, official: string): boolean {
  const { member } = command
  if (typeof member === 'string') return member === official
  return 'official' in by && by.official === official
}

/** Own entries, and where one of them is a stance, which text was on the table: the deliberation and its draft. */
export function withWhatWasConsidered(all: readonly Read[], own: readonly Read[]): readonly Read[] {
  return own.flatMap((read) => {
    if (read.entry.command.type !== 'RecordStance') return [read]
    const opened = all.findLast(
      ({ stored, entry }) =>
        stored.position < read.stored.position &&
        entry.command.type === 'OpenDeliberation' &&
        entry.outcome.kind === 'recorded',
    )
    const draft = opened?.entry.command.draft
    const registered = all.find(
      ({ entry: { command, outcome } }) =>
        command.type === 'RegisterDraft' &&
        outcome.kind === 'recorded' &&
        command.version === draft,
    )
    return [read, ...(opened === undefined ? [] : [opened]), ...(registered ? [registered] : [])]
  })
}
