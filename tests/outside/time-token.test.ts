import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { randomBytes, utf8Of } from '@juece/cryptography'
import { certificatesOf, examineTimeToken, timeRequest } from '@juece/cryptography/time-token'
import t from 'tap'

import { stampedBy, startTimeAuthority } from '../support/time-authority.ts'
import { runTool } from './run-tool.ts'

const version = await runTool('openssl', ['version']).catch(() => undefined)
const options = { skip: version?.code !== 0 && 'no openssl on the PATH' } as const
const dir = await mkdtemp(join(tmpdir(), 'juece-tsa-'))
t.teardown(() => rm(dir, { recursive: true, force: true }))
const at = (name: string) => join(dir, name)
const text = 'record.example.gov.cn/cn-000000\n12\nNrQ3uw==\n'
await writeFile(at('text'), text)

async function openssl(...words: readonly string[]): Promise<string> {
  const { code, output } = await runTool('openssl', words)
  if (code !== 0) throw new Error(`openssl ${words.join(' ')}: ${output}`)
  return output
}

/** An authority as OpenSSL makes one: a root, a certificate for time-stamping, and its configuration. */
async function authorityOf(key: readonly string[]): Promise<void> {
  await writeFile(
    at('x.cnf'),
    'extendedKeyUsage=critical,timeStamping\nbasicConstraints=CA:false\n',
  )
  await writeFile(
    at('tsa.cnf'),
    `[tsa]\ndefault_tsa=one\n[one]\nserial=${at('serial')}\nsigner_cert=${at('tsa.pem')}\ncerts=${at('root.pem')}\n` +
      `signer_key=${at('tsa.key')}\nsigner_digest=sha256\ndefault_policy=1.3.6.1.4.1.32473.1.1\n` +
      'digests=sha256\naccuracy=secs:1\nordering=no\ntsa_name=yes\ness_cert_id_chain=no\ness_cert_id_alg=sha256\n',
  )
  await writeFile(at('serial'), '01\n')
  const root = ['-x509', '-subj', '/CN=Root', '-keyout', at('root.key'), '-out', at('root.pem')]
  await openssl('req', '-newkey', ...key, '-nodes', '-days', '9', ...root)
  const tsa = ['-subj', '/CN=Stamp', '-keyout', at('tsa.key'), '-out', at('tsa.csr')]
  await openssl('req', '-new', '-newkey', ...key, '-nodes', ...tsa)
  const by = ['-CA', at('root.pem'), '-CAkey', at('root.key'), '-CAcreateserial', '-days', '8']
  await openssl(
    'x509',
    '-req',
    '-in',
    at('tsa.csr'),
    '-out',
    at('tsa.pem'),
    ...by,
    '-extfile',
    at('x.cnf'),
  )
}

for (const [name, key] of [
  ['RSA', ['rsa:2048']],
  ['ECDSA', ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256']],
] as const) {
  t.test(`a token that OpenSSL stamps with ${name} is read, and believed`, options, async (t) => {
    await authorityOf(key)
    const bytes = utf8Of(text)
    await writeFile(at('q.tsq'), await timeRequest({ of: bytes, nonce: randomBytes(8) }))
    const out = ['-queryfile', at('q.tsq'), '-out', at('a.tsr')]
    await openssl('ts', '-reply', '-config', at('tsa.cnf'), '-section', 'one', ...out)
    const answer = new Uint8Array(await readFile(at('a.tsr')))
    const given = certificatesOf(await readFile(at('root.pem'), 'utf8'))
    t.match(await examineTimeToken(answer, bytes, given), {
      kind: 'token',
      token: { isOver: true, isSigned: true, isOfAuthority: true, authority: 'Stamp' },
    })
    const other = await examineTimeToken(answer, utf8Of(`${text} `), given)
    t.match(other, { kind: 'token', token: { isOver: false, isSigned: true } })
  })
}

t.test(
  'OpenSSL accepts the answers our bundles carry, over the text of the note',
  options,
  async (t) => {
    const authority = await startTimeAuthority()
    try {
      const request = await timeRequest({ of: utf8Of(text), nonce: randomBytes(8) })
      await writeFile(at('ours.tsr'), await stampedBy(authority, request))
      await writeFile(at('ours.pem'), authority.certificate)
      const against = ['-in', at('ours.tsr'), '-data', at('text'), '-CAfile', at('ours.pem')]
      t.match(await openssl('ts', '-verify', ...against), /Verification: OK/)
      await writeFile(at('text'), `${text} `)
      const { code } = await runTool('openssl', ['ts', '-verify', ...against])
      t.not(code, 0)
    } finally {
      await authority.stop()
    }
  },
)
