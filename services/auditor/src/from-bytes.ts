/**
 * 只凭字节 · Everything of the auditor that needs bytes and nothing else: no file, no network, no Node. The command
 * line and the verdict page both stand on it.
 */
export { CannotCheck } from './cannot-check.ts'
export { deviationsOf, type Deviations, type MatterDeviations } from './deviations.ts'
export { describeVerdict, verdictJson } from './describe-verdict.ts'
export { explain, type Explained, type Explanation } from './explain.ts'
export type { Code, Finding } from './finding.ts'
export { ladderOf, policyTextOf, type Ladder, type Rung } from './ladder.ts'
export { bundleOfFiles, bundleOfZip } from './open-bytes.ts'
export { openReceipt, verifyReceipt, type ReceiptOptions } from './receipt.ts'
export { redecide, type Redecision } from './redecide.ts'
export { bothOf, says, type Says } from './says.ts'
export { readTimeTokens, type TimeTokens } from './time-tokens.ts'
export type { FirstBad, Grades, Verdict } from './verdict.ts'
export { conclusionOf, gradeLines, type GradeLine, type Tone } from './verdict-words.ts'
export { verifyBundle, type VerifyOptions } from './verify.ts'
export type { ByteSource } from './zip-members.ts'
