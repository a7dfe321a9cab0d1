import t from 'tap'
import type { Sitting } from '../../packages/procedure/src/registers/sittings/state.ts'
import {
  answerTo,
  by,
  given,
  isForbidden,
  member,
  members,
  moment,
  revised,
  rowsOf,
  type Act,
} from './support/review.ts'
import { attendance, convene, openSitting } from './support/review-acts.ts'

const nobody = revised()
const noon = moment('2025-03-06 12:00')
const convened = given(nobody, convene(noon))
const open = given(convened, openSitting(moment('2025-03-13 09:00')))
const close: Act = {
  by: by('government-office'),
  at: moment('2025-03-13 12:00'),
  type: 'CloseSitting',
}
const sat = (world: typeof open) => world.sitting.state as Sitting

t.test('地方组织法第七十八条: the office or the head convenes a sitting, once', async (t) => {
  t.same(rowsOf(answerTo(nobody, convene(noon))), ['recorded'])
  t.same(rowsOf(answerTo(nobody, { ...convene(noon), by: by('head') })), ['recorded'])
  const stranger = answerTo(nobody, { ...convene(noon), by: by('undertaking-unit-principal') })
  t.same(rowsOf(stranger), ['PW-01'])
  t.ok(isForbidden(stranger))
  t.same(rowsOf(answerTo(convened, convene(noon))), ['T50'], 'never over again')
  t.match(sat(convened), { status: 'convened', kind: 'executive-meeting', present: [] })
})

t.test('A sitting has members, and one of them is in the chair', async (t) => {
  t.same(rowsOf(answerTo(nobody, convene(noon, { members: [] }))), ['invalid'])
  t.same(rowsOf(answerTo(nobody, convene(noon, { chair: 'proposer' }))), ['invalid'])
  t.same(rowsOf(answerTo(nobody, convene(noon, { members: ['head', 'head'] }))), ['invalid'])
})

t.test('第三十条第三款: who is in the room is taken from its members', async (t) => {
  const at = moment('2025-03-13 09:00')
  t.same(rowsOf(answerTo(convened, openSitting(at, { present: ['head', 'stranger'] }))), [
    'invalid',
  ])
  t.same(
    rowsOf(answerTo(convened, openSitting(at, { present: ['member-1'] }))),
    ['invalid'],
    'no chair',
  )
  const absent = [{ member: 'head', reasons: '出差' }]
  t.same(rowsOf(answerTo(convened, openSitting(at, { absent }))), ['invalid'], 'in the room too')
  const away = openSitting(at, {
    present: members.slice(0, 7),
    absent: [{ member: 'member-5', reasons: '出差' }],
  })
  t.same(sat(given(convened, away)).present, members.slice(0, 7))
  t.same(rowsOf(answerTo(open, openSitting(at))), ['T26'], 'it is open already')
})

t.test('第三十条第三款: the recorder writes down who comes and who leaves', async (t) => {
  const at = moment('2025-03-13 09:20')
  const left = given(open, attendance('member-5', 'away', at))
  t.same(sat(left).present, members.slice(0, 7))
  const back = given(
    left,
    attendance('member-5', 'present', at),
    attendance('member-5', 'present', at),
  )
  t.same(sat(back).present, members)
  t.same(rowsOf(answerTo(open, attendance('stranger', 'present', at))), ['invalid'])
  t.same(rowsOf(answerTo(convened, attendance('member-5', 'away', at))), ['T26'], 'not open yet')
  t.same(rowsOf(answerTo(open, { ...attendance('member-5', 'away', at), by: member(1) })), [
    'PW-01',
  ])
})

t.test('A sitting that is closed stays closed', async (t) => {
  const over = given(open, close)
  t.match(sat(over), { status: 'closed', closedAt: moment('2025-03-13 12:00') })
  t.same(rowsOf(answerTo(over, close)), ['T26'])
  t.same(rowsOf(answerTo(over, openSitting(moment('2025-03-14 09:00')))), ['T26'])
  t.same(rowsOf(answerTo(convened, close)), ['T26'])
  t.same(rowsOf(answerTo(open, { ...close, by: by('administrator') })), ['PW-01', 'SoD-17'])
})
