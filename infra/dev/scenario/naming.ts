import { dateOf, instantOf, msOf, plusDays, startOf, type Instant } from '@juece/kernel'
import { decidedText, inTime, type AtHand } from './memory.ts'

/** A value of an act. */
export type Value = unknown

/** The words that begin with `$` and are no step's name, beside roles and drafts. */
const words = [
  'attachment',
  'manifest',
  'pack',
  'draft',
  'next-draft',
  'round',
  'next-round',
  'entry',
  'change',
  'matter',
  'linked-matter',
  'window',
  'sitting',
  'government',
  'jurisdiction',
  'now',
  'today',
  'happened',
  'decided-text',
  'opinions.count',
  'opinions.adopted',
  'opinions.partly',
  'opinions.notAdopted',
] as const

/** Whether a `$` word means something without a step of that name. */
export function isWord(name: string): boolean {
  return (
    (words as readonly string[]).includes(name) ||
    /^(draft-\d+|inDays-\d+|morningInDays-\d+|.+\.organ)$/.test(name)
  )
}

/**
 * What a `$` word stands for at this step; undefined where nothing of the kind is there. `$attachment`, `$pack` and
 * `$manifest` are not answered here: somebody has to store or read them.
 */
export function valueOf(word: string, type: string | undefined, hand: AtHand): Value {
  const name = word.slice(1)
  const pack = type === 'digest' ? hand.packs?.get(name) : undefined
  if (pack !== undefined) return pack
  const step = hand.names.get(name)
  if (step !== undefined) return ofStep(type, step)
  const body = hand.bodies?.get(name)
  if (body !== undefined) return body
  if (name.endsWith('.organ')) {
    const role = name.slice(0, -'.organ'.length)
    // An institution is named by its code where the file gives him one, else by the organ he sits in.
    return (type === 'organ' ? undefined : hand.bodyOf?.(role)) ?? hand.organ(role)
  }
  const draft = /^draft-(\d+)$/.exec(name)?.[1]
  if (draft !== undefined) {
    return type === 'digest' ? textOf(Number(draft), hand) : Number(draft)
  }
  if (name === 'draft' && type === 'digest') return hand.memory.drafts.at(-1)?.digest
  const days = /^inDays-(\d+)$/.exec(name)?.[1]
  if (days !== undefined) return plusDays(dateOf(hand.at), Number(days))
  const mornings = /^morningInDays-(\d+)$/.exec(name)?.[1]
  if (mornings !== undefined) return nineOclock(hand.at, Number(mornings))
  const known = ofMatter(name, hand)
  if (known !== undefined) return known
  return hand.matters.get(name) ?? hand.official(name)
}

/** The text of a version. */
function textOf(version: number, { memory }: AtHand): string | undefined {
  return memory.drafts.find((draft) => draft.version === version)?.digest
}

/** 09:00 of a day so many days later. */
function nineOclock(at: Instant, days: number): Instant {
  return instantOf(msOf(startOf(plusDays(dateOf(at), days))) + 9 * 3_600_000)
}

function ofStep(
  type: string | undefined,
  { position, sequence, stream }: { position: number; sequence: number; stream: string },
): Value {
  switch (type) {
    case 'entry':
      return position
    case 'change':
      return sequence
    default:
      return stream
  }
}

function ofMatter(name: string, hand: AtHand): Value {
  const { memory, at } = hand
  switch (name) {
    case 'draft':
      return memory.drafts.at(-1)?.version ?? 1
    case 'next-draft':
      return (memory.drafts.at(-1)?.version ?? 0) + 1
    case 'round':
      return Math.max(memory.rounds, 1)
    case 'next-round':
      return memory.rounds + 1
    case 'entry':
      return memory.lastPosition
    case 'matter':
      return memory.stream
    case 'linked-matter':
      return [...hand.matters.values()].find((stream) => stream !== memory.stream)
    case 'window':
      return windowOf(hand)
    case 'sitting':
      return memory.sitting
    case 'government':
      return hand.government
    case 'jurisdiction':
      return hand.jurisdiction
    case 'now':
      return at
    case 'today':
      return dateOf(at)
    case 'happened':
      return minutesBefore(at, 1)
    case 'decided-text':
      return decidedText(memory)
    default:
      return name.startsWith('opinions.') ? counted(name, hand) : undefined
  }
}

/** The newest window of the matter. */
export function windowOf({ memory }: Pick<AtHand, 'memory'>): string {
  return `${memory.stream}#${Math.max(memory.rounds, 1)}`
}

function counted(name: string, hand: AtHand): number {
  const opinions = inTime(hand.memory, windowOf(hand))
  const fate = name.slice('opinions.'.length)
  if (fate === 'count') return opinions.length
  return opinions.filter(({ disposition }) => disposition === fate).length
}

/** So many minutes before. */
export function minutesBefore(at: Instant, minutes: number): Instant {
  return instantOf(msOf(at) - minutes * 60_000)
}
