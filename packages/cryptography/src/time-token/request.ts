import { Integer, Null, OctetString, fromBER } from 'asn1js'
import { AlgorithmIdentifier, MessageImprint, TimeStampReq, TimeStampResp } from 'pkijs'

import { bufferOf, oids, sha256 } from './der.ts'

/** What a time-stamp authority is asked: RFC 3161, over SHA-256 of the bytes, with its certificate. */
export type TimeQuestion = {
  readonly of: Uint8Array
  /** Fresh random bytes, at least eight: an old answer does not fit a new question. */
  readonly nonce: Uint8Array
  /** The policy under which the token shall stand, in dotted decimals; else the authority's own. */
  readonly policy?: string
}

/** 时间戳请求 · The question in DER, `application/timestamp-query`. */
export async function timeRequest({ of, nonce, policy }: TimeQuestion): Promise<Uint8Array> {
  const imprint = new MessageImprint({
    hashAlgorithm: new AlgorithmIdentifier({
      algorithmId: oids.sha256,
      algorithmParams: new Null(),
    }),
    hashedMessage: new OctetString({ valueHex: bufferOf(await sha256(of)) }),
  })
  const request = new TimeStampReq({
    version: 1,
    messageImprint: imprint,
    nonce: integerOf(nonce),
    certReq: true,
    ...(policy === undefined ? {} : { reqPolicy: policy }),
  })
  return new Uint8Array(request.toSchema().toBER())
}

/** Whether an authority granted what it was asked; what else it says is in the token. */
export function isGranted(answer: Uint8Array): boolean {
  try {
    const { offset, result } = fromBER(bufferOf(answer))
    if (offset !== answer.length) return false
    const { status, timeStampToken } = new TimeStampResp({ schema: result })
    return (
      (Number(status.status) === 0 || Number(status.status) === 1) && timeStampToken !== undefined
    )
  } catch {
    return false
  }
}

/** A positive number: a leading zero where the first bit is set, no needless one. */
function integerOf(nonce: Uint8Array): Integer {
  const bytes = nonce.slice()
  if (bytes[0] !== undefined) bytes[0] = (bytes[0] & 0x7f) | 0x40
  return new Integer({ valueHex: bufferOf(bytes) })
}

/** The nonce as it stands in a request made with these bytes; a token must carry the same. */
export function nonceAsAsked(nonce: Uint8Array): Uint8Array {
  return new Uint8Array(integerOf(nonce).valueBlock.valueHexView)
}
