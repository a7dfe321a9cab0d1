export {
  accountabilityExtract,
  type AccountabilityExtract,
  type ActLine,
  type DecisionLine,
  type StanceLine,
} from './accountability-extract.ts'
export { blindSpots, type BlindSpot } from './blind-spots.ts'
export {
  circumstancesFrom,
  jurisdictionOf,
  presentOf,
  type Circumstances,
  type OpinionSet,
  type ReadStreams,
} from './circumstances.ts'
export {
  CorruptHistory,
  type AnyCommand,
  type Decider,
  type Issue,
  type Outcome,
} from './decider.ts'
export type { Attached, Field, Fields, FieldType, Mark, Scalar } from './fields.ts'
export { anotherPerson, isAboutThePerson } from './grounds.ts'
export type {
  By,
  Consulted,
  Deviation,
  Entry,
  EntryOutcome,
  Ground,
  Placed,
  Seen,
  StoredEvent,
} from './history/entry.ts'
export { emptyStream, foldStream, withEntry, type Folded } from './history/fold.ts'
export { replay, type Redecided, type Replayed, type Tools } from './history/replay.ts'
export { majorDecision } from './kinds/major-decision.ts'
export {
  currentDraft,
  stageOf,
  type Deadline,
  type DeadlineName,
  type Finding,
  type FindingCode,
  type Matter,
  type Stage,
} from './matter/state.ts'
export { noRules } from './no-rules.ts'
export { postNames, postsOf } from './powers.ts'
export { factsOf } from './facts-of.ts'
export { clerkIn, progressIn, progressOfCatalogue } from './clerks-of.ts'
export {
  clerkOf,
  matterIdOf,
  progressOf,
  refusedByClock,
  type Beside,
  type ClerkName,
} from './progress-of.ts'
export {
  commandId,
  streamOfClerk,
  isPast,
  isSame,
  nextDateMs,
  nextDueMs,
  nudges,
  withDates,
  type Due,
  type Progress,
} from './progress.ts'
export { endOfYear } from './registers/catalogue/decide.ts'
export { catalogueOf, openItems, yearsDue, type Catalogue } from './registers/catalogue/state.ts'
export { type Custody } from './registers/custody/state.ts'
export type { Levels, PackAtHand, PackWanted } from './registers/law-in-use/packs.ts'
export type { AdoptedPack, LawInUse } from './registers/law-in-use/state.ts'
export {
  actsFor,
  holds,
  isRunning,
  type ActingAuthority,
  type Appointment,
  type Offices,
} from './registers/offices/state.ts'
export type { Sitting } from './registers/sittings/state.ts'
export { isRefusalRule, refusalOf, refusals, refusalWords, type Refusal } from './refusals.ts'
export type { Responsible, SelfCheckLine, SelfCheckStatus } from './self-check/line.ts'
export { rulesInTurn, type InTurn } from './self-check/in-turn.ts'
export { selfCheck, selfChecks, type SelfChecked } from './self-check/self-check.ts'
export type { AnySpecification, Door, Part } from './specification.ts'
export {
  deciderOf,
  deciderUnder,
  doorOf,
  governing,
  isKnownStream,
  mayCreate,
  opinionsNeeded,
  packNeeded,
  procedures,
  specifications,
  specificationsOf,
  streamsRead,
} from './streams.ts'
export { isTransition, transitions } from './transitions.ts'
