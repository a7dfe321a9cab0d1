import { randomBytes, sameBytes } from '@juece/cryptography'
import {
  examineTimeToken,
  isGranted,
  nonceAsAsked,
  timeRequest,
} from '@juece/cryptography/time-token'

/** 时间戳机构 · Whom we ask for the time, and by what we know its answers. */
export type TimeAuthority = {
  readonly url: string
  /** Its certificate, or that of the authority above it, in DER. */
  readonly certificates: readonly Uint8Array[]
  /** The policy its tokens must stand under, in dotted decimals; else whatever it uses. */
  readonly policy?: string
}

/** An answer that holds, or why the time stays pending. */
export type Asked =
  | { readonly kind: 'token'; readonly answer: Uint8Array; readonly at: string }
  | { readonly kind: 'pending'; readonly why: string }

const patienceMs = 10_000
const longest = 65_536

/** Asks once. Never throws for what the other side does, and never puts a time of its own in the place of an answer. */
export async function askTime(
  { url, certificates, policy }: TimeAuthority,
  text: Uint8Array,
  signal: AbortSignal,
): Promise<Asked> {
  try {
    const nonce = randomBytes(16)
    const asked = await fetch(url, {
      method: 'POST',
      body: new Uint8Array(
        await timeRequest({ of: text, nonce, ...(policy === undefined ? {} : { policy }) }),
      ),
      headers: { 'content-type': 'application/timestamp-query' },
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]),
    })
    if (asked.status !== 200) return pending(`it answers ${asked.status}`)
    const answer = new Uint8Array(await asked.arrayBuffer())
    if (answer.length > longest) return pending('its answer is too long')
    if (!isGranted(answer)) return pending('it did not grant a token')
    const read = await examineTimeToken(answer, text, certificates)
    if (read.kind === 'none') return pending(read.why)
    const { token } = read
    if (!token.isOver) return pending('its token is over another digest')
    if (token.nonce === undefined || !sameBytes(token.nonce, nonceAsAsked(nonce))) {
      return pending('its token answers another question')
    }
    if (policy !== undefined && token.policy !== policy) return pending('another policy')
    if (!token.isSigned) return pending('its certificate is not valid, or did not sign this')
    if (token.isOfAuthority !== true) return pending('its certificate is not of this authority')
    return { kind: 'token', answer, at: token.at }
  } catch (cause) {
    const { name, message } = cause instanceof Error ? cause : new Error(String(cause))
    return pending(`${name}: ${message}`)
  }
}

function pending(why: string): Asked {
  return { kind: 'pending', why }
}
