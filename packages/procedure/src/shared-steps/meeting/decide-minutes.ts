import type { Circumstances } from '../../circumstances.ts'
import { define, type Definition } from '../../definition.ts'
import { ground, unless } from '../../grounds.ts'
import type { By, Ground } from '../../history/entry.ts'
import type { Matter } from '../../matter/state.ts'
import { dissentersOf } from './attendance.ts'
import { issueMinutes, signMinutes } from './commands-record.ts'

/** 会议纪要 (第三十条第三款). */
export const minutesDefinitions: readonly Definition[] = [
  define(signMinutes, {
    stages: 'any',
    outOfOrder: [],
    gates: [itemClosed, inOrderOfSigning],
    checks: ({ dissents = [] }, matter, at) => {
      const named = dissents.map(({ member }) => member)
      if (dissentersOf(matter).every((member) => named.includes(member))) return []
      const lack = { missing: ['dissents'], whoCan: ['recorder', 'office-director'] }
      return [ground(at, 'MD-H11', lack), ground(at, 'MD-H06', lack)]
    },
  }),
  define(issueMinutes, {
    stages: 'any',
    outOfOrder: [],
    gates: [
      itemClosed,
      ({ meeting }, at) =>
        unless(meeting.minutesSignedBy.length > 1, at, 'MD-H11', {
          missing: ['SignMinutes'],
          whoCan: ['office-director', 'head'],
        }),
    ],
  }),
]

function itemClosed({ meeting }: Matter, at: Circumstances): readonly Ground[] {
  return unless(meeting.closed, at, 'T27', { missing: ['CloseDeliberation'] })
}

// The secretary-general checks first; then the head, or whoever chaired, signs.
function inOrderOfSigning({ meeting }: Matter, at: Circumstances, by: By): readonly Ground[] {
  const isChecker = 'official' in by && by.post === 'office-director'
  const isChecked = meeting.minutesSignedBy.length > 0
  if (isChecker) return unless(!isChecked, at, 'T50', { missing: ['head'] })
  return unless(isChecked, at, 'MD-H11', {
    missing: ['SignMinutes'],
    whoCan: ['office-director'],
  })
}
