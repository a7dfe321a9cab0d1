import { readdirSync, readFileSync } from 'node:fs'
import { calendarFiles, canonicalPrint, instruments, nationalLevelFile } from '@juece/rulebook'
import {
  levelFileOf,
  parseAdoptedCalendar,
  parseCalendarFile,
  parseInstruments,
  parseLevelFile,
  parseRuleFile,
} from '@juece/rulebook/wire'
import t from 'tap'
import { packWith } from './pack.ts'

const data = new URL('../../packages/rulebook/data/', import.meta.url)
const text = (path: string) => readFileSync(new URL(path, data), 'utf8')

t.test(
  'every rule file fits its schema, is its own print, and is on the national level',
  async (t) => {
    const names = readdirSync(new URL('cn/', data))
    const files = names.map((name) => parseRuleFile(text(`cn/${name}`)))
    t.same(nationalLevelFile.instruments, files, 'the level is what lies in the folder, sorted')
    t.same(
      names,
      files.map(({ instrument }) => `${instrument}.rules.json`),
      'each file has its instrument’s name',
    )
    t.same(parseLevelFile(canonicalPrint(nationalLevelFile)), nationalLevelFile)
  },
)

t.test('every calendar and the list of instruments do so too', async (t) => {
  const names = readdirSync(new URL('calendars/', data))
  const files = names.map((name) => parseCalendarFile(text(`calendars/${name}`)))
  t.same(calendarFiles, files)
  t.same(parseAdoptedCalendar(canonicalPrint(files[0])), files[0])
  t.same(parseInstruments(text('instruments.json')), instruments)
})

t.test('a file that is not its own print is refused', async (t) => {
  const good = text('cn/INV.rules.json')
  const print = /the file is not its own canonical print/
  t.throws(
    () => parseRuleFile(good.replace('{\n', '{\n  "instrument": "INV",\n')),
    print,
    'a key twice',
  )
  t.throws(
    () => parseRuleFile(good.replace('  "in_force"', '   "in_force"')),
    print,
    'a stray space',
  )
  t.throws(() => parseRuleFile(good.trimEnd()), print, 'no line end')
  t.throws(
    () => parseLevelFile(`${canonicalPrint(nationalLevelFile)}\n`),
    print,
    'a level with one',
  )
  const { instrument, ...rest } = JSON.parse(good) as Record<string, unknown>
  const reordered = `${JSON.stringify({ instrument, ...rest }, null, 2)}\n`
  t.throws(() => parseRuleFile(reordered), print, 'another order')
})

const bad: readonly (readonly [string, (rule: Record<string, unknown>) => void, RegExp])[] = [
  ['an unknown member', (rule) => (rule['note'] = 'x'), /Unrecognized key: \\?"note\\?"/],
  ['an unknown force', (rule) => (rule['force'] = 'maybe'), /Invalid option/],
  [
    'a conditional rule without its fact',
    (rule) => (rule['force'] = 'conditional'),
    /names the fact it hangs on/,
  ],
  [
    'a product rule that does not say whether it gates',
    (rule) => (rule['force'] = 'own'),
    /says whether it gates/,
  ],
  ['a read rule that nobody read', (rule) => (rule['certainty'] = 'read'), /says when and by whom/],
  [
    'a signature without a date',
    (rule) => (rule['verified_by'] = 'an office'),
    /a date and a signature/,
  ],
  ['an article zero', (rule) => (rule['cites'] = [{ article: 0 }]), /cites.*article|Too small/s],
  ['a date that does not exist', (rule) => (rule['from'] = '2023-02-30'), /Invalid ISO date/],
]
t.test('bad rules are refused, each with its own message', async (t) => {
  for (const [what, spoil, message] of bad) {
    const { instruments, ...level } = packWith('MD-G06', 'md.review.maxWorkdays', 15)
    const [file] = instruments
    const rule: Record<string, unknown> = { ...file?.rules['MD-G06'] }
    const value = () => ({ ...level, instruments: [{ ...file, rules: { 'MD-G06': rule } }] })
    t.ok(levelFileOf(value()), 'the good one passes')
    spoil(rule)
    t.throws(() => levelFileOf(value()), { message }, what)
  }
})
