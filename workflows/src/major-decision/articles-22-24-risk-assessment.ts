import { facts } from '@juece/procedure/facts'
import type { Clerk } from '../clerk.ts'

/** 风险评估 · Risk assessment · 713: 第二十二条至第二十四条 */
export async function riskAssessment(clerk: Clerk): Promise<void> {
  // 第二十二条第一款: only what may harm social stability or public safety is assessed.
  if (!(await clerk.finds(facts.mayHarmStabilityOrSafety))) return

  // 第二十二条第三款: what was assessed before is not assessed again; 第二十三条、第二十四条: the rest is concluded.
  await clerk.waitsFor(facts.riskConcluded)
}
