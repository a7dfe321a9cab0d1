import { Certificate, CertificateChainValidationEngine } from 'pkijs'

import { bufferOf, sameBytes } from './der.ts'

/** Whether a certificate is one of the given ones, or was issued below one of them, at that time. */
export async function isChained(
  certificate: Certificate,
  beside: readonly Certificate[],
  authorities: readonly Uint8Array[],
  at: Date,
): Promise<boolean> {
  const own = derOf(certificate)
  if (authorities.some((given) => sameBytes(given, own))) return true
  const engine = new CertificateChainValidationEngine({
    trustedCerts: authorities.map((given) => Certificate.fromBER(bufferOf(given))),
    // The last one is the one in question.
    certs: [...beside.filter((one) => !sameBytes(derOf(one), own)), certificate],
    checkDate: at,
  })
  try {
    const { result } = await engine.verify({ passedWhenNotRevValues: true })
    return result
  } catch {
    return false
  }
}

function derOf(certificate: Certificate): Uint8Array {
  return new Uint8Array(certificate.toSchema().toBER())
}
