export { type AppendVerdict, type Unit, longestEntry } from './append.ts'
export { openConnection, openPool, type Connection, type Pool, type Queryable } from './connect.ts'
export { openCommitter, type Committer, type CommitterOptions } from './committer.ts'
export { AppendFault, QueueFull, Unavailable } from './faults.ts'
export {
  recordReader,
  type OpinionSet,
  type RecordReader,
  type StoredEntry,
  type StreamHead,
  type StreamPart,
} from './read.ts'
export {
  clearOutbox,
  enteredChannel,
  nudgesChannel,
  pendingNudges,
  type PendingNudge,
} from './outbox.ts'
export {
  allClerks,
  awaitingYear,
  dueClerks,
  markAllDue,
  noteProgress,
  replaceClerks,
  settled,
  told,
  type ClerkRow,
  type DueClerk,
  type Told,
} from './clerks.ts'
export {
  clockChannel,
  endSettableClock,
  legalNow,
  legalTime,
  readClock,
  setClock,
  startSettableClock,
  type RecordClock,
} from './clock.ts'
export { migrateRecord, type Migrated } from './migrate.ts'
export { migrations } from './migrations.ts'
export { checkRecord, objections, type Objection } from './self-check.ts'
export {
  addCheckpoint,
  addSignature,
  askForWitness,
  checkpointCovering,
  newestCheckpoint,
  newestSigned,
  sealedChannel,
  toSeal,
  witnessWantedChannel,
  type SealableDigest,
  type StoredCheckpoint,
} from './seals.ts'
export {
  addTimeToken,
  pendingTimes,
  timeCovering,
  timeIsDue,
  timeWantedChannel,
  wishForTime,
  type TimeEvidence,
} from './time-evidence.ts'
