import type { webcrypto } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

import * as asn1 from 'asn1js'
import {
  AttributeTypeAndValue,
  Attribute,
  BasicConstraints,
  Certificate,
  ContentInfo,
  EncapsulatedContentInfo,
  Extension,
  ExtKeyUsage,
  IssuerAndSerialNumber,
  MessageImprint,
  PKIStatusInfo,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
  TimeStampReq,
  TimeStampResp,
  TSTInfo,
} from 'pkijs'

/** What the authority does with the next questions. */
export type Mood =
  'good' | 'fails' | 'refuses' | 'wrong-nonce' | 'wrong-imprint' | 'expired' | 'garbage'

/** A time-stamp authority of a test, with a certificate of its own, on 127.0.0.1. */
export type TimeAuthority = {
  readonly url: string
  /** Its root certificate, PEM. */
  readonly certificate: string
  mood: Mood
  /** The time it stamps; its own clock where none is set. */
  at: Date | undefined
  /** How many questions came. */
  readonly asked: number
  stop(): Promise<void>
}

type Signing = { readonly certificate: Certificate; readonly key: webcrypto.CryptoKey }

/** The policy it stamps under. */
export const authorityPolicy = '1.3.6.1.4.1.32473.1.1'

const eku = '2.5.29.37'
const timeStamping = '1.3.6.1.5.5.7.3.8'
const day = 86_400_000

/** Starts one; two authorities have nothing in common but the code. */
export async function startTimeAuthority(name = '测试时间戳 Test'): Promise<TimeAuthority> {
  const now = Date.now()
  const root = await certified(`${name} root`, undefined, [now - 900 * day, now + 900 * day])
  const good = await certified(name, root, [now - 800 * day, now + 800 * day])
  const expired = await certified(name, root, [now - 800 * day, now - 700 * day])
  const state = { mood: 'good' as Mood, at: undefined as Date | undefined, asked: 0 }
  const server = createServer((request, response) => {
    void (async () => {
      const question = await bodyOf(request)
      state.asked += 1
      if (state.mood === 'fails') return void response.writeHead(500).end('out of order')
      const answer =
        state.mood === 'garbage'
          ? Buffer.from(JSON.stringify({ time: new Date().toISOString() }))
          : await answered(question, state, state.mood === 'expired' ? expired : good)
      response.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(answer)
    })()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return Object.assign(state, {
    url: `http://127.0.0.1:${port}/tsa`,
    certificate: pemOf(root.certificate),
    stop: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  })
}

async function answered(
  question: Buffer,
  { mood, at }: { readonly mood: Mood; readonly at: Date | undefined },
  signing: Signing,
): Promise<Buffer> {
  const status = new PKIStatusInfo({ status: mood === 'refuses' ? 2 : 0 })
  if (mood === 'refuses') {
    return Buffer.from(new TimeStampResp({ status }).toSchema().toBER())
  }
  const request = TimeStampReq.fromBER(question)
  const nonce =
    request.nonce === undefined ? [] : [...new Uint8Array(request.nonce.valueBlock.valueHexView)]
  const imprint = new Uint8Array(request.messageImprint.hashedMessage.valueBlock.valueHexView)
  const said = new TSTInfo({
    version: 1,
    policy: request.reqPolicy ?? authorityPolicy,
    messageImprint: new MessageImprint({
      hashAlgorithm: request.messageImprint.hashAlgorithm,
      hashedMessage: new asn1.OctetString({
        valueHex: new Uint8Array(
          mood === 'wrong-imprint' ? imprint.map((byte) => byte ^ 1) : imprint,
        ).buffer,
      }),
    }),
    serialNumber: new asn1.Integer({ value: Math.floor(Math.random() * 1e9) }),
    genTime: at ?? new Date(),
    nonce: new asn1.Integer({
      valueHex: new Uint8Array(mood === 'wrong-nonce' ? nonce.map((byte) => byte ^ 1) : nonce)
        .buffer,
    }),
  })
  return Buffer.from(
    new TimeStampResp({ status, timeStampToken: await signed(said, signing) }).toSchema().toBER(),
  )
}

/** RFC 3161: the statement in a CMS envelope, its attributes naming content, digest and certificate. */
async function signed(said: TSTInfo, { certificate, key }: Signing): Promise<ContentInfo> {
  const content = said.toSchema().toBER()
  const hash = (bytes: ArrayBuffer) => crypto.subtle.digest('SHA-256', bytes)
  const attribute = (type: string, value: asn1.BaseBlock) =>
    new Attribute({ type, values: [value] })
  const data = new SignedData({
    version: 3,
    encapContentInfo: new EncapsulatedContentInfo({
      eContentType: '1.2.840.113549.1.9.16.1.4',
      eContent: new asn1.OctetString({ valueHex: content }),
    }),
    signerInfos: [
      new SignerInfo({
        version: 1,
        sid: new IssuerAndSerialNumber({
          issuer: certificate.issuer,
          serialNumber: certificate.serialNumber,
        }),
        signedAttrs: new SignedAndUnsignedAttributes({
          type: 0,
          attributes: [
            attribute(
              '1.2.840.113549.1.9.3',
              new asn1.ObjectIdentifier({ value: '1.2.840.113549.1.9.16.1.4' }),
            ),
            attribute(
              '1.2.840.113549.1.9.4',
              new asn1.OctetString({ valueHex: await hash(content) }),
            ),
            attribute(
              '1.2.840.113549.1.9.16.2.47',
              // SigningCertificateV2 over one ESSCertIDv2 of SHA-256, which is the default and not written.
              new asn1.Sequence({
                value: [
                  new asn1.Sequence({
                    value: [
                      new asn1.Sequence({
                        value: [
                          new asn1.OctetString({
                            valueHex: await hash(certificate.toSchema().toBER()),
                          }),
                        ],
                      }),
                    ],
                  }),
                ],
              }),
            ),
          ],
        }),
      }),
    ],
    certificates: [certificate],
  })
  await data.sign(key, 0, 'SHA-256')
  return new ContentInfo({ contentType: '1.2.840.113549.1.7.2', content: data.toSchema(true) })
}

async function certified(
  name: string,
  by: Signing | undefined,
  [from, to]: readonly [number, number],
): Promise<Signing> {
  const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ])
  const certificate = new Certificate()
  certificate.version = 2
  certificate.serialNumber = new asn1.Integer({ value: Math.floor(Math.random() * 1e9) + 1 })
  const named = new AttributeTypeAndValue({
    type: '2.5.4.3',
    value: new asn1.Utf8String({ value: name }),
  })
  certificate.subject.typesAndValues.push(named)
  if (by === undefined) certificate.issuer.typesAndValues.push(named)
  else certificate.issuer = by.certificate.subject
  certificate.notBefore.value = new Date(from)
  certificate.notAfter.value = new Date(to)
  const constraints = new BasicConstraints({ cA: by === undefined })
  const purposes = new ExtKeyUsage({ keyPurposes: [timeStamping] })
  certificate.extensions = [
    new Extension({
      extnID: '2.5.29.19',
      critical: true,
      extnValue: constraints.toSchema().toBER(),
      parsedValue: constraints,
    }),
    ...(by === undefined
      ? []
      : [
          new Extension({
            extnID: eku,
            critical: true,
            extnValue: purposes.toSchema().toBER(),
            parsedValue: purposes,
          }),
        ]),
  ]
  await certificate.subjectPublicKeyInfo.importKey(keys.publicKey)
  await certificate.sign(by?.key ?? keys.privateKey, 'SHA-256')
  return { certificate: Certificate.fromBER(certificate.toSchema().toBER()), key: keys.privateKey }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(piece as Buffer)
  return Buffer.concat(pieces)
}

function pemOf(certificate: Certificate): string {
  const lines =
    Buffer.from(certificate.toSchema().toBER())
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}

/** Asks one question as a client would. */
export async function stampedBy(
  authority: TimeAuthority,
  request: Uint8Array,
): Promise<Uint8Array> {
  const answer = await fetch(authority.url, { method: 'POST', body: new Uint8Array(request) })
  return new Uint8Array(await answer.arrayBuffer())
}
