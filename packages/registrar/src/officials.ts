import { isRunning, type Offices } from '@juece/procedure'
import type { Desk } from './enter.ts'
import type { Post } from './person.ts'

/** A person of the record and the posts he holds now. */
export interface Held {
  readonly official: string
  readonly posts: readonly (Post & { readonly name?: string })[]
}

/** 任职 · Looks people up in the offices registers. Who may act is decided again, on the register itself. */
export interface Officials {
  bySubject(subject: { readonly issuer: string; readonly sub: string }): Promise<Held | undefined>
  postsHeld(official: string): Promise<Held['posts']>
}

/** How long a list of registers may be old; an act is decided on the newest register all the same. */
const freshMs = 250

/** One register, and who stands in it under which name. */
interface Register {
  readonly sequence: number
  readonly offices: Offices
  readonly bySubject: ReadonlyMap<string, string>
  readonly officials: ReadonlySet<string>
}

/** Looks at every offices register at most four times a second, and reads those alone that moved. */
export function officialsOf(desk: Desk): Officials {
  const registers = new Map<string, Register>()
  let readAt = Number.NEGATIVE_INFINITY
  let reading: Promise<void> | undefined

  const read = async (): Promise<void> => {
    const { reader } = desk.house
    const heads = await reader.readHeads(await reader.streamsOf('offices'))
    const moved = [...heads].filter(
      ([stream, { sequence }]) => (registers.get(stream)?.sequence ?? -1) < sequence,
    )
    await Promise.all(
      moved.map(async ([stream]) => {
        const { folded } = await desk.streams.fresh(stream)
        registers.set(stream, registerOf(folded.state as Offices, folded.sequence))
      }),
    )
    readAt = performance.now()
  }
  const current = async (): Promise<Iterable<Register>> => {
    if (performance.now() - readAt > freshMs) {
      reading ??= read().finally(() => (reading = undefined))
      await reading
    }
    return registers.values()
  }
  const postsHeld = async (official: string): Promise<Held['posts']> => {
    const now = desk.house.clock.now()
    const held = [...(await current())]
      .filter(({ officials }) => officials.has(official))
      .flatMap(({ offices: { appointments, acting } }) => [
        ...appointments,
        ...acting.filter(({ kind }) => kind !== 'authorisedLeader'),
      ])
      .filter((one) => one.official === official && isRunning(one, now))
    const posts = held.map((one) => ({
      organ: one.organ,
      post: one.post,
      ...('name' in one && one.name !== undefined ? { name: one.name } : {}),
    }))
    return [...new Map(posts.map((post) => [`${post.organ}/${post.post}`, post])).values()]
  }

  return {
    postsHeld,
    bySubject: async ({ issuer, sub }) => {
      for (const { bySubject } of await current()) {
        const official = bySubject.get(subjectKey(issuer, sub))
        if (official !== undefined) return { official, posts: await postsHeld(official) }
      }
      return undefined
    },
  }
}

function registerOf(offices: Offices, sequence: number): Register {
  const { appointments, acting } = offices
  const bySubject = new Map<string, string>()
  for (const { subject, official } of appointments) {
    const key = subjectKey(subject.issuer, subject.sub)
    // Whoever stands there first keeps the name.
    if (!bySubject.has(key)) bySubject.set(key, official)
  }
  const officials = new Set([...appointments, ...acting].map(({ official }) => official))
  return { sequence, offices, bySubject, officials }
}

function subjectKey(issuer: string, sub: string): string {
  return `${issuer}\u0000${sub}`
}
