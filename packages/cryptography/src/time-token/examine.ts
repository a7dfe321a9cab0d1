import { fromBER, OctetString, type BaseBlock } from 'asn1js'
import {
  Certificate,
  ContentInfo,
  ExtKeyUsage,
  getCrypto,
  IssuerAndSerialNumber,
  SignedData,
  TimeStampResp,
  TSTInfo,
  type SignerInfo,
} from 'pkijs'
import { instant, type Instant } from '@juece/kernel'

import { isChained } from './chain.ts'
import { bufferOf, oids, sameBytes, sha256 } from './der.ts'
import { namesCertificate } from './names-certificate.ts'

/** 时间戳 · What a token says and what it is worth. */
export type TimeToken = {
  /** The authority's time. */
  readonly at: Instant
  /** Whether the token is over SHA-256 of the bytes. */
  readonly isOver: boolean
  /** Whether the certificate in it, made for time-stamping, was valid then and signed these bytes. */
  readonly isSigned: boolean
  /** Whether that certificate comes from a given authority; undefined where none was given. */
  readonly isOfAuthority: boolean | undefined
  readonly nonce: Uint8Array | undefined
  readonly policy: string
  /** The name in the certificate, as the authority writes it. */
  readonly authority: string
}

/** A token, or why these bytes are none. */
export type ReadTimeToken =
  | { readonly kind: 'token'; readonly token: TimeToken }
  | { readonly kind: 'none'; readonly why: string }

/**
 * Examines an answer in DER (`application/timestamp-reply`). No clock is asked: the certificate is judged at the
 * time the token itself names.
 */
export async function examineTimeToken(
  answer: Uint8Array,
  of: Uint8Array,
  authorities: readonly Uint8Array[],
): Promise<ReadTimeToken> {
  try {
    const signed = signedDataOf(answer)
    const said = signed.encapContentInfo.eContent?.getValue()
    const [signer, ...more] = signed.signerInfos
    if (said === undefined || signer === undefined || more.length > 0) {
      return { kind: 'none', why: 'it is not one signed statement' }
    }
    const info = TSTInfo.fromBER(said)
    const certificate = certificateOf(signed, signer)
    const { hashAlgorithm, hashedMessage } = info.messageImprint
    const imprint = new Uint8Array(hashedMessage.valueBlock.valueHexView)
    const isSigned =
      certificate !== undefined &&
      isForTime(certificate, info.genTime) &&
      (await signs(signer, certificate, new Uint8Array(said)))
    return {
      kind: 'token',
      token: {
        at: instant(info.genTime.toISOString()),
        isOver: hashAlgorithm.algorithmId === oids.sha256 && sameBytes(imprint, await sha256(of)),
        isSigned,
        isOfAuthority:
          authorities.length === 0
            ? undefined
            : certificate !== undefined &&
              (await isChained(certificate, certificatesIn(signed), authorities, info.genTime)),
        nonce: info.nonce && new Uint8Array(info.nonce.valueBlock.valueHexView),
        policy: info.policy,
        authority: certificate === undefined ? '' : nameOf(certificate),
      },
    }
  } catch (cause) {
    return { kind: 'none', why: cause instanceof Error ? cause.message : String(cause) }
  }
}

function signedDataOf(answer: Uint8Array): SignedData {
  const { offset, result } = fromBER(bufferOf(answer))
  if (offset !== answer.length) throw new Error('it is no time-stamp answer')
  const { timeStampToken } = new TimeStampResp({ schema: result })
  if (timeStampToken?.contentType !== oids.signedData) throw new Error('it holds no token')
  const token = new ContentInfo({ schema: timeStampToken.toSchema() })
  const signed = new SignedData({ schema: token.content as BaseBlock })
  if (signed.encapContentInfo.eContentType !== oids.timeInformation) {
    throw new Error('what it signs is not a time')
  }
  return signed
}

function certificatesIn({ certificates }: SignedData): readonly Certificate[] {
  return (certificates ?? []).filter((one) => one instanceof Certificate)
}

function certificateOf(signed: SignedData, { sid }: SignerInfo): Certificate | undefined {
  if (!(sid instanceof IssuerAndSerialNumber)) return undefined
  return certificatesIn(signed).find(
    ({ issuer, serialNumber }) =>
      issuer.isEqual(sid.issuer) && serialNumber.isEqual(sid.serialNumber),
  )
}

/** Made for nothing but time-stamping, and valid when it says it signed. */
function isForTime({ extensions, notBefore, notAfter }: Certificate, at: Date): boolean {
  const usage = extensions?.find(({ extnID }) => extnID === oids.extendedKeyUsage)
  const purposes: unknown = usage?.parsedValue
  return (
    usage?.critical === true &&
    purposes instanceof ExtKeyUsage &&
    purposes.keyPurposes.length === 1 &&
    purposes.keyPurposes[0] === oids.timeStamping &&
    notBefore.value <= at &&
    at <= notAfter.value
  )
}

/** The attributes name content, digest and certificate, and their signature is good. */
async function signs(
  signer: SignerInfo,
  certificate: Certificate,
  said: Uint8Array,
): Promise<boolean> {
  const { signedAttrs, signature, signatureAlgorithm, digestAlgorithm } = signer
  const hash = hashes[String(digestAlgorithm.algorithmId)]
  if (signedAttrs === undefined || hash === undefined) return false
  const valueOf = (type: string): BaseBlock | undefined => {
    const found = signedAttrs.attributes.filter((one) => one.type === type)
    return found.length === 1 ? (found[0]?.values[0] as BaseBlock | undefined) : undefined
  }
  const digest = new Uint8Array(await globalThis.crypto.subtle.digest(hash, bufferOf(said)))
  const claimed = valueOf(oids.messageDigest)
  if (!(claimed instanceof OctetString)) return false
  if (!sameBytes(new Uint8Array(claimed.valueBlock.valueHexView), digest)) return false
  if (valueOf(oids.contentType)?.valueBlock.toString() !== oids.timeInformation) return false
  if (!(await namesCertificate(valueOf, certificate))) return false
  try {
    return await getCrypto(true).verifyWithPublicKey(
      signedAttrs.encodedValue,
      signature,
      certificate.subjectPublicKeyInfo,
      signatureAlgorithm,
      // A bare RSA signature does not name its digest; every other algorithm does.
      ...(signatureAlgorithm.algorithmId === oids.rsa ? [hash] : []),
    )
  } catch {
    return false
  }
}

const hashes: Readonly<Record<string, string>> = {
  [oids.sha256]: 'SHA-256',
  [oids.sha384]: 'SHA-384',
  [oids.sha512]: 'SHA-512',
}

function nameOf({ subject }: Certificate): string {
  return subject.typesAndValues.map(({ value }) => String(value.valueBlock.value)).join(', ')
}
