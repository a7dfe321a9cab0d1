import t from 'tap'
import { packWith } from '../rulebook/pack.ts'
import {
  answerTo,
  answered,
  by,
  clerk,
  closeSteps,
  command,
  date,
  endOfDay,
  eventOf,
  flaggedBy,
  given,
  groundOf,
  justBefore,
  moment,
  notice,
  opinionSet,
  paper,
  published,
  refusedBy,
  stepsOpen,
  theOffice,
  windowEnd,
  windowOpen,
} from './support/participation.ts'

const entered = (more: object = {}) =>
  command('EnterNotice', {
    of: 'comment',
    draft: 1,
    explanation: paper(),
    channels: ['press'],
    ways: ['mail'],
    closes: date('2025-07-01'),
    round: 1,
    notice: paper(),
    happened: published,
    evidence: paper(2),
    ...more,
  })
const close = (round = 1) => command('ClosePublicComment', { round })

t.test(
  '第十五条第一款: a complete notice of 30 days is published, and its date explains itself',
  async (t) => {
    const outcome = answerTo(stepsOpen(), { at: published, do: notice() })
    const { deadline, floor } = eventOf(outcome)
    t.match(deadline, {
      ends: '2025-07-01T16:00:00.000Z',
      lastDay: '2025-07-01',
      workingOut: { day0: '2025-06-01', unit: 'calendar-day', length: 30, counted: 30 },
    })
    t.equal(floor, '2025-07-01')
    t.match(outcome, { consulted: [{ rule: 'MD-D05', parameter: 'md.comment.days', value: 30 }] })
    const { matter, position } = windowOpen()
    t.match(matter.deadlines.commentWindow, {
      rule: 'MD-D05',
      bound: 'fixed',
      ends: windowEnd,
      brings: 'ClosePublicComment',
      setAt: position,
      over: false,
    })
  },
)

t.test('第十五条第一款 (MD-D04): a notice says what, why, how and until when', async (t) => {
  const lacking = [
    [{ explanation: undefined }, 'explanation'],
    [{ draft: undefined }, 'draft'],
    [{ ways: [] }, 'ways'],
    [{ ways: undefined }, 'ways'],
    [{ days: undefined }, 'closes'],
  ] as const
  for (const [more, missing] of lacking) {
    const outcome = answerTo(stepsOpen(), { at: published, do: notice(more) })
    t.same(refusedBy(outcome), ['MD-D04'], missing)
    t.same(groundOf(outcome, 'MD-D04').missing, [missing])
  }
})

t.test('a notice names a version and a round that exist', async (t) => {
  for (const more of [{ draft: 3 }, { round: 2 }, { workdays: 20 }]) {
    t.same(refusedBy(answerTo(stepsOpen(), { at: published, do: notice(more) })), ['invalid'])
  }
})

t.test(
  '第十五条第一款 (MD-D05): below 30 days only with reasons printed in the notice',
  async (t) => {
    const told = stepsOpen()
    const twelve = answerTo(told, { at: published, do: notice({ days: 12 }) })
    t.same(refusedBy(twelve), ['MD-D05'])
    t.same(groundOf(twelve, 'MD-D05').missing, ['shorteningReasons'])
    t.match(groundOf(twelve, 'MD-D05').cites, [{ instrument: 'R713', article: 15, paragraph: 1 }])
    const blank = answerTo(told, {
      at: published,
      do: notice({ days: 12, shorteningReasons: ' ' }),
    })
    t.same(refusedBy(blank), ['MD-D05'], 'an empty reason is none')
    const urgent = answerTo(told, {
      at: published,
      do: notice({ days: 12, shorteningReasons: '汛期临近，须尽快确定。' }),
    })
    t.match(eventOf(urgent), { deadline: { lastDay: '2025-06-13' }, floor: '2025-07-01' })
    t.same(flaggedBy(urgent), [])
    t.same(refusedBy(answerTo(told, { at: published, do: notice({ days: 29 }) })), ['MD-D05'])
    t.same(refusedBy(answerTo(told, { at: published, do: notice({ days: 30 }) })), ['recorded'])
  },
)

t.test(
  'CAL-8: an end given as a date or as 23:59 means 24:00; an hour earlier is a day too short',
  async (t) => {
    const told = stepsOpen()
    const ends = (closes: string) =>
      answerTo(told, { at: published, do: notice({ days: undefined, closes }) })
    for (const closes of [
      date('2025-07-01'),
      moment('2025-07-01 23:59'),
      moment('2025-07-01 23:59:59'),
      windowEnd,
    ]) {
      t.match(eventOf(ends(closes)).deadline, { ends: windowEnd, lastDay: '2025-07-01' }, closes)
    }
    t.same(refusedBy(ends(moment('2025-07-01 17:00'))), ['MD-D05'])
    t.same(refusedBy(ends(date('2025-06-30'))), ['MD-D05'])
    t.match(eventOf(ends(moment('2025-07-02 17:00'))).deadline, {
      ends: moment('2025-07-02 17:00'),
      lastDay: '2025-07-02',
    })
    t.same(refusedBy(ends(date('2025-05-30'))), ['MD-D05'], 'nothing ends before it begins')
  },
)

t.test('a pack may lengthen the floor, and set a least length for urgent notices', async (t) => {
  const longer = [packWith('MD-D05', 'md.comment.days', 45)]
  const told = stepsOpen()
  t.same(refusedBy(answerTo(told, { at: published, do: notice({ days: 44 }), packs: longer })), [
    'MD-D05',
  ])
  t.same(refusedBy(answerTo(told, { at: published, do: notice({ days: 45 }), packs: longer })), [
    'recorded',
  ])
  const least = [packWith('MD-D05', 'md.comment.urgentMinDays', 7)]
  const urgent = (days: number) =>
    answerTo(told, { at: published, do: notice({ days, shorteningReasons: '紧急' }), packs: least })
  t.same(refusedBy(urgent(6)), ['MD-D05'])
  t.same(refusedBy(urgent(7)), ['recorded'])
})

t.test('T05: no notice before the steps are open; PW-01: none by another post', async (t) => {
  const early = answerTo(
    given(stepsOpen(), { at: published, do: command('ReopenDrafting', { reasons: '重拟' }) }),
    {
      at: published,
      do: notice(),
    },
  )
  t.same(refusedBy(early), ['T05'])
  const other = answerTo(stepsOpen(), { by: theOffice, at: published, do: notice() })
  t.same(refusedBy(other), ['PW-01'])
})

t.test(
  'MD-D05: nobody closes early, neither the unit nor the clerk; at 24:00 of day 30 both may',
  async (t) => {
    const told = windowOpen()
    const opinions = opinionSet({ count: 2, undisposed: 2, adopted: 0, partly: 0, notAdopted: 0 })
    for (const who of [by('undertaking-unit-handler'), clerk]) {
      for (const at of [moment('2025-06-22 09:00'), justBefore(windowEnd)]) {
        const early = answerTo(told, { by: who, at, do: close(), opinions })
        t.same(refusedBy(early), ['MD-D05'])
        t.equal(groundOf(early, 'MD-D05').until, windowEnd)
      }
      const onTime = answerTo(told, { by: who, at: windowEnd, do: close(), opinions })
      t.same(eventOf(onTime), {
        type: 'PublicCommentClosed',
        round: 1,
        opinions: { below: 40, count: 2, undisposed: 2, root: paper(9).digest },
      })
    }
    const closed = given(told, { by: clerk, at: windowEnd, do: close(), opinions })
    t.equal(closed.matter.deadlines.commentWindow?.over, true)
    t.same(
      refusedBy(answerTo(closed, { by: clerk, at: windowEnd, do: close() })),
      ['T07'],
      'once only',
    )
    t.same(refusedBy(answerTo(told, { by: clerk, at: windowEnd, do: close(2) })), ['invalid'])
  },
)

t.test(
  'T07: the window is over at its instant, whether or not anybody entered the closing',
  async (t) => {
    const told = windowOpen()
    const early = answerTo(told, { at: justBefore(windowEnd), do: closeSteps })
    t.same(refusedBy(early), ['MD-D05'])
    t.equal(groundOf(early, 'MD-D05').until, windowEnd)
    t.same(refusedBy(answerTo(told, { at: windowEnd, do: closeSteps })), ['recorded'])
  },
)

t.test(
  'T07: a lawful shortening shortens the wait; without a choice or a notice the steps stay open',
  async (t) => {
    const short = given(stepsOpen(), {
      at: published,
      do: notice({ days: 12, shorteningReasons: '汛期临近' }),
    })
    const end = endOfDay('2025-06-13')
    t.same(refusedBy(answerTo(short, { at: justBefore(end), do: closeSteps })), ['MD-D05'])
    t.same(refusedBy(answerTo(short, { at: end, do: closeSteps })), ['recorded'])
    const silent = answerTo(stepsOpen(), { at: windowEnd, do: closeSteps })
    t.ok(refusedBy(silent).includes('MD-D05'))
    const chosen = given(stepsOpen(), {
      at: published,
      do: command('ChoosePublicComment', { chosen: true, reasons: '须征求意见' }),
    })
    t.ok(refusedBy(answerTo(chosen, { at: windowEnd, do: closeSteps })).includes('MD-D04'))
  },
)

t.test(
  'U.6 (MD-D05): a short notice already out is recorded and flagged, and the steps wait for day 30',
  async (t) => {
    const told = stepsOpen()
    const act = { at: published, do: entered({ closes: date('2025-06-13') }) }
    t.same(flaggedBy(answerTo(told, act)), [['MD-D05', ['CloseSteps']]])
    const after = given(told, act)
    t.equal(after.matter.comment.rounds[0]?.ends, windowEnd, 'the public has its thirty days')
    t.same(refusedBy(answerTo(after, { at: endOfDay('2025-06-13'), do: closeSteps })), ['MD-D05'])
    t.same(refusedBy(answerTo(after, { at: justBefore(windowEnd), do: closeSteps })), ['MD-D05'])
    t.same(refusedBy(answerTo(after, { at: windowEnd, do: closeSteps })), ['recorded'])
    const reasoned = entered({ closes: date('2025-06-13'), shorteningReasons: '汛期临近' })
    t.same(flaggedBy(answerTo(told, { at: published, do: reasoned })), [])
  },
)

t.test(
  'trap 5: a reason said afterwards cures nothing; only a new notice or the thirty days do',
  async (t) => {
    const short = given(stepsOpen(), { at: published, do: entered({ closes: date('2025-06-13') }) })
    const said = given(short, {
      at: moment('2025-06-05 09:00'),
      do: command('EnterAnnouncement', {
        of: 'comment',
        says: '因汛期临近缩短期限。',
        happened: moment('2025-06-05 09:00'),
        evidence: paper(),
      }),
    })
    t.same(refusedBy(answerTo(said, { at: endOfDay('2025-06-13'), do: closeSteps })), ['MD-D05'])
    const again = given(said, {
      at: moment('2025-06-06 09:00'),
      do: notice({ round: 2, days: 12, shorteningReasons: '汛期临近' }),
    })
    t.same(refusedBy(answerTo(again, { at: endOfDay('2025-06-18'), do: closeSteps })), ['recorded'])
  },
)

t.test(
  'U.6 (MD-D04): an incomplete notice already out is flagged, and a new one alone cures it',
  async (t) => {
    const act = { by: theOffice, at: published, do: entered({ explanation: undefined }) }
    t.same(flaggedBy(answerTo(stepsOpen(), act)), [['MD-D04', ['CloseSteps']]])
    const after = given(stepsOpen(), act)
    t.same(refusedBy(answerTo(after, { at: windowEnd, do: closeSteps })), ['MD-D04'])
    const cured = given(after, { at: published, do: notice({ round: 2 }) })
    t.same(refusedBy(answerTo(cured, { at: windowEnd, do: closeSteps })), ['recorded'])
  },
)

t.test('MD-D05: days on which the notice could not be reached do not count', async (t) => {
  const log = command('EnterPublicationLog', {
    of: 'comment',
    unreachable: [{ from: moment('2025-06-10 08:00'), until: moment('2025-06-14 18:00') }],
    happened: moment('2025-06-15 09:00'),
    evidence: paper(),
  })
  const act = { at: moment('2025-06-15 09:00'), do: log }
  const told = windowOpen()
  t.same(flaggedBy(answerTo(told, act)), [['MD-D05', ['CloseSteps']]])
  const after = given(told, act)
  const later = endOfDay('2025-07-06')
  t.equal(after.matter.deadlines.commentWindow?.ends, later)
  t.equal(after.matter.deadlines.commentWindow?.setAt, after.position)
  t.same(refusedBy(answerTo(after, { at: windowEnd, do: closeSteps })), ['MD-D05'])
  t.same(refusedBy(answerTo(after, { at: justBefore(later), do: closeSteps })), ['MD-D05'])
  t.same(refusedBy(answerTo(after, { at: later, do: closeSteps })), ['recorded'])
  const closed = given(told, { by: clerk, at: windowEnd, do: close(), opinions: opinionSet() })
  const reopened = given(closed, { at: moment('2025-07-02 09:00'), do: log })
  t.same(
    refusedBy(answerTo(reopened, { by: clerk, at: later, do: close(), opinions: opinionSet() })),
    ['recorded'],
    'the later end is closed on its own',
  )
})

t.test('MD-D05: a page that is back at midnight was there on the day that begins', async (t) => {
  const until = (time: string) =>
    given(windowOpen(), {
      at: moment('2025-06-16 09:00'),
      do: command('EnterPublicationLog', {
        of: 'comment',
        unreachable: [{ from: moment('2025-06-10 00:00'), until: moment(time) }],
        happened: moment('2025-06-16 09:00'),
        evidence: paper(),
      }),
    }).matter.deadlines.commentWindow?.ends
  t.equal(until('2025-06-15 00:00'), endOfDay('2025-07-06'), 'five days')
  t.equal(until('2025-06-15 00:01'), endOfDay('2025-07-07'), 'a sixth one in part')
})

t.test('a notice of 45 days bears five lost days: the floor was kept', async (t) => {
  const told = given(stepsOpen(), { at: published, do: notice({ days: 45 }) })
  const outcome = answerTo(told, {
    at: moment('2025-06-15 09:00'),
    do: command('EnterPublicationLog', {
      of: 'comment',
      unreachable: [{ from: moment('2025-06-10 08:00'), until: moment('2025-06-14 18:00') }],
      happened: moment('2025-06-15 09:00'),
      evidence: paper(),
    }),
  })
  t.same(flaggedBy(outcome), [])
})

t.test('a window is extended while it is open, and never shortened', async (t) => {
  const told = windowOpen()
  const extend = (closes: string, at = moment('2025-06-20 09:00'), reasons = '意见较多') =>
    answerTo(told, { at, do: command('ExtendCommentWindow', { closes, reasons }) })
  t.match(eventOf(extend(date('2025-07-15'))).deadline, {
    ends: endOfDay('2025-07-15'),
    workingOut: { length: 44 },
  })
  t.same(refusedBy(extend(date('2025-07-01'))), ['MD-D05'])
  t.same(refusedBy(extend(date('2025-06-25'))), ['MD-D05'])
  t.same(refusedBy(extend(date('2025-07-15'), windowEnd)), ['MD-D05'], 'it is over')
  t.same(refusedBy(extend(date('2025-07-15'), justBefore(windowEnd))), ['recorded'])
  t.same(refusedBy(extend(date('2025-07-15'), moment('2025-06-20 09:00'), '')), ['MD-D05'])
  const extended = given(told, {
    at: moment('2025-06-20 09:00'),
    do: command('ExtendCommentWindow', { closes: date('2025-07-15'), reasons: '意见较多' }),
  })
  t.same(refusedBy(answerTo(extended, { by: clerk, at: windowEnd, do: close() })), ['MD-D05'])
  t.same(refusedBy(answerTo(extended, { at: windowEnd, do: closeSteps })), ['MD-D05'])
  t.equal(extended.matter.deadlines.commentWindow?.setAt, extended.position)
})

t.test('a changed draft is published again in a round with its own clock', async (t) => {
  const second = given(windowOpen(), {
    at: moment('2025-06-20 09:00'),
    do: notice({ draft: 2, round: 2 }),
  })
  const end = endOfDay('2025-07-20')
  t.same(refusedBy(answerTo(second, { at: windowEnd, do: closeSteps })), ['MD-D05'])
  t.same(refusedBy(answerTo(second, { at: end, do: closeSteps })), ['recorded'])
  t.same(
    second.matter.comment.rounds.map(({ draft }) => draft),
    [1, 2],
  )
  const first = answerTo(second, { at: windowEnd, do: close(1), opinions: opinionSet() })
  t.same(refusedBy(first), ['recorded'], 'the first round is closed by itself')
})

t.test(
  'a notice is withdrawn with reasons; to keep the matter from the public, AF-02 must hold',
  async (t) => {
    const told = windowOpen()
    const at = moment('2025-06-20 09:00')
    const withdraw = (more: object, before = told) =>
      answerTo(before, { at, do: command('WithdrawCommentNotice', more) })
    t.same(refusedBy(withdraw({ reasons: '' })), ['MD-D04'])
    t.same(refusedBy(withdraw({ reasons: '草案重拟' })), ['recorded'])
    t.same(refusedBy(withdraw({ reasons: '涉密', undisclosed: true })), ['MD-D01'])
    const secret = answered(told, 'AF-02', 'yes', { ground: 'stateSecret' }, at)
    t.same(refusedBy(withdraw({ reasons: '涉密', undisclosed: true }, secret)), ['recorded'])
    const gone = given(told, { at, do: command('WithdrawCommentNotice', { reasons: '草案重拟' }) })
    t.equal(gone.matter.deadlines.commentWindow?.over, true)
    t.equal(gone.matter.comment.rounds.length, 1, 'the record so far stays')
    t.ok(refusedBy(answerTo(gone, { at: windowEnd, do: closeSteps })).includes('MD-D04'))
    t.same(refusedBy(answerTo(gone, { by: clerk, at: windowEnd, do: close() })), ['T07'])
  },
)

t.test(
  'the openness reviewer clears a notice; no row asks for it before publication',
  async (t) => {
    const clear = (cleared: boolean) => command('ClearCommentNotice', { draft: 1, cleared })
    const reviewer = by('openness-reviewer')
    const told = given(stepsOpen(), { by: reviewer, at: published, do: clear(true) })
    t.same(told.matter.comment.clearedDrafts, [1])
    const back = given(told, { by: reviewer, at: published, do: clear(false) })
    t.same(back.matter.comment.clearedDrafts, [])
    t.same(refusedBy(answerTo(told, { at: published, do: clear(true) })), ['PW-01'])
  },
)
