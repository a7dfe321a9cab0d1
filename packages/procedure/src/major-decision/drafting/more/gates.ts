import type { Circumstances } from '../../../circumstances.ts'
import { ground, unless } from '../../../grounds.ts'
import type { Ground } from '../../../history/entry.ts'
import type { Matter } from '../../../matter/state.ts'
import type { Reopening, Step } from './state.ts'

const unit = { whoCan: ['undertaking-unit-handler'] } as const

/** 报送条件 · What packs ask of a draft before it leaves the unit (MD-C03, C04, C07 to C09, D15). */
export function draftReady(matter: Matter, draft: number, at: Circumstances): readonly Ground[] {
  return [...unitDone(matter, draft, at), ...heardAgain(matter, draft, at)]
}

function unitDone(matter: Matter, draft: number, at: Circumstances): readonly Ground[] {
  const { drafting, draftingMore, drafts } = matter
  const asked = (rule: string, flag: string, isDone: boolean, act: string, who: string) =>
    unless(!at.rules.flag(flag) || isDone, at, rule, { missing: [act], whoCan: [who] })
  const alternatives = drafts.find(({ version }) => version === draft)?.alternatives ?? 0
  const handler = 'undertaking-unit-handler'
  return [
    ...asked(
      'MD-C03',
      'md.draft.costBenefitRequired',
      drafting.costBenefitOf.length > 0,
      'RecordCostBenefit',
      handler,
    ),
    // The text itself is one option; a second one is an alternative to it.
    ...asked('MD-C04', 'md.draft.optionsRequired', alternatives > 0, 'alternatives', handler),
    ...asked(
      'MD-C07',
      'md.integrityReview',
      draftingMore.integrityReviews.includes(draft),
      'RecordIntegrityReview',
      handler,
    ),
    ...asked(
      'MD-C08',
      'md.ownReview',
      draftingMore.ownReviews.some((review) => review.draft === draft),
      'SignOwnReview',
      'unit-legal-staff',
    ),
    ...asked(
      'MD-C09',
      'md.unitMeeting',
      draftingMore.discussions.includes(draft),
      'RecordUnitDiscussion',
      handler,
    ),
  ]
}

/** MD-D15: what was published and then materially changed is heard again, or the waiver says why not. */
function heardAgain(matter: Matter, draft: number, at: Circumstances): readonly Ground[] {
  if (!at.rules.flag('md.comment.rehearOnMaterialChange')) return []
  const latest = new Map(matter.changes.map((found) => [`${found.from}-${found.to}`, found]))
  const open = [...latest.values()].filter(
    ({ answer, to = 0, touches, position }) =>
      answer === 'yes' &&
      to <= draft &&
      (touches === undefined || touches.includes('published')) &&
      !isAnswered(matter, 'publicParticipation', position) &&
      !wasShown(matter, to) &&
      !matter.draftingMore.reopenings.some((one) => one.waived && one.to === to),
  )
  if (open.length === 0) return []
  const lack = { missing: ['ReopenStep', 'PublishCommentNotice'], ...unit }
  return [ground(at, 'MD-D15', lack), ground(at, 'T08', lack)]
}

/** The changed version itself was put to the public, or heard at a hearing. */
function wasShown({ comment, hearing }: Matter, to: number): boolean {
  return (
    comment.rounds.some(({ draft, withdrawn }) => draft >= to && withdrawn === undefined) ||
    hearing.reports.some(({ draft }) => draft >= to)
  )
}

/** 重新展开的环节是否完成 · T08: a step that was opened again is brought to an end again before the steps close. */
export function reopenedConcluded(matter: Matter, at: Circumstances): readonly Ground[] {
  return matter.draftingMore.reopenings
    .filter(({ waived, step, position }) => !waived && !isAnswered(matter, step, position))
    .map(({ step }) => ground(at, 'T08', { missing: [actOf[step]], ...unit }))
}

const actOf: Readonly<Record<Reopening['step'], string>> = {
  publicParticipation: 'PublishCommentNotice',
  experts: 'ConcludeArgumentation',
  risk: 'ConcludeRisk',
  fairCompetition: 'ConcludeFairCompetitionReview',
}

/** Whether the step was done once more after this entry. */
function isAnswered(matter: Matter, step: Step, after: number): boolean {
  const { comment, participation, hearing, experts, risk, fairCompetition } = matter
  const later = (position: number | undefined) => position !== undefined && position > after
  switch (step) {
    case 'publicParticipation':
      return (
        comment.rounds.some(
          ({ noticePosition, withdrawn }) => withdrawn === undefined && later(noticePosition),
        ) ||
        participation.records.some(({ position }) => later(position)) ||
        hearing.reports.some(({ position }) => later(position))
      )
    case 'experts':
      return later(experts.concluded?.position)
    case 'risk':
      return later(risk.conclusions.at(-1)?.position)
    case 'fairCompetition':
      return later(fairCompetition.concluded?.position)
  }
}

/** T13: where the pack has the office check the form, the draft goes through the office. */
export function throughTheOffice(matter: Matter, at: Circumstances): readonly Ground[] {
  const isFirst = ['S08', 'S09', 'S13'].includes(matter.stage)
  if (!isFirst || !at.rules.flag('md.office.check')) return []
  return [
    ground(at, 'T13', { missing: ['SubmitToOffice'], whoCan: ['undertaking-unit-principal'] }),
  ]
}
