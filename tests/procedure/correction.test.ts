import type { By } from '@juece/procedure'
import t from 'tap'
import {
  act,
  answerTo,
  but,
  by,
  clerk,
  given,
  groundOf,
  isForbidden,
  matterOf,
  mayOf,
  member,
  moment,
  rowsOf,
  sittingStream,
  started,
  type Act,
  type World,
} from './support/lawful.ts'

const at = '2024-06-03 09:00'
const recorder = by('recorder')
const propose = (entry: number, who: By, more: object = {}): Act =>
  act('ProposeCorrection', at, { entry, ...more }, who)
const approve = (correction: number, who: By, agrees = true): Act =>
  act('ApproveCorrection', at, { correction, agrees }, who)

const members = ['head', 'executive-deputy', 'deputy-head', 'member-1', 'member-2']
const onSitting = (type: string, more: object): Act => ({
  ...act(type, at, more, by('government-office')),
  stream: sittingStream,
})
/** A deliberation in which the recorder has written down what member-1 said. */
const spoken: World = given(
  but(
    given(
      started,
      onSitting('ConveneSitting', { members }),
      onSitting('OpenSitting', { present: members }),
    ),
    ({ meeting }) => ({
      stage: 'S17',
      meeting: { ...meeting, sitting: sittingStream, draft: 1 },
    }),
  ),
  act('RecordStance', at, { member: 'member-1', stance: 'disagree' }, recorder),
)
const stance = spoken.position - 1
/** Of the prefix: the proposal, lodged by the proposer, stands first. */
const proposal = 1

t.test(
  'T50: the author proposes, another person approves, the entry stays as it was',
  async (t) => {
    const proposed = given(started, propose(proposal, by('proposer'), { field: 'title' }))
    const { title } = matterOf(started)
    const pending = proposed.position - 1
    t.same(rowsOf(answerTo(proposed, approve(pending, by('government-office')))), ['recorded'])
    const approved = given(proposed, approve(pending, by('government-office')))
    t.match(matterOf(approved).corrections.list, [
      { entry: proposal, field: 'title', status: 'approved', approver: 'government-office' },
    ])
    t.equal(matterOf(approved).title, title, 'a correction stands beside the entry')
    const { corrections: _before, ...before } = matterOf(started)
    const { corrections: _after, ...after } = matterOf(approved)
    t.same(after, before, 'and opens or shuts nothing')
  },
)

t.test('T50: nobody corrects what another one lodged', async (t) => {
  const other = answerTo(started, propose(proposal, by('head')))
  t.same(rowsOf(other), ['PW-01', 'T50'])
  t.ok(isForbidden(other))
  const stranger = answerTo(started, propose(proposal, by('archivist')))
  t.same(rowsOf(stranger), ['PW-01', 'T50'], 'who lodged nothing has nothing to correct')
  t.same(mayOf(started, propose(proposal, by('archivist'))), ['PW-01', 'T50'])
  t.same(mayOf(started, propose(proposal, by('head'))), [])
})

t.test('T50: a position at which no entry of the matter stands is no act', async (t) => {
  t.same(rowsOf(answerTo(started, propose(999, by('proposer')))), ['invalid'])
  t.same(rowsOf(answerTo(started, propose(proposal, by('proposer'), { reasons: ' ' }))), ['T50'])
  t.same(rowsOf(answerTo(started, approve(proposal, by('head')))), ['invalid'])
  t.same(mayOf(started, approve(proposal, by('head'))), ['T50'], 'nothing is pending')
  const onTheRegister = 5
  t.same(
    rowsOf(answerTo(spoken, propose(onTheRegister, by('government-office')))),
    ['invalid'],
    'an entry of another stream',
  )
})

t.test('SoD-22: proposer and approver of a correction are two natural persons', async (t) => {
  const proposed = given(started, propose(proposal, by('proposer')))
  const pending = proposed.position - 1
  const same = answerTo(proposed, approve(pending, by('proposer')))
  t.same(rowsOf(same), ['SoD-22'])
  t.ok(isForbidden(same))
  t.same(rowsOf(answerTo(proposed, approve(pending, by('proposer'), false))), ['SoD-22'])
  const declined = given(proposed, approve(pending, by('head'), false))
  t.match(matterOf(declined).corrections.list, [{ status: 'declined' }])
  t.same(rowsOf(answerTo(declined, approve(pending, by('head')))), ['invalid'], 'decided once')
})

t.test('SoD-08: a stance is corrected with the member, never without', async (t) => {
  const proposed = given(spoken, propose(stance, recorder))
  const pending = proposed.position - 1
  const office = answerTo(proposed, approve(pending, by('government-office')))
  t.same(rowsOf(office), ['SoD-08', 'T50'])
  t.ok(isForbidden(office))
  t.match(groundOf(office, 'SoD-08').cites, [{ instrument: 'R713', article: 30 }, {}])
  t.same(rowsOf(answerTo(proposed, approve(pending, member(2)))), ['SoD-08', 'T50'])
  t.same(rowsOf(answerTo(proposed, approve(pending, member(1)))), ['recorded'])
  const declines = approve(pending, by('government-office'), false)
  t.same(rowsOf(answerTo(proposed, declines)), ['recorded'], 'to leave it needs nobody')
  t.equal(matterOf(proposed).meeting.stances[0]?.stance, 'disagree')
})

t.test('SoD-08: a member who spoke for himself proposes, and anybody else approves', async (t) => {
  const own = given(
    spoken,
    act('RecordStance', at, { member: 'member-2', stance: 'agree' }, member(2)),
  )
  const proposed = given(own, propose(own.position - 1, member(2)))
  t.same(rowsOf(answerTo(proposed, approve(proposed.position - 1, recorder))), ['recorded'])
})

t.test('IL-93: a stored stance is never overwritten, in the sitting or after it', async (t) => {
  const again = act('RecordStance', at, { member: 'member-1', stance: 'agree' }, recorder)
  t.same(rowsOf(answerTo(spoken, again)), ['SoD-08', 'T50'])
  const after = but(spoken, () => ({ stage: 'S18' }))
  for (const row of ['SoD-08', 'T50']) t.ok(rowsOf(answerTo(after, again)).includes(row), row)
})

t.test('SoD-08: in a list of speeches each member answers for his own line alone', async (t) => {
  const speeches = ['member-1', 'member-2'].map((who, index) => ({
    position: proposal,
    path: `speeches.${index}`,
    member: who,
  }))
  const transcript = but(started, ({ corrections }) => ({
    corrections: { ...corrections, voices: speeches },
  }))
  const on = (field: string) => {
    const proposed = given(transcript, propose(proposal, by('proposer'), { field }))
    return (who: By) => rowsOf(answerTo(proposed, approve(proposed.position - 1, who)))[0]
  }
  t.equal(on('speeches.0.statement')(member(1)), 'recorded')
  t.equal(on('speeches.0.statement')(member(2)), 'SoD-08')
  t.equal(on('speeches.1')(member(2)), 'recorded')
  t.equal(on('speeches')(member(1)), 'SoD-08', 'the whole list is of both')
  t.equal(on('speeches.10.statement')(by('head')), 'recorded', 'another line')
  t.equal(on('number')(by('head')), 'recorded', 'what nobody said')
})

t.test(
  'SoD-08: whose words stand in minutes and transcripts is read from the entries',
  async (t) => {
    const dissents = [{ member: 'member-1', statement: '不同意' }]
    const signed = given(
      but(spoken, ({ meeting }) => ({
        stage: 'S18',
        meeting: {
          ...meeting,
          closed: true,
          decision: {
            decision: 'agreed',
            decider: 'head',
            takenAt: moment(at),
            withEdits: false,
            redo: [],
            position: 9,
          },
        },
      })),
      act('SignMinutes', at, { dissents, decision: 'agreed' }, by('office-director')),
    )
    const minutes = signed.position - 1
    t.match(matterOf(signed).corrections.voices, [
      { position: stance, path: '', member: 'member-1' },
      { position: minutes, path: 'dissents.0', member: 'member-1' },
    ])
    const proposed = given(
      signed,
      propose(minutes, by('office-director'), { field: 'dissents.0.statement' }),
    )
    t.same(rowsOf(answerTo(proposed, approve(proposed.position - 1, by('head')))), [
      'SoD-08',
      'T50',
    ])
    t.same(rowsOf(answerTo(proposed, approve(proposed.position - 1, member(1)))), ['recorded'])
  },
)

t.test('IL-94, SoD-17: administrators and clerks correct nothing', async (t) => {
  const administrator = answerTo(started, propose(proposal, by('administrator')))
  t.same(rowsOf(administrator).slice(0, 2), ['PW-01', 'SoD-17'])
  t.same(rowsOf(answerTo(started, propose(proposal, clerk)))[0], 'PW-01')
  const opens = act('OpenDeliberation', at, {}, by('administrator'))
  t.ok(rowsOf(answerTo(spoken, opens)).includes('SoD-17'))
})

t.test('IL-32, IL-92: no act removes an opinion or the name of who acted', async (t) => {
  for (const type of ['RemoveOpinion', 'AnonymiseActors', 'DeleteEntry']) {
    t.same(rowsOf(answerTo(started, act(type, at))), ['invalid'], type)
  }
})
