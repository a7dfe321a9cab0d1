import type { Instant } from '@juece/kernel'
import { rowsOfClock, type ActBook, type ActForm } from './act-book.ts'
import type { Answer, Caller, Client } from './client.ts'
import { pathOf, postNamed, streamFor } from './doors.ts'
import { answerDifferences, expectedOf, outcomeOf } from './expectation.ts'
import { filled, Unnamed } from './fill.ts'
import type { ScenarioStep } from './file-schema.ts'
import type { ScenarioFile } from './load.ts'
import { matterDifferences, refusalDifferences, seenBy, type Looking } from './look.ts'
import { noMemory, remembered, type Done, type Memory } from './memory.ts'
import type { Organ } from './organ.ts'
import { paperStore } from './paper-store.ts'
import type { StepReport } from './report.ts'
import { publicRole } from './roles.ts'
import { fileError } from './scenario-file-error.ts'

/** What a case is played with. */
export interface Playing {
  readonly client: Client
  readonly book: ActBook
  readonly withoutEngine: boolean
}

/** A step that is to be played now. */
export interface Ask {
  readonly part: StepReport['part']
  readonly at: Instant
  readonly step: ScenarioStep
  /** Its place among the steps of the file. */
  readonly index?: number
}

/** 一案 · One file being played: its organ, its matters, what it remembers, what became of its steps. */
export interface Case {
  readonly file: ScenarioFile
  readonly organ: Organ
  readonly steps: readonly StepReport[]
  readonly failures: readonly string[]
  readonly isStopped: boolean
  /** Ids of its matters by their names in the file; the main one is `main`. */
  readonly matters: ReadonlyMap<string, string>
  play(ask: Ask): Promise<void>
  /** The end of a deadline of a matter, as the record has it; `hearing` is the hour of its hearing. */
  deadline(matter: string, name: string): Promise<Instant | undefined>
  fail(line: string): void
  /** Digests of its packs by their names. */
  readonly packs: Map<string, string>
}

/** The name of the matter that carries none. */
export const mainMatter = 'main'
const refusals = ['refused', 'forbidden']

/** Opens a case: nothing has been lodged yet. */
export function openCase(
  { client, book, withoutEngine }: Playing,
  file: ScenarioFile,
  organ: Organ,
  ids: ReadonlyMap<string, string>,
): Case {
  const { jurisdiction, government, official, organOf } = organ
  const auditor: Caller = { person: `${jurisdiction}.auditor` }
  const without = withoutEngine ? rowsOfClock(book) : new Set<string>()
  const looking: Looking = { client, book, organ, auditor, without }
  const papers = paperStore(client, file.path)
  const steps: StepReport[] = []
  const failures: string[] = []
  const names = new Map<string, Done>()
  const packs = new Map<string, string>()
  const matters = new Map([...ids].map(([name, id]) => [name, `matter/${id}`]))
  const memories = new Map([...matters].map(([name, stream]) => [name, noMemory(stream)]))
  const memoryOf = (matter: string): Memory => memories.get(matter) ?? noMemory('')
  const { people, institutions } = file.scenario
  const bodies = new Map(Object.entries(institutions).map(([name, { code }]) => [name, code]))
  const bodyOf = (role: string) => bodies.get(people[role]?.institution ?? '')
  const streamOf = (step: ScenarioStep, matter: string) =>
    streamFor(step, { book, organ, memory: memoryOf(matter), names })
  let keys = 0

  const lodged = async (ask: Ask, matter: string): Promise<StepReport> => {
    const { step, at } = ask
    const { act, by = '', as } = step
    if (act === undefined) return reported(ask, file)
    const caller: Caller = {
      person: official(by) ?? `${jurisdiction}.${by}`,
      ...(as === undefined ? {} : { actAs: postNamed(as, organ) }),
    }
    const form = book.get(act.type)
    const stream = streamOf(step, matter)
    const memory = memoryOf(matter)
    const hand = {
      ...{ at, jurisdiction, government, memory, matters, names, packs, official, bodies, bodyOf },
      organ: organOf,
    }
    const storer = by === publicRole ? auditor : caller
    const isRefusalAsked = refusals.includes(expectedOf(step))
    const body = await filled(act, form, hand, { by, stream, isRefusalAsked }, papers(storer))

    const before = isRefusalAsked ? await seenBy(looking, stream, caller) : undefined
    const key = `${jurisdiction}-${(keys += 1)}`
    const answer =
      by === publicRole && act.type === 'SubmitPublicOpinion'
        ? await client.opine(ids.get(matter) ?? '', body, key)
        : await client.lodge(`${pathOf(stream)}/acts`, body, key, caller)
    if (step.name !== undefined && typeof body['pack'] === 'string') {
      packs.set(step.name, body['pack'])
    }
    if (answer.kind === 'recorded') {
      memories.set(matter, remembered(memory, answer))
      if (step.name !== undefined) names.set(step.name, answer)
    }
    const kept =
      answer.kind === 'refused' && isRefusalAsked
        ? await keptDifferences(answer, stream, caller, before)
        : []
    const differences = [...answerDifferences(step, answer), ...kept]
    return { ...reported(ask, file, form), ...answered(answer), differences }
  }

  /** A refusal changes nothing and is an entry. */
  const keptDifferences = async (
    { location, position }: Extract<Answer, { kind: 'refused' }>,
    stream: string,
    caller: Caller,
    before: string | undefined,
  ): Promise<readonly string[]> => {
    const after = await seenBy(looking, stream, caller)
    const isChanged = before !== undefined && after !== undefined && before !== after
    return [
      ...(isChanged
        ? ['不予办理之后，状态或者可办理的行为变了 · state or allowedActs changed after a refusal']
        : []),
      ...(await refusalDifferences(looking, location, position, caller)),
    ]
  }

  const played = async (ask: Ask): Promise<StepReport> => {
    const { step } = ask
    const matter = step.matter ?? mainMatter
    const report = await lodged(ask, matter)
    if (typeof step.expect !== 'object') return report
    const more = await matterDifferences(looking, step.expect, {
      id: ids.get(matter) ?? '',
      memory: memoryOf(matter),
      streamOf: (type) => streamOf({ act: { type } }, matter),
    })
    const isSkipped = (step.expect.deviations ?? []).some((rule) => without.has(rule))
    return {
      ...report,
      differences: [...report.differences, ...more],
      ...(isSkipped && step.act === undefined
        ? { skipped: '只有引擎才会带来，未作要求 · only the engine could bring it' }
        : {}),
    }
  }

  return {
    file,
    organ,
    steps,
    failures,
    packs,
    matters: ids,
    get isStopped() {
      return failures.length > 0
    },
    fail: (line) => void failures.push(line),
    deadline: async (matter, name) => {
      if (name === 'hearing') return memoryOf(matter).hearing
      const view = await client.matter(ids.get(matter) ?? '', auditor)
      return view.deadlines.find((deadline) => deadline.name === name)?.ends as Instant | undefined
    },
    play: async (ask) => {
      try {
        const report = await played(ask)
        steps.push(report)
        failures.push(...report.differences.map((line) => placed(report, file.path, line)))
      } catch (cause) {
        if (!(cause instanceof Unnamed)) throw cause
        throw fileError(
          file.path,
          ask.index === undefined ? undefined : file.lineOf('steps', ask.index),
          cause.message,
          '请改写这一步，或者在前面补上 · write the step otherwise, or what it needs before it',
        )
      }
    },
  }
}

/** What is known of a step before it is lodged. */
function reported({ part, at, step, index }: Ask, file: ScenarioFile, form?: ActForm): StepReport {
  const line = index === undefined ? undefined : file.lineOf('steps', index)
  return {
    part,
    at,
    ...(line === undefined ? {} : { line }),
    ...(step.by === undefined ? {} : { by: step.by }),
    ...(step.act === undefined ? {} : { act: step.act.type }),
    ...(form === undefined ? {} : { says: form.says }),
    ...(step.matter === undefined ? {} : { matter: step.matter }),
    expect: expectedOf(step),
    outcome: 'none',
    grounds: [],
    deviations: [],
    differences: [],
  }
}

function answered(answer: Answer) {
  const { status } = answer
  const outcome = outcomeOf(answer)
  if (answer.kind === 'other') return { outcome, status }
  const { stream, position, digest } = answer
  const place = { outcome, status, stream, position, digest }
  return answer.kind === 'refused'
    ? { ...place, grounds: answer.grounds }
    : { ...place, deviations: answer.deviations, state: answer.stage ?? null }
}

function placed({ line, at, act }: StepReport, path: string, difference: string): string {
  const place = line === undefined ? path : `${path}:${line}`
  return `${place} ${at}${act === undefined ? '' : ` ${act}`}: ${difference}`
}
