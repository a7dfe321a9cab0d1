import t from 'tap'
import fc from 'fast-check'

import { hexOf, utf8Of } from '@juece/cryptography'
import type { Json } from '@juece/kernel'
import { canonicalBytes, canonicalText, parseCanonical } from '@juece/ledger'

t.test('keys are sorted by UTF-16 units, text is not escaped beyond need', async (t) => {
  t.equal(
    canonicalText({ '\u20ac': 1, '\r': 2, '\u{1f600}': 3, '\ufb33': 4, a: 5, A: 6 }),
    '{"\\r":2,"A":6,"a":5,"€":1,"😀":3,"\ufb33":4}',
  )
  t.equal(canonicalText('决策\u0007"\\/\u007f'), '"决策\\u0007\\"\\\\/\u007f"')
  t.equal(hexOf(canonicalBytes({ a: '𠀀' })), hexOf(utf8Of('{"a":"𠀀"}')))
  t.equal(canonicalText([-0, 9007199254740991]), '[0,9007199254740991]')
})

t.test('what two readers could take differently is refused on the way in', async (t) => {
  const nested = (depth: number): Json => (depth === 0 ? null : [nested(depth - 1)])
  t.equal(canonicalText(nested(100)).length, 204)
  const wrong: readonly unknown[] = [
    Number.NaN,
    Number.POSITIVE_INFINITY,
    1.5,
    1e21,
    9007199254740992,
    '\ud800',
    { '\udc00': 1 },
    { a: undefined },
    [undefined],
    new Array(1),
    new Map(),
    10n,
    { toJSON: () => 1 },
    nested(101),
  ]
  for (const value of wrong) t.throws(() => canonicalText(value as Json))
})

t.test('the print is that of any printer that sorts its keys', async (t) => {
  const sorted = (value: Json): Json => {
    if (Array.isArray(value)) return value.map((item: Json) => sorted(item))
    if (typeof value !== 'object' || value === null) return value
    const keys = Object.keys(value).sort()
    return Object.fromEntries(
      keys.map((key) => [key, sorted((value as Record<string, Json>)[key] ?? null)]),
    )
  }
  // Keys that look like numbers are left out: an object does not keep their order.
  const key = fc.string({ unit: 'grapheme' }).filter((text) => !/^\d+$/.test(text))
  const leaf = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.maxSafeInteger(),
    fc.boolean(),
    fc.constant(null),
  )
  const { value } = fc.letrec<{ value: Json }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      leaf,
      fc.array(tie('value')),
      fc.dictionary(key, tie('value'), { noNullPrototype: true }),
    ),
  }))
  fc.assert(
    fc.property(value, (one) => canonicalText(one) === JSON.stringify(sorted(one))),
    { seed: 8785, numRuns: 500 },
  )
  t.equal(
    canonicalText({ '10': 1, '9': 2, a: { '2': 3, '10': 4 } }),
    '{"10":1,"9":2,"a":{"10":4,"2":3}}',
  )
})

t.test('bytes that are not their own canonical print are refused on the way out', async (t) => {
  t.same(parseCanonical(utf8Of('{"a":[1,"b",null,true]}')), { a: [1, 'b', null, true] })
  const wrong = [
    '{"a":1,"a":1}',
    '{"b":1,"a":2}',
    '{"a": 1}',
    '{"a":1}\n',
    '\ufeff{"a":1}',
    '{"a":-0}',
    '{"a":1.0}',
    '{"a":1e2}',
    '{"a":1e21}',
    '{"a":0.5}',
    '{"a":9007199254740993}',
    '{"a":"\\u0041"}',
    '{"a":"\\/"}',
    '{"a":"\\ud800"}',
    '{"a":1',
    '',
    '{"__proto__":1,"__proto__":2}',
  ]
  for (const text of wrong) t.throws(() => parseCanonical(utf8Of(text)), text)
  t.throws(() => parseCanonical(Uint8Array.of(0x22, 0xff, 0x22)))
})

t.test(
  'print and parse are each other’s inverse, and any other byte string is no second print',
  async (t) => {
    const leaf = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.maxSafeInteger(),
      fc.boolean(),
      fc.constant(null),
    )
    const { value } = fc.letrec<{ value: Json }>((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        leaf,
        fc.array(tie('value')),
        fc.dictionary(fc.string({ unit: 'grapheme' }), tie('value')),
      ),
    }))
    fc.assert(
      fc.property(value, fc.nat(), fc.integer({ min: 1, max: 255 }), (json, at, change) => {
        const bytes = canonicalBytes(json)
        const again = canonicalBytes(parseCanonical(bytes))
        if (hexOf(again) !== hexOf(bytes)) return false
        const flipped = Uint8Array.from(bytes)
        flipped[at % bytes.length] = (flipped[at % bytes.length] ?? 0) ^ change
        try {
          // Whatever still parses is another value, and prints as the flipped bytes.
          return hexOf(canonicalBytes(parseCanonical(flipped))) === hexOf(flipped)
        } catch {
          return true
        }
      }),
      { seed: 713, numRuns: 500 },
    )
    t.pass('500 values')
  },
)
