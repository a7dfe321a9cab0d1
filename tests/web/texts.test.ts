import { readdirSync, readFileSync } from 'node:fs'
import { specifications } from '@juece/procedure'
import t from 'tap'
import { idOfReceipt, receiptNumber } from '../../services/web/src/public/receipt-number.ts'
import { grouped, longDate, longMoment } from '../../services/web/src/public/writing.ts'

const folder = new URL('../../services/web/src/texts/', import.meta.url)
const texts = Object.fromEntries(
  readdirSync(folder).map((file) => [
    file.replace('.json', ''),
    JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Readonly<Record<string, string>>,
  ]),
)
const chinese = texts['zh-CN'] ?? {}

const plumbing: Readonly<Record<string, true>> = {
  is: true,
  kind: true,
  mark: true,
  type: true,
  word: true,
  words: true,
  list: true,
  of: true,
  required: true,
  optional: true,
  demanded: true,
  example: true,
  item: true,
  scalar: true,
}

t.test('each language has the same texts with the same places, and none is empty', (t) => {
  t.same(Object.keys(texts).sort(), ['en', 'zh-CN'])
  t.ok(Object.keys(chinese).length > 150)
  for (const [language, own] of Object.entries(texts)) {
    t.same(Object.keys(own), Object.keys(chinese), `${language}: the same names in the same order`)
    for (const [name, text] of Object.entries(own)) {
      t.not(text.trim(), '', `${language} ${name}`)
      t.same(placesOf(text), placesOf(chinese[name] ?? ''), `${language} ${name}: its places`)
    }
  }
  t.end()
})

t.test('every word of the record that a public page may show has its text', (t) => {
  const words = (type: string, field: string) => {
    const { fields } = specifications.find((one) => one.type === type) as unknown as {
      readonly fields: Readonly<Record<string, unknown>>
    }
    const found = [...JSON.stringify(fields[field]).matchAll(/"([a-z][A-Za-z]*)"/g)]
    return found.flatMap(([, word = '']) => (word in plumbing ? [] : [word]))
  }
  for (const [family, type, field] of [
    ['channel', 'SubmitPublicOpinion', 'channel'],
    ['who', 'SubmitPublicOpinion', 'commenter'],
    ['outcome', 'DisposeOfOpinion', 'disposition'],
    ['way', 'PublishCommentNotice', 'ways'],
    ['medium', 'PublishDecision', 'channels'],
    ['medium', 'PublishCommentNotice', 'channels'],
    ['ground', 'WithholdFromPublication', 'ground'],
    ['result', 'CloseCatalogueItem', 'result'],
  ] as const) {
    const all = words(type, field)
    t.ok(all.length > 1, `${type}.${field} has words`)
    for (const word of all) t.ok(`${family}.${word}` in chinese, `${family}.${word}`)
  }
  t.end()
})

t.test('dates are Beijing dates with their weekday, numbers have their thousands apart', (t) => {
  t.equal(longMoment('2026-11-22T06:30:00.000Z', 'zh-CN'), '2026年11月22日（星期日）14:30')
  t.equal(longMoment('2026-11-21T16:00:00.000Z', 'zh-CN'), '2026年11月22日（星期日）00:00')
  t.equal(
    longMoment('2026-11-22T15:59:00.000Z', 'en'),
    'Sunday 22 November 2026, 23:59 Beijing time',
  )
  t.equal(longDate('2024-05-01', 'zh-CN'), '2024年5月1日（星期三）')
  t.equal(grouped(0), '0')
  t.equal(grouped(1_234_567), '1,234,567')
  t.end()
})

t.test('a receipt number is the id of its opinion, however it is typed', (t) => {
  for (const id of [
    '019b8bab-0680-7575-823f-642f63eabb2a',
    '00000000-0000-0000-0000-000000000000',
    'ffffffff-ffff-ffff-ffff-ffffffffffff',
  ]) {
    const number = receiptNumber(id)
    t.match(number, /^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{2}$/)
    t.equal(idOfReceipt(number), id)
    t.equal(idOfReceipt(` ${number.toLowerCase().replaceAll('-', ' ')} `), id)
    t.equal(idOfReceipt(number.replaceAll('0', 'O').replaceAll('1', 'l')), id)
    t.equal(idOfReceipt(id), id)
  }
  for (const wrong of ['', '1234', 'Z'.repeat(26), 'U'.repeat(26), '../../etc', '0'.repeat(27)]) {
    t.equal(idOfReceipt(wrong), undefined, wrong)
  }
  t.end()
})

function placesOf(text: string): readonly string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map(([place]) => place).sort()
}
