import { factsOf, progressOf, streamsRead, type By, type Stage } from '@juece/procedure'
import t from 'tap'
import { packWith } from '../rulebook/pack.ts'
import {
  act,
  answerTo,
  but,
  by,
  clerk,
  flagsOf,
  given,
  groundOf,
  isForbidden,
  justBefore,
  matterOf,
  matterStream,
  mayOf,
  moment,
  nothing,
  otherMatter,
  rowsOf,
  sittingStream,
  started,
  stepsClosed,
  stepsOpen,
  type Act,
  type World,
} from './support/lawful.ts'

const head = by('head')
const principal = by('undertaking-unit-principal')
const at = '2024-06-03 09:00'
const pause = (more: object = {}, who: By = head): Act => act('PauseProcedure', at, more, who)
const resume = (more: object = {}, who: By = head): Act => act('ResumeProcedure', at, more, who)
const withdraw = (more: object = {}, who: By = principal): Act =>
  act('WithdrawMatter', at, more, who)
const terminate = (more: object = {}, who: By = head): Act =>
  act('TerminateProcedure', at, more, who)
const standing = (stage: Stage): World => but(started, () => ({ stage }))
const all =
  'S01 S02 S03 S04 S06 S07 S08 S09 S10 S11 S12 S13 S14 S15 S16 S17 S18 S19 S20 S21 S22 S23 S24 S30 S31 S32'
const stages = all.split(' ') as Stage[]
const recordedIn = (one: Act) =>
  stages.filter((stage) => rowsOf(answerTo(standing(stage), one))[0] === 'recorded').join(' ')

t.test('T44: the unit withdraws from drafting to the agenda, and a deferred item', async (t) => {
  t.equal(recordedIn(withdraw()), 'S06 S07 S08 S09 S10 S11 S12 S13 S14 S15 S16 S19')
  t.equal(matterOf(given(started, withdraw())).stage, 'S30')
  t.same(rowsOf(answerTo(standing('S17'), withdraw())), ['T44'], 'not in the deliberation')
})

t.test('T44: with reasons, with consent, by the principal of the unit', async (t) => {
  t.same(groundOf(answerTo(started, withdraw({ reasons: ' ' })), 'T44').missing, ['reasons'])
  t.same(groundOf(answerTo(started, withdraw({ consent: undefined })), 'T44').missing, ['consent'])
  const handler = answerTo(started, withdraw({}, by('undertaking-unit-handler')))
  t.same(rowsOf(handler), ['PW-01'])
  t.ok(isForbidden(handler))
  t.equal(groundOf(answerTo(started, withdraw({ reasons: '' })), 'T44').productRule, true)
})

t.test('T44: an item is not taken from under the meeting that sits', async (t) => {
  const members = ['head', 'executive-deputy', 'deputy-head', 'member-1', 'member-2']
  const on = (type: string, more: object): Act => ({
    ...act(type, at, more, by('government-office')),
    stream: sittingStream,
  })
  const convened = given(
    but(started, ({ meeting }) => ({
      stage: 'S16',
      meeting: { ...meeting, admittedTo: sittingStream },
    })),
    on('ConveneSitting', { members }),
  )
  const open = given(convened, on('OpenSitting', { present: members }))
  const closed = given(open, on('CloseSitting', {}))
  t.same(rowsOf(answerTo(convened, withdraw())), ['recorded'])
  t.same(rowsOf(answerTo(open, withdraw())), ['T44'])
  t.same(rowsOf(answerTo(closed, withdraw())), ['recorded'])
  t.ok(
    streamsRead({ type: 'WithdrawMatter' }, matterStream, matterOf(open), principal).includes(
      sittingStream,
    ),
    'the entry names the sitting it was decided on',
  )
})

t.test('T45: the organ pauses anything undecided and goes on from where it stood', async (t) => {
  const undecided = 'S01 S02 S03 S06 S07 S08 S09 S10 S11 S12 S13 S14 S15 S16 S17 S19'
  t.equal(recordedIn(pause()), undecided)
  t.equal(recordedIn(resume()), 'S32')
  for (const stage of undecided.split(' ') as Stage[]) {
    const paused = given(standing(stage), pause())
    t.equal(matterOf(paused).stage, 'S32')
    t.equal(matterOf(given(paused, resume())).stage, stage)
  }
  t.same(rowsOf(answerTo(started, pause({ reasons: '' }))), ['T45'])
  t.same(rowsOf(answerTo(given(started, pause()), resume({ reasons: '' }))), ['T45'])
})

t.test('3.4: head, authorised leader, or the office on the paper they signed', async (t) => {
  for (const one of [pause, terminate]) {
    t.same(rowsOf(answerTo(started, one({}, by('government-office'))))[0], 'PW-01')
    t.same(rowsOf(answerTo(started, one({}, principal)))[0], 'PW-01')
    const signed = one({ signed: 'sha256:0' }, by('government-office'))
    t.same(rowsOf(answerTo(started, signed)), ['recorded'])
  }
})

t.test(
  'T45: while it rests the main line is shut and says why; facts stay as they were',
  async (t) => {
    const open = stepsOpen()
    const paused = given(open, pause())
    const close = act('CloseSteps', at)
    t.ok(rowsOf(answerTo(paused, close)).includes('T45'))
    t.same(groundOf(answerTo(paused, close), 'T45').missing, ['ResumeProcedure'])
    t.ok(mayOf(paused, close).includes('T45'))
    t.notOk(mayOf(open, close).includes('T45'))
    t.same(factsOf(matterOf(paused)), factsOf(matterOf(open)))
    t.equal(progressOf(matterOf(paused), 1).isOver, false)
    t.same(rowsOf(answerTo(paused, terminate())), ['recorded'], 'it may end while it rests')
  },
)

t.test('T45: a window that is open to the public runs on while the procedure rests', async (t) => {
  const window = given(
    stepsOpen(),
    act('ChoosePublicComment', '2024-05-02 09:00', { chosen: true }),
    act('PublishCommentNotice', '2024-05-02 09:00', { days: 30 }),
  )
  const { ends } = matterOf(window).comment.rounds[0] ?? {}
  const paused = given(window, { ...pause(), at: moment('2024-05-10 09:00') })
  t.equal(matterOf(paused).comment.rounds[0]?.ends, ends)
  t.equal(matterOf(paused).deadlines.commentWindow?.over, false)
  const shut: Act = {
    by: clerk,
    at: moment('2024-06-02 00:00'),
    type: 'ClosePublicComment',
    with: { round: 1 },
    opinions: {
      below: 1,
      count: 0,
      undisposed: 0,
      adopted: 0,
      partly: 0,
      notAdopted: 0,
      root: `sha256:${'0'.repeat(64)}` as never,
    },
  }
  t.same(rowsOf(answerTo(paused, { ...shut, at: justBefore(shut.at) })), ['MD-D05'])
  t.same(rowsOf(answerTo(paused, shut)), ['recorded'])
})

t.test('T46: the organ ends a procedure before a decision, with reasons', async (t) => {
  t.equal(
    recordedIn(terminate()),
    'S01 S02 S03 S06 S07 S08 S09 S10 S11 S12 S13 S14 S15 S16 S17 S19 S32',
  )
  t.equal(matterOf(given(stepsClosed(), terminate())).stage, 'S31', 'T10, T23')
  t.same(rowsOf(answerTo(started, terminate({ reasons: '' }))), ['T46'])
  const taken = but(standing('S17'), ({ meeting }) => ({
    meeting: {
      ...meeting,
      decision: {
        decision: 'agreed',
        decider: 'head',
        takenAt: moment(at),
        withEdits: false,
        redo: [],
        position: 9,
      },
    },
  }))
  t.same(rowsOf(answerTo(taken, terminate())), ['T46'], 'the head has decided')
  t.same(rowsOf(answerTo(taken, pause())), ['T45'])
})

t.test('T46: where the public was asked, the end is announced to it', async (t) => {
  const silent = terminate({ publicNotice: undefined })
  t.same(rowsOf(answerTo(stepsOpen(), silent)), ['recorded'], 'nobody was asked')
  const asked = given(
    stepsOpen(),
    act('ChoosePublicComment', '2024-05-02 09:00', { chosen: true }),
    act('PublishCommentNotice', '2024-05-02 09:00', { days: 30 }),
  )
  t.same(groundOf(answerTo(asked, silent), 'T46').missing, ['publicNotice'])
  t.same(rowsOf(answerTo(asked, terminate())), ['recorded'])
  const back = given(asked, act('WithdrawCommentNotice', '2024-05-03 09:00'))
  t.same(rowsOf(answerTo(back, silent)), ['T46'], 'a notice taken back was out all the same')
  const hearing = given(
    stepsOpen(),
    act('PublishHearingNotice', '2024-05-02 09:00', {}, by('hearing-organiser')),
  )
  t.same(rowsOf(answerTo(hearing, silent)), ['T46'])
})

t.test(
  'An ended procedure keeps its facts, asks nothing more, and goes to the archive',
  async (t) => {
    for (const one of [withdraw(), terminate()]) {
      const before = stepsClosed()
      const ended = given(before, one)
      t.same(factsOf(matterOf(ended)), factsOf(matterOf(before)))
      t.equal(progressOf(matterOf(ended), 1).isOver, true)
      t.same(rowsOf(answerTo(ended, resume())), ['T45'])
      t.same(rowsOf(answerTo(ended, act('ReopenDrafting', at))), ['T05'])
      t.same(rowsOf(answerTo(ended, act('CloseDossier', at, {}, by('archivist')))), ['recorded'])
    }
  },
)

t.test(
  'T47: what has ended undecided is taken up again by a new proposal that names it',
  async (t) => {
    const again = (world: World, supersedes: string): ReturnType<typeof answerTo> =>
      answerTo(world, {
        ...act('SubmitProposal', at, { supersedes }, by('proposer')),
        stream: otherMatter,
      })
    t.same(rowsOf(again(given(started, withdraw()), matterStream)), ['recorded'])
    for (const stage of ['S04', 'S20', 'S30', 'S31'] as const) {
      t.same(rowsOf(again(standing(stage), matterStream)), ['recorded'], stage)
    }
    for (const stage of ['S06', 'S18', 'S22', 'S32'] as const) {
      t.same(rowsOf(again(standing(stage), matterStream)), ['T47'], stage)
    }
    t.same(rowsOf(again(nothing, matterStream)), ['invalid'], 'no such matter')
    const proposed = given(given(started, withdraw()), {
      ...act('SubmitProposal', at, { supersedes: matterStream }, by('proposer')),
      stream: otherMatter,
    })
    t.equal(matterOf(proposed, otherMatter).initiation.supersedes, matterStream)
  },
)

t.test(
  '第十条第三项 (MD-B03): deputies and the public have a reply, by the pack in time',
  async (t) => {
    const packs = [packWith('MD-B03', 'md.proposal.replyDays', 15)]
    const proposal = (source: string): Act => ({
      ...act('SubmitProposal', '2024-05-01 09:00', { source, paper: 'sha256:0' }, by('proposer')),
      packs,
    })
    for (const source of ['deputy', 'cppccMember', 'citizen', 'organisation']) {
      const { reply } = matterOf(given(nothing, proposal(source))).deadlines
      t.match(reply, { rule: 'MD-B03', lastDay: '2024-05-16', brings: 'MarkReplyOverdue' }, source)
    }
    t.equal(matterOf(given(nothing, proposal('department'))).deadlines.reply, undefined)
    const unset = given(nothing, { ...proposal('citizen'), packs: [] })
    t.equal(matterOf(unset).deadlines.reply, undefined, 'national law sets no period')
  },
)

t.test(
  'MD-B03: an unanswered proposal is flagged by the clock, at its instant and once',
  async (t) => {
    const packs = [packWith('MD-B03', 'md.proposal.replyDays', 15)]
    const asked = given(nothing, {
      ...act(
        'SubmitProposal',
        '2024-05-01 09:00',
        { source: 'citizen', paper: 'sha256:0' },
        by('proposer'),
      ),
      packs,
    })
    const due = moment('2024-05-17 00:00')
    const mark: Act = { by: clerk, at: due, type: 'MarkReplyOverdue' }
    t.same(
      progressOf(matterOf(asked), 1).owed.map(({ brings }) => brings),
      ['MarkReplyOverdue'],
    )
    t.same(rowsOf(answerTo(asked, { ...mark, at: justBefore(due) })), ['MD-B03'])
    t.same(flagsOf(answerTo(asked, mark)), ['MD-B03'])
    t.same(rowsOf(answerTo(given(asked, mark), mark)), ['MD-B03'])
    const excused = given(
      asked,
      act('RecordDelay', '2024-05-10 09:00', { limit: 'reply' }, by('government-office')),
    )
    t.same(flagsOf(answerTo(excused, mark)), [], 'delayed with reasons on record')
    const reply = act('ReplyToProposer', '2024-05-16 23:59', {}, by('government-office'))
    const replied = given(asked, reply)
    t.match(matterOf(replied).initiation.reply, { outcome: 'accepted' })
    t.same(rowsOf(answerTo(replied, mark)), ['MD-B03'], 'nothing is owed any more')
    t.same(rowsOf(answerTo(asked, { ...reply, by: by('archivist') })), ['PW-01'])
  },
)
