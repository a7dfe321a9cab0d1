import fc from 'fast-check'

/** One move of a walk: what kind, and numbers that say which. */
export interface Move {
  readonly kind:
    'next' | 'skip' | 'again' | 'tampered' | 'other-hand' | 'any-act' | 'wait' | 'clerk'
  readonly a: number
  readonly b: number
}

const nat = fc.nat({ max: 0xffff })
const move = (kind: Move['kind']) => fc.record({ kind: fc.constant(kind), a: nat, b: nat })

/**
 * 随机漫步 · A walk is drawn as a list of moves, so that one that goes wrong shrinks to the few that matter: the next
 * lawful step mostly, and between them steps left out, repeated, tampered with, done by another hand, acts out of
 * nowhere, days that pass, and everything a clerk could be made to lodge by a forged signal.
 */
export const walks = fc.record({
  prefix: nat,
  chosen: nat,
  lawful: nat,
  moves: fc.array(
    fc.oneof(
      { weight: 60, arbitrary: move('next') },
      { weight: 3, arbitrary: move('skip') },
      { weight: 3, arbitrary: move('again') },
      { weight: 5, arbitrary: move('tampered') },
      { weight: 2, arbitrary: move('other-hand') },
      { weight: 8, arbitrary: move('any-act') },
      { weight: 4, arbitrary: move('wait') },
      { weight: 3, arbitrary: move('clerk') },
    ),
    { minLength: 10, maxLength: 60, size: 'max' },
  ),
})

/** What `walks` draws. */
export interface Walk {
  readonly prefix: number
  readonly chosen: number
  /** How far it goes lawfully before the first odd move. */
  readonly lawful: number
  readonly moves: readonly Move[]
}
