export { asTheEngineHasIt, makeActivities, workflowTypeOf, type Within } from './clerks-hands.ts'
export { type Hands, type Lodged } from './hands.ts'
