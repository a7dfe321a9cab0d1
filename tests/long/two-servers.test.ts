import { randomUUID } from 'node:crypto'
import { bytesOfDigest, sameBytes } from '@juece/cryptography'
import { emptyTiles, growTiles, rootOfTiles } from '@juece/ledger'
import { newestSigned, recordReader } from '@juece/record-store'
import t, { type Test } from 'tap'
import { openLine, type Answered, type Line } from '../../infra/dev/bench/line.ts'
import { allEntries } from '../support/hammer/check.ts'
import { openCounty, type County } from '../support/lawful-path.ts'
import { testStack, until, type TestStack } from '../support/stack.ts'
import { faultsOf } from '../support/verified.ts'

const connections = 32
const each = Number(process.env['JUECE_APPENDS'] ?? 100)
t.setTimeout(1_800_000)

/** An act that was lodged, and what its sender was told. */
interface Told {
  readonly matter: string
  readonly key: string
  readonly person: string
  readonly status: number
  readonly position: number
  readonly digest: string
}

t.test(`${connections} connections × ${each} acts to two server processes`, async (t) => {
  const stack = await testStack(t, {
    env: { JUECE_REFUSALS_PER_MINUTE: '10000000', JUECE_REQUESTS_PER_MINUTE: '10000000' },
  })
  const county = await openCounty(stack)
  const lines = [openLine(stack.api), openLine(await stack.anotherApi())]
  t.teardown(() => lines.forEach((line) => line.close()))

  await t.test('on one matter', async (t) => {
    const matter = county.matter()
    await matter.plays('drafted')
    const told = await load(t, county, lines, () => matter.id)
    await isRight(t, stack, told)
    t.same(await faultsOf(stack, county, [matter]), [], 'its bundle verifies and is decided again')
  })
  await t.test('on a matter each', async (t) => {
    const matters = Array.from({ length: connections }, () => county.matter())
    await Promise.all(matters.map((matter) => matter.plays('drafted')))
    const told = await load(t, county, lines, (i) => matters[i]?.id ?? '')
    await isRight(t, stack, told)
    t.same(await faultsOf(stack, county, matters.slice(0, 2)), [], 'and so for two of these')
  })
})

/** Every third act is refused; every tenth is lodged once more, at the other server. */
async function load(
  t: Test,
  county: County,
  lines: readonly Line[],
  matterOf: (i: number) => string,
): Promise<readonly Told[]> {
  const people = ['undertaking-unit-handler', 'government-office', 'archivist'].map(county.person)
  const tokens = await Promise.all(people.map((person) => county.stack.token(person)))
  let handedBack = 0
  const lineAt = (at: number): Line => {
    const line = lines[at % 2]
    if (line === undefined) throw new Error('no line')
    return line
  }
  /** Asks again with the same key where the server lost every try to the other one. */
  const insisting = async (post: () => Promise<Answered>): Promise<Answered> => {
    for (;;) {
      const answer = await post()
      if (answer.status !== 503) return answer
      handedBack += 1
    }
  }
  const told = await Promise.all(
    Array.from({ length: connections }, async (_connection, i) => {
      const mine: Told[] = []
      for (let n = 0; n < each; n += 1) {
        const who = (i + n) % 3
        const matter = matterOf(i)
        const key = randomUUID()
        const lodge = async (at: number) => {
          const answer = await insisting(() =>
            lineAt(at).post(
              `/api/matters/${matter}/acts`,
              { authorization: `Bearer ${tokens[who]}`, 'idempotency-key': key },
              JSON.stringify({
                type: 'ProposeFinding',
                findings: [{ code: 'AF-01', answer: 'no', reasons: `理由${i}-${n}` }],
              }),
            ),
          )
          const { position = -1, digest = '' } = JSON.parse(answer.text) as Partial<Told>
          const person = people[who] ?? ''
          mine.push({ matter, key, person, status: answer.status, position, digest })
        }
        await lodge(i)
        if (n % 10 === 0) await lodge(i + 1)
      }
      return mine
    }),
  )
  t.comment(`${handedBack} handed back with 503 and asked again`)
  return told.flat()
}

/** Each act is one entry, where its sender was told; the sealed tree is that of the entries. */
async function isRight(t: Test, stack: TestStack, told: readonly Told[]): Promise<void> {
  t.same(new Set(told.map(({ status }) => status)), new Set([201, 403]), 'recorded or refused')
  const stored = await allEntries(stack.admin)
  const commands = new Map<string, number[]>()
  for (const { position, stream, bytes } of stored) {
    const { command } = JSON.parse(Buffer.from(bytes).toString()) as { command: { id: string } }
    const at = `${stream} ${command.id}`
    commands.set(at, [...(commands.get(at) ?? []), position])
  }
  const wrong = told.filter(
    ({ matter, person, key, position, digest }) =>
      commands.get(`matter/${matter} ${person}/${key}`)?.join() !== String(position) ||
      (digest !== '' && stored[position]?.digest !== digest),
  )
  t.same(wrong, [], 'each act stands once, where its sender was told, however often it was lodged')
  t.equal(new Set(told.map(({ position }) => position)).size, connections * each)
  t.same(
    stored.filter(({ position }, i) => position !== i),
    [],
    'the positions are dense',
  )
  const size = await recordReader(stack.admin).size()
  const sealed = await until('everything is sealed', async () => {
    const newest = await newestSigned(stack.admin, 'juece.demo/settable-clock')
    return newest !== undefined && newest.size >= size ? newest : undefined
  })
  const digests = stored.map(({ digest }) => bytesOfDigest(digest)).slice(0, sealed.size)
  t.equal(digests.length, sealed.size)
  t.ok(
    sameBytes(rootOfTiles(growTiles(emptyTiles, digests).tiled), sealed.root),
    'the sealed tree holds every entry once, in the order of positions',
  )
  t.comment(`${told.length} acts lodged, ${stored.length} entries, sealed ${sealed.size}`)
}
