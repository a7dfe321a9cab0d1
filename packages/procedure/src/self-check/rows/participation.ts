import { calendarDate, endOf } from '@juece/kernel'
import { reaches } from '../../major-decision/hearing/shares.ts'
import {
  all,
  both,
  each,
  excused,
  foundNo,
  ifFound,
  mayBe,
  notApplicable,
  once,
  open,
  satisfied,
  shown,
  violated,
  type Check,
  type Checks,
} from '../judging.ts'
import { listOf, memberOf, type Happened, type Look } from '../look.ts'

const closed = ['StepsClosed', 'SubmittedForDeliberation']
const notices = ['CommentNoticePublished', 'NoticeEntered']
const noHearing = both('没有召开听证会。', 'No hearing was held.')
const noComment = both('没有采取公开征求意见方式。', 'The draft was not put to the public.')

/** 依法不予公开: the openness reviewer's finding lifts the duty (AF-02). */
function unlessUndisclosed(then: Check): Check {
  return (look) => {
    const finding = look.matter.findings['AF-02']
    if (finding?.answer !== 'yes' || look.of(...notices).length > 0) return then(look)
    return {
      ...excused(
        look.happened.filter(({ position }) => position === finding.position).slice(0, 1),
        both('依法不予公开。', 'The matter is lawfully not public.'),
      ),
      finding: 'AF-02',
      ...(finding.reasons === undefined ? {} : { reasons: finding.reasons }),
    }
  }
}

/** 采取公开征求意见方式的. */
function ifAsked(then: Check): Check {
  return unlessUndisclosed((look) => {
    const { chosen, rounds } = look.matter.comment
    if (chosen === true || rounds.length > 0) return then(look)
    return chosen === undefined
      ? open()
      : notApplicable(noComment, look.of('PublicCommentChosen', 'MethodsChosen').slice(-1))
  })
}

/** The end a notice names: a day means its 24:00. */
function announcedEnd({ event }: Happened): string | undefined {
  const { closes } = event
  if (typeof closes !== 'string') return undefined
  return closes.length === '2024-01-01'.length ? endOf(calendarDate(closes)) : closes
}

function windowLength(look: Look) {
  const rounds = look.matter.comment.rounds.filter(({ withdrawn }) => withdrawn === undefined)
  const noticed = look.of(...notices, 'CommentWindowExtended', 'PublicCommentClosed')
  const [past] = look.of(...closed)
  const noticeOf = (position: number) => noticed.filter((one) => one.position === position)
  const short = rounds.filter((round) => {
    const [notice] = noticeOf(round.noticePosition)
    // What the notice itself announced counts, however long the window was then kept open.
    const announced = notice === undefined ? undefined : announcedEnd(notice)
    return round.ends < round.floorEnds || (announced ?? round.ends) < round.floorEnds
  })
  const unreasoned = short.filter(({ shorteningReasons }) => shorteningReasons === undefined)
  const newest = rounds.at(-1)
  if (unreasoned.length > 0) {
    return violated(unreasoned.flatMap(({ noticePosition }) => noticeOf(noticePosition)))
  }
  if (newest === undefined) return past === undefined ? open() : violated([past])
  if (past !== undefined && past.occurred < newest.publishedAt) return satisfied(noticed)
  if (past !== undefined && past.occurred < newest.ends) return violated([past])
  if (short.length > 0) {
    return excused(
      short.flatMap(({ noticePosition }) => noticeOf(noticePosition)),
      both('期限缩短，公告载明理由。', 'The window is shorter and the notice says why.'),
      'shorteningReasons',
    )
  }
  return past !== undefined || newest.closed !== undefined
    ? satisfied(noticed)
    : open(undefined, [newest.noticePosition])
}

function hearingHeld(look: Look) {
  const held = look.of('HearingReportSubmitted')
  const [past] = look.of(...closed)
  const finding = look.matter.findings['AF-04']
  if (held.length > 0) return satisfied(held)
  if (finding?.answer === 'no') {
    const calledOff = look.of('HearingCancelled')
    const isOwed = look.matter.participation.hearingChosen === true && calledOff.length === 0
    if (!isOwed) return foundNo(look, 'AF-04')
  }
  if (past === undefined) return open()
  return violated([past])
}

const ifHeld = (then: Check): Check =>
  once(['HearingNoticePublished', 'HearingOpened'], noHearing, then)

/** 公众参与 · MD-D01 to MD-D15 (713: 第十四条至第十八条). */
export const participationChecks: Checks = {
  'MD-D01': unlessUndisclosed(
    shown({
      by: [...notices, 'ParticipationRecorded', 'HearingReportSubmitted'],
      due: closed,
    }),
  ),
  'MD-D02': mayBe('MethodsChosen', 'PublicCommentChosen', 'HearingChosen'),
  'MD-D03': unlessUndisclosed(
    ifFound('AF-03', closed, shown({ by: ['GroupConsultationRecorded'], due: closed })),
  ),
  'MD-D04': ifAsked((look) => {
    const complete = look
      .of(...notices)
      .filter(({ event }) => event.draft !== undefined && event.explanation !== undefined)
      .filter((one) => listOf(one, 'ways').length > 0)
    const [past] = look.of(...closed)
    if (complete.length > 0) return satisfied(complete)
    return past === undefined ? open() : violated([past])
  }),
  'MD-D05': ifAsked(windowLength),
  'MD-D06': () =>
    notApplicable(both('可以解读，不设关口。', 'It may be explained; nothing asks for it.')),
  'MD-D07': unlessUndisclosed(hearingHeld),
  'MD-D08': ifHeld(shown({ by: ['HearingNoticePublished'], due: ['HearingOpened'] })),
  'MD-D09': once(
    ['SelectionRulesPublished'],
    both('没有遴选参加人。', 'No participants were selected.'),
    shown({ by: ['ParticipantsPublished'], due: ['HearingOpened'] }),
  ),
  'MD-D10': ifHeld((look) => {
    const served = look.of('HearingMaterialsServed')
    const opened = look.of('HearingOpened').at(-1)
    if (opened === undefined) return served.length > 0 ? satisfied(served) : open()
    const proven = new Set(
      served
        .filter(({ position }) => position < opened.position)
        .flatMap((one) =>
          listOf(one, 'receipts').map((receipt) => memberOf(receipt, 'participant')),
        ),
    )
    const expected = look
      .of('ParticipantsPublished')
      .flatMap((one) => listOf(one, 'participants').map((listed) => memberOf(listed, 'id')))
    const isServed = proven.size > 0 && expected.every((id) => proven.has(id))
    return isServed ? satisfied(served) : violated([opened, ...served])
  }),
  'MD-D11': ifHeld(
    all(shown({ by: ['HearingTranscriptSigned'], due: ['HearingReportSubmitted'] }), (look) =>
      look.of('HearingCancelled').length > 0 && look.of('HearingReportSubmitted').length === 0
        ? notApplicable(
            both('听证会已取消。', 'The hearing was cancelled.'),
            look.of('HearingCancelled'),
          )
        : shown({ by: ['HearingReportSubmitted'], due: closed })(look),
    ),
  ),
  'MD-D12': ifHeld(
    each(['HearingOpened'], (one, look) => {
      const share = look.rules.ratio('md.hearing.minAttendance')
      const listed = look
        .of('ParticipantsPublished')
        .findLast(({ position }) => position < one.position)
      const due = listed === undefined ? 0 : listOf(listed, 'participants').length
      return share === null || reaches(new Set(listOf(one, 'present')).size, due, share)
    }),
  ),
  'MD-D13': (look) => {
    const stated = look.of('AdoptionStatementSubmitted')
    const [tabled] = look.of('SubmittedForDeliberation')
    const round = look.matter.comment.rounds.findLast(({ withdrawn }) => withdrawn === undefined)
    const counted = look
      .of('PublicCommentClosed')
      .map(({ event }) => Number(memberOf(event.opinions, 'count')))
    if (
      stated.length === 0 &&
      (round === undefined || (counted.length > 0 && counted.every((count) => count === 0)))
    ) {
      return notApplicable(both('没有收到意见。', 'No opinion was received.'))
    }
    const newest = stated.at(-1)
    if (newest === undefined) return tabled === undefined ? open() : violated([tabled])
    const undisposed = Number(memberOf(newest.event.opinions, 'undisposed') ?? 0)
    if (undisposed > 0)
      return violated([newest], both('有意见没有处理。', 'An opinion has no answer.'))
    return shown({ by: ['AdoptionStatementSubmitted'], due: ['SubmittedForDeliberation'] })(look)
  },
  'MD-D14': ifAsked(shown({ by: ['FeedbackPublished'], due: ['DossierClosed'] })),
  'MD-D15': (look) => {
    const material = look.matter.changes.filter(
      ({ answer, touches }) =>
        answer === 'yes' && (touches === undefined || touches.includes('published')),
    )
    if (material.length === 0) {
      return notApplicable(both('没有认定实质性修改。', 'No material change was found.'))
    }
    const again = look.of(
      'StepReopened',
      ...notices,
      'ParticipationRecorded',
      'HearingReportSubmitted',
    )
    const after = again.filter(({ position }) => material.some((one) => position > one.position))
    const waived = after.filter(({ event }) => event.waiver === true)
    if (waived.length > 0 && waived.length === after.length) {
      return excused(
        waived,
        both('说明理由，不再征求意见。', 'Hearing again was waived with reasons.'),
      )
    }
    const [review] = look
      .of('SubmittedForReview', 'DeliberationOpened')
      .filter(({ position }) => material.some((one) => position > one.position))
    if (after.length > 0) return satisfied(after)
    return review === undefined ? open() : violated([review])
  },
  'SoD-15': once(
    ['SelectionRulesPublished'],
    both('没有遴选参加人。', 'No participants were selected.'),
    (look) => {
      const listed = look.of('ParticipantsPublished').at(-1)
      if (listed === undefined) return open()
      const sides = look.of('SelectionRulesPublished').at(-1)
      const present = new Set(listOf(listed, 'participants').map((one) => memberOf(one, 'side')))
      const isWhole =
        sides === undefined || listOf(sides, 'sides').every((side) => present.has(side))
      return isWhole ? satisfied([listed]) : violated([listed])
    },
  ),
}
