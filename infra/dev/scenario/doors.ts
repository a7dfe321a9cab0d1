import type { ActBook } from './act-book.ts'
import type { ScenarioStep } from './file-schema.ts'
import { Unnamed } from './fill.ts'
import type { Done, Memory } from './memory.ts'
import type { Organ } from './organ.ts'
import { organOfPost } from './roles.ts'

/** What the door of an act hangs on. */
export interface Doors {
  readonly book: ActBook
  readonly organ: Organ
  readonly memory: Memory
  readonly names: ReadonlyMap<string, Done>
}

/** The stream whose door an act goes through: the one named, else the command's own. */
export function streamFor({ act, by, stream }: ScenarioStep, doors: Doors): string {
  if (stream !== undefined) return streamNamed(stream, doors)
  const { book, organ, memory } = doors
  const { jurisdiction } = organ
  const type = act?.type ?? ''
  // What the head of the legality review approves is a policy pack.
  if (type === 'ApproveRegisterChange' && by === 'legality-head') return 'law-in-use'
  switch (book.get(type)?.door) {
    case 'offices':
      return `offices/${jurisdiction}`
    case 'catalogue':
      return `catalogue/${organ.government}`
    case 'law-in-use':
      return type === 'ApproveRegisterChange' ? `offices/${jurisdiction}` : 'law-in-use'
    case 'custody':
      return `custody/${jurisdiction}`
    case 'sittings':
      if (type === 'ConveneSitting') return 'sittings/new'
      if (memory.sitting === undefined) throw new Unnamed('$sitting')
      return memory.sitting
    case 'opinion':
      return type === 'SubmitPublicOpinion' ? 'opinion/new' : nextOpinion(memory)
    default:
      return memory.stream
  }
}

/** The oldest opinion without an answer, else the newest. */
function nextOpinion({ opinions }: Memory): string {
  const open = opinions.find(({ disposition }) => disposition === undefined)
  return (open ?? opinions.at(-1))?.stream ?? 'opinion/new'
}

function streamNamed(written: string, { names, memory, organ }: Doors): string {
  if (written === 'offices') return `offices/${organ.jurisdiction}`
  if (written === '$matter') return memory.stream
  if (!written.startsWith('$')) return written
  const named = names.get(written.slice(1))
  if (named === undefined) throw new Unnamed(written)
  return named.stream
}

/** Where the acts and the view of a stream are. */
export function pathOf(stream: string): string {
  return stream.startsWith('matter/')
    ? `/api/matters/${stream.slice('matter/'.length)}`
    : `/api/registers/${stream}`
}

/** `as:` names an organ and a post, or a post alone: then it is the organ in which that post sits. */
export function postNamed(as: string, { jurisdiction, organOf }: Organ): string {
  const [, role, post] = /^\$(.+)\.organ\/(.+)$/.exec(as) ?? []
  if (role !== undefined && post !== undefined) return `${organOf(role) ?? ''}/${post}`
  const parts = as.split('/')
  if (parts.length === 3) return as
  if (parts.length === 2) return `${jurisdiction}/${as}`
  const place = organOfPost(as)
  return place === undefined ? as : `${jurisdiction}/${place}/${as}`
}
