import t from 'tap'
import {
  expertOpinionsDisposed,
  isMajorityAgainst,
} from '../../packages/procedure/src/major-decision/expert-argumentation/gates.ts'
import { packWith } from '../rulebook/pack.ts'
import {
  answerTo,
  answered,
  by,
  circumstances,
  closeSteps,
  command,
  flaggedBy,
  given,
  groundOf,
  moment,
  paper,
  refusedBy,
  stepsOpen,
  windowEnd,
  windowOpen,
  type Act,
  type Told,
} from './support/participation.ts'

const at = moment('2025-06-10 09:00')
const ids = ['expert-1', 'expert-2', 'expert-3']
const expert = (id: string, more: object = {}) => ({
  id,
  institution: 'cn-000000/expert-panel',
  field: '价格',
  industryAuthority: false,
  fromLibrary: true,
  dissenting: false,
  ...more,
})
const select = (experts: readonly object[]) =>
  command('SelectPanel', { form: 'meeting', experts, questions: ['是否可行？'] })
const declare = (id: string, directInterest: boolean, found = 'declared') =>
  command('DeclareInterest', { expert: id, directInterest, found, declaration: paper() })
const send = (to: readonly string[]) => command('SendMaterials', { to, draft: 1, items: [paper()] })
const sign = (id: string, more: object = {}) =>
  command('SignExpertOpinion', {
    expert: id,
    draft: 1,
    necessity: '必要',
    feasibility: '可行',
    soundness: '科学',
    conclusion: 'support',
    signed: true,
    stamped: true,
    opinion: paper(),
    ...more,
  })
const conclude = command('ConcludeArgumentation', {
  draft: 1,
  conclusion: 'support',
  report: paper(),
})
const acts = (...commands: readonly Act['do'][]): readonly Act[] =>
  commands.map((one) => ({ at, do: one }))
const open = () => windowOpen(stepsOpen(['AF-05']))
const technical = () => answered(open(), 'AF-05', 'yes', {}, at)
const selected = () =>
  given(
    technical(),
    ...acts(...ids.map((id) => declare(id, false)), select(ids.map((id) => expert(id)))),
  )
const argued = () => given(selected(), ...acts(send(ids), ...ids.map((id) => sign(id)), conclude))
const closing = (told: Told, packs?: Act['packs']) =>
  refusedBy(answerTo(told, { at: windowEnd, do: closeSteps, ...(packs ? { packs } : {}) }))

t.test(
  '第十九条第一款 (MD-E01): a technical matter is argued by experts; no answer keeps the steps open',
  async (t) => {
    t.same(closing(open()), ['MD-E01'])
    t.same(closing(technical()), ['MD-E01'])
    t.same(closing(selected()), ['MD-E01'])
    t.same(closing(argued()), ['recorded'])
    t.same(closing(answered(open(), 'AF-05', 'no', {}, at)), ['recorded'])
  },
)

t.test('MD-E01: nothing is concluded without a panel and a signed opinion', async (t) => {
  const none = answerTo(technical(), { at, do: conclude })
  t.same(groundOf(none, 'MD-E01').missing, ['SelectPanel', 'SignExpertOpinion'])
  t.same(groundOf(answerTo(selected(), { at, do: conclude }), 'MD-E01').missing, [
    'SignExpertOpinion',
  ])
  const one = given(selected(), ...acts(sign('expert-1')))
  t.same(refusedBy(answerTo(one, { at, do: conclude })), ['recorded'])
})

t.test('第十九条第二款 (MD-E02): a written opinion is signed, by its own author', async (t) => {
  const told = selected()
  const filed = (more: object, who = by('undertaking-unit-handler')) =>
    answerTo(told, { by: who, at, do: sign('expert-1', more) })
  t.same(groundOf(filed({ signed: false }), 'MD-E02').missing, ['signed'])
  t.same(groundOf(filed({ signed: undefined }), 'MD-E02').missing, ['signed'])
  t.same(groundOf(filed({ stamped: undefined }), 'MD-E02').missing, ['stamped'])
  t.same(refusedBy(filed({})), ['recorded'])
  t.same(refusedBy(filed({}, by('expert', 1))), ['recorded'])
  t.same(refusedBy(filed({}, by('expert', 2))), ['PW-01'], 'nobody signs for another')
  t.same(refusedBy(answerTo(told, { at, do: sign('expert-4') })), ['invalid'])
})

t.test(
  '第二十条 (MD-E04, SoD-03): nobody with a direct interest is selected, and a denial does not undo it',
  async (t) => {
    const told = given(technical(), ...acts(declare('expert-2', true)))
    const panel = select(ids.map((id) => expert(id)))
    t.same(refusedBy(answerTo(told, { at, do: panel })), ['MD-E04', 'SoD-03'])
    t.same(groundOf(answerTo(told, { at, do: panel }), 'SoD-03').missing, ['expert-2'])
    const denied = given(told, ...acts(declare('expert-2', false)))
    t.same(refusedBy(answerTo(denied, { at, do: panel })), ['MD-E04', 'SoD-03'])
    const others = select(['expert-1', 'expert-3'].map((id) => expert(id)))
    t.same(refusedBy(answerTo(told, { at, do: others })), ['recorded'])
    t.same(refusedBy(answerTo(technical(), { at, do: select([]) })), ['MD-E04'])
    t.same(
      refusedBy(
        answerTo(technical(), { at, do: select([expert('expert-1'), expert('expert-1')]) }),
      ),
      ['invalid'],
    )
  },
)

t.test('SoD-03: materials go to those who have declared', async (t) => {
  const told = given(
    technical(),
    ...acts(declare('expert-1', false), select(ids.map((id) => expert(id)))),
  )
  const all = answerTo(told, { at, do: send(ids) })
  t.same(groundOf(all, 'SoD-03').missing, ['DeclareInterest', 'expert-2', 'expert-3'])
  t.same(refusedBy(answerTo(told, { at, do: send(['expert-1']) })), ['recorded'])
  t.same(refusedBy(answerTo(told, { at, do: send(['expert-5']) })), ['invalid'])
  const silent = command('DeclareInterest', {
    expert: 'expert-2',
    directInterest: false,
    found: 'declared',
  })
  t.same(refusedBy(answerTo(told, { at, do: silent })), ['SoD-03'], 'a declaration is a paper')
})

t.test(
  'U.6 (SoD-03): an interest detected later is flagged, and the opinion loses its weight',
  async (t) => {
    const detected = { at, do: declare('expert-3', true, 'detected') }
    t.same(flaggedBy(answerTo(argued(), detected)), [['SoD-03', []]])
    const after = given(argued(), detected)
    t.equal(after.matter.experts.opinions.find((one) => one.expert === 'expert-3')?.struck, true)
    t.same(
      closing(after),
      ['recorded'],
      'two of three remain, and the nation names no least number',
    )
    const alone = given(
      after,
      ...acts(
        ...['expert-1', 'expert-2'].map((id) =>
          command('StrikeExpertOpinion', { expert: id, ground: '利害关系' }),
        ),
      ),
    )
    t.same(closing(alone), ['SoD-03', 'MD-E04'])
    t.same(flaggedBy(answerTo(argued(), { at, do: declare('expert-6', true, 'detected') })), [])
  },
)

t.test(
  'SoD-03 under a pack of at least three: below it the steps stay open until a new panel has reported',
  async (t) => {
    const packs = [packWith('MD-E04', 'md.expert.min', 3)]
    t.same(closing(argued(), packs), ['recorded'])
    const detected = { at, do: declare('expert-3', true, 'detected'), packs }
    t.same(flaggedBy(answerTo(argued(), detected)), [['SoD-03', ['CloseSteps']]])
    const after = given(argued(), detected)
    t.same(closing(after, packs), ['SoD-03', 'MD-E04'])
    const fresh = ['expert-1', 'expert-2', 'expert-4']
    const renewed = given(after, ...acts(select(fresh.map((id) => expert(id))), sign('expert-4')))
    t.same(closing(renewed, packs), ['recorded'])
  },
)

t.test(
  'MD-E04, SoD-04, MD-E06: number, parity, share and library where the pack sets them',
  async (t) => {
    const panel = (experts: readonly object[], pack: Parameters<typeof packWith>) =>
      refusedBy(answerTo(technical(), { at, do: select(experts), packs: [packWith(...pack)] }))
    const many = (number: number, more = {}) =>
      Array.from({ length: number }, (_, index) => expert(`expert-${index + 1}`, more))
    const five: Parameters<typeof packWith> = ['MD-E04', 'md.expert.min', 5]
    t.same(panel(many(4), five), ['MD-E04'])
    t.same(panel(many(5), five), ['recorded'])
    const odd: Parameters<typeof packWith> = ['SoD-04', 'md.expert.parity', 'odd']
    t.same(panel(many(6), odd), ['MD-E04', 'SoD-04'])
    t.same(panel(many(5), odd), ['recorded'])
    const third: Parameters<typeof packWith> = [
      'SoD-04',
      'md.expert.maxIndustryShare',
      { ratio: '1/3', strict: false },
    ]
    const authority = { industryAuthority: true }
    t.same(
      panel([...many(2), expert('expert-3', authority)], third),
      ['recorded'],
      'exactly a third',
    )
    t.same(panel([...many(1), expert('expert-3', authority)], third), ['SoD-04'])
    const library: Parameters<typeof packWith> = ['MD-E06', 'md.expert.mustUseLibrary', true]
    const outside = { fromLibrary: false, whyOutside: '库内无此专业' }
    t.same(panel(many(3), library), ['recorded'])
    t.same(panel(many(3, outside), library), ['MD-E06'])
    t.same(refusedBy(answerTo(technical(), { at, do: select(many(3, outside)) })), ['recorded'])
    t.same(
      refusedBy(answerTo(technical(), { at, do: select(many(3, { fromLibrary: false })) })),
      ['MD-E04'],
      'who comes from outside has a reason',
    )
  },
)

t.test(
  '第二十九条第三项 (MD-E07): every expert opinion has a disposition with reasons',
  async (t) => {
    const told = argued()
    const asked = (before: Told) =>
      expertOpinionsDisposed(before.matter, circumstances(windowEnd)).map(({ rule }) => rule)
    const dispose = (id: string, reasons = '采纳') =>
      command('DisposeOfExpertOpinion', { expert: id, disposition: 'adopted', reasons })
    t.same(asked(told), ['MD-E07'])
    t.same(refusedBy(answerTo(told, { at, do: dispose('expert-1', '') })), ['MD-E07'])
    const two = given(told, ...acts(dispose('expert-1'), dispose('expert-2')))
    t.same(asked(two), ['MD-E07'], 'one is left')
    t.same(asked(given(two, ...acts(dispose('expert-3')))), [])
    const struck = given(
      two,
      ...acts(command('StrikeExpertOpinion', { expert: 'expert-3', ground: '利害关系' })),
    )
    t.same(asked(struck), [], 'a struck opinion has no weight')
    t.same(refusedBy(answerTo(told, { at, do: dispose('expert-4') })), ['invalid'])
  },
)

t.test(
  'MD-E07: the majority of experts is counted over the opinions that have weight',
  async (t) => {
    const against = { conclusion: 'doNotSupport' }
    const two = given(selected(), ...acts(sign('expert-1', against), sign('expert-2')))
    t.equal(isMajorityAgainst(two.matter), false, 'exactly half is no majority')
    t.equal(isMajorityAgainst(given(two, ...acts(sign('expert-3', against))).matter), true)
  },
)
