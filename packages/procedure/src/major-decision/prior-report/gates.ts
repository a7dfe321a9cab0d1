import type { Circumstances } from '../../circumstances.ts'
import { ground, unless } from '../../grounds.ts'
import type { Ground } from '../../history/entry.ts'
import { answerOf, type Matter } from '../../matter/state.ts'
import type { ReportAddressee } from './state.ts'

/** The row each addressee's report stands for, and who answers. */
export const reportRows: Readonly<
  Record<ReportAddressee, { readonly rule: string; readonly post: string }>
> = {
  partyCommittee: { rule: 'MD-I01', post: 'party-committee' },
  peoplesCongress: { rule: 'MD-I02', post: 'peoples-congress' },
  superior: { rule: 'MD-I03', post: 'superior' },
}

/** 第八条、第三十一条: reported, and answered by a numbered paper, before the decision is issued. */
export function reported(matter: Matter, at: Circumstances): readonly Ground[] {
  const priorApproval = answerOf(matter, 'AF-08')
  const bodies = priorApproval === 'yes' ? (matter.findings['AF-08']?.bodies ?? []) : []
  return [
    ...answeredBy('partyCommittee', matter, at),
    ...(priorApproval === undefined
      ? [ground(at, 'MD-I02', { missing: ['AF-08'], whoCan: ['government-office'] })]
      : []),
    ...(['peoplesCongress', 'superior'] as const)
      .filter((addressee) => bodies.includes(addressee))
      .flatMap((addressee) => answeredBy(addressee, matter, at)),
  ]
}

function answeredBy(
  addressee: ReportAddressee,
  { priorReport }: Matter,
  at: Circumstances,
): readonly Ground[] {
  const { rule, post } = reportRows[addressee]
  const isAnswered = priorReport.replies.some(
    ({ from, answer, number }) => from === addressee && isAssent(answer) && number.trim() !== '',
  )
  const isSent = priorReport.sentTo.includes(addressee)
  return unless(isAnswered, at, rule, {
    missing: isSent ? ['RecordReply'] : ['OpenPriorReport', 'RecordReply'],
    whoCan: ['government-office', post],
  })
}

function isAssent(answer: string): boolean {
  return answer === 'consented' || answer === 'noted' || answer === 'approved'
}
