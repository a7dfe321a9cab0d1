import t from 'tap'
import type { Matter } from '../../packages/procedure/src/matter/state.ts'
import {
  answerTo,
  appointed,
  but,
  by,
  date,
  endOfDay,
  finding,
  given,
  groundOf,
  isForbidden,
  matterOf,
  mayOf,
  member,
  members,
  moment,
  owedIn,
  paper,
  papers,
  revised,
  rowsOf,
  sitting,
  type Act,
  type World,
} from './support/review.ts'
import {
  acceptForReview,
  accepted,
  admit,
  attendance,
  closeItem,
  convene,
  decide,
  decided,
  inDeliberation,
  meetingPapers,
  onAgenda,
  openItem,
  openSitting,
  reviewed,
  spoken,
  stance,
  submitForDeliberation,
  submitForReview,
} from './support/review-acts.ts'

const tabling = moment('2025-03-06 09:00')
const handler = by('undertaking-unit-handler')
const points = [1, 2, 3, 4, 5].map((no) => ({ no, kind: 'mustChange', says: '应当修改。' }))
const revise: Act = { by: handler, at: moment('2025-03-05 10:00'), type: 'OpenRevision' }
const answers = (...numbers: readonly number[]): readonly Act[] =>
  numbers.map((no) => ({
    by: handler,
    at: moment('2025-03-05 11:00'),
    type: 'AnswerReviewPoint',
    with: { no, draft: 1, followed: 'yes' },
  }))

t.test('第二十五条第一款: without a review nothing is tabled (IL-44)', async (t) => {
  t.same(rowsOf(answerTo(revised(), submitForDeliberation(tabling))), ['MD-G01', 'MD-G02', 'T22'])
  t.same(rowsOf(answerTo(accepted(), submitForDeliberation(tabling))), ['MD-G01', 'MD-G02', 'T22'])
  t.same(rowsOf(answerTo(reviewed(), submitForDeliberation(tabling))), ['recorded'])
  t.match(matterOf(given(reviewed(), submitForDeliberation(tabling))), {
    stage: 'S16',
    meeting: { tabled: { draft: 1, exploratory: false } },
  })
})

t.test('第二十五条第二款: a draft found unlawful is not tabled (IL-45)', async (t) => {
  const unlawful = reviewed({ outcome: 'unlawful' })
  t.same(rowsOf(answerTo(unlawful, submitForDeliberation(tabling))), ['MD-G02'])
  t.same(mayOf(unlawful, submitForDeliberation(tabling)), ['MD-G02'], 'known without a body')
})

t.test(
  '第二十五条第二款: the exploratory way needs an opinion that states the risk (IL-46)',
  async (t) => {
    const amend = given(reviewed({ outcome: 'toBeAmended' }), revise)
    const ticked = submitForDeliberation(tabling, { exploratory: true })
    t.same(rowsOf(answerTo(amend, ticked)), ['MD-G02', 'T24'])
    const open = reviewed({ outcome: 'exploratory', riskDisclosed: '国家尚无规定。' })
    t.same(rowsOf(answerTo(open, ticked)), ['recorded'])
  },
)

t.test(
  '第二十五条第二款: the head agrees to table it, and the risk is read out (E07)',
  async (t) => {
    const open = reviewed({ outcome: 'exploratory', riskDisclosed: '国家尚无规定。' })
    const tabled = given(
      open,
      submitForDeliberation(tabling, { exploratory: true }),
      convene(tabling),
    )
    t.same(rowsOf(answerTo(tabled, admit(tabling))), ['MD-G02', 'T24'])
    const agree: Act = {
      by: by('head'),
      at: tabling,
      type: 'AgreeToTable',
      with: { riskNote: paper() },
    }
    t.same(rowsOf(answerTo(tabled, { ...agree, with: {} })), ['MD-G02'], 'with the note')
    const office = answerTo(tabled, { ...agree, by: by('government-office') })
    t.same(rowsOf(office), ['PW-01', 'T24'])
    t.same(rowsOf(answerTo(onAgenda(), agree)), ['MD-G02', 'T24'], 'the opinion is a lawful one')
    const sat = given(tabled, agree, admit(tabling), openSitting(moment('2025-03-13 09:00')))
    const opening = moment('2025-03-13 09:30')
    t.same(rowsOf(answerTo(sat, openItem(opening))), ['MD-G02'])
    t.same(rowsOf(answerTo(sat, openItem(opening, { riskNoteRead: true }))), ['recorded'])
  },
)

t.test('第二十八条: five points, four answered, shut; five, open (IL-52)', async (t) => {
  const amend = reviewed({ outcome: 'toBeAmended', points })
  t.same(rowsOf(answerTo(amend, submitForDeliberation(tabling))), ['MD-G10', 'T21'])
  const four = given(amend, revise, ...answers(1, 2, 3, 4))
  t.same(rowsOf(answerTo(four, submitForDeliberation(tabling))), ['MD-G10', 'T21'])
  const five = given(four, ...answers(5))
  t.same(rowsOf(answerTo(five, submitForDeliberation(tabling))), ['recorded'])
  const unopened = given(amend, ...answers(1, 2, 3, 4, 5))
  t.same(rowsOf(answerTo(unopened, submitForDeliberation(tabling))), ['T21'], 'not revised')
})

t.test(
  'MD-G11: the text tabled is the text reviewed, or nothing substantive changed',
  async (t) => {
    const act = submitForDeliberation(tabling, { draft: 2 })
    t.same(rowsOf(answerTo(reviewed(), act)), ['MD-G11'])
    t.ok(groundOf(answerTo(reviewed(), act), 'MD-G11').productRule)
    const found = (answer: 'yes' | 'no', from: number, to: number) =>
      but(reviewed(), () => ({ changes: [finding('AF-12', answer, { from, to })] }))
    t.same(rowsOf(answerTo(found('no', 1, 2), act)), ['recorded'])
    t.same(rowsOf(answerTo(found('yes', 1, 2), act)), ['MD-G11'])
    t.same(rowsOf(answerTo(found('no', 1, 3), act)), ['MD-G11'], 'on exactly these two versions')
    t.same(rowsOf(answerTo(reviewed(), submitForDeliberation(tabling, { draft: 9 }))), ['invalid'])
  },
)

t.test('第二十九条: each step that was performed comes with its paper (IL-67)', async (t) => {
  const demanded = [
    'draft',
    'explanation',
    'adoptionStatement',
    'expertStatement',
    'riskReport',
    'fairCompetition',
    'legalityOpinion',
  ]
  for (const left of demanded) {
    const some = meetingPapers.filter(({ kind }) => kind !== left)
    const answer = answerTo(reviewed(), submitForDeliberation(tabling, { package: some }))
    const own = left === 'expertStatement' ? ['MD-E07'] : []
    t.same(rowsOf(answer), ['MD-H01', ...own], left)
    t.same(groundOf(answer, 'MD-H01').missing, [left])
  }
  const nothing = answerTo(reviewed(), submitForDeliberation(tabling, { package: undefined }))
  t.same(groundOf(nothing, 'MD-H01').missing, demanded)
  const few = submitForDeliberation(tabling, {
    package: papers('draft', 'explanation', 'legalityOpinion'),
  })
  const plain = reviewed({}, from(notPerformed))
  t.same(rowsOf(answerTo(plain, few)), ['recorded'], 'a step not performed owes no paper')
})

t.test('第二十九条: the answers to the points come with the opinion', async (t) => {
  const some = meetingPapers.filter(({ kind }) => kind !== 'answerTable')
  const five = given(
    reviewed({ outcome: 'toBeAmended', points }),
    revise,
    ...answers(1, 2, 3, 4, 5),
  )
  const answer = answerTo(five, submitForDeliberation(tabling, { package: some }))
  t.same(groundOf(answer, 'MD-H01').missing, ['answerTable'])
})

t.test('第十三条: a unit that still objects is reported, with a statement', async (t) => {
  const organ = 'cn-000000/finance-bureau'
  const objecting = (stated: boolean, ...replies: readonly ('agrees' | 'objects')[]) =>
    but(reviewed(), ({ drafting }) => ({
      drafting: {
        ...drafting,
        consultations: replies.map((answer) => ({ organ, draft: 1, answer })),
        disagreementStated: stated,
      },
    }))
  const full = [...meetingPapers, ...papers('disagreement')]
  const act = submitForDeliberation(tabling)
  t.same(rowsOf(answerTo(objecting(false, 'objects'), act)), ['MD-C05'])
  t.same(rowsOf(answerTo(objecting(false, 'objects', 'agrees'), act)), ['recorded'], 'settled')
  t.same(rowsOf(answerTo(objecting(true, 'agrees', 'objects'), act)), ['MD-C05'], 'no paper')
  const withPaper = submitForDeliberation(tabling, { package: full })
  t.same(rowsOf(answerTo(objecting(true, 'objects'), withPaper)), ['recorded'])
  t.same(rowsOf(answerTo(objecting(false, 'objects'), withPaper)), ['MD-C05'], 'no statement')
})

t.test('第十八条: every opinion of the public has its answer before the meeting', async (t) => {
  const opinions = {
    below: 9,
    count: 3,
    adopted: 3,
    partly: 0,
    notAdopted: 0,
    root: paper().digest,
  }
  const act = submitForDeliberation(tabling)
  t.same(rowsOf(answerTo(reviewed(), { ...act, opinions: { ...opinions, undisposed: 1 } })), [
    'MD-D13',
    'MD-H01',
  ])
  t.same(rowsOf(answerTo(reviewed(), { ...act, opinions: { ...opinions, undisposed: 0 } })), [
    'recorded',
  ])
  const unstated = but(reviewed(), ({ participation }) => {
    const { adoption: _adoption, ...rest } = participation
    return { participation: rest }
  })
  t.same(rowsOf(answerTo(unstated, act)), ['MD-D13', 'MD-H01'])
})

t.test(
  '第二十九条第三项: each expert opinion was dealt with; a pack may ask for more',
  async (t) => {
    const opinion = (disposed: boolean, conclusion = 'support') =>
      but(reviewed(), ({ experts }) => ({
        experts: {
          ...experts,
          panel: [{ id: 'expert-1', institution: 'x' }],
          opinions: [
            { expert: 'expert-1', draft: 1, conclusion, position: 5, struck: false, disposed },
          ],
        },
      }))
    const act = submitForDeliberation(tabling)
    const packs = { 'md.expert.majorityReasonRequired': { rule: 'MD-E07', value: true } }
    t.same(rowsOf(answerTo(opinion(false), act)), ['MD-E07'])
    t.same(rowsOf(answerTo(opinion(true, 'doNotSupport'), act)), ['recorded'], 'no pack')
    t.same(rowsOf(answerTo(opinion(true, 'doNotSupport'), { ...act, packs })), ['MD-E07'])
    const reasoned = submitForDeliberation(tabling, { majorityReasons: '另有数据。' })
    t.same(rowsOf(answerTo(opinion(true, 'doNotSupport'), { ...reasoned, packs })), ['recorded'])
  },
)

const tabled = given(reviewed(), submitForDeliberation(tabling), convene(tabling))

t.test('地方组织法第七十八条: the head agrees to the agenda (MT-05)', async (t) => {
  t.same(rowsOf(answerTo(tabled, admit(tabling))), ['recorded'])
  t.same(rowsOf(answerTo(tabled, admit(tabling, { headAgreed: false }))), ['MT-05'])
  t.same(rowsOf(answerTo(tabled, admit(tabling, { headAgreed: undefined }))), ['MT-05'])
  const unknown = admit(tabling, { sitting: 'sittings/019cc0df-8500-7558-8413-b70f8c6bbbb2' })
  t.same(rowsOf(answerTo(tabled, unknown)), ['invalid'])
  t.same(rowsOf(answerTo(reviewed(), admit(tabling))), ['invalid'], 'nothing was convened')
  const untabled = given(reviewed(), convene(tabling))
  t.same(rowsOf(answerTo(untabled, admit(tabling))), ['T25'])
  const foreign = given(
    reviewed(),
    submitForDeliberation(tabling),
    convene(tabling, { organ: 'cn-000000/justice-bureau' }),
  )
  t.same(rowsOf(answerTo(foreign, admit(tabling))), ['invalid'], 'a sitting of another organ')
})

t.test('MD-A01: only a major matter of this procedure is put on the agenda', async (t) => {
  const asked = (answer?: 'yes' | 'no') =>
    but(tabled, ({ findings }) => {
      const { 'AF-01': _major, ...rest } = findings
      return {
        findings: answer === undefined ? rest : { ...rest, 'AF-01': finding('AF-01', answer) },
      }
    })
  t.same(rowsOf(answerTo(asked('yes'), admit(tabling))), ['recorded'])
  t.same(rowsOf(answerTo(asked('no'), admit(tabling))), ['MD-A01'])
  t.same(rowsOf(answerTo(asked(), admit(tabling))), ['MD-A01'])
})

t.test(
  '第十九条、第二十二条、第二十九条第一项: what a later finding asks for shuts the agenda again',
  async (t) => {
    const without = (change: (matter: Matter) => Partial<Matter>) =>
      rowsOf(answerTo(but(tabled, change), admit(tabling)))
    t.same(
      without(({ experts }) => {
        const { concluded: _concluded, ...rest } = experts
        return { experts: rest }
      }),
      ['MD-H01', 'MD-E01'],
    )
    t.same(
      without(({ risk }) => ({ risk: { ...risk, conclusions: [] } })),
      ['MD-H01', 'MD-F01'],
    )
    t.same(
      without(({ fairCompetition }) => ({
        fairCompetition: {
          ...fairCompetition,
          concluded: { draft: 1, outcome: 'restricts', position: 8 },
        },
      })),
      ['MD-C06'],
    )
  },
)

t.test('MD-A01, MD-G02: the text of an open matter is no ordinary business', async (t) => {
  const topic = (more: object = {}): Act => ({
    by: by('government-office'),
    at: tabling,
    type: 'RegisterTopic',
    with: { title: '专题汇报', unit: 'cn-000000/finance-bureau', text: paper(77), ...more },
  })
  const open = onAgenda()
  const own = { matter: open.matter.stream }
  const text = matterOf(open).drafts[0]?.text
  t.same(rowsOf(answerTo(open, topic())), ['recorded'], 'another text, no matter named')
  t.same(rowsOf(answerTo(open, topic(own))), ['MD-G02'])
  t.same(rowsOf(answerTo(open, topic({ text }))), ['MD-G02'], 'its text under another title')
  const classified = (answer: 'yes' | 'no' | undefined) =>
    but(open, ({ findings }) => {
      const { 'AF-01': found, ...others } = findings
      return answer === undefined || found === undefined
        ? { findings: others }
        : { findings: { ...others, 'AF-01': { ...found, answer } } }
    })
  t.same(rowsOf(answerTo(classified(undefined), topic(own))), ['MD-A01', 'MD-G02'])
  t.same(rowsOf(answerTo(classified('no'), topic(own))), ['recorded'], 'not a major matter')
  t.same(rowsOf(answerTo(decided(), topic(own))), ['recorded'], 'its own meeting has decided')
  const elsewhere = { ...topic(), by: by('recorder') }
  t.same(rowsOf(answerTo(open, elsewhere)), ['PW-01'])
  t.same(matterOf(given(open, topic())).stage, 'S16', 'nothing changes in the matter')
})

t.test('T25: an item that is refused a place goes back, and may come again', async (t) => {
  const refuse = (
    code: string,
    post: 'government-office' | 'deputy-head' = 'deputy-head',
  ): Act => ({
    by: by(post),
    at: tabling,
    type: 'RefuseAgenda',
    with: { code },
  })
  const back = given(tabled, refuse('adHoc'))
  t.match(matterOf(back), { stage: 'S15', walk: 1 })
  t.same(rowsOf(answerTo(back, submitForDeliberation(moment('2025-03-07 09:00')))), ['recorded'])
  t.match(matterOf(given(tabled, refuse('notReviewed', 'government-office'))), { stage: 'S08' })
  t.same(rowsOf(answerTo(reviewed(), refuse('adHoc'))), ['T25'])
})

const opening = moment('2025-03-13 09:30')

t.test(
  '第三十条第一款: an executive or plenary meeting, and one that is sitting (IL-57)',
  async (t) => {
    for (const kind of ['executive-meeting', 'plenary-meeting']) {
      const sat = given(onAgenda(reviewed(), { kind }), openSitting(moment('2025-03-13 09:00')))
      t.same(rowsOf(answerTo(sat, openItem(opening))), ['recorded'], kind)
    }
    for (const kind of ['office-meeting', 'party-government-meeting', 'special-topic-meeting']) {
      const sat = given(onAgenda(reviewed(), { kind }), openSitting(moment('2025-03-13 09:00')))
      t.same(rowsOf(answerTo(sat, openItem(opening))), ['MD-H02'], kind)
    }
    t.same(rowsOf(answerTo(onAgenda(), openItem(opening))), ['T26'], 'nobody has opened it')
    const unadmitted = given(tabled, openSitting(moment('2025-03-13 09:00')))
    t.same(rowsOf(answerTo(unadmitted, openItem(opening))), ['T26'], 'not on its agenda')
  },
)

t.test('第二十五条: the text that is discussed is the text that was tabled', async (t) => {
  const sat = given(onAgenda(), openSitting(moment('2025-03-13 09:00')))
  t.same(rowsOf(answerTo(sat, openItem(opening, { draft: 2 }))), ['MD-G02', 'MD-G11'])
})

t.test('SoD-17: the administrator opens no item (IL-94)', async (t) => {
  const sat = given(onAgenda(), openSitting(moment('2025-03-13 09:00')))
  const answer = answerTo(sat, { ...openItem(opening), by: by('administrator') })
  t.same(rowsOf(answer), ['PW-01', 'SoD-17'])
  t.ok(isForbidden(answer))
})

t.test('MD-H07, MD-H09: a pack may ask for a quorum, and for the reviewer (IL-65)', async (t) => {
  const half = (present: number, strict: boolean) => {
    const packs = {
      'md.meeting.quorum': { rule: 'MD-H07', value: { ratio: '1/2', strict } },
    }
    const sat = given(
      onAgenda(),
      openSitting(moment('2025-03-13 09:00'), { present: members.slice(0, present) }),
    )
    return rowsOf(answerTo(sat, { ...openItem(opening), packs }))
  }
  t.same(half(4, true), ['MD-H07'], 'exactly half is not more than half')
  t.same(half(5, true), ['recorded'])
  t.same(half(4, false), ['recorded'])
  t.same(half(3, false), ['MD-H07'])
  const sat = given(onAgenda(), openSitting(moment('2025-03-13 09:00')))
  const packs = { 'md.meeting.lrMustAttend': { rule: 'MD-H09', value: true } }
  t.same(rowsOf(answerTo(sat, { ...openItem(opening), packs })), ['MD-H09'])
  const explained = { ...openItem(opening, { reviewExplained: true }), packs }
  t.same(rowsOf(answerTo(sat, explained)), ['recorded'])
})

t.test('第三十条第二款: the head speaks last, also when he only speaks (IL-59)', async (t) => {
  const five = given(inDeliberation(), ...members.slice(1, 6).map((who) => stance(who)))
  t.same(rowsOf(answerTo(five, stance('head'))), ['MD-H04', 'SoD-06'])
  t.same(rowsOf(answerTo(five, decide('agreed'))), ['MD-H04', 'SoD-06'])
  t.same(rowsOf(answerTo(spoken(), stance('head'))), ['recorded'])
  t.same(rowsOf(answerTo(spoken(), decide('agreed'))), ['recorded'])
  const six = given(five, stance('member-4'))
  t.same(rowsOf(answerTo(six, decide('agreed'))), ['MD-H04', 'SoD-06'], 'one is still silent')
  const gone = given(six, attendance('member-5', 'away', moment('2025-03-13 09:50')))
  t.same(rowsOf(answerTo(gone, decide('agreed'))), ['recorded'], 'who left is waited for no longer')
})

t.test('第三十条第二款: nobody speaks after the head', async (t) => {
  const without = given(
    inDeliberation(onAgenda(), { present: members.slice(0, 7) }),
    ...members.slice(1, 7).map((who) => stance(who)),
    decide('agreed'),
    attendance('member-5', 'present', moment('2025-03-13 10:02')),
  )
  t.same(rowsOf(answerTo(without, stance('member-5'))), ['MD-H04', 'SoD-06'])
})

t.test(
  '第三十条第三款: a stance is taken in the room, once, by the member or through the recorder',
  async (t) => {
    const seven = inDeliberation(onAgenda(), { present: members.slice(0, 7) })
    t.same(rowsOf(answerTo(seven, stance('member-5'))), ['MD-H06'], 'absent')
    const own = { ...stance('member-1'), by: member(1) }
    t.same(rowsOf(answerTo(seven, own)), ['recorded'])
    const other = answerTo(seven, { ...stance('member-2'), by: member(1) })
    t.same(rowsOf(other), ['PW-01'])
    t.ok(isForbidden(other))
    const again = answerTo(given(seven, own), stance('member-1', 'disagree'))
    t.same(rowsOf(again), ['SoD-08', 'T50'])
    t.same(
      rowsOf(answerTo(decided(), stance('member-1', 'disagree'))),
      ['T26', 'SoD-08', 'T50'],
      'IL-93',
    )
    t.same(matterOf(given(seven, own)).meeting.stances.length, 1)
  },
)

t.test(
  'SoD-19: whoever stepped out over an interest takes no stance and is not waited for (IL-69)',
  async (t) => {
    const recuse: Act = {
      by: by('recorder'),
      at: moment('2025-03-13 09:35'),
      type: 'DeclareRecusal',
      with: { member: 'member-5', ground: '利害关系' },
    }
    const without = given(inDeliberation(), recuse)
    t.same(rowsOf(answerTo(without, stance('member-5'))), ['MD-H10', 'SoD-19'])
    t.notOk(isForbidden(answerTo(without, stance('member-5'))), 'of the recorder it is refused')
    const himself = answerTo(without, { ...stance('member-5'), by: member(5) })
    t.same(rowsOf(himself), ['SoD-19', 'MD-H10'])
    t.ok(isForbidden(himself), 'the member himself is barred')
    const all = given(without, ...members.slice(1, 7).map((who) => stance(who)))
    t.same(rowsOf(answerTo(all, decide('agreed'))), ['recorded'])
    t.same(rowsOf(answerTo(given(all, decide('agreed')), closeItem)), ['recorded'])
    const other = answerTo(inDeliberation(), { ...recuse, by: member(1) })
    t.ok(isForbidden(other), 'nobody steps another out')
  },
)

t.test('第三十条第三款: the letter of an absent member is read and is no stance', async (t) => {
  const seven = inDeliberation(onAgenda(), { present: members.slice(0, 7) })
  const read = (who: string): Act => ({
    by: by('recorder'),
    at: moment('2025-03-13 09:45'),
    type: 'ReadWrittenView',
    with: { member: who, view: '赞成', letter: paper() },
  })
  t.same(matterOf(given(seven, read('member-5'))).meeting.stances, [])
  t.same(rowsOf(answerTo(seven, read('member-1'))), ['MD-H06'])
})

t.test('第三十条第一款: the head decides, not the deputy in the chair (IL-58)', async (t) => {
  const deputy = answerTo(spoken(), { ...decide('agreed'), by: by('executive-deputy') })
  t.same(rowsOf(deputy), ['PW-01', 'MD-H03', 'SoD-23'])
  t.ok(isForbidden(deputy))
  const acting = {
    kind: 'actingHead',
    official: 'executive-deputy',
    organ: 'cn-000000/government',
    post: 'head',
    from: moment('2025-03-10 00:00'),
    until: moment('2025-04-10 00:00'),
    appointedBy: 'peoplesCongressCommittee',
  } as const
  const asHead = { official: 'executive-deputy', organ: 'cn-000000/government', post: 'head' }
  const all = given(spoken(), stance('head'))
  t.same(rowsOf(answerTo(all, { ...decide('agreed'), by: asHead, acting: [acting] })), ['recorded'])
  const later = { ...acting, from: moment('2025-03-14 00:00') }
  t.same(
    rowsOf(answerTo(all, { ...decide('agreed'), by: asHead, acting: [later] })),
    ['PW-01', 'MD-H03', 'SoD-23'],
    'before the appointment',
  )
})

t.test('第三十条第一款: whoever decides took part in the discussion', async (t) => {
  const away = given(spoken(), attendance('head', 'away', moment('2025-03-13 09:55')))
  t.same(rowsOf(answerTo(away, decide('agreed'))), ['MD-H03'])
})

t.test('SoD-23: whoever signed the legality opinion does not decide on it', async (t) => {
  const signed = but(spoken(), ({ review }) => ({
    review: {
      ...review,
      rounds: review.rounds.map((round) =>
        round.opinion === undefined
          ? round
          : { ...round, opinion: { ...round.opinion, signatory: 'head' } },
      ),
    },
  }))
  const answer = answerTo(signed, decide('agreed'))
  t.same(rowsOf(answer), ['SoD-23'])
  t.ok(isForbidden(answer))
})

t.test(
  '第二十四条: agreed only while the latest conclusion calls the risk controllable',
  async (t) => {
    const conclude = (...controllable: readonly boolean[]) =>
      but(spoken(), ({ risk }) => ({
        risk: {
          ...risk,
          conclusions: controllable.map((is, index) => ({
            draft: 1,
            controllable: is,
            position: index,
          })),
        },
      }))
    t.same(rowsOf(answerTo(conclude(true, false), decide('agreed'))), ['MD-F05'])
    t.same(rowsOf(answerTo(conclude(false, true), decide('agreed'))), ['recorded'])
    t.same(rowsOf(answerTo(conclude(true, false), decide('deferred'))), ['recorded'])
  },
)

t.test('T29, T32: a rejection has reasons, an amendment says what is done again', async (t) => {
  t.same(rowsOf(answerTo(spoken(), decide('rejected'))), ['T32'])
  t.same(rowsOf(answerTo(spoken(), decide('rejected', { reasons: '时机未到。' }))), ['recorded'])
  t.same(rowsOf(answerTo(spoken(), decide('amended'))), ['T29'])
  t.same(rowsOf(answerTo(spoken(), decide('amended', { redo: ['risk'] }))), ['recorded'])
  const once = given(spoken(), decide('agreed'))
  t.same(rowsOf(answerTo(once, decide('rejected', { reasons: '改。' }))), ['T50'])
  const over = given(spoken(), {
    by: by('government-office'),
    at: moment('2025-03-13 09:59'),
    type: 'CloseSitting',
  })
  t.same(rowsOf(answerTo(over, decide('agreed'))), ['T27'], 'the sitting is over')
})

const reasons: Act = {
  by: by('head'),
  at: moment('2025-03-13 10:05'),
  type: 'GiveReasons',
  with: { reasons: '设施运行已不可持续。' },
}

t.test(
  '第三十条第二款: against the majority the head says why, at the meeting (IL-61, E11)',
  async (t) => {
    const against = given(spoken(6), decide('agreed'))
    t.same(rowsOf(answerTo(against, closeItem)), ['MD-H05', 'SoD-07'])
    t.same(rowsOf(answerTo(given(against, reasons), closeItem)), ['recorded'])
    const atOnce = given(spoken(6), decide('agreed', { reasons: '设施运行已不可持续。' }))
    t.same(rowsOf(answerTo(atOnce, closeItem)), ['recorded'])
    // Of seven members beside the head: three against is no majority, four is one.
    t.same(rowsOf(answerTo(given(spoken(3), decide('agreed')), closeItem)), ['recorded'])
    t.same(rowsOf(answerTo(given(spoken(4), decide('agreed')), closeItem)), ['MD-H05', 'SoD-07'])
    const withHis = given(spoken(4), stance('head'), decide('agreed'))
    t.same(rowsOf(answerTo(withHis, closeItem)), ['MD-H05', 'SoD-07'], 'the head is not counted')
    const office = answerTo(against, { ...reasons, by: by('executive-deputy') })
    t.same(rowsOf(office), ['PW-01', 'MD-H05'])
  },
)

t.test('MD-H05: exactly half is not the majority', async (t) => {
  const six = inDeliberation(onAgenda(), { present: members.slice(0, 7) })
  const half = given(
    six,
    ...members.slice(1, 4).map((who) => stance(who, 'disagree')),
    ...members.slice(4, 7).map((who) => stance(who)),
    decide('agreed'),
  )
  t.same(rowsOf(answerTo(half, closeItem)), ['recorded'])
})

t.test(
  'SoD-07, CAL-11: reasons filed after the item or the sitting are none (IL-62)',
  async (t) => {
    const next = { ...reasons, at: moment('2025-03-14 09:00') }
    t.same(rowsOf(answerTo(decided(), next)), ['SoD-07', 'CAL-11'])
    const over = given(spoken(6), decide('agreed'), {
      by: by('government-office'),
      at: moment('2025-03-13 10:04'),
      type: 'CloseSitting',
    })
    t.same(rowsOf(answerTo(over, reasons)), ['SoD-07', 'CAL-11'])
    t.same(rowsOf(answerTo(spoken(6), reasons)), ['T27'], 'nothing was decided yet')
  },
)

t.test(
  '第三十条第三款: an item is closed when everybody present has a stance (IL-63)',
  async (t) => {
    const done = given(spoken(), decide('agreed'))
    t.same(rowsOf(answerTo(done, closeItem)), ['recorded'], "the head's own is his decision")
    const seven = inDeliberation(onAgenda(), { present: members.slice(0, 7) })
    const late = given(
      seven,
      ...members.slice(1, 7).map((who) => stance(who)),
      decide('agreed'),
      attendance('member-5', 'present', moment('2025-03-13 10:02')),
    )
    t.same(rowsOf(answerTo(late, closeItem)), ['MD-H06'])
    const left = given(late, attendance('member-5', 'away', moment('2025-03-13 10:03')))
    t.same(rowsOf(answerTo(left, closeItem)), ['recorded'])
    t.same(rowsOf(answerTo(spoken(), closeItem)), ['MD-H06', 'T27'], 'not without a decision')
  },
)

t.test(
  '第三十条、第三十二条: agreed, the period of publication runs from the day of the decision',
  async (t) => {
    const world = decided()
    const { stage, deadlines } = matterOf(world)
    t.equal(stage, 'S18')
    // Twenty working days from 13 March 2025, Qingming (4 April) left out.
    t.match(deadlines.publication, {
      lastDay: '2025-04-11',
      ends: endOfDay('2025-04-11'),
      rule: 'MD-J01',
      bound: 'ceiling',
      brings: 'MarkPublicationOverdue',
    })
    t.match(deadlines.publicationReminder, { lastDay: '2025-04-03', brings: 'RemindOfPublication' })
    t.same(owedIn(world), ['RemindOfPublication', 'MarkPublicationOverdue'])
    t.match(matterOf(world).meeting, { closed: true, draft: 1 })
  },
)

t.test('T29 to T32: each decision sends the matter where it belongs', async (t) => {
  const ends = (decision: string, more: object = {}) => {
    const { stage, walk } = matterOf(
      given(spoken(0), decide(decision, { reasons: '有理由。', ...more }), closeItem),
    )
    return [stage, walk]
  }
  t.same(ends('agreed'), ['S18', 0])
  t.same(ends('rejected'), ['S20', 0])
  t.same(ends('deferred'), ['S19', 1])
  t.same(ends('toBeDiscussedAgain'), ['S16', 1])
  t.same(ends('amended', { redo: ['legalityReview'] }), ['S15', 1])
  t.same(ends('amended', { redo: ['legalityReview', 'experts'] }), ['S08', 1])
  t.same(ends('amended', { redo: ['risk', 'drafting'] }), ['S06', 1])
})

t.test('T29: what was amended in substance is reviewed again before it is tabled', async (t) => {
  const amended = given(
    spoken(),
    decide('amended', { redo: ['legalityReview'], reasons: '改。' }),
    closeItem,
  )
  t.same(rowsOf(answerTo(amended, submitForDeliberation(moment('2025-03-14 09:00')))), ['MD-G02'])
  const again = given(
    amended,
    submitForReview(moment('2025-03-14 09:00'), { draft: 2 }),
    acceptForReview(moment('2025-03-14 10:00')),
  )
  const anew = reviewed({}, again)
  const act = submitForDeliberation(moment('2025-03-17 09:00'), { draft: 2 })
  t.same(rowsOf(answerTo(anew, act)), ['recorded'])
})

t.test('MD-H08: a substantive amendment is not issued before a new meeting (IL-66)', async (t) => {
  const publish: Act = {
    by: by('government-office'),
    at: moment('2025-03-14 08:30'),
    type: 'PublishDecision',
    with: {
      text: paper(1),
      number: '政发〔2025〕1号',
      decidedOn: date('2025-03-13'),
      inForce: date('2025-04-01'),
      channels: ['gazette'],
    },
  }
  const rows = (world: World) => rowsOf(answerTo(world, publish))
  const sentBack = ['MD-H08', 'T29']
  const back = decide('amended', { redo: ['legalityReview'], reasons: '改。' })
  const amended = given(spoken(), back, closeItem)
  t.same(rows(amended).slice(0, 3), ['T33', ...sentBack])
  const open = given(spoken(), back)
  t.notOk(rows(open).includes('MD-H08'), 'the item is not closed yet')
  t.notOk(rows(given(spoken(), decide('agreed'), closeItem)).includes('MD-H08'))
})

t.test('MD-H02: nobody decides what no meeting has in hand (IL-57)', async (t) => {
  const head = answerTo(onAgenda(), decide('agreed'))
  t.same(rowsOf(head).slice(0, 2), ['MD-H02', 'T27'])
  t.notOk(isForbidden(head))
  t.same(rowsOf(answerTo(onAgenda(), closeItem)).slice(0, 2), ['MD-H02', 'T27'])
})

t.test('PW-01: the head is the head of the making organ, not of any organ here', async (t) => {
  const bureau = { official: 'li-na', organ: 'cn-000000/finance-bureau', post: 'head' }
  const theirs = { by: bureau, appointed: [appointed(bureau)] }
  t.same(rowsOf(answerTo(spoken(), { ...decide('agreed'), ...theirs })).slice(0, 2), [
    'PW-01',
    'MD-H03',
  ])
  t.same(
    rowsOf(answerTo(onAgenda(), { ...openItem(moment('2025-03-13 09:30')), ...theirs }))[0],
    'PW-01',
  )
})

t.test('PW-01: the door of the clerks is shut from outside, whatever the act names', async (t) => {
  const outside = { official: 'clock', organ: 'cn-000000/government-office', post: 'clock' }
  const lodged = (round: number): Act => ({
    by: outside,
    at: moment('2025-03-13 09:00'),
    type: 'ClosePublicComment',
    with: { round },
    appointed: [appointed(outside)],
  })
  const answer = answerTo(onAgenda(), lodged(9))
  t.same(rowsOf(answer)[0], 'PW-01')
  t.ok(isForbidden(answer))
  const unit = { ...lodged(9), by: by('undertaking-unit-handler') }
  t.equal(answerTo(onAgenda(), unit).kind, 'invalid', 'for the unit there is no such round')
})

t.test('T31: a deferred item is tabled again by a person, and admitted anew', async (t) => {
  const deferred = given(spoken(), decide('deferred', { reasons: '待核。' }), closeItem)
  t.same(owedIn(deferred), [], 'nothing lapses by itself')
  const again: Act = {
    by: by('undertaking-unit-principal'),
    at: moment('2025-03-20 09:00'),
    type: 'TableAgain',
    with: { draft: 1 },
  }
  t.same(rowsOf(answerTo(decided(), again)), ['T22'])
  t.same(rowsOf(answerTo(deferred, { ...again, with: { draft: 2 } })), ['MD-G11'])
  const tabledAgain = given(deferred, again)
  t.equal(matterOf(tabledAgain).stage, 'S16')
  t.same(rowsOf(answerTo(tabledAgain, openItem(moment('2025-03-20 10:00')))), ['T26'])
})

t.test(
  'T28: edits are signed on a text that the reviewer found unchanged in substance',
  async (t) => {
    const edits = [{ clause: '第三条', what: '文字' }]
    const edited = given(spoken(), decide('agreed', { edits }), closeItem)
    t.ok(matterOf(edited).meeting.editsOpen)
    const sign: Act = {
      by: by('head'),
      at: moment('2025-03-14 09:00'),
      type: 'SignEditedText',
      with: { draft: 2, edits, text: paper(2) },
    }
    t.same(rowsOf(answerTo(edited, sign)), ['MD-G11'])
    const found = but(edited, () => ({ changes: [finding('AF-12', 'no', { from: 1, to: 2 })] }))
    t.match(matterOf(given(found, sign)).meeting, { draft: 2, editsOpen: false })
    const wrong = { ...sign, with: { draft: 2, edits, text: paper(3) } }
    t.same(rowsOf(answerTo(found, wrong)), ['MD-J04'])
    t.same(rowsOf(answerTo(decided(), sign)), ['T50', 'MD-G11'], 'no edits were asked for')
  },
)

t.test(
  '第三十条第三款: minutes are checked, then signed, and keep each dissent (IL-64)',
  async (t) => {
    const split = given(spoken(2), decide('agreed'), closeItem)
    const dissent = (...who: readonly string[]) =>
      who.map((one) => ({ member: one, statement: '不同意。' }))
    const sign = (post: 'office-director' | 'head', dissents: readonly object[]): Act => ({
      by: by(post),
      at: moment('2025-03-14 09:00'),
      type: 'SignMinutes',
      with: { number: '第1次', decision: '同意', dissents, minutes: paper() },
    })
    const both = dissent('executive-deputy', 'deputy-head')
    t.same(rowsOf(answerTo(split, sign('office-director', []))), ['MD-H11', 'MD-H06'])
    t.same(rowsOf(answerTo(split, sign('office-director', both.slice(1)))), ['MD-H11', 'MD-H06'])
    t.same(rowsOf(answerTo(split, sign('head', both))), ['MD-H11'], 'not checked yet')
    const checked = given(split, sign('office-director', both))
    t.same(rowsOf(answerTo(checked, sign('office-director', both))), ['T50'])
    const issue: Act = {
      by: by('government-office'),
      at: moment('2025-03-14 10:00'),
      type: 'IssueMinutes',
      with: { minutes: paper(), to: ['cn-000000/urban-management-bureau'] },
    }
    t.same(rowsOf(answerTo(checked, issue)), ['MD-H11'], 'unsigned minutes are not issued')
    const signed = given(checked, sign('head', both))
    t.same(rowsOf(answerTo(signed, issue)), ['recorded'])
    t.same(rowsOf(answerTo(spoken(2), sign('office-director', both))), ['T27'])
  },
)

function transcript(more: object = {}): Act {
  const speech = (who: string, takes = 'agree') => ({
    member: who,
    stance: takes,
    head: who === 'head',
  })
  return {
    by: by('government-office'),
    at: moment('2025-03-14 09:00'),
    type: 'EnterTranscript',
    with: {
      kind: 'executive-meeting',
      opened: moment('2025-03-13 09:00'),
      closed: moment('2025-03-13 11:00'),
      chair: 'head',
      due: members,
      speeches: [...members.slice(1).map((who) => speech(who)), speech('head')],
      decider: 'head',
      decision: 'agreed',
      draft: 1,
      transcript: paper(),
      happened: moment('2025-03-13 11:00'),
      evidence: paper(),
      ...more,
    },
  }
}
const speeches = (...list: readonly (readonly [string, string])[]) =>
  list.map(([who, takes]) => ({ member: who, stance: takes, head: who === 'head' }))

function flags(world: World, act: Act): readonly string[] {
  const outcome = answerTo(world, act)
  if (outcome.kind !== 'recorded') throw new Error(JSON.stringify(outcome))
  return outcome.deviations.map(({ rule }) => rule)
}

t.test(
  'U.6: a meeting held on paper is entered as it happened, and moves the matter',
  async (t) => {
    const agenda = onAgenda()
    t.same(flags(agenda, transcript()), [])
    const entered = given(agenda, transcript())
    t.match(matterOf(entered), { stage: 'S18', meeting: { closed: true, draft: 1 } })
    t.match(matterOf(entered).deadlines.publication, { lastDay: '2025-04-11' })
    t.same(matterOf(entered).meeting.stances.length, 8)
  },
)

t.test('U.6: what went wrong in it is flagged and not refused (IL-49, IL-60, E11)', async (t) => {
  const agenda = onAgenda()
  const third = [
    ['member-1', 'agree'],
    ['member-2', 'agree'],
    ['head', 'agree'],
    ['member-3', 'agree'],
  ] as const
  t.same(flags(agenda, transcript({ speeches: speeches(...third) })), ['MD-H04', 'SoD-06'])
  const early = { opened: moment('2025-03-10 09:00'), closed: moment('2025-03-10 10:00') }
  t.same(flags(agenda, transcript({ ...early, happened: moment('2025-03-10 10:00') })), ['MD-G05'])
  const against = [
    ['member-1', 'disagree'],
    ['member-2', 'disagree'],
    ['head', 'agree'],
  ] as const
  const silent = transcript({ speeches: speeches(...against) })
  t.same(flags(agenda, silent), ['MD-H05', 'SoD-07'])
  const spokenUp = transcript({ speeches: speeches(...against), reasons: '已说明。' })
  t.same(flags(agenda, spokenUp), [])
  const late: Act = { ...reasons, at: moment('2025-03-15 09:00') }
  t.same(rowsOf(answerTo(given(agenda, silent), late)), ['SoD-07', 'CAL-11'], 'IL-62')
  t.same(
    matterOf(given(agenda, silent)).deviations.map(({ rule }) => rule),
    ['MD-H05', 'SoD-07'],
  )
  const recused = transcript({ recused: ['member-1'] })
  t.same(flags(agenda, recused), ['MD-H10', 'SoD-19'])
})

t.test('U.6: no decision in law comes of it where the foundation is missing', async (t) => {
  const agenda = onAgenda()
  const passed = transcript({
    kind: 'circulation',
    opened: undefined,
    closed: undefined,
    speeches: [],
  })
  t.same(flags(agenda, passed), ['MD-H02'])
  t.match(matterOf(given(agenda, passed)), { stage: 'S16', meeting: { closed: false } })
  t.same(flags(agenda, transcript({ kind: 'special-topic-meeting' })), ['MD-H02'])
  t.same(flags(agenda, transcript({ decider: 'executive-deputy' })), ['MD-H03'])
  const early = flags(accepted(), transcript())
  t.same(early, ['MD-H01', 'MD-G01', 'MD-G02'])
  t.equal(matterOf(given(accepted(), transcript())).stage, 'S11', 'the review goes on')
})

t.test('第三十条: a meeting that is claimed says when it sat and who spoke', async (t) => {
  const agenda = onAgenda()
  for (const left of [{ opened: undefined }, { closed: undefined }, { speeches: [] }]) {
    t.same(rowsOf(answerTo(agenda, transcript(left))), ['MD-H02', 'MD-H04'])
  }
  const backwards = transcript({ closed: moment('2025-03-13 08:00') })
  t.same(rowsOf(answerTo(agenda, backwards)), ['invalid'])
})

t.test(
  '第三十条第三款: where the sitting is on record, whoever was there has a stance in it',
  async (t) => {
    const sat = given(onAgenda(), openSitting(moment('2025-03-13 09:00')))
    const named = { sitting, date: date('2025-03-13') }
    t.same(flags(sat, transcript(named)), [])
    const few = [
      ['member-1', 'agree'],
      ['head', 'agree'],
    ] as const
    t.same(flags(sat, transcript({ ...named, speeches: speeches(...few) })), ['MD-H06'])
  },
)

function from(change: (matter: Matter) => Partial<Matter>): World {
  return given(
    but(revised(), change),
    submitForReview(moment('2025-03-03 09:00')),
    acceptForReview(moment('2025-03-03 10:00')),
  )
}
function notPerformed({ comment, participation, experts, risk, fairCompetition }: Matter) {
  const { adoption: _adoption, ...heard } = participation
  const { concluded: _argued, ...argued } = experts
  const { concluded: _reviewed, ...compared } = fairCompetition
  return {
    comment: { ...comment, chosen: false },
    participation: heard,
    experts: argued,
    risk: { ...risk, reports: [], conclusions: [] },
    fairCompetition: compared,
  }
}
