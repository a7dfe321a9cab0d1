import type { Evolution } from '../../../definition.ts'
import { onCustody } from '../on-custody.ts'
import type { Custody } from '../state.ts'
import { certifyDestruction, proposeDestruction, reviewDestruction } from './commands.ts'
import type { Destruction } from './state.ts'

/** 销毁: what its events change. */
export const evolutions: readonly Evolution<Custody>[] = [
  onCustody(
    proposeDestruction,
    (custody, { items, matters, ground, reviewers }, { position, by }) => ({
      ...custody,
      destructions: [
        ...custody.destructions,
        {
          proposed: position,
          proposer: 'official' in by ? by.official : '',
          items: items.map(({ digest }) => digest),
          matters,
          ground,
          reviewers: [...new Set(reviewers)],
          answers: [],
        },
      ],
    }),
  ),
  onCustody(reviewDestruction, (custody, { destruction, answer }, { by }) =>
    changed(custody, destruction, (one) => {
      const reviewer = 'official' in by ? by.official : ''
      const others = one.answers.filter((given) => given.reviewer !== reviewer)
      return { ...one, answers: [...others, { reviewer, answer }] }
    }),
  ),
  onCustody(certifyDestruction, (custody, { destruction }, { position }) =>
    changed(custody, destruction, (one) => ({ ...one, certified: position })),
  ),
]

function changed(
  custody: Custody,
  entry: number,
  change: (one: Destruction) => Destruction,
): Custody {
  return {
    ...custody,
    destructions: custody.destructions.map((one) => (one.proposed === entry ? change(one) : one)),
  }
}
