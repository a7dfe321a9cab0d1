import { digestOf } from '@juece/cryptography'
import {
  calendarFiles,
  calendarManifestOf,
  canonicalPrint,
  manifestOf,
  nationalLevel,
} from '@juece/rulebook'
import { parseCalendarManifest, parseLevelFile, parseManifest } from '@juece/rulebook/wire'
import t from 'tap'

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

// The stand-ins of the published ledger vectors: an example of bytes, not of law.
const nation =
  '{"instruments":[{"in_force":[{"from":"2019-09-01"}],"instrument":"R713","rules":{"MD-D05":{"cites":[{"article":15,"paragraph":1}],"force":"mandatory","parameters":{"md.comment.days":{"bound":"floor","unit":"calendar-day","values":[{"from":"2019-09-01","value":30}]}}},"MD-G05":{"cites":[{"article":26,"paragraph":2}],"force":"mandatory","parameters":{"md.review.minWorkdays":{"bound":"floor","unit":"working-day","values":[{"from":"2019-09-01","value":7}]}}}}}],"jurisdiction":"cn","level":"nation"}'
const county = '{"instruments":[],"jurisdiction":"cn-000000","level":"county"}'

t.test('a manifest of rules has the bytes and digests of the published vectors', async (t) => {
  const made = manifestOf([JSON.parse(nation), JSON.parse(county)], 1)
  t.same(
    made.files.map(({ bytes }) => text(bytes)),
    [nation, county],
  )
  t.equal(made.digest, 'sha256:366b5c8fcdc6dd2a2e37ec6044b7e97b75c43c175482a4a0c88dcb2d5a5ad245')
  t.same(made.manifest.levels, [
    {
      digest: 'sha256:8a7f7060d3d9785da1865f1d26cfdea9c33bf9903924984d5fad295fea480b01',
      jurisdiction: 'cn',
    },
    {
      digest: 'sha256:5fcb630ae43b85b6227788532a0b59abeff3245d6b8206ab85a062f5c0293092',
      jurisdiction: 'cn-000000',
    },
  ])
})

t.test('the rulebook’s own manifests name bytes that parse back to what they were', async (t) => {
  const rules = manifestOf(nationalLevel(), 1)
  t.same(parseManifest(text(rules.bytes)), rules.manifest)
  t.equal(digestOf(rules.bytes), rules.digest)
  t.same(
    rules.files.map(({ bytes }) => parseLevelFile(text(bytes))),
    nationalLevel(),
  )
  const calendar = calendarManifestOf(calendarFiles)
  t.same(parseCalendarManifest(text(calendar.bytes)), calendar.manifest)
  t.equal(Object.keys(calendar.manifest).length, 9)
  t.equal(calendar.manifest['2026'], calendar.files.at(-1)?.digest)
  t.throws(() => calendarManifestOf([...calendarFiles, ...calendarFiles]), /a year stands twice/)
})

t.test('the canonical print sorts keys, keeps text and takes whole numbers only', async (t) => {
  t.equal(
    canonicalPrint({ b: [1, null, true], a: '决"\n', 'a.b': {} }),
    '{"a":"决\\"\\n","a.b":{},"b":[1,null,true]}',
  )
  t.throws(() => canonicalPrint({ a: 0.5 }), /not whole: 0.5/)
  t.throws(() => canonicalPrint({ a: -0 }), /not whole/)
  t.throws(() => canonicalPrint({ a: undefined }), /not JSON: undefined/)
  t.throws(() => canonicalPrint('\ud800'), /a lone surrogate/)
})
