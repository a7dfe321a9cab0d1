import { instantOf, msOf } from '@juece/kernel'
import { CorruptHistory, specifications, stageOf, type Matter } from '@juece/procedure'
import type { FieldSchema } from '../../../infra/dev/scenario/act-book.ts'
import type { Planned, PlannedAct } from '../../../infra/dev/scenario/prefixes.ts'
import { lawfulSteps } from '../lived-path.ts'
import {
  formOf,
  roles,
  writtenRecord,
  type WrittenMatter,
  type WrittenRecord,
} from '../written-record.ts'
import { unheld } from './gates-on-record.ts'
import type { Move, Walk } from './moves.ts'

const ends = [
  'archived',
  'archived',
  'executing',
  'evaluating',
  'suspended',
  'opinion-amend',
] as const
const acts = specifications.filter(({ door }) => door === 'matter' || door === 'sittings')
const timed = specifications.filter(({ who }) => who.includes('clock'))
const day = 86_400_000

/** What a walk came to. */
export interface Walked {
  readonly record: WrittenRecord
  readonly stream: string
  readonly stage: string
  readonly recorded: number
  readonly refused: number
  /** Gates that did not hold on the record; and refusals that changed something. */
  readonly wrong: readonly string[]
}

/** Walks, and asks the record after each entry whether what it needs stands there. */
export async function walked({ prefix, chosen, lawful, moves }: Walk): Promise<Walked> {
  const record = writtenRecord()
  const matter = record.matter()
  const options = {
    hearing: (chosen & 1) === 1,
    experts: (chosen & 2) === 2,
    risk: (chosen & 4) === 4,
    competition: (chosen & 8) === 8,
    notPublic: (chosen & 0x70) === 0x70,
    versions: 1 + ((chosen >> 7) & 1),
  }
  const path = lawfulSteps(pick(ends, prefix), { ...options, solicitation: !options.notPublic })
  const wrong: string[] = []
  const late: PlannedAct[] = []
  // On an empty stream everything but a proposal is no act at all.
  let at = 1 + (lawful % (path.length - 1))
  await matter.plays(path.slice(0, at))
  const play = async (step: PlannedAct) => {
    const size = record.entries.length
    wrong.push(...(await lodged(record, matter, step)))
    const kind = record.entries.length > size ? record.entries.at(-1)?.entry.outcome.kind : 'none'
    // What was refused may come right later: the walk takes it up again.
    if (kind !== 'recorded') late.push(step)
  }
  for (const move of moves) {
    const step = path[at]
    const isStep = step !== undefined && !('until' in step)
    if (move.kind === 'skip') {
      if (isStep) late.push(step)
      at += 1
    } else if (move.kind === 'again') at = Math.max(0, at - 1 - (move.a % 12))
    else if (move.kind === 'wait') waits(record, matter, move)
    else if (move.kind === 'next' && late.length > 0 && move.a % 4 === 0) {
      const again = late.shift()
      if (again !== undefined) await play(again)
    } else if (step !== undefined && !isStep) {
      // A millisecond before the instant, at it, or after.
      toTheEnd(record, matter, step.until, (move.a % 5) - 1)
      at += 1
    } else if (move.kind === 'next') {
      if (step !== undefined) await play(step)
      at += 1
    } else wrong.push(...(await lodged(record, matter, odd(move, step))))
  }
  const own = record.entries.filter(({ entry }) => entry.stream === matter.stream)
  return {
    record,
    stream: matter.stream,
    stage: stageOf(record.state(matter.stream) as Matter),
    recorded: own.filter(({ entry }) => entry.outcome.kind === 'recorded').length,
    refused: own.filter(({ entry }) => entry.outcome.kind === 'refused').length,
    wrong,
  }
}

/** Lodges; what is no act at all leaves no entry, and anything but a refusal to parse is a fault. */
async function lodged(
  record: WrittenRecord,
  matter: WrittenMatter,
  planned: PlannedAct,
): Promise<readonly string[]> {
  const before = record.state(matter.stream)
  const size = record.entries.length
  try {
    await matter.lodge(planned)
  } catch (why) {
    if (why instanceof CorruptHistory) throw why
    return record.entries.length === size ? [] : [`${planned.act.type} was entered and then failed`]
  }
  const placed = record.entries.at(-1)
  if (placed === undefined || record.entries.length === size) return ['nothing was entered']
  if (placed.entry.outcome.kind === 'refused') {
    return record.state(matter.stream) === before
      ? []
      : [`a refused ${planned.act.type} changed it`]
  }
  return unheld(record.entries, placed)
}

function odd({ kind, a, b }: Move, step: Planned | undefined): PlannedAct {
  const by = pick(roles, b)
  if (kind === 'clerk') return { by: 'clerk', act: { type: pick(timed, a).type } }
  if (step === undefined || 'until' in step || kind === 'any-act') {
    const { type } = pick(acts, a)
    return tampered({ by, act: { type } }, b)
  }
  return kind === 'other-hand' ? { ...step, by } : tampered(step, a)
}

/** One field another word, the other way round, or gone. */
function tampered(step: PlannedAct, by: number): PlannedAct {
  const { findings } = step.act
  if (Array.isArray(findings) && by % 2 === 0) {
    const turned = (findings as readonly { answer?: string; agrees?: boolean }[]).map((one) =>
      one.answer === undefined
        ? { ...one, agrees: false }
        : { ...one, answer: one.answer === 'yes' ? 'no' : 'yes' },
    )
    return { ...step, act: { ...step.act, findings: turned } }
  }
  const fields = Object.entries(formOf(step.act.type).schema.properties ?? {}).filter(
    ([name]) => name !== 'type',
  )
  const [name, schema] = fields[by % Math.max(1, fields.length)] ?? ['', {}]
  return name === '' ? step : { ...step, act: { ...step.act, [name]: other(schema, by) } }
}

function other(
  {
    enum: words,
    type,
  }: FieldSchema & { readonly enum?: readonly unknown[]; readonly type?: unknown },
  by: number,
) {
  if (words !== undefined) return words[by % words.length]
  return type === 'boolean' ? by % 2 === 0 : null
}

function waits(record: WrittenRecord, matter: WrittenMatter, { a, b }: Move): void {
  const dates = Object.values((record.state(matter.stream) as Matter).deadlines)
  const date = dates[b % Math.max(1, dates.length)]
  if (a % 2 === 0 && date !== undefined) toTheEnd(record, matter, date.name, (a % 5) - 1)
  else record.now = instantOf(msOf(record.now) + (1 + (a % 45)) * (day / 2))
}

function toTheEnd(record: WrittenRecord, matter: WrittenMatter, name: string, by: number): void {
  const { deadlines } = record.state(matter.stream) as Matter
  const ends = Object.values(deadlines).find((one) => one.name === name)?.ends
  // A lodging takes a minute: this is just before, at, or after the instant.
  if (ends !== undefined) {
    const now = msOf(ends) - 60_000 + by
    if (now > msOf(record.now)) record.now = instantOf(now)
  }
}

function pick<One>(list: readonly One[], number: number): One {
  const one = list[number % list.length]
  if (one === undefined) throw new Error('an empty list')
  return one
}
