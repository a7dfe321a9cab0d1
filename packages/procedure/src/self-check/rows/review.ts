import {
  all,
  both,
  each,
  excused,
  mayBe,
  notApplicable,
  open,
  satisfied,
  shown,
  violated,
  type Checks,
} from '../judging.ts'
import { listOf, memberOf, officialOf, textOf, type Happened, type Look } from '../look.ts'

const opened = ['DeliberationOpened']
const opinions = (look: Look): readonly Happened[] => look.of('LegalityOpinionIssued')

function allowsTheMeeting(look: Look) {
  const [tabled] = look.of('SubmittedForDeliberation')
  const issued = opinions(look)
  if (tabled === undefined) return issued.length > 0 ? satisfied(issued) : open()
  const spoken = issued.findLast(({ position }) => position < tabled.position)
  if (spoken === undefined || spoken.event.outcome === 'unlawful') {
    return violated([tabled, ...(spoken === undefined ? [] : [spoken])])
  }
  if (spoken.event.outcome !== 'exploratory') return satisfied([spoken])
  const agreed = look.of('AgreedToTable')
  const [deliberated] = look.of(...opened)
  if (agreed.length > 0) {
    return excused(
      [...agreed, spoken],
      both(
        '探索性改革，明示风险，行政首长同意提请。',
        'An exploratory reform: the risk is stated and the head agreed.',
      ),
    )
  }
  return deliberated === undefined
    ? open(undefined, [spoken.position])
    : violated([deliberated, spoken])
}

// The floor as it stood: the newest limits an event carried before the item was opened.
function timeLeft(look: Look) {
  const deliberated = look.of(...opened)
  const limited = look.happened.filter(({ event }) => memberOf(event.limits, 'floor') !== undefined)
  if (deliberated.length === 0)
    return open(
      undefined,
      limited.map(({ position }) => position),
    )
  for (const one of deliberated) {
    const before = limited.findLast(({ position }) => position < one.position)
    const ends = memberOf(memberOf(before?.event.limits, 'floor'), 'ends')
    const fixed = look
      .of('DueDateFixed')
      .findLast(
        ({ event, position }) =>
          memberOf(event.deadline, 'name') === 'reviewFloor' && position < one.position,
      )
    const floor = memberOf(fixed?.event.deadline, 'ends') ?? ends
    const isEarly = before === undefined || (typeof floor === 'string' && one.occurred < floor)
    if (!isEarly) continue
    const consents = look
      .of('ConsentedToShorterReview')
      .filter(({ position }) => position < one.position)
    if (consents.length === 0) return violated([one, ...(before === undefined ? [] : [before])])
    return excused(
      consents,
      both(
        '审查机构负责人同意缩短，理由已记录。',
        'Less time with the reviewer’s consent and a recorded reason.',
      ),
    )
  }
  return satisfied([...limited, ...deliberated])
}

function pointsAnswered(look: Look) {
  const issued = opinions(look).at(-1)
  if (issued === undefined) return open()
  const points = listOf(issued, 'points').map((point) => memberOf(point, 'no'))
  if (points.length === 0) {
    return notApplicable(both('审查意见没有要点。', 'The opinion raises no points.'), [issued])
  }
  const answers = look
    .of('ReviewPointAnswered')
    .filter(({ position }) => position > issued.position)
  const left = points.filter((no) => !answers.some(({ event }) => event.no === no))
  const tabled = look
    .of('SubmittedForDeliberation')
    .filter(({ position }) => position > issued.position)
  if (left.length === 0) return satisfied([issued, ...answers])
  return tabled.length === 0 ? open(undefined, [issued.position]) : violated([issued, ...tabled])
}

function sameText(look: Look) {
  const deliberated = look.of(...opened)
  if (deliberated.length === 0) return open()
  const wrong = deliberated.filter((one) => {
    const reviewed = opinions(look).findLast(({ position }) => position < one.position)?.event.draft
    if (reviewed === one.event.draft) return false
    return !look.matter.changes.some(
      ({ from, to, answer }) => from === reviewed && to === one.event.draft && answer === 'no',
    )
  })
  return wrong.length > 0 ? violated(wrong) : satisfied([...opinions(look), ...deliberated])
}

/** 合法性审查 · MD-G01 to MD-G12 (713: 第二十五条至第二十八条). */
export const reviewChecks: Checks = {
  'MD-G01': shown({ by: ['LegalityOpinionIssued'], due: ['SubmittedForDeliberation', ...opened] }),
  'MD-G02': allowsTheMeeting,
  'MD-G03': shown({
    by: ['SubmittedForReview', 'PapersSupplied'],
    due: ['AcceptedForReview'],
    only: (one) => listOf(one, 'papers').length > 0,
  }),
  'MD-G04': mayBe('ReturnedFromReview', 'SupplementRequested', 'ReturnedFromOffice'),
  'MD-G05': timeLeft,
  'MD-G06': shown({ by: ['LegalityOpinionIssued'], due: opened }),
  'MD-G07': each(['LegalityOpinionIssued'], ({ event }) =>
    ['competence', 'procedure', 'content'].every(
      (part) => memberOf(event[part], 'finding') !== undefined,
    ),
  ),
  'MD-G08': all(
    each(['LegalityOpinionIssued'], (one) => listOf(one, 'counsel').length > 0),
    shown({ by: ['CounselOpinionAdded'], due: ['LegalityOpinionIssued'] }),
  ),
  'OT-02': all(
    each(['LegalityOpinionIssued'], (one) => listOf(one, 'counsel').length > 0),
    shown({ by: ['CounselOpinionAdded'], due: ['LegalityOpinionIssued'] }),
  ),
  'MD-G09': each(
    ['LegalityOpinionIssued'],
    (one) => textOf(one, 'outcome') !== undefined && officialOf(one.by) !== undefined,
  ),
  'MD-G10': pointsAnswered,
  'MD-G11': sameText,
  'MD-G12': () =>
    notApplicable(
      both(
        '列入审查的事项，不在除外清单。',
        'The matter is reviewed and not on the list of exclusions.',
      ),
    ),
  'SoD-01': (look) => {
    const signed = opinions(look)
    const handlers = look.happened.filter(
      ({ by, position }) =>
        'official' in by &&
        by.post.startsWith('undertaking-unit-') &&
        signed.some(
          (one) => officialOf(one.by)?.official === by.official && position < one.position,
        ),
    )
    if (handlers.length > 0) return violated([...handlers, ...signed])
    return signed.length > 0 ? satisfied(signed) : open()
  },
  'SoD-02': (look) =>
    look.of('OwnReviewSigned').length === 0
      ? notApplicable(both('只有一级审查。', 'There is one level of review.'))
      : each(['LegalityOpinionIssued'], (one) =>
          look
            .of('OwnReviewSigned')
            .every(({ by }) => officialOf(by)?.official !== officialOf(one.by)?.official),
        )(look),
  'SoD-21': shown({
    by: ['SubmittedForReview'],
    due: ['AcceptedForReview'],
    only: ({ event }) => event.truthStatement === true,
  }),
  'CAL-6': each(['AcceptedForReview'], ({ event }) => event.limits !== undefined),
}
