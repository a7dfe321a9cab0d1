export { bodyOf, strip } from './body.ts'
export { canonicalBytes, canonicalText, parseCanonical } from './canonical-json.ts'
export { entryBytes, parseEntry, type ParsedEntry } from './entry-bytes.ts'
export { entryFaults, isStream } from './entry-check.ts'
export {
  largestEntry,
  type By,
  type ClerkBy,
  type Entry,
  type EntryCommand,
  type EntryEvent,
  type EntryOutcome,
  type FoundingBy,
  type OfficialBy,
  type PublicBy,
  type RecordedOutcome,
  type RefusedOutcome,
} from './entry.ts'
export {
  appendLeaf,
  appendLeaves,
  emptyRoot,
  emptyTree,
  leafHash,
  nodeHash,
  rootOf,
  rootOfTree,
  type CompactTree,
} from './merkle.ts'
export { provesConsistency, provesInclusion, rootOfPath, type TreeHead } from './proofs.ts'
export { proverOf, type Prover } from './prover.ts'
