import { readFileSync } from 'node:fs'

import type { Matter } from '@juece/procedure'
import type { Progress } from '@juece/procedure/facts'
import t from 'tap'
import { workflowBundle } from '../../infra/tooling/bundle-workflows.ts'
import { makeDriver, type Happening, type Nudge } from '../support/activation-driver.ts'
import * as paper from '../support/paper-matter.ts'
import { PaperRecord } from '../support/paper-record.ts'

const dayMs = 86_400_000
const at = (day: number) => Math.round(paper.dayOne + day * dayMs)
type Dated = readonly [day: number, paper: paper.Paper]
const arrived = (position: number): Nudge => ({ signal: 'entriesArrived', args: [position] })

const bundle = readFileSync(await workflowBundle(), 'utf8')
const record = { now: new PaperRecord() }
const drive = await makeDriver(bundle, {
  readProgress: () => record.now.reads(),
  lodgeCommand: (ask, { nowMs }) => record.now.lodges(ask, nowMs),
})

/** The papers as they come, each nudge sent unless the test loses it. */
function script(papers: readonly Dated[], send: (nudge: Nudge, i: number) => Nudge | undefined) {
  return papers.map(([day, one], i): Happening => ({
    atMs: at(day),
    happens: () => {
      const told = record.now.enters(one, at(day))
      return told && send(arrived(told.position), i)
    },
  }))
}

/** Lives through the papers, turning over as often as the law asks, up to an instant. */
async function lives(papers: readonly Dated[], untilMs: number, more: Lives = {}) {
  record.now = more.record ?? new PaperRecord()
  const { send = (nudge: Nudge) => nudge, extra = [] } = more
  let rest: readonly Happening[] = [...script(papers, send), ...extra]
  let startMs = at(papers[0]?.[0] ?? 0) - 1
  const total = { events: 0, tasks: 0, runs: 0 }
  for (;;) {
    const input = { matterId: record.now.matterId }
    const given = {
      type: 'majorDecision',
      input,
      startMs,
      script: rest,
      untilMs,
      asks: 'stateDigest',
    }
    const run = await drive(given)
    total.events += run.count.events
    total.tasks += run.count.tasks
    total.runs += 1
    if (run.how !== 'turned over') return { ...run, total }
    rest = run.left
    startMs = run.nowMs
  }
}
interface Lives {
  readonly record?: PaperRecord
  readonly send?: (nudge: Nudge, i: number) => Nudge | undefined
  readonly extra?: readonly Happening[]
}

/** A fresh start at this moment, over the same record. */
async function walks(nowMs: number) {
  const input = { matterId: record.now.matterId }
  const asks = 'stateDigest'
  return drive({ type: 'majorDecision', input, startMs: nowMs, script: [], untilMs: nowMs, asks })
}

/** The dates the record knows, of those a timer is armed for: a run's own age arms one too. */
function legalDates(timers: readonly number[]): readonly number[] {
  const { deadlines, owed } = record.now.reads()
  const dates = [...Object.values(deadlines), ...owed].map(({ dueMs }) => dueMs)
  return timers.filter((timer) => dates.includes(timer))
}

const wholeMatter = paper.wholeMatter

t.test(
  'a whole matter: every timed command once, none refused, within 200 events and 35 tasks',
  async (t) => {
    const { how, total } = await lives(wholeMatter, at(200))
    t.equal(how, 'completed')
    const lodged = record.now.entries.filter((entry) => /^(Close|Mark|Remind)/.test(entry))
    t.same(lodged, ['ClosePublicComment'])
    t.ok(total.events <= 200, `${total.events} events`)
    t.ok(total.tasks <= 35, `${total.tasks} tasks`)
    // Nothing was sent back: the run turns over only because it is ninety days old.
    t.equal(total.runs, 2)
  },
)

t.test(
  'walked is lived, on every day: the same waits, the same dates, and nothing lodged',
  async (t) => {
    for (let day = 0; day <= 120; day += 1) {
      const untilMs = at(day) + 12 * 3_600_000
      const lived = await lives(wholeMatter, untilMs, {
        // Read once more: a fact alone nudges nobody.
        extra: [{ atMs: untilMs, happens: () => arrived(record.now.reads().position + 1) }],
      })
      const before = record.now.entries.length
      const walked = await walks(untilMs)
      t.equal(walked.how, lived.how, `day ${day}`)
      t.same(walked.answer, lived.answer, `day ${day}: waits`)
      // The older run may ring for its own age first; what lies behind that it arms in its next run.
      const agesAt = Math.min(...lived.timers.filter((timer) => !legalDates([timer]).length))
      const ahead = legalDates(walked.timers).filter((date) => date < agesAt)
      t.same(ahead, legalDates(lived.timers), `day ${day}: dates`)
      t.equal(record.now.entries.length, before, `day ${day}: nothing lodged`)
    }
  },
)

t.test(
  'every nudge lost: timers find the window over all the same, and the next nudge the rest',
  async (t) => {
    // The first read is all it ever gets, once the window is open.
    const open = wholeMatter.filter(([day]) => day <= 25)
    await lives(open, at(25) + 1)
    const before = record.now
    const { how } = await lives([[26, paper.argued]], at(80), {
      record: before,
      send: () => undefined,
    })
    t.equal(how, 'waits')
    t.equal(record.now.entries.filter((entry) => entry === 'ClosePublicComment').length, 1)
  },
)

t.test('nudges doubled, late, forged, spoilt or unknown do no harm', async (t) => {
  const spoilt: readonly Nudge[] = [
    arrived(999_999),
    arrived(-1),
    { signal: 'entriesArrived', args: ['many'] },
    { signal: 'entriesArrived', args: [{ position: 3 }] },
    { signal: 'entriesArrived', args: [] },
    { signal: 'entriesArrived', raw: [{}] },
    {
      signal: 'entriesArrived',
      raw: [{ metadata: { encoding: Buffer.from('nobody/knows') }, data: Buffer.from('?') }],
    },
    {
      signal: 'entriesArrived',
      raw: [{ metadata: { encoding: Buffer.from('json/plain') }, data: Buffer.from('{') }],
    },
    { signal: 'somethingElse', args: [1] },
  ]
  for (const [i, nudge] of spoilt.entries()) {
    const atMs = at(30)
    const { how } = await lives(wholeMatter, at(200), {
      extra: [
        { atMs, happens: () => nudge },
        { atMs: atMs + 1, happens: () => nudge },
      ],
    })
    t.equal(how, 'completed', `spoilt nudge ${i}`)
    t.equal(record.now.entries.filter((entry) => entry === 'ClosePublicComment').length, 1)
  }
})

t.test(
  'an extension before the timer moves the closing; the old date lodges nothing (第十五条第二款)',
  async (t) => {
    const papers = wholeMatter.filter(([day]) => day <= 25)
    await lives([...papers, [40, paper.windowExtended(30)]], at(56))
    t.notOk(record.now.entries.includes('ClosePublicComment'))
    await lives([[57, paper.argued]], at(75), { record: record.now })
    t.equal(record.now.entries.filter((entry) => entry === 'ClosePublicComment').length, 1)
  },
)

t.test(
  'a closing refused because of an extension is lodged again on the new date, and only then',
  async (t) => {
    const papers = wholeMatter.filter(([day]) => day <= 25)
    const kept = new PaperRecord()
    kept.beforeLodging = () => void kept.enters(paper.windowExtended(10), at(55))
    await lives(papers, at(90), { record: kept })
    t.same(
      kept.entries.filter((entry) => entry.includes('ClosePublicComment')),
      ['refused ClosePublicComment', 'ClosePublicComment'],
    )
  },
)

t.test('a date that stands refused is not asked again, by a run or by the next', async (t) => {
  const papers = wholeMatter.filter(([day]) => day <= 25)
  const kept = new PaperRecord()
  await lives(papers, at(26), { record: kept })
  const due = kept.reads().deadlines['commentWindow']
  const id = `clock/${kept.matterId}/ClosePublicComment/${due?.setAt}`
  t.equal(kept.lodges({ id, type: 'ClosePublicComment' }, at(26)).outcome, 'refused')
  const entries = kept.entries.length
  const { how, count } = await lives([], at(80), { record: kept })
  t.equal(how, 'waits')
  t.equal(kept.entries.length, entries)
  t.ok(count.tasks < 5, 'no hot loop')
})

t.test(
  'reminders and marks come in the order of their dates, before the closing of a later one',
  async (t) => {
    const papers = wholeMatter.filter(([day]) => day < 84)
    await lives(papers, at(150))
    t.same(
      record.now.entries.filter((entry) => /^(Close|Mark|Remind)/.test(entry)),
      ['ClosePublicComment', 'RemindOfPublication', 'MarkPublicationOverdue'],
    )
  },
)

t.test(
  'many dates past at once: what was owed for an earlier date is lodged before the closing',
  async (t) => {
    const kept = new PaperRecord()
    for (const [day, one] of wholeMatter.filter(([day]) => day <= 25)) kept.enters(one, at(day))
    // A date to decide by, ten days before the window ends.
    kept.enters(
      {
        says: 'DecideBySet',
        then: (matter, { position }) => ({
          ...matter,
          deadlines: {
            ...matter.deadlines,
            decideBy: {
              name: 'decideBy',
              rule: 'MD-H12',
              bound: 'ceiling',
              ends: paper.endOfDay(at(25), 20),
              setAt: position,
              brings: 'MarkDecisionOverdue',
              over: false,
            },
          },
        }),
      },
      at(25),
    )
    record.now = kept
    await walks(at(90))
    t.same(
      kept.entries.filter((entry) => /^(Close|Mark)/.test(entry)),
      ['MarkDecisionOverdue', 'ClosePublicComment'],
    )
  },
)

t.test(
  'sent back by the law, the run turns over and a fresh one walks to the re-opened sentence',
  async (t) => {
    const papers = wholeMatter.filter(([day]) => day <= 61)
    const again: readonly Dated[] = [
      [62, paper.draftingReopened],
      [63, paper.drafted],
      [64, paper.stepsOpened],
      [65, paper.noticePublished(30)],
    ]
    const { how, total } = await lives([...papers, ...again], at(120))
    t.equal(how, 'waits')
    // Sent back; a further round of a window it saw closed; ninety days old.
    t.ok(total.runs >= 3)
    t.equal(record.now.entries.filter((entry) => entry === 'ClosePublicComment').length, 2)
  },
)

t.test(
  'an answer the page went by and that is changed later is walked anew (U.2: no to yes)',
  async (t) => {
    const papers = wholeMatter.filter(([day]) => day <= 25)
    const changed: readonly Dated[] = [
      [26, paper.answered('AF-03', 'yes')],
      [27, paper.answered('AF-05', 'no')],
      [28, paper.answered('AF-05', 'yes')],
    ]
    const untilMs = at(60)
    const lived = await lives([...papers, ...changed], untilMs, {
      extra: [27.5, 58].map((day) => ({
        atMs: at(day),
        happens: () => arrived(record.now.reads().position + 1),
      })),
    })
    const walked = await walks(untilMs)
    t.same(walked.answer, lived.answer)
    t.match(walked.answer, {
      waitsFor: [
        'argumentationConcluded',
        'fairCompetitionConcluded',
        'groupsConsulted',
        'riskConcluded',
      ],
    })
  },
)

t.test('withdrawn or terminated, the clerk leaves wherever its page stands', async (t) => {
  const papers = wholeMatter.filter(([day]) => day <= 25)
  const ended = {
    says: 'ProcedureTerminated',
    then: (matter: Matter) => ({ ...matter, stage: 'S31' as const }),
  }
  const { how } = await lives([...papers, [30, ended]], at(200))
  t.equal(how, 'completed')
  t.notOk(record.now.entries.includes('ClosePublicComment'))
})

t.test(
  'the record away: what fails inside the task is tried as an activity of its own',
  async (t) => {
    record.now = new PaperRecord()
    for (const [day, one] of wholeMatter.filter(([day]) => day <= 25))
      record.now.enters(one, at(day))
    let tries = 0
    const away = await makeDriver(bundle, {
      readProgress: (_ask, { local }): Progress => {
        tries += 1
        if (local) throw new Error('the record cannot be reached')
        return record.now.reads()
      },
      lodgeCommand: (ask, { nowMs }) => record.now.lodges(ask, nowMs),
    })
    const input = { matterId: record.now.matterId }
    const startMs = at(26)
    const { how } = await away({
      type: 'majorDecision',
      input,
      startMs,
      script: [],
      untilMs: at(60),
    })
    t.equal(how, 'waits')
    t.ok(tries >= 2)
    t.ok(record.now.entries.includes('ClosePublicComment'))
  },
)

t.test('a progress stays small: clauses and dates, no words of anybody (3.2)', async (t) => {
  await lives(
    wholeMatter.filter(([day]) => day < 84),
    at(83),
  )
  const text = JSON.stringify(record.now.reads())
  t.ok(text.length < 2_048, `${text.length} bytes`)
  t.notMatch(text, /一件事项|li-hua|wang-min/)
})

t.test('the bundle holds neither zod nor an update handler (12, 13)', async (t) => {
  t.ok(bundle.length > 500_000)
  t.notMatch(bundle, /node_modules\/zod|ZodType|\$ZodCheck/)
  t.notMatch(bundle, /defineUpdate\)\(/)
  t.match(bundle, /entriesArrived/)
})
