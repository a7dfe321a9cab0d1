export { bagFaults, bagged, type BagFault } from './bag.ts'
export { closesDossier } from './closing.ts'
export {
  hexOfDigest,
  places,
  rootFolder,
  type Absence,
  type AbsentState,
  type BundleFile,
  type BundleManifest,
  type DisclosedLine,
  type ListedAttachment,
  type ListedEntry,
  type Profile,
  type RequiredGrade,
} from './layout.ts'
export { papersNamed, type NamedPaper } from './papers.ts'
export { parseAbsence, readBundle, type Bundle, type ReadBundle } from './read.ts'
export {
  earlierIn,
  headFiles,
  headPlaces,
  headsIn,
  type BundledHeads,
  type EarlierNote,
  type HeadShown,
} from './heads.ts'
export { timeFiles, timePlaces, timesIn, type BundledTime, type ReadTime } from './time.ts'
export { bundleFiles, parseWindow, type BundledEntry, type BundleInput } from './write.ts'
export {
  readReceipt,
  receiptStates,
  type ReadReceipt,
  type Receipt,
  type ReceiptState,
} from './receipt.ts'
