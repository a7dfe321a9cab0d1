import { Certificate } from 'pkijs'

/** The names by number that tokens are written with. */
export const oids = {
  sha256: '2.16.840.1.101.3.4.2.1',
  sha384: '2.16.840.1.101.3.4.2.2',
  sha512: '2.16.840.1.101.3.4.2.3',
  signedData: '1.2.840.113549.1.7.2',
  timeInformation: '1.2.840.113549.1.9.16.1.4',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  extendedKeyUsage: '2.5.29.37',
  timeStamping: '1.3.6.1.5.5.7.3.8',
  rsa: '1.2.840.113549.1.1.1',
} as const

/** The bytes in a buffer of their own. */
export function bufferOf(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer
}

/** The certificates in a PEM text, in DER; anything around them is left out. */
export function certificatesOf(pem: string): readonly Uint8Array[] {
  const found = [
    ...pem.matchAll(/-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g),
  ].map(([, base64 = '']) =>
    Uint8Array.from(globalThis.atob(base64.replaceAll(/\s/g, '')), (one) => one.charCodeAt(0)),
  )
  if (found.length === 0) throw new Error('there is no certificate in it')
  // What cannot be read is said where it is given, not where it is needed.
  for (const der of found) Certificate.fromBER(bufferOf(der))
  return found
}

/** SHA-256, by what Node and browsers share: this folder runs in both as it stands. */
export async function sha256(bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await globalThis.crypto.subtle.digest('SHA-256', bufferOf(bytes)))
}

/** Whether both hold the same bytes. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at])
}
