import { readFile } from 'node:fs/promises'
import { dirname, extname, resolve } from 'node:path'
import type { Instant } from '@juece/kernel'
import { rolesOfPart, rowsOfClock, type ActBook } from './act-book.ts'
import { matterViewOrNone, type Caller, type Client } from './client.ts'
import { answerDifferences, expectedOf, outcomeOf } from './expectation.ts'
import { filled, Unnamed, type Papers } from './fill.ts'
import type { ScenarioStep, Truth } from './file-schema.ts'
import type { ScenarioFile } from './load.ts'
import { noMemory, remembered, type AtHand, type Done, type Memory } from './memory.ts'
import type { Organ } from './organ.ts'
import { organOfPost, publicRole } from './roles.ts'
import { fileError } from './scenario-file-error.ts'
import type { StepReport } from './report.ts'
import { truthDifferences } from './truth.ts'

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
  /** The end of a deadline of a matter, as the record has it. */
  deadline(matter: string, name: string): Promise<Instant | undefined>
  fail(line: string): void
}

/** The name of the matter that carries none. */
export const mainMatter = 'main'

/** Opens a case: nothing has been lodged yet. */
export function openCase(
  { client, book, withoutEngine }: Playing,
  file: ScenarioFile,
  organ: Organ,
  ids: ReadonlyMap<string, string>,
): Case {
  const steps: StepReport[] = []
  const failures: string[] = []
  const names = new Map<string, Done>()
  const memories = new Map<string, Memory>(
    [...ids].map(([name, id]) => [name, noMemory(`matter/${id}`)]),
  )
  const streams = new Map([...ids].map(([name, id]) => [name, `matter/${id}`]))
  const without = withoutEngine ? rowsOfClock(book) : new Set<string>()
  const { jurisdiction } = organ
  const auditor: Caller = { person: `${jurisdiction}.auditor` }
  let keys = 0

  const memoryOf = (matter: string): Memory => memories.get(matter) ?? noMemory('')
  const handAt = (at: Instant, matter: string): AtHand => ({
    at,
    jurisdiction,
    government: organ.government,
    memory: memoryOf(matter),
    matters: streams,
    names,
    official: (role) => organ.official(role),
    organ: (role) => organ.organOf(role),
  })
  const callerOf = ({ by = '', as }: ScenarioStep): Caller => ({
    person: organ.official(by) ?? `${jurisdiction}.${by}`,
    ...(as === undefined ? {} : { actAs: postNamed(as, organ) }),
  })

  /** The stream whose door an act goes through. */
  const streamOf = ({ act, stream }: ScenarioStep, matter: string): string => {
    const memory = memoryOf(matter)
    if (stream !== undefined) return streamNamed(stream, names, memory, jurisdiction)
    const type = act?.type ?? ''
    switch (book.get(type)?.door) {
      case 'offices':
        return `offices/${jurisdiction}`
      case 'catalogue':
        return `catalogue/${organ.government}`
      case 'law-in-use':
        return type === 'ApproveRegisterChange' ? `offices/${jurisdiction}` : 'law-in-use'
      case 'sittings':
        if (type === 'ConveneSitting') return 'sittings/new'
        if (memory.sitting === undefined) throw new Unnamed('$sitting')
        return memory.sitting
      case 'opinion':
        return type === 'SubmitPublicOpinion'
          ? 'opinion/new'
          : (memory.opinions.find(({ disposition }) => disposition === undefined)?.stream ??
              memory.opinions.at(-1)?.stream ??
              'opinion/new')
      default:
        return memory.stream
    }
  }

  const papersFor = (caller: Caller): Papers => {
    const storer = caller.person.endsWith(`.${publicRole}`) ? auditor : caller
    return {
      text: (content) =>
        client.store(new TextEncoder().encode(content), 'text/plain; charset=utf-8', storer),
      file: async (path) => {
        const whole = resolve(dirname(file.path), path)
        const bytes = await readFile(whole).catch((cause: unknown) => {
          throw fileError(
            file.path,
            undefined,
            `读不到材料 ${path} · the paper cannot be read`,
            `路径从场景文件所在目录算起 · paths begin beside the scenario file (${String(cause)})`,
          )
        })
        return client.store(bytes, mediaTypeOf(path), storer)
      },
    }
  }

  const lodged = async (ask: Ask, matter: string): Promise<StepReport> => {
    const { step, at } = ask
    const { act, by = '' } = step
    if (act === undefined) throw new Error('a step without an act is not lodged')
    const caller = callerOf(step)
    const stream = streamOf(step, matter)
    const form = book.get(act.type)
    const body = await filled(act, form, handAt(at, matter), { by, stream }, papersFor(caller))
    const key = `${jurisdiction}-${(keys += 1)}`
    const isRefusalAsked = ['refused', 'forbidden'].includes(expectedOf(step))
    const before = isRefusalAsked ? await seen(stream, caller) : undefined
    const answer =
      by === publicRole && act.type === 'SubmitPublicOpinion'
        ? await client.opine(ids.get(matter) ?? '', body, key)
        : await client.lodge(`${pathOf(stream)}/acts`, body, key, caller)
    const differences = [...answerDifferences(step, answer)]
    if (answer.kind === 'refused' && isRefusalAsked) {
      const after = await seen(stream, caller)
      if (before !== undefined && after !== undefined && before !== after) {
        differences.push(
          '不予办理之后，状态或者可办理的行为变了 · state or allowedActs changed after a refusal',
        )
      }
      differences.push(...(await refusalKept(answer.location, answer.position, caller)))
    }
    if (answer.kind === 'recorded') {
      memories.set(matter, remembered(memoryOf(matter), answer))
      if (step.name !== undefined) names.set(step.name, answer)
    }
    return {
      ...reported(ask),
      ...(form === undefined ? {} : { says: form.says }),
      outcome: outcomeOf(answer),
      status: answer.status,
      ...(answer.kind === 'other'
        ? {}
        : { stream: answer.stream, position: answer.position, digest: answer.digest }),
      ...(answer.kind === 'recorded' ? { state: answer.stage ?? null } : {}),
      grounds: answer.kind === 'refused' ? answer.grounds : [],
      deviations: answer.kind === 'recorded' ? answer.deviations : [],
      differences,
    }
  }

  /** What a refusal must leave as it was; undefined where the caller sees nothing. */
  const seen = async (stream: string, caller: Caller): Promise<string | undefined> => {
    const view = await matterViewOrNone(client, stream, caller)
    return view === undefined ? undefined : JSON.stringify(view)
  }
  const refusalKept = async (
    location: string,
    position: number,
    caller: Caller,
  ): Promise<readonly string[]> => {
    const entry = await client.entry(location, caller).catch(() => undefined)
    if (entry?.position === position && entry.outcome.kind === 'refused') return []
    // A caller who may not read it has it read by the auditor.
    const read = await client.entry(location, auditor).catch(() => undefined)
    return read?.position === position && read.outcome.kind === 'refused'
      ? []
      : [`第 ${position} 条不是不予办理的登记 · no entry of kind refused stands at ${position}`]
  }

  const isOpen = async (type: string, matter: string): Promise<boolean> => {
    const form = book.get(type)
    const roles = (form?.who ?? []).flatMap((part) => rolesOfPart[part] ?? [])
    const stream = streamOf({ act: { type } }, matter)
    if (stream.endsWith('/new')) return true
    for (const role of new Set(roles)) {
      const caller = { person: organ.official(role) ?? '' }
      const path = stream.startsWith('matter/')
        ? client.matter(stream.slice('matter/'.length), caller)
        : client.register(stream, caller)
      const { allowedActs } = await path
      if (allowedActs.includes(type)) return true
    }
    return false
  }

  const compared = async (truth: Truth, matter: string): Promise<readonly string[]> => {
    const id = ids.get(matter) ?? ''
    const view = await client.matter(id, auditor)
    const official = (role: string) => organ.official(role)
    const differences = [
      ...truthDifferences(truth, { view, memory: memoryOf(matter), official, without }),
    ]
    for (const type of truth.open ?? []) {
      if (!(await isOpen(type, matter))) differences.push(`${type} 应可办理 · should be open`)
    }
    for (const type of truth.shut ?? []) {
      if (await isOpen(type, matter)) differences.push(`${type} 应不可办理 · should be shut`)
    }
    return differences
  }

  const reported = ({ part, at, step, index }: Ask) => {
    const line = index === undefined ? undefined : file.lineOf('steps', index)
    return {
      part,
      at,
      ...(line === undefined ? {} : { line }),
      ...(step.by === undefined ? {} : { by: step.by }),
      ...(step.act === undefined ? {} : { act: step.act.type }),
      ...(step.matter === undefined ? {} : { matter: step.matter }),
      expect: expectedOf(step),
    }
  }

  return {
    file,
    organ,
    steps,
    failures,
    matters: ids,
    get isStopped() {
      return failures.length > 0
    },
    fail: (line) => void failures.push(line),
    deadline: async (matter, name) => {
      const view = await client.matter(ids.get(matter) ?? '', auditor)
      return view.deadlines.find((deadline) => deadline.name === name)?.ends as Instant | undefined
    },
    play: async (ask) => {
      const { step } = ask
      const matter = step.matter ?? mainMatter
      try {
        const base: StepReport =
          step.act === undefined
            ? { ...reported(ask), outcome: 'none', grounds: [], deviations: [], differences: [] }
            : await lodged(ask, matter)
        const truth = typeof step.expect === 'object' ? step.expect : undefined
        const more = truth === undefined ? [] : await compared(truth, matter)
        const isSkipped =
          step.act === undefined &&
          without.size > 0 &&
          (truth?.deviations ?? []).some((rule) => without.has(rule))
        const report: StepReport = {
          ...base,
          differences: [...base.differences, ...more],
          ...(isSkipped
            ? { skipped: '只有引擎才会带来，未作要求 · only the engine could bring it' }
            : {}),
        }
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

function placed({ line, at, act }: StepReport, path: string, difference: string): string {
  const place = line === undefined ? path : `${path}:${line}`
  return `${place} ${at}${act === undefined ? '' : ` ${act}`}: ${difference}`
}

/** Where the acts and the view of a stream are. */
export function pathOf(stream: string): string {
  return stream.startsWith('matter/')
    ? `/api/matters/${stream.slice('matter/'.length)}`
    : `/api/registers/${stream}`
}

function streamNamed(
  written: string,
  names: ReadonlyMap<string, Done>,
  { stream }: Memory,
  jurisdiction: string,
): string {
  if (written === 'offices') return `offices/${jurisdiction}`
  if (written === '$matter') return stream
  if (!written.startsWith('$')) return written
  const named = names.get(written.slice(1))
  if (named === undefined) throw new Unnamed(written)
  return named.stream
}

/** `as:` names an organ and a post, or a post alone: then it is the organ in which that post sits. */
function postNamed(as: string, organ: Organ): string {
  const [, role, post] = /^\$(.+)\.organ\/(.+)$/.exec(as) ?? []
  if (role !== undefined && post !== undefined) return `${organ.organOf(role) ?? ''}/${post}`
  const parts = as.split('/')
  if (parts.length === 3) return as
  if (parts.length === 2) return `${organ.jurisdiction}/${as}`
  const place = organOfPost(as)
  return place === undefined ? as : `${organ.jurisdiction}/${place}/${as}`
}

function mediaTypeOf(path: string): string {
  switch (extname(path)) {
    case '.txt':
    case '.md':
      return 'text/plain; charset=utf-8'
    case '.pdf':
      return 'application/pdf'
    default:
      return 'application/octet-stream'
  }
}
