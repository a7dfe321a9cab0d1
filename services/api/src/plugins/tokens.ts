import { createRemoteJWKSet, errors, jwtVerify, type JWTVerifyGetKey } from 'jose'

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
  return {
    read: async (token) => {
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
        return { issuer, sub: payload.sub }
      } catch (why) {
        if (why instanceof errors.JWKSTimeout || !(why instanceof errors.JOSEError)) throw why
        return undefined
      }
    },
  }
}
