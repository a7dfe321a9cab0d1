import { setTimeout as pause } from 'node:timers/promises'
import type { z } from 'zod'
import {
  entriesSchema,
  entrySchema,
  fateSchema,
  matterSchema,
  problemSchema,
  receiptSchema,
  recordedSchema,
  refusedSchema,
  registerSchema,
  type EntryView,
  type Ground,
  type MatterView,
  type Recorded,
} from './answers.ts'

/** How long the sealer may be behind before that is a fault. */
const patienceMs = 60_000

/** What became of an act. */
export type Answer =
  | ({ readonly kind: 'recorded'; readonly status: 201; readonly location: string } & Recorded)
  | {
      readonly kind: 'refused'
      readonly status: 409 | 403
      readonly location: string
      readonly position: number
      readonly digest: string
      readonly stream: string
      readonly sequence: number
      readonly grounds: readonly Ground[]
    }
  | { readonly kind: 'other'; readonly status: number; readonly says: string }

/** Who asks: a person of the identity provider, and the post named, if any. */
export interface Caller {
  readonly person: string
  readonly actAs?: string
}

/** How the stack is reached. */
export interface Reach {
  readonly api: string
  readonly token: (person: string) => Promise<string>
}

/** The public interface, as scenario files need it. */
export interface Client {
  lodge(path: string, body: object, key: string, caller: Caller): Promise<Answer>
  /** Through the door for everybody: nobody signs in, and the answer is a receipt. */
  opine(matterId: string, opinion: Readonly<Record<string, unknown>>, key: string): Promise<Answer>
  matter(id: string, caller: Caller): Promise<MatterView>
  /** The matter as it was known at a moment. */
  known(id: string, at: string, caller: Caller): Promise<MatterView>
  register(path: string, caller: Caller): Promise<z.infer<typeof registerSchema>>
  entry(location: string, caller: Caller): Promise<EntryView>
  /** The entries of a matter or a register, by its path. */
  entries(path: string, caller: Caller): Promise<readonly EntryView[]>
  store(bytes: Uint8Array, mediaType: string, caller: Caller): Promise<string>
  json(path: string): Promise<unknown>
  bundle(id: string, caller: Caller): Promise<Uint8Array>
}

/** Opens the public interface. */
export function openClient({ api, token }: Reach): Client {
  const tokens = new Map<string, Promise<string>>()
  const tokenOf = (person: string): Promise<string> => {
    const known = tokens.get(person) ?? token(person)
    tokens.set(person, known)
    known.catch(() => tokens.delete(person))
    return known
  }

  // The same key brings the same answer, so whatever got lost on the way is asked once more.
  const send = async (path: string, init: RequestInit, caller?: Caller): Promise<Response> => {
    for (let left = 40; ; left -= 1) {
      const headers = new Headers(init.headers)
      if (caller !== undefined) {
        headers.set('authorization', `Bearer ${await tokenOf(caller.person)}`)
        if (caller.actAs !== undefined) headers.set('act-as', caller.actAs)
      }
      const answer = await fetch(`${api}${path}`, { ...init, headers }).catch((why: unknown) => {
        if (left === 0) throw new Error(`no answer from ${api}${path}`, { cause: why })
        return undefined
      })
      if (answer !== undefined && (answer.status !== 503 || left === 0)) {
        if (answer.status !== 401 || caller === undefined || left < 40) return answer
        tokens.delete(caller.person)
      }
      await answer?.arrayBuffer()
      const seconds = Number(answer?.headers.get('retry-after') ?? '0.25')
      await pause(Math.min(seconds * 1000, 1000))
    }
  }

  const post = async (path: string, body: object, key: string, caller?: Caller) => {
    const answer = await send(
      path,
      {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify(body),
      },
      caller,
    )
    return answerFrom(answer)
  }
  const get = async <T extends z.ZodType>(
    path: string,
    schema: T,
    caller?: Caller,
  ): Promise<z.infer<T>> => {
    const answer = await send(path, {}, caller)
    const body: unknown = await answer.json()
    if (!answer.ok) throw new Error(`GET ${path}: ${answer.status} ${told(body)}`)
    return schema.parse(body)
  }

  return {
    lodge: (path, body, key, caller) => post(path, body, key, caller),
    opine: async (matterId, opinion, key) => {
      const answer = await send(`/public/consultations/${matterId}/opinions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify(opinion),
      })
      if (answer.status !== 201) return answerFrom(answer)
      const location = answer.headers.get('location') ?? ''
      const receipt = receiptSchema.parse(await answer.json())
      const { state } = await get(location, fateSchema)
      const { type: _type, ...fields } = opinion
      const events = [{ ...fields, type: 'PublicOpinionSubmitted', late: state === 'late' }]
      return {
        ...receipt,
        kind: 'recorded',
        status: 201,
        location,
        outcome: { kind: 'recorded', events },
        deviations: [],
      }
    },
    matter: (id, caller) => get(`/api/matters/${id}`, matterSchema, caller),
    known: (id, at, caller) => get(`/api/matters/${id}?known=${at}`, matterSchema, caller),
    register: (path, caller) => get(`/api/registers/${path}`, registerSchema, caller),
    entry: (location, caller) => get(location, entrySchema, caller),
    entries: async (path, caller) => (await get(`${path}/entries`, entriesSchema, caller)).entries,
    store: async (bytes, mediaType, caller) => {
      const answer = await send(
        '/api/attachments',
        { method: 'POST', headers: { 'content-type': mediaType }, body: new Uint8Array(bytes) },
        caller,
      )
      const body = (await answer.json()) as { readonly digest?: string }
      if (!answer.ok || body.digest === undefined) {
        throw new Error(`POST /api/attachments: ${answer.status} ${told(body)}`)
      }
      return body.digest
    },
    json: async (path) => {
      const answer = await send(path, {})
      if (!answer.ok) throw new Error(`GET ${path}: ${answer.status}`)
      return answer.json()
    },
    bundle: async (id, caller) => {
      const until = performance.now() + patienceMs
      let answer = await send(`/api/matters/${id}/bundle`, {}, caller)
      // Not sealed yet: the sealer is behind, and says when to ask again.
      while (answer.status === 503 && performance.now() < until) {
        await pause(Number(answer.headers.get('retry-after') ?? '1') * 1000)
        answer = await send(`/api/matters/${id}/bundle`, {}, caller)
      }
      if (!answer.ok) throw new Error(`GET /api/matters/${id}/bundle: ${answer.status}`)
      return new Uint8Array(await answer.arrayBuffer())
    },
  }
}

async function answerFrom(answer: Response): Promise<Answer> {
  const body: unknown = await answer.json().catch(() => undefined)
  const location = answer.headers.get('location') ?? ''
  if (answer.status === 201) {
    return { kind: 'recorded', status: 201, location, ...recordedSchema.parse(body) }
  }
  if (answer.status === 409 || answer.status === 403) {
    const { position, digest, stream, sequence, grounds } = refusedSchema.parse(body)
    return {
      kind: 'refused',
      status: answer.status,
      location,
      ...{ position, digest, stream, sequence, grounds },
    }
  }
  return { kind: 'other', status: answer.status, says: told(body) }
}

/** What a problem says, in one line. */
function told(body: unknown): string {
  const problem = problemSchema.safeParse(body)
  if (!problem.success) return ''
  const { title, issues = [] } = problem.data
  const faults = issues.map(({ path, message }) => `${path}: ${message}`)
  return [title, ...faults].filter((part) => part !== undefined).join('; ')
}

/** State and allowed acts of a stream as the caller sees them; undefined where he sees nothing. */
export async function matterViewOrNone(
  client: Client,
  stream: string,
  caller: Caller,
): Promise<{ readonly state: string; readonly allowedActs: readonly string[] } | undefined> {
  try {
    if (stream.startsWith('matter/')) {
      const { state, allowedActs } = await client.matter(stream.slice('matter/'.length), caller)
      return { state, allowedActs }
    }
    if (stream.endsWith('/new')) return undefined
    const { allowedActs } = await client.register(stream, caller)
    return { state: '', allowedActs }
  } catch {
    return undefined
  }
}
