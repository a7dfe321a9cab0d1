import type { Instant } from '@juece/kernel'
import type { Recorded } from './answers.ts'

/** What an act left behind: what a later step can name. */
export interface Done {
  readonly position: number
  readonly sequence: number
  readonly stream: string
}

/** A public opinion the file knows of. */
interface KnownOpinion {
  readonly stream: string
  readonly window: string
  readonly late: boolean
  readonly disposition?: string
}

/** 手头的事项 · What the runner remembers of one matter, from the answers it got. */
export interface Memory {
  readonly stream: string
  readonly drafts: readonly { readonly version: number; readonly digest: string }[]
  readonly rounds: number
  /** The draft of each round. */
  readonly roundDrafts: readonly number[]
  readonly panel: readonly string[]
  readonly counsel: readonly number[]
  readonly opinions: readonly KnownOpinion[]
  readonly sitting?: string
  readonly deliberated?: number
  readonly stances: readonly {
    readonly member: string
    readonly stance: string
    readonly statement: string
  }[]
  readonly decision?: string
  readonly minutes?: string
  /** When the hearing is held. */
  readonly hearing?: Instant
  /** How often its catalogue was published. */
  readonly catalogueVersions: number
  readonly lastPosition: number
  /** The newest proposal of a change in each register. */
  readonly changes: Readonly<Record<string, number>>
  readonly positions: Readonly<Record<string, number>>
}

/** Nothing has happened yet. */
export function noMemory(stream: string): Memory {
  return {
    stream,
    drafts: [],
    rounds: 0,
    roundDrafts: [],
    panel: [],
    counsel: [],
    opinions: [],
    stances: [],
    catalogueVersions: 0,
    lastPosition: 0,
    changes: {},
    positions: {},
  }
}

type Event = Readonly<Record<string, unknown>> & { readonly type: string }

/** What the runner knows after a recorded act. */
export function remembered(before: Memory, recorded: Recorded): Memory {
  const { position, sequence, stream, outcome } = recorded
  const first = outcome.events[0]
  const seen: Memory = {
    ...before,
    lastPosition: position,
    ...(first === undefined ? {} : { positions: { ...before.positions, [first.type]: position } }),
    changes: isRegister(stream) ? { ...before.changes, [stream]: sequence } : before.changes,
  }
  return outcome.events.reduce((memory, event) => after(memory, event, recorded), seen)
}

function isRegister(stream: string): boolean {
  return stream.startsWith('offices/') || stream === 'law-in-use'
}

function after(memory: Memory, event: Event, { position, stream }: Recorded): Memory {
  switch (event.type) {
    case 'DraftRegistered':
      return {
        ...memory,
        drafts: [
          ...memory.drafts,
          { version: Number(event['version']), digest: digestOf(event['text']) },
        ],
      }
    case 'CommentNoticePublished':
    case 'NoticeEntered':
      return {
        ...memory,
        rounds: memory.rounds + 1,
        roundDrafts: [...memory.roundDrafts, Number(event['draft'])],
      }
    case 'CataloguePublished':
      return { ...memory, catalogueVersions: Number(event['version']) }
    case 'HearingNoticePublished':
      return withHearing(memory, event['heldAt'])
    case 'HearingPostponed':
      return withHearing(memory, event['to'])
    case 'PanelSelected':
      return { ...memory, panel: idsOf(event['experts']) }
    case 'SubmittedForReview':
      return { ...memory, counsel: [] }
    case 'CounselOpinionAdded':
      return { ...memory, counsel: [...memory.counsel, position] }
    case 'PublicOpinionSubmitted':
      return {
        ...memory,
        opinions: [
          ...memory.opinions,
          { stream, window: String(event['window']), late: event['late'] === true },
        ],
      }
    case 'OpinionDisposedOf':
      return {
        ...memory,
        opinions: memory.opinions.map((opinion) =>
          opinion.stream === stream
            ? { ...opinion, disposition: String(event['disposition']) }
            : opinion,
        ),
      }
    case 'SittingConvened':
      return { ...memory, sitting: stream }
    case 'DeliberationOpened':
      return {
        ...forgotten(memory),
        deliberated: Number(event['draft']),
        sitting: String(event['sitting']),
        stances: [],
      }
    case 'EditedTextSigned':
      return { ...memory, deliberated: Number(event['draft']) }
    case 'StanceRecorded':
      return {
        ...memory,
        stances: [
          ...memory.stances,
          {
            member: String(event['member']),
            stance: String(event['stance']),
            statement: String(event['statement']),
          },
        ],
      }
    case 'DecisionTaken':
      return { ...memory, decision: String(event['decision']) }
    case 'TranscriptEntered':
      return {
        ...memory,
        deliberated: Number(event['draft']),
        decision: String(event['decision']),
        stances: speechesOf(event['speeches']),
      }
    case 'MinutesSigned':
      return { ...memory, minutes: digestOf(event['minutes']) }
    default:
      return memory
  }
}

function withHearing(memory: Memory, at: unknown): Memory {
  return typeof at === 'string' ? { ...memory, hearing: at as Instant } : memory
}

function forgotten({ decision: _decision, ...memory }: Memory): Memory {
  return memory
}

/** The opinions of a window that were in time. */
export function inTime(memory: Memory, window: string): Memory['opinions'] {
  return memory.opinions.filter((opinion) => opinion.window === window && !opinion.late)
}

/** 不同意见 · Stances the decision did not follow. */
export function dissents(memory: Memory): readonly { member: string; statement: string }[] {
  const followed: Readonly<Record<string, string>> = {
    agreed: 'agree',
    rejected: 'disagree',
    amended: 'amend',
    deferred: 'defer',
    toBeDiscussedAgain: 'defer',
  }
  const own = followed[memory.decision ?? '']
  return memory.stances
    .filter(({ stance }) => stance !== own)
    .map(({ member, statement }) => ({ member, statement }))
}

/** The text that was decided, else the newest draft. */
export function decidedText(memory: Memory): string | undefined {
  const decided = memory.drafts.find(({ version }) => version === memory.deliberated)
  return (decided ?? memory.drafts.at(-1))?.digest
}

function digestOf(paper: unknown): string {
  if (typeof paper === 'string') return paper
  return typeof paper === 'object' && paper !== null && 'digest' in paper
    ? String(paper.digest)
    : ''
}

function idsOf(experts: unknown): readonly string[] {
  if (!Array.isArray(experts)) return []
  return experts.map((expert: unknown) =>
    typeof expert === 'object' && expert !== null && 'id' in expert ? String(expert.id) : '',
  )
}

function speechesOf(speeches: unknown): Memory['stances'] {
  if (!Array.isArray(speeches)) return []
  return speeches.flatMap((speech: unknown) => {
    if (typeof speech !== 'object' || speech === null) return []
    const said = speech as Readonly<Record<string, unknown>>
    const { member, stance, statement } = said
    return [{ member: String(member), stance: String(stance), statement: String(statement ?? '') }]
  })
}

/** The clock, the people and the matter as one step finds them. */
export interface AtHand {
  readonly at: Instant
  readonly jurisdiction: string
  readonly government: string
  readonly memory: Memory
  /** Streams of the file's matters by their names. */
  readonly matters: ReadonlyMap<string, string>
  readonly names: ReadonlyMap<string, Done>
  /** Digests of the packs of the file by their names. */
  readonly packs?: ReadonlyMap<string, string>
  /** 机构代码 · The codes of the bodies of the file by their names. */
  readonly bodies?: ReadonlyMap<string, string>
  /** The body a role's person belongs to, where the file says so. */
  readonly bodyOf?: (role: string) => string | undefined
  readonly official: (role: string) => string | undefined
  readonly organ: (role: string) => string | undefined
}
