import { facts } from '@juece/procedure/facts'
import type { Clerk } from '../clerk.ts'
import { priorReport } from './articles-8-31-prior-report.ts'
import { drafting, initiation } from './articles-10-13-initiation.ts'
import { publicParticipation } from './articles-14-18-public-participation.ts'
import { expertArgumentation } from './articles-19-21-expert-argumentation.ts'
import { riskAssessment } from './articles-22-24-risk-assessment.ts'
import { legalityReview } from './articles-25-28-legality-review.ts'
import { fairCompetition } from './article-29-fair-competition.ts'
import { meeting } from './articles-29-30-meeting.ts'
import { publication } from './article-32-publication.ts'
import { archive } from './article-33-archive.ts'
import { implementation } from './articles-34-37-implementation.ts'

/** 重大行政决策程序 · Procedure for major administrative decisions. Decree No. 713, from 2019-09-01. */
export async function majorDecision(clerk: Clerk): Promise<void> {
  // 第二章第一节 决策启动 · Initiation
  await initiation(clerk) // 第十条、第十一条
  if (await clerk.finds(facts.startDeclined)) return archive(clerk)

  // 第二章 决策草案的形成 · Forming the draft
  await drafting(clerk) // 第十二条、第十三条
  await clerk.inAnyOrder(
    publicParticipation, // 第十四条至第十八条
    expertArgumentation, // 第十九条至第二十一条
    riskAssessment, // 第二十二条至第二十四条
    fairCompetition, // 第二十九条第一项
  )
  await clerk.waitsFor(facts.stepsClosed)

  // 第三章 合法性审查和集体讨论决定 · Legality review and collective deliberation
  await legalityReview(clerk) // 第二十五条至第二十八条
  await meeting(clerk) // 第二十九条、第三十条
  if (await clerk.finds(facts.rejected)) return archive(clerk)
  await priorReport(clerk) // 第八条、第三十一条
  await publication(clerk) // 第三十二条

  // 第三十三条、第四章 归档；决策执行和调整 · Archiving; implementation and adjustment
  await clerk.inAnyOrder(archive, implementation) // 第三十三条; 第三十四条至第三十七条
}
