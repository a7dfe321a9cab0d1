import type { Held, Post } from '@juece/registrar/person'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { setTimeout as pause } from 'node:timers/promises'
import type { Dependencies } from '../dependencies.ts'
import { invalid, notFound, notSignedIn, ProblemError } from '../problem.ts'

/** Who has signed in, and what the record says he holds now. */
export interface Caller {
  readonly official: string
  readonly posts: readonly Post[]
  /** The post in which he acts, where he said so (`Act-As: <organ>/<post>`). */
  readonly actAs?: Post
}

/** The hook of every route that is not public: a valid token, and an appointment that ties it to a person. */
export function signIn({ tokens, door }: Pick<Dependencies, 'tokens' | 'door'>) {
  return async (request: FastifyRequest, _reply: FastifyReply): Promise<void> => {
    const token = bearerOf(request.headers.authorization)
    const subject = token === undefined ? undefined : await tokens.read(token)
    if (subject === undefined) {
      request.log.info({ security: 'not-signed-in' }, 'no valid token')
      throw new ProblemError(notSignedIn)
    }
    const held = await knownPerson(door, subject)
    if (held === undefined) {
      request.log.info({ security: 'unknown-person' }, 'no appointment names this subject')
      // A citizen's account: of a matter he may not read he learns nothing, not even that it is there.
      if (isOfOneMatter(request)) throw new ProblemError(notFound)
      throw new ProblemError({
        ...notSignedIn,
        kind: 'unknown-person',
        title: '任职登记中没有此人 · No appointment in the record names this person',
      })
    }
    const actAs = postOf(request.headers['act-as'])
    request.caller = {
      official: held.official,
      posts: held.posts.map(({ organ, post }) => ({ organ, post })),
      ...(actAs === undefined ? {} : { actAs }),
    }
  }
}

function isOfOneMatter({ routeOptions }: FastifyRequest): boolean {
  return routeOptions.url?.startsWith('/api/matters/:id') === true
}

/** Who has signed in; a public route must not ask. */
export function callerOf(request: FastifyRequest): Caller {
  if (request.caller === null) throw new ProblemError(notSignedIn)
  return request.caller
}

// The list of offices may be a moment old; somebody appointed just now is looked up once more.
async function knownPerson(
  door: Dependencies['door'],
  subject: { readonly issuer: string; readonly sub: string },
): Promise<Held | undefined> {
  const held = await door.postsOf(subject)
  if (held !== undefined) return held
  await pause(300)
  return door.postsOf(subject)
}

function bearerOf(header: string | undefined): string | undefined {
  return /^Bearer ([A-Za-z0-9._~+/-]+=*)$/i.exec(header ?? '')?.[1]
}

function postOf(header: string | readonly string[] | undefined): Post | undefined {
  if (header === undefined) return undefined
  const [, organ, post] = /^([a-z0-9-]+\/[a-z0-9-]+)\/([a-z0-9-]+)$/.exec(String(header)) ?? []
  if (organ !== undefined && post !== undefined) return { organ, post }
  throw new ProblemError(
    invalid([{ path: 'Act-As', message: '应为 <机关>/<职务> · must be <organ>/<post>' }]),
  )
}
