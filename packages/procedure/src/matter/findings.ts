import type { Circumstances } from '../circumstances.ts'
import { ground } from '../grounds.ts'
import type { By, Ground } from '../history/entry.ts'
import { postsOf } from '../powers.ts'
import type { FindingCode } from './state.ts'

/** Posts that may stand behind a letter of the finding table. */
function postsBehind(letter: string): readonly string[] {
  if (letter === 'DO') return ['head', 'executive-deputy', ...postsOf.GO]
  return letter in postsOf ? postsOf[letter as keyof typeof postsOf] : []
}

/** U-02: each question is proposed, or decided, by the post the table names for it. */
export function wrongHands(
  code: FindingCode,
  role: 'proposes' | 'decides',
  at: Circumstances,
  by: By,
): readonly Ground[] {
  const letters = at.rules.finding(code)[role]
  const posts = letters.flatMap(postsBehind)
  if ('post' in by && posts.includes(by.post)) return []
  return [ground(at, 'PW-01', { whoCan: posts }), ground(at, 'U-02', { missing: [code] })]
}
