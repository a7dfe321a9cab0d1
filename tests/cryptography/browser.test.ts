import { readdirSync, readFileSync } from 'node:fs'

import fc from 'fast-check'
import t from 'tap'

import * as node from '@juece/cryptography'

import * as bytesThere from '../../packages/cryptography/src/browser/bytes.ts'
import * as digestThere from '../../packages/cryptography/src/browser/digest.ts'
import * as randomThere from '../../packages/cryptography/src/browser/random.ts'
import * as runningThere from '../../packages/cryptography/src/browser/running-digest.ts'
import * as signatureThere from '../../packages/cryptography/src/browser/signature.ts'
import * as bytesHere from '../../packages/cryptography/src/bytes.ts'
import * as digestHere from '../../packages/cryptography/src/digest.ts'
import * as randomHere from '../../packages/cryptography/src/random.ts'
import * as runningHere from '../../packages/cryptography/src/running-digest.ts'
import * as signatureHere from '../../packages/cryptography/src/signature.ts'

const browser = {
  ...bytesThere,
  ...digestThere,
  ...randomThere,
  ...runningThere,
  ...signatureThere,
}
const source = new URL('../../packages/cryptography/', import.meta.url)

const bytes = fc.uint8Array({ maxLength: 300 })
const seeds = fc.uint8Array({ minLength: 32, maxLength: 32 })
const run = { seed: 713, numRuns: 200 } as const

/** What a function answers, or that it refuses. */
function told(act: () => unknown): unknown {
  try {
    return act()
  } catch (why) {
    return why instanceof Error ? 'refused' : why
  }
}

t.test('each file that needs Node has its twin, with the same names', async (t) => {
  for (const [here, there] of [
    [bytesHere, bytesThere],
    [digestHere, digestThere],
    [randomHere, randomThere],
    [runningHere, runningThere],
    [signatureHere, signatureThere],
  ] as const) {
    t.same(Object.keys(there).sort(), Object.keys(here).sort())
  }
  const manifest = JSON.parse(readFileSync(new URL('package.json', source), 'utf8')) as {
    readonly browser: Readonly<Record<string, string>>
  }
  for (const [file, twin] of Object.entries(manifest.browser)) {
    t.equal(twin, file.replace('./src/', './src/browser/'))
    t.notMatch(readFileSync(new URL(twin, source), 'utf8'), /node:|\bBuffer\b/, twin)
  }
  const needy = readdirSync(new URL('src/', source), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .filter((file) => /node:|\bBuffer\b/.test(readFileSync(new URL(`src/${file}`, source), 'utf8')))
  t.ok(needy.length >= 4, 'files were read')
  t.same(
    needy.filter((file) => manifest.browser[`./src/${file}`] === undefined),
    ['cipher.ts'],
    'nothing else needs Node but the cipher, an entrance of its own that no verifier takes',
  )
})

t.test('both make the same digests, hex and base64, whole or in pieces', async (t) => {
  fc.assert(
    fc.property(bytes, bytes, (a, b) => {
      const pieces = browser.runningDigest()
      pieces.add(a)
      pieces.add(b)
      return (
        browser.digestOf(a) === node.digestOf(a) &&
        node.sameBytes(browser.sha256(a), node.sha256(a)) &&
        pieces.end() === node.digestOf(node.concatBytes(a, b)) &&
        browser.hexOf(a) === node.hexOf(a) &&
        browser.base64Of(a) === node.base64Of(a) &&
        browser.sameBytes(browser.bytesOfBase64(node.base64Of(a)), a) &&
        browser.sameBytes(browser.bytesOfHex(node.hexOf(a)), a) &&
        browser.compareBytes(a, b) === node.compareBytes(a, b) &&
        browser.sameBytes(a, b) === node.sameBytes(a, b)
      )
    }),
    run,
  )
  const long = new Uint8Array(100_000).fill(200)
  t.equal(browser.base64Of(long), node.base64Of(long), 'longer than a call takes arguments')
})

t.test('both refuse the same spellings', async (t) => {
  const spellings = fc.oneof(
    fc.string({ unit: fc.constantFrom(...'AB/+=9z -_\n'), maxLength: 12 }),
    bytes.map(node.base64Of),
  )
  fc.assert(
    fc.property(spellings, (text) => {
      t.same(
        told(() => browser.bytesOfBase64(text)),
        told(() => node.bytesOfBase64(text)),
        text,
      )
      t.same(
        told(() => browser.bytesOfHex(text)),
        told(() => node.bytesOfHex(text)),
        text,
      )
    }),
    run,
  )
})

t.test('a signature of the one is good for the other, and a changed one for neither', async (t) => {
  fc.assert(
    fc.property(seeds, bytes, fc.nat(63), fc.nat(31), (seed, message, at, of) => {
      const key = browser.publicKeyOf(seed)
      const signature = browser.signWith(seed, message)
      const spoilt = Uint8Array.from(signature, (byte, i) => (i === at ? byte ^ 1 : byte))
      const other = Uint8Array.from(key, (byte, i) => (i === of ? byte ^ 1 : byte))
      return (
        node.sameBytes(key, node.publicKeyOf(seed)) &&
        node.sameBytes(signature, node.signWith(seed, message)) &&
        [browser, node].every(
          ({ verifies }) =>
            verifies(key, message, signature) &&
            !verifies(key, message, spoilt) &&
            !verifies(other, message, signature) &&
            !verifies(key.slice(1), message, signature) &&
            !verifies(key, message, signature.slice(1)),
        )
      )
    }),
    { seed: 713, numRuns: 25 },
  )
  t.throws(() => browser.publicKeyOf(new Uint8Array(31)))
})

t.test('a signature whose second half is not reduced is good for neither', async (t) => {
  const seed = new Uint8Array(32).fill(7)
  const message = node.utf8Of('juece')
  const signature = node.signWith(seed, message)
  // The order of the group, little-endian, added to the second half.
  const order = node.bytesOfHex('edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010')
  let carry = 0
  const heavy = Uint8Array.from(signature, (byte, i) => {
    if (i < 32) return byte
    const sum = byte + (order[i - 32] ?? 0) + carry
    carry = sum >> 8
    return sum & 255
  })
  for (const { verifies } of [browser, node]) {
    t.notOk(verifies(node.publicKeyOf(seed), message, heavy))
  }
})
