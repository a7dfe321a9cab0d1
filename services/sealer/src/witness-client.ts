import { utf8Of } from '@juece/cryptography'
import { checkSignature, noteText, parseNote, type PolicyWitness } from '@juece/ledger'

/** What a witness made of a checkpoint. Only a line that verifies is a cosignature. */
export type Offered =
  | { readonly kind: 'cosigned'; readonly line: string }
  /** It saw another size last. */
  | { readonly kind: 'knows'; readonly size: number }
  /** It does not see the old tree in the new one. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'silent'; readonly why: string }

const patienceMs = 5_000

/** Sends one `add-checkpoint` (C2SP tlog-witness); never throws for what the other side does. */
export async function offer(
  { url, key }: PolicyWitness & { readonly url: string },
  request: string,
  text: string,
  signal: AbortSignal,
): Promise<Offered> {
  try {
    const answer = await fetch(`${url.replace(/\/$/, '')}/add-checkpoint`, {
      method: 'POST',
      body: request,
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]),
    })
    const body = await answer.text()
    switch (answer.status) {
      case 200: {
        const line = body.split('\n').find((one) => isCosignature(text, one, key))
        return line === undefined
          ? { kind: 'silent', why: 'no line of its answer verifies under its key' }
          : { kind: 'cosigned', line }
      }
      case 409: {
        const [, digits] = /^(0|[1-9]\d{0,15})\n?$/.exec(body) ?? []
        return digits === undefined
          ? { kind: 'silent', why: 'it answers 409 without a size' }
          : { kind: 'knows', size: Number(digits) }
      }
      case 422:
        return { kind: 'refused' }
      default:
        return { kind: 'silent', why: `it answers ${answer.status}` }
    }
  } catch (cause) {
    const { name, message } = cause instanceof Error ? cause : new Error(String(cause))
    const within = cause instanceof Error && cause.cause instanceof Error ? cause.cause.message : ''
    return { kind: 'silent', why: `${name}: ${message} ${within}`.trim() }
  }
}

function isCosignature(text: string, line: string, key: PolicyWitness['key']): boolean {
  try {
    const [signature] = parseNote(utf8Of(noteText(text, [line]))).signatures
    return signature !== undefined && checkSignature(text, signature, key) === 'good'
  } catch {
    return false
  }
}
