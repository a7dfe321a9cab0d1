import { instant } from '@juece/kernel'
import t from 'tap'
import { filled, Unnamed, type GivenAct } from '../../infra/dev/scenario/fill.ts'
import { noMemory, type AtHand, type Memory } from '../../infra/dev/scenario/memory.ts'
import { organOf } from '../../infra/dev/scenario/organ.ts'
import { scenarioFrom } from '../../infra/dev/scenario/load.ts'
import { ownActBook } from './act-book.ts'

const book = ownActBook()
const at = instant('2025-03-10T09:00')
const matter = 'matter/01957d90-da80-71d1-916b-772a486ddef9'
const { scenario } = scenarioFrom('x', 'scenario: x\nfrom: 2025-03-03T09:00\n')
const organ = organOf('cn-000101', scenario)

function hand(memory: Partial<Memory> = {}, names: AtHand['names'] = new Map()): AtHand {
  return {
    at,
    jurisdiction: organ.jurisdiction,
    government: organ.government,
    memory: { ...noMemory(matter), ...memory },
    matters: new Map([['main', matter]]),
    names,
    official: (role) => organ.official(role),
    organ: (role) => organ.organOf(role),
  }
}

/** Papers that tell what was stored under them. */
const papers = {
  text: async (content: string) => `sha256:text(${content.trim()})`,
  file: async (path: string) => `sha256:file(${path})`,
}

function fill(act: GivenAct, at = hand(), by = 'undertaking-unit-handler', stream = matter) {
  return filled(act, book.get(act.type), at, { by, stream }, papers)
}

t.test('a step that names nothing is the lawful example with this matter in it', async (t) => {
  const act = await fill({ type: 'StartProcedure' })
  t.match(act, {
    type: 'StartProcedure',
    units: ['cn-000101/urban-management-bureau'],
    lead: 'cn-000101/urban-management-bureau',
  })
  t.notOk('signed' in act, 'what may be left out is left out')
})

t.test('what the step names stands, the rest is filled; null removes a field', async (t) => {
  const act = await fill({ type: 'PublishCommentNotice', days: 12, explanation: null })
  t.match(act, { days: 12, draft: 1, round: 1, channels: ['governmentSite'] })
  t.notOk('explanation' in act)
})

t.test('an end given as a date stands aside the number of days', async (t) => {
  const act = await fill({ type: 'PublishCommentNotice', closes: '2025-04-09' })
  t.match(act, { closes: '2025-04-09' })
  t.notOk('days' in act)
})

t.test('drafts, rounds and windows are those of the matter at hand', async (t) => {
  const memory = {
    drafts: [1, 2, 3].map((version) => ({ version, digest: `sha256:${version}` })),
    rounds: 2,
    roundDrafts: [1, 3],
  }
  t.match(await fill({ type: 'RegisterDraft' }, hand(memory)), { version: 4 })
  t.match(await fill({ type: 'CloseSteps' }, hand(memory)), { draft: 3 })
  t.match(await fill({ type: 'RecordBasis', draft: '$draft-2' }, hand(memory)), { draft: 2 })
  t.match(await fill({ type: 'ClosePublicComment' }, hand(memory)), { round: 2 })
  t.match(await fill({ type: 'SubmitPublicOpinion' }, hand(memory), 'public'), {
    window: `${matter}#2`,
    draft: 3,
  })
})

t.test(
  'items of a list are filled from those of the example, or from what their fields ask',
  async (t) => {
    const findings = await fill({
      type: 'ProposeFinding',
      findings: [
        { code: 'AF-05', answer: 'no' },
        { code: 'AF-06', answer: 'yes', reasons: 'own' },
      ],
    })
    t.match(findings, {
      findings: [
        { code: 'AF-05', answer: 'no', reasons: /./ },
        { code: 'AF-06', reasons: 'own' },
      ],
    })
    const opinion = await fill({
      type: 'IssueLegalityOpinion',
      points: [{ kind: 'mustChange' }, {}],
    })
    t.match(opinion, { points: [{ no: 1, kind: 'mustChange', says: /./ }, { no: 2 }] })
  },
)

t.test('a name is what the type of the field asks: position, sequence or stream', async (t) => {
  const done = {
    position: 41,
    sequence: 7,
    stream: 'sittings/9b2f0b7c-8f5e-4a7e-9d4f-0d6c5a3f1e22',
  }
  const at = hand({}, new Map([['x', done]]))
  t.match(await fill({ type: 'ApproveRegisterChange', change: '$x' }, at), { change: 7 })
  t.match(await fill({ type: 'AdmitToAgenda', sitting: '$x' }, at), { sitting: done.stream })
  t.match(await fill({ type: 'IssueLegalityOpinion', counsel: ['$x'] }, at), { counsel: [41] })
})

t.test('roles are officials, and their organs', async (t) => {
  t.match(await fill({ type: 'RecordStance', member: '$member-7' }), {
    member: 'cn-000101.member-7',
  })
  t.match(await fill({ type: 'RecordConsultation' }), { organ: 'cn-000101/finance-bureau' })
})

t.test(
  'a paper is a path beside the file, a text, a digest, or one written for the purpose',
  async (t) => {
    const act = await fill({
      type: 'RegisterDraft',
      text: 'papers/draft.txt',
      explanation: { text: 'because' },
    })
    t.match(act, { text: 'sha256:file(papers/draft.txt)', explanation: 'sha256:text(because)' })
    const known = `sha256:${'a'.repeat(64)}`
    t.match(await fill({ type: 'CheckOpenness', text: known }), { text: known })
    t.match(await fill({ type: 'RecordResearch' }), { report: /RecordResearch: report/ })
  },
)

t.test('the text checked and published is the one that was decided', async (t) => {
  const drafts = [1, 2].map((version) => ({ version, digest: `sha256:${version}` }))
  t.match(await fill({ type: 'PublishDecision' }, hand({ drafts, deliberated: 1 })), {
    text: 'sha256:1',
  })
  t.match(await fill({ type: 'CheckOpenness' }, hand({ drafts })), { text: 'sha256:2' })
})

t.test('minutes name the dissents the matter has, unless the step says otherwise', async (t) => {
  const memory = {
    decision: 'agreed',
    stances: [
      { member: 'm-1', stance: 'agree', statement: 'yes' },
      { member: 'm-2', stance: 'disagree', statement: 'too soon' },
    ],
  }
  const named = await fill({ type: 'SignMinutes' }, hand(memory))
  t.strictSame(named['dissents'], [{ member: 'm-2', statement: 'too soon' }])
  const silent = await fill({ type: 'SignMinutes', dissents: [] }, hand(memory))
  t.strictSame(silent['dissents'], [])
})

t.test('which speech of a transcript is the head’s follows from who speaks', async (t) => {
  const { speeches } = await fill({
    type: 'EnterTranscript',
    speeches: [
      { member: '$member-1', stance: 'agree' },
      { member: '$head', stance: 'agree' },
      { member: '$member-2', stance: 'agree' },
    ],
  })
  t.match(speeches, [{ head: false }, { head: true }, { head: false }])
})

t.test(
  'an opinion entered from paper comes with scan and proof, one of the public does not',
  async (t) => {
    t.match(await fill({ type: 'SubmitPublicOpinion' }, hand(), 'government-office'), {
      scan: /^sha256:/,
      evidence: /^sha256:/,
      happened: '2025-03-10T00:59:00.000Z',
    })
    t.notOk('scan' in (await fill({ type: 'SubmitPublicOpinion' }, hand(), 'public')))
  },
)

t.test('an act that does not exist is sent as it is written', async (t) => {
  t.strictSame(await fill({ type: 'RemoveOpinion', which: 2 }), { type: 'RemoveOpinion', which: 2 })
})

t.test('a word for which nothing is there yet is a fault of the file', async (t) => {
  await t.rejects(fill({ type: 'AdmitToAgenda' }), new Unnamed('$sitting'))
})
