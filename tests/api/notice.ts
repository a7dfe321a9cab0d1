import { v7 } from 'uuid'
import { jurisdiction, proposal, type ApiTown } from './api-town.ts'

/** A matter whose notice went out on paper: from then on opinions are taken. */
export async function withNotice(county: ApiTown, notice: object = {}): Promise<string> {
  return (await noticeEntered(county, notice)).id
}

/** The same, with the answer to the entering of the notice, and a way to go on. */
export async function noticeEntered(county: ApiTown, notice: object) {
  const id = v7()
  const unit = `${jurisdiction}/urban-management-bureau`
  const act = async (person: string, payload: object) => {
    const answer = await county.app.inject({
      method: 'POST',
      url: `/api/matters/${id}/acts`,
      headers: await county.as(person),
      payload,
    })
    if (answer.statusCode !== 201) throw new Error(answer.body)
    return answer
  }
  const paper = await county.paper()
  await act('proposer', proposal)
  await act('head', { type: 'AssignStudy', unit: `${jurisdiction}/finance-bureau` })
  await act('consulted-unit', {
    type: 'SubmitStudyOpinion',
    advice: 'start',
    isMajor: true,
    reasons: '属于重大公共政策。',
    opinion: paper,
  })
  await act('head', { type: 'StartProcedure', reasons: '理由成立。', units: [unit], lead: unit })
  await act('undertaking-unit-handler', {
    type: 'RegisterDraft',
    version: 1,
    text: paper,
    explanation: paper,
  })
  const entered = await act('government-office', {
    type: 'EnterNotice',
    of: 'comment',
    draft: 1,
    explanation: paper,
    channels: ['governmentSite'],
    ways: ['web', 'mail'],
    round: 1,
    notice: paper,
    closes: '2024-04-10',
    happened: '2024-03-04T09:00:00+08:00',
    evidence: paper,
    ...notice,
  })
  return { id, entered, act }
}
