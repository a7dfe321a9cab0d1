import type { Matter } from '../../matter/state.ts'

/** 现行文本 · The version in force: the one decided, or the one the newest erratum put in its place (T41). */
export function versionInForce({ meeting, publication }: Matter): number | undefined {
  return publication.errata?.at(-1)?.to ?? meeting.draft
}
