import t from 'tap'
import { everyGateHolds } from '../support/walks/every-gate-holds.ts'

t.test(
  'no walk reaches a state whose gate does not stand on the record, and a refusal changes nothing (F2.6)',
  (t) => everyGateHolds(t, Number(process.env['JUECE_WALKS'] ?? 300)),
)
