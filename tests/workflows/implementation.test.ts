import { commandId } from '@juece/procedure/facts'
import { majorDecision } from '@juece/workflows/major-decision'
import t from 'tap'
import { withDeadline } from '../../packages/procedure/src/matter/matter.ts'
import { PaperClerk } from '../support/paper-clerk.ts'
import * as paper from '../support/paper-matter.ts'
import { PaperRecord } from '../support/paper-record.ts'

const at = (day: number) => paper.dayOne + day * 86_400_000

/** Execution begins under a pack that makes reports due, the first so many days later. */
const followed = (days: number): paper.Paper => ({
  says: 'ExecutionStarted',
  then: (matter, { position, atMs }) =>
    withDeadline({ ...matter, stage: 'S24' }, 'report', {
      rule: 'MD-L02',
      bound: 'ceiling',
      ends: paper.endOfDay(atMs, days),
      setAt: position,
      brings: 'MarkReportOverdue',
    }),
})

t.test(
  'the page stays with an execution that owes a date, archived or not (713: 第三十三条、第三十四条)',
  async (t) => {
    const papers = paper.wholeMatter.map(([day, one]) =>
      one === paper.executionStarted ? ([day, followed(90)] as const) : ([day, one] as const),
    )
    const record = new PaperRecord()
    const clerk = new PaperClerk(record, majorDecision)
    await clerk.looks(paper.dayOne)
    for (const [day, arrived] of papers) {
      await clerk.looks(at(day))
      record.enters(arrived, at(day))
      await clerk.looks(at(day))
    }
    t.same(clerk.standsAt(), ['executionDatesMet'], 'the dossier is closed, a report is due')
    t.notOk(clerk.isDone)
    t.notOk(record.reads().isOver)
    const [due] = record.reads().owed
    t.equal(due?.brings, 'MarkReportOverdue')
    if (due === undefined) return
    // What is owed is lodged beside the page, by the clerk's own timer.
    const ask = { id: commandId(record.matterId, due), type: due.brings }
    t.equal(record.lodges(ask, at(178)).outcome, 'recorded')
    await clerk.looks(at(178))
    t.ok(clerk.isDone, 'nothing is left to wait for')
    const walked = new PaperClerk(record, majorDecision)
    await walked.looks(at(178))
    t.ok(walked.isDone, 'a fresh walk ends in the same place')
  },
)
