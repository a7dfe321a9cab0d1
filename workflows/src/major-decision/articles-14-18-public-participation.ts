import { deadlines, facts } from '@juece/procedure/facts'
import type { Clerk } from '../clerk.ts'

/** 公众参与 · Public participation · 713: 第十四条至第十八条 */
export async function publicParticipation(clerk: Clerk): Promise<void> {
  // 第十四条第一款: opinions are heard, unless the matter may lawfully stay undisclosed.
  if (await clerk.finds(facts.lawfullyUndisclosed)) return

  // 第十四条第二款、第十五条: where the draft is put to the public, it stays open to its deadline.
  if (await clerk.finds(facts.publicCommentChosen)) {
    await clerk.waitsFor(facts.publicCommentOpened)
    await clerk.waitsUntil(deadlines.commentWindow)
    await clerk.lodges({ type: 'ClosePublicComment' })
  }

  // 第十六条、第十七条: where a hearing is held, it is held to its end.
  if (await clerk.finds(facts.hearingChosen)) await clerk.waitsFor(facts.hearingConcluded)

  // 第十四条第三款: where particular groups are affected, they have been talked with.
  if (await clerk.finds(facts.specificGroupsAffected)) await clerk.waitsFor(facts.groupsConsulted)

  // 第十八条: opinions are sorted, studied, and answered.
  await clerk.waitsFor(facts.opinionsAnswered)
}
