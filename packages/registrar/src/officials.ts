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

/** Reads every offices register, at most four times a second. */
export function officialsOf(desk: Desk): Officials {
  let registers: readonly Offices[] = []
  let readAt = Number.NEGATIVE_INFINITY
  let reading: Promise<void> | undefined

  const read = async (): Promise<void> => {
    const streams = await desk.house.reader.streamsOf('offices')
    const known = await Promise.all(streams.map((stream) => desk.streams.fresh(stream)))
    registers = known.map(({ folded }) => folded.state as Offices)
    readAt = performance.now()
  }
  const current = async (): Promise<readonly Offices[]> => {
    if (performance.now() - readAt > freshMs) {
      reading ??= read().finally(() => (reading = undefined))
      await reading
    }
    return registers
  }
  const running = async () => {
    const now = desk.house.clock.now()
    return (await current()).flatMap(({ appointments, acting }) => [
      ...appointments.filter((held) => isRunning(held, now)),
      ...acting.filter((held) => held.kind !== 'authorisedLeader' && isRunning(held, now)),
    ])
  }
  const postsHeld = async (official: string): Promise<Held['posts']> => {
    const held = (await running()).filter((one) => one.official === official)
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
      const known = (await current()).flatMap(({ appointments }) => appointments)
      const found = known.find(({ subject }) => subject.issuer === issuer && subject.sub === sub)
      if (found === undefined) return undefined
      return { official: found.official, posts: await postsHeld(found.official) }
    },
  }
}
