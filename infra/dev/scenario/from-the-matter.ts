import { dateOf, type Instant } from '@juece/kernel'
import { windowOf } from './naming.ts'
import { dissents, type AtHand } from './memory.ts'

/** Who lodges the act and on which stream, as far as its fields hang on it. */
export interface Lodging {
  readonly by: string
  readonly stream: string
  /** The file expects it not to be recorded: then the example may name what is not there. */
  readonly isRefusalAsked?: boolean
}

type Own = (hand: AtHand, lodging: Lodging) => Readonly<Record<string, unknown>>

const yearOf = (at: Instant) => Number(dateOf(at).slice(0, 4))
const fromPaper = ['undertaking-unit-handler', 'undertaking-unit-principal', 'government-office']

/** Fields that the matter at hand answers better than the lawful example. */
const own: Readonly<Record<string, Own>> = {
  // The catalogue of the year it is; a later version follows the one before.
  PublishCatalogue: ({ at, memory }) => ({
    year: yearOf(at),
    version: memory.catalogueVersions + 1,
  }),
  AdoptCatalogueStandard: ({ at }) => ({ year: yearOf(at) }),
  CloseCatalogueItem: ({ at }) => ({ toYear: yearOf(at) + 1 }),
  SendMaterials: ({ memory }) => (memory.panel.length === 0 ? {} : { to: memory.panel }),
  IssueLegalityOpinion: ({ memory }) => ({ counsel: memory.counsel }),
  SubmitPublicOpinion: ({ memory }, { by }) => ({
    ...(memory.roundDrafts.length === 0 ? {} : { draft: memory.roundDrafts.at(-1) }),
    // What is entered from paper comes with its scan and the proof of when it was received.
    ...(fromPaper.includes(by)
      ? { scan: '$attachment', happened: '$happened', evidence: '$attachment' }
      : {}),
  }),
  DisposeOfOpinion: (hand, { stream }) => ({
    window:
      hand.memory.opinions.find((opinion) => opinion.stream === stream)?.window ?? windowOf(hand),
  }),
  // The edited text is the one registered as the next draft.
  SignEditedText: ({ memory }) => ({ text: memory.drafts.at(-1)?.digest ?? '$attachment' }),
  SignMinutes: ({ memory }) => ({ dissents: dissents(memory) }),
  IssueMinutes: ({ memory }) => (memory.minutes === undefined ? {} : { minutes: memory.minutes }),
  ApproveRegisterChange: ({ memory }, { stream }) =>
    memory.changes[stream] === undefined ? {} : { change: memory.changes[stream] },
}

/** Fields of the example that stand aside where the step names another one instead. */
const instead: Readonly<Record<string, readonly (readonly [string, readonly string[]])[]>> = {
  PublishCommentNotice: [['days', ['closes', 'workdays']]],
}

/** The lawful example as this matter and this step need it. */
export function exampleFor(
  type: string,
  example: Readonly<Record<string, unknown>>,
  given: Readonly<Record<string, unknown>>,
  hand: AtHand,
  lodging: Lodging,
): Readonly<Record<string, unknown>> {
  const aside = (instead[type] ?? []).flatMap(([field, others]) =>
    others.some((other) => given[other] !== undefined) ? [field] : [],
  )
  const kept = Object.entries(example).filter(([field]) => !aside.includes(field))
  return { ...Object.fromEntries(kept), ...own[type]?.(hand, lodging) }
}

/** Members of a list that their neighbours tell: of a transcript, which speech is the head's. */
export function withNeighbours(
  type: string,
  act: Readonly<Record<string, unknown>>,
  given: Readonly<Record<string, unknown>>,
  hand: AtHand,
): Readonly<Record<string, unknown>> {
  if (type !== 'EnterTranscript' || !Array.isArray(given['speeches'])) return act
  const said: readonly unknown[] = given['speeches']
  const speeches: readonly unknown[] = Array.isArray(act['speeches']) ? act['speeches'] : []
  return {
    ...act,
    speeches: speeches.map((speech, index) => {
      const own = said[index]
      const isSaid = typeof own === 'object' && own !== null && 'head' in own
      if (isSaid || typeof speech !== 'object' || speech === null) return speech
      const { member } = speech as { readonly member?: unknown }
      return { ...speech, head: member === hand.official('head') }
    }),
  }
}
