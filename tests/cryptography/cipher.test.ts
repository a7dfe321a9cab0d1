import t from 'tap'

import { bytesOfHex, hexOf, hmacSha256, utf8Of } from '@juece/cryptography'
import { decryptWith, encryptWith } from '@juece/cryptography/cipher'

t.test('HMAC-SHA-256 is that of RFC 4231, for short and for long keys', async (t) => {
  t.equal(
    hexOf(hmacSha256(utf8Of('Jefe'), utf8Of('what do ya want for nothing?'))),
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  )
  t.equal(
    hexOf(
      hmacSha256(
        new Uint8Array(131).fill(0xaa),
        utf8Of('Test Using Larger Than Block-Size Key - Hash Key First'),
      ),
    ),
    '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
  )
})

t.test('AES-256-GCM is that of the published vectors', async (t) => {
  const [key, nonce] = [new Uint8Array(32), new Uint8Array(12)]
  const nothing = new Uint8Array()
  t.equal(hexOf(encryptWith(key, nonce, nothing, nothing)), '530f8afbc74536b9a963b4f1c4cb738b')
  t.equal(
    hexOf(encryptWith(key, nonce, new Uint8Array(16), nothing)),
    'cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919',
  )
})

t.test('nothing decrypts but the very bytes, key, nonce and place', async (t) => {
  const key = bytesOfHex('01'.repeat(32))
  const nonce = bytesOfHex('02'.repeat(12))
  const place = utf8Of('here')
  const encrypted = encryptWith(key, nonce, utf8Of('甲'), place)
  t.same(decryptWith(key, nonce, encrypted, place), utf8Of('甲'))
  t.equal(decryptWith(key, nonce, encrypted, utf8Of('there')), undefined)
  t.equal(decryptWith(bytesOfHex('03'.repeat(32)), nonce, encrypted, place), undefined)
  t.equal(decryptWith(key, bytesOfHex('03'.repeat(12)), encrypted, place), undefined)
  t.equal(decryptWith(key, nonce, encrypted.subarray(1), place), undefined)
  t.equal(decryptWith(key, nonce, encrypted.subarray(0, 15), place), undefined)
  for (let i = 0; i < encrypted.length; i += 1) {
    const flipped = Uint8Array.from(encrypted)
    flipped[i] = (flipped[i] ?? 0) ^ 1
    t.equal(decryptWith(key, nonce, flipped, place), undefined, `byte ${String(i)}`)
  }
  t.throws(() => encryptWith(key.subarray(1), nonce, place, place), /32 bytes/)
  t.throws(() => encryptWith(key, nonce.subarray(1), place, place), /12 bytes/)
})
