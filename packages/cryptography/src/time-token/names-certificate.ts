import { OctetString, Sequence, type BaseBlock } from 'asn1js'
import type { Certificate } from 'pkijs'

import { oids, sameBytes } from './der.ts'

/**
 * RFC 5035: the signed attributes name the certificate by its digest, so that no other one over the same key can be
 * put in its place.
 */
export async function namesCertificate(
  valueOf: (type: string) => BaseBlock | undefined,
  certificate: Certificate,
): Promise<boolean> {
  const newer = valueOf(oids.signingCertificateV2)
  const older = valueOf(oids.signingCertificate)
  const first = firstOf(firstOf(newer ?? older))
  if (!(first instanceof Sequence)) return false
  const parts = first.valueBlock.value as readonly BaseBlock[]
  // ESSCertIDv2 ::= SEQUENCE { hashAlgorithm DEFAULT sha256, certHash, issuerSerial OPTIONAL }
  const named = parts.find((part) => part instanceof OctetString)
  if (!(named instanceof OctetString)) return false
  const algorithm = newer === undefined ? 'SHA-1' : algorithmOf(parts[0])
  if (algorithm === undefined) return false
  const der = certificate.toSchema().toBER()
  const digest = new Uint8Array(await globalThis.crypto.subtle.digest(algorithm, der))
  return sameBytes(digest, new Uint8Array(named.valueBlock.valueHexView))
}

function firstOf(block: BaseBlock | undefined): BaseBlock | undefined {
  return block instanceof Sequence
    ? (block.valueBlock.value[0] as BaseBlock | undefined)
    : undefined
}

function algorithmOf(part: BaseBlock | undefined): string | undefined {
  if (!(part instanceof Sequence)) return 'SHA-256'
  switch (firstOf(part)?.valueBlock.toString()) {
    case oids.sha256:
      return 'SHA-256'
    case oids.sha384:
      return 'SHA-384'
    case oids.sha512:
      return 'SHA-512'
    default:
      return undefined
  }
}
