import { createRemoteJWKSet, errors, jwtVerify, type JWTVerifyGetKey } from 'jose'
import { ProblemError, unavailable } from '../problem.ts'

/** Who a token speaks of: the issuer's own name for the person, nothing about posts. */
export interface Subject {
  readonly issuer: string
  readonly sub: string
}

/** Reads bearer tokens. */
export interface Tokens {
  /** Undefined when the token is not to be trusted. */
  read(token: string): Promise<Subject | undefined>
}

/** The claim by which a development identity names itself. */
export const developmentClaim = 'juece_development'

/** How long a token that was checked is taken for good: posts are looked up each time all the same. */
const trustMs = 30_000
const mostTrusted = 5_000

/** Tokens of one OpenID Connect issuer, checked against its published keys. */
export function tokensOf(
  settings: {
    readonly issuer: string
    readonly audience: string
    readonly jwks: string
    readonly environment: 'embedded' | 'production'
  },
  keys: JWTVerifyGetKey = createRemoteJWKSet(new URL(settings.jwks)),
): Tokens {
  const { issuer, audience, environment } = settings
  const trusted = new Map<string, { readonly subject: Subject; readonly untilMs: number }>()
  const trust = (token: string, subject: Subject, expires: number): Subject => {
    if (trusted.size >= mostTrusted) trusted.clear()
    trusted.set(token, { subject, untilMs: Math.min(Date.now() + trustMs, expires * 1000) })
    return subject
  }
  return {
    read: async (token) => {
      const known = trusted.get(token)
      if (known !== undefined && Date.now() < known.untilMs) return known.subject
      trusted.delete(token)
      try {
        const { payload } = await jwtVerify(token, keys, {
          issuer,
          audience,
          algorithms: ['ES256', 'RS256', 'PS256', 'EdDSA'],
          requiredClaims: ['sub', 'exp'],
          clockTolerance: 5,
        })
        if (payload.sub === undefined || payload.sub === '') return undefined
        if (environment === 'production' && payload[developmentClaim] === true) return undefined
        return trust(token, { issuer, sub: payload.sub }, payload.exp ?? 0)
      } catch (why) {
        // Whether the token is good cannot be said now: the caller asks again.
        if (isAway(why)) throw new ProblemError(unavailable(2))
        return undefined
      }
    },
  }
}

function isAway(why: unknown): boolean {
  if (why instanceof errors.JWKSTimeout) return true
  if (!(why instanceof errors.JOSEError)) return true
  return /Expected 200 OK from the JSON Web Key Set/.test(why.message)
}
