import t from 'tap'

import {
  base64Of,
  bytesOfBase64,
  bytesOfDigest,
  bytesOfHex,
  compareBytes,
  concatBytes,
  digestOf,
  digestOfHash,
  generateSigningKey,
  hexOf,
  publicKeyOf,
  randomBytes,
  sameBytes,
  sha256,
  signWith,
  textOf,
  utf8Of,
  verifies,
} from '@juece/cryptography'

t.test('a digest is SHA-256, in bytes and in its written form', async (t) => {
  const abc = utf8Of('abc')
  const hex = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
  t.equal(hexOf(sha256(abc)), hex)
  t.equal(digestOf(abc), `sha256:${hex}`)
  t.equal(digestOfHash(bytesOfDigest(digestOf(abc))), digestOf(abc))
  t.equal(hexOf(sha256(new Uint8Array())).slice(0, 8), 'e3b0c442')
})

t.test('hex and base64 have one spelling each', async (t) => {
  const bytes = Uint8Array.of(0, 250, 255, 16)
  t.same(bytesOfHex(hexOf(bytes)), bytes)
  t.same(bytesOfBase64(base64Of(bytes)), bytes)
  for (const wrong of ['0', 'AB', 'zz', ' 00']) t.throws(() => bytesOfHex(wrong), wrong)
  for (const wrong of ['APr_EA==', 'APr/EA', 'APr/EB==', ' APr/EA==', 'APr/EA==\n']) {
    t.throws(() => bytesOfBase64(wrong), JSON.stringify(wrong))
  }
})

t.test('text that is not well-formed has no bytes, and ill-formed bytes no text', async (t) => {
  t.equal(textOf(utf8Of('决策 𠀀')), '决策 𠀀')
  t.throws(() => utf8Of('\ud800'))
  t.throws(() => utf8Of('a\udc00'))
  t.throws(() => textOf(Uint8Array.of(0xc3, 0x28)))
  t.equal(textOf(Uint8Array.of(0xef, 0xbb, 0xbf)), '\ufeff', 'a byte order mark is not swallowed')
})

t.test(
  'an Ed25519 signature is that of RFC 8032 and holds for its key and message only',
  async (t) => {
    const seed = bytesOfHex('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60')
    const key = publicKeyOf(seed)
    t.equal(hexOf(key), 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a')
    const nothing = new Uint8Array()
    const signature = signWith(seed, nothing)
    t.equal(hexOf(signature).slice(0, 16), 'e5564300c360ac72')
    t.ok(verifies(key, nothing, signature))
    t.notOk(verifies(key, Uint8Array.of(0), signature))
    t.notOk(verifies(publicKeyOf(generateSigningKey().seed), nothing, signature))
    for (let i = 0; i < signature.length; i++) {
      const flipped = Uint8Array.from(signature)
      flipped[i] = (flipped[i] ?? 0) ^ 1
      if (verifies(key, nothing, flipped)) t.fail(`byte ${String(i)} of the signature is not bound`)
    }
    t.notOk(verifies(key.slice(1), nothing, signature), 'a short key proves nothing')
    t.notOk(verifies(key, nothing, signature.slice(1)), 'a short signature proves nothing')
    t.throws(() => signWith(seed.slice(1), nothing))
  },
)

t.test('bytes are compared and joined as numbers from 0 to 255', async (t) => {
  t.ok(compareBytes(Uint8Array.of(1, 255), Uint8Array.of(2)) < 0)
  t.ok(compareBytes(Uint8Array.of(1), Uint8Array.of(1, 0)) < 0)
  t.ok(sameBytes(concatBytes(Uint8Array.of(1), Uint8Array.of(2, 3)), Uint8Array.of(1, 2, 3)))
  t.notOk(sameBytes(Uint8Array.of(1), Uint8Array.of(1, 0)))
})

t.test('random bytes differ from call to call', async (t) => {
  t.equal(randomBytes(16).length, 16)
  t.notOk(sameBytes(randomBytes(16), randomBytes(16)))
})
