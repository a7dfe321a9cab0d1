import t from 'tap'
import { tapOutput, type TestFile } from '../../infra/tooling/tap-output.ts'

function read(text: string): TestFile[] {
  const files: TestFile[] = []
  const line = tapOutput((file) => files.push(file))
  for (const each of text.split('\n')) line(each)
  return files
}

t.test('claims are counted, not the assertions inside them', (t) => {
  const [file] = read(`TAP version 14
# Subtest: tests/a.test.ts
    # Subtest: one
        ok 1 - inner
        ok 2 - inner
        1..2
    ok 1 - one # time=3ms
    not ok 2 - two # time=4ms
      ---
      diff: |
    ok 3 - a line of a diff is no claim
      ...
    1..2
not ok 1 - tests/a.test.ts # time=1500ms`)
  t.match(file, { name: 'tests/a.test.ts', seconds: 1.5, passed: 1, failed: 1, skipped: [] })
  t.ok(file?.report.some((line) => line.includes('not ok 2 - two')))
  t.end()
})

t.test('files told as blocks are read as well', (t) => {
  const files = read(`ok 1 - tests/a.test.ts # time=20ms {
    ok 1 - one # time=3ms
    1..1
}

not ok 2 - tests/b.test.ts # time=30ms {
    not ok 1 - one # time=3ms
    1..1
}`)
  t.match(files, [
    { name: 'tests/a.test.ts', passed: 1, failed: 0 },
    { name: 'tests/b.test.ts', passed: 0, failed: 1 },
  ])
  t.end()
})

t.test('what was skipped is named with its reason, at any depth', (t) => {
  const [file] = read(`# Subtest: tests/a.test.ts
    ok 1 - one # SKIP no such tool here # time=1ms
    # Subtest: two
        ok 1 - inner # SKIP
        1..1
    ok 2 - two # time=1ms
ok 1 - tests/a.test.ts # time=20ms`)
  t.match(file, { passed: 1, failed: 0 })
  t.strictSame(file?.skipped, [
    { title: 'one', reason: 'no such tool here' },
    { title: 'inner', reason: 'no reason' },
  ])
  t.end()
})

t.test('a file skipped whole is one skipped test', (t) => {
  const [file] = read('ok 1 - tests/a.test.ts # SKIP no server # time=20ms')
  t.match(file, { name: 'tests/a.test.ts', passed: 0, failed: 0 })
  t.strictSame(file?.skipped, [{ title: 'tests/a.test.ts', reason: 'no server' }])
  t.end()
})

t.test('a file without a test, and one that ends badly after good tests, have failed', (t) => {
  const files = read(`ok 1 - tests/empty.test.ts # time=20ms
# Subtest: tests/crash.test.ts
    ok 1 - one # time=1ms
not ok 2 - tests/crash.test.ts # time=20ms`)
  t.match(files, [
    { name: 'tests/empty.test.ts', passed: 0, failed: 1 },
    { name: 'tests/crash.test.ts', passed: 1, failed: 1 },
  ])
  t.end()
})
