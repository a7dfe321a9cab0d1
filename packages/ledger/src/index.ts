export { addCheckpointText, parseAddCheckpoint, type AddCheckpoint } from './add-checkpoint.ts'
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
  type UnwrittenEntry,
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
export { checkpointText, parseCheckpoint, type Checkpoint } from './checkpoint.ts'
export { cosignatureTime } from './cosignature.ts'
export {
  cosignatureAlgorithm,
  logAlgorithm,
  parseSignerKey,
  parseVerifierKey,
  signerKeyText,
  verifierKey,
  verifierKeyText,
  verifierOf,
  type SignerKey,
  type VerifierKey,
} from './note-key.ts'
export {
  countingWitnesses,
  parsePolicy,
  policyWithoutWitness,
  quorumMet,
  type Policy,
  type PolicyGroup,
  type PolicyWitness,
} from './policy.ts'
export { cosigners, sealStateOf, type SealState } from './seal-state.ts'
export { headLeaf, headsRootOf, setRootOf, type StreamHead } from './sets.ts'
export { headsProver, provesHead, type HeadProof } from './heads-proof.ts'
export {
  checkSignature,
  cosignNote,
  isBy,
  noteText,
  openNote,
  parseNote,
  signNote,
  type NoteSignature,
  type SignatureState,
  type SignedNote,
} from './signed-note.ts'
export {
  consistencyFromTiles,
  inclusionFromTiles,
  readTile,
  type ReadTiles,
} from './tile-reader.ts'
export {
  emptyTiles,
  growTiles,
  partialTiles,
  rootOfTiles,
  tiledTreeFrom,
  type TiledTree,
  type TileFile,
} from './tiled-tree.ts'
export { entryBundleBytes, entryBundlePath, tileBytes, tilePath, tileWidth } from './tiles.ts'
export { parseProof, proofText, type TlogProof } from './tlog-proof.ts'
