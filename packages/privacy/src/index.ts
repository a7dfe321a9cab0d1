export { commitmentOf, commitmentText, opensCommitment } from './commitment.ts'
export { disclosedFrom, disclosedValue, isDisclosedTruly, type Disclosed } from './disclosed.ts'
export {
  enclosedFrom,
  enclosedIn,
  enclosedMediaType,
  keyNamed,
  type Commitment,
  type Enclosed,
  type EnclosedAt,
  type EnclosedPaper,
  type Envelope,
} from './enclosed.ts'
export {
  refusingEncloser,
  type EnclosedAct,
  type Encloser,
  type KeptKey,
  type ErasedPlace,
  type PersonalValue,
} from './encloser.ts'
export { labelOf, type Place } from './label.ts'
