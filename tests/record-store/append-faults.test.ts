import { openCommitter, openPool, Unavailable, type Unit } from '@juece/record-store'
import t, { type Test } from 'tap'

import { proxyTo, type CuttingProxy } from '../support/cutting-proxy.ts'
import { testDatabase } from '../support/postgres.ts'
import { recordFaults } from '../support/record-check.ts'
import { unit } from '../support/units.ts'

const db = await testDatabase(t)
const admin = openPool(db.url('admin'))
t.teardown(() => admin.end())

/** What becomes of the call: it never comes there, nobody answers, or it is done and nobody is told. */
const faults: Readonly<Record<string, (proxy: CuttingProxy) => void>> = {
  failed: (proxy) => proxy.cut(),
  hung: (proxy) => proxy.hold(),
  lost: (proxy) => proxy.cutNextAnswer(),
}

/** Through either door of the record. */
const sendings: Readonly<Record<string, (name: string) => readonly Unit[]>> = {
  'one unit': (name) => [unit(`matter/${name}`)],
  'a batch': (name) => Array.from({ length: 7 }, (_, i) => unit(`matter/${name}-${i}`)),
}

for (const [fault, trouble] of Object.entries(faults)) {
  for (const [what, unitsOf] of Object.entries(sendings)) {
    t.test(`the append of ${what} ${fault}: a new process repeats it to the same end`, (t) =>
      repeated(t, trouble, unitsOf(`${fault}-${what.replaceAll(' ', '-')}`)),
    )
  }
}

async function repeated(
  t: Test,
  trouble: (proxy: CuttingProxy) => void,
  units: readonly Unit[],
): Promise<void> {
  const url = new URL(db.url('registrar'))
  const proxy = await proxyTo(Number(url.port))
  url.port = String(proxy.port)
  const first = openCommitter(url.href, { patienceMs: 400 })
  await first.append(unit(`matter/before-${units[0]?.stream.slice(7)}`))
  trouble(proxy)
  const told = await Promise.all(units.map((one) => first.append(one).catch((why: unknown) => why)))
  for (const one of told) {
    if (one instanceof Error) t.ok(one instanceof Unavailable, 'ask again with the same key')
  }
  await proxy.close()
  await first.close()
  // The process that was told nothing is gone; the next one sends the very same units.
  const second = openCommitter(db.url('registrar'))
  t.teardown(() => second.close())
  const again = await Promise.all(units.map((one) => second.append(one)))
  const once = await Promise.all(units.map((one) => second.append(one)))
  for (const [i, verdict] of again.entries()) {
    const before = told[i]
    t.ok(verdict.kind === 'duplicate' || before instanceof Unavailable, 'entered once')
    const at = 'position' in verdict ? verdict.position : undefined
    if (isPlaced(before)) t.equal(at, before.position, 'the receipt it had')
    t.same(once[i], { kind: 'duplicate', position: at }, 'and has for good')
  }
  t.same(await recordFaults(admin), [])
}

function isPlaced(value: unknown): value is { readonly position: number } {
  return typeof value === 'object' && value !== null && 'position' in value
}
