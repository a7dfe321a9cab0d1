import t from 'tap'
import { everyGateHolds } from '../support/walks/every-gate-holds.ts'

t.setTimeout(1_800_000)

t.test(
  'ten thousand walks, and no state is reached whose gate does not stand on the record (F2.6)',
  (t) => everyGateHolds(t, Number(process.env['JUECE_WALKS'] ?? 10_000)),
)
