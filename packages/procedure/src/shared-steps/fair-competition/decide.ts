import type { Circumstances } from '../../circumstances.ts'
import { define, type Definition } from '../../definition.ts'
import { unless } from '../../grounds.ts'
import type { Ground } from '../../history/entry.ts'
import { unknownDraft } from '../../matter/drafts.ts'
import type { Stage } from '../../matter/state.ts'
import type { CommandOf } from '../../specification.ts'
import { isFilled } from '../../texts.ts'
import { concludeFairCompetitionReview, submitFairCompetitionReview } from './commands.ts'

// From drafting on; a question answered yes late can still be met before the item is discussed.
const untilTheMeeting: readonly Stage[] = [
  'S06',
  'S07',
  'S08',
  'S09',
  'S10',
  'S11',
  'S12',
  'S13',
  'S14',
  'S15',
  'S16',
]

/** 公平竞争审查: how its commands are decided. */
export const definitions: readonly Definition[] = [
  define(submitFairCompetitionReview, {
    stages: untilTheMeeting,
    outOfOrder: ['T05'],
    issues: ({ draft }, matter) => unknownDraft(matter, draft),
    checks: ({ exception }, _matter, at) =>
      exception === undefined ? [] : groundedException(exception, at),
  }),
  define(concludeFairCompetitionReview, {
    stages: untilTheMeeting,
    outOfOrder: ['T05'],
    issues: ({ draft }, matter) => unknownDraft(matter, draft),
    // The unit reviews first; the regulator concludes on what it handed over.
    gates: [
      ({ fairCompetition }, at) =>
        unless(fairCompetition.submitted !== undefined, at, 'MD-C06', {
          missing: ['SubmitFairCompetitionReview'],
          whoCan: ['undertaking-unit-handler'],
        }),
    ],
    checks: ({ outcome, exception }, _matter, at) =>
      outcome === 'exception' ? groundedException(exception ?? {}, at) : [],
  }),
]

type Exception = NonNullable<CommandOf<typeof concludeFairCompetitionReview>['exception']>

// 公平竞争审查条例第十二条: which exception, why nothing milder serves, and until when.
function groundedException(exception: Exception, at: Circumstances): readonly Ground[] {
  const { kind, noLesserAlternative, term, endCondition } = exception
  const missing = [
    ...(kind === undefined ? ['exception.kind'] : []),
    ...(isFilled(noLesserAlternative) ? [] : ['exception.noLesserAlternative']),
    ...(term === undefined && !isFilled(endCondition) ? ['exception.term'] : []),
  ]
  return unless(missing.length === 0, at, 'MD-C06', { missing, whoCan: ['market-regulator'] })
}
