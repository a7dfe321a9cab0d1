import { digestOf } from '@juece/cryptography'
import { instant } from '@juece/kernel'
import { setRootOf } from '@juece/ledger'
import { accountabilityExtract, replay, type Matter } from '@juece/procedure'
import { parseEntry } from '@juece/procedure/wire'
import { recordReader } from '@juece/record-store'
import { calendarFiles, calendarOf, nationalLevelFile, resolveRules } from '@juece/rulebook'
import t from 'tap'
import type { Planned, PlannedAct } from '../../infra/dev/scenario/prefixes.ts'
import { lawfulSteps } from '../support/lived-path.ts'
import { openTown, type Town } from '../support/lived-town.ts'

const lodged = (by: string, type: string, more: object = {}): PlannedAct => ({
  by,
  act: { type, ...more },
})

/** 第三十七条: the path of a matter that was proposed to adjust a decision. */
function adjusting(stream: string): readonly Planned[] {
  return lawfulSteps('decided').map((step) =>
    'act' in step && step.act.type === 'SubmitProposal'
      ? { ...step, act: { ...step.act, adjusts: stream } }
      : step,
  )
}

/** Every entry of the record, decided again. */
async function redecided(town: Town) {
  const reader = recordReader(town.admin)
  const stored = await reader.readFrom(0, 2_000)
  const entries = stored.map(({ position, bytes }) => ({
    position,
    digest: digestOf(bytes),
    entry: parseEntry(bytes),
  }))
  const calendar = calendarOf(calendarFiles)
  const results = replay(entries, {
    rules: (_manifest, on) => resolveRules([nationalLevelFile], on),
    calendar: () => calendar,
    procedure: () => 1,
    rootOf: setRootOf,
  })
  return { entries, results: [...results] }
}

t.test(
  'E15, E17, E18: suspended, resumed, evaluated by somebody unrelated, stopped by another decision; replayed alike',
  async (t) => {
    const town = await openTown(t, instant('2024-03-04T09:00+08:00'), [
      'evaluator',
      'inspector',
      'superior',
    ])
    const matter = town.matter()
    const waits = (ends: Parameters<Town['moveTo']>[0]) => town.moveTo(ends)
    await matter.plays(lawfulSteps('executing'), waits)
    await matter.plays(
      [
        lodged('executing-unit', 'ReportMajorCircumstance', { kind: 'forceMajeure' }),
        lodged('head', 'SuspendExecution', { situation: 'forceMajeure' }),
      ],
      waits,
    )
    t.equal((await matter.folded()).stage, 'S25')
    await matter.plays(
      [
        lodged('head', 'ResumeExecution'),
        lodged('government-office', 'RecordExecutionOpinion'),
        lodged('inspector', 'OpenInspection'),
        lodged('inspector', 'ConcludeInspection'),
        lodged('executing-unit', 'ObjectToConclusion', { happened: '$now' }),
        lodged('inspector', 'AssignObjection'),
        lodged('office-director', 'DecideObjection'),
        lodged('head', 'OpenEvaluation', { trigger: 'manyOpinions' }),
      ],
      waits,
    )
    const assessor = lodged('head', 'AppointEvaluator', { institution: '$risk-assessor.organ' })
    t.match(await matter.lodge(assessor), { kind: 'refused', isAboutThePerson: false })
    await matter.plays(
      [
        lodged('head', 'AppointEvaluator'),
        lodged('evaluator', 'NameEvaluationTeam'),
        lodged('evaluator', 'SubmitEvaluationReport', { advice: 'stop' }),
        lodged('head', 'DisposeOfReport', { disposition: 'stop' }),
        lodged('head', 'CloseEvaluation'),
      ],
      waits,
    )
    const other = town.matter()
    const stop = lodged('head', 'StopExecution', { decidedIn: other.stream })
    t.equal((await matter.lodge(stop)).kind, 'invalid', 'there is no such matter yet')
    const [proposal, ...rest] = adjusting(matter.stream)
    await other.plays(proposal === undefined ? [] : [proposal], waits)
    t.match(await matter.lodge(stop), {
      kind: 'refused',
      grounds: [{ rule: 'MD-M01' }, { rule: 'T42' }],
    })
    await other.plays(rest, waits)
    t.equal((await other.folded()).adjustment.adjusts, matter.stream)
    t.match(await matter.lodge(stop), { kind: 'recorded', stage: 'S28' })
    t.match(await matter.lodge(lodged('superior', 'OpenAccountability')), { kind: 'recorded' })
    const state: Matter = await matter.folded()
    t.same(state.deviations, [])

    const { entries, results } = await redecided(town)
    t.same(
      results.filter(({ kind }) => kind !== 'agrees'),
      [],
    )
    const own = entries.filter(({ entry }) => entry.stream === matter.stream)
    const extract = accountabilityExtract(own)
    t.equal(extract.decisions.length, 1)
    t.same(extract.decisions[0]?.dissenters, [])
    t.equal(extract.decisions[0]?.stances.length, 7)
    t.ok(
      extract.acts.some(({ act, official }) => act === 'SuspendExecution' && official === 'head'),
    )
    t.equal(extract.cases.length, 1)
  },
)
