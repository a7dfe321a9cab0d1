import { setTimeout as pause } from 'node:timers/promises'
import { instantOf, msOf, type Instant } from '@juece/kernel'
import { legalTime, readClock, recordReader, type StoredEntry } from '@juece/record-store'
import { parseEntry } from '@juece/procedure/wire'
import { v7 as uuidv7 } from 'uuid'
import t from 'tap'
import { openBundle, redecide, verifyBundle } from '../../services/auditor/src/index.ts'
import { proxyTo } from '../support/cutting-proxy.ts'
import { openCounty } from '../support/lawful-path.ts'
import { testStack, until } from '../support/stack.ts'
import { exported } from '../support/verified.ts'

/** An opinion, when it was sent for the first time and first answered, by the record's clock. */
interface Opinion {
  readonly id: string
  readonly sent: number
  readonly answered: number
  readonly status: number
  /** The position its submitter was told, each time it was sent. */
  readonly positions: readonly number[]
}

/** An opinion as the record has it. */
interface Kept {
  readonly position: number
  readonly digest: string
  readonly occurred: number
  readonly late: boolean
}

const seconds = (many: number) => many * 1_000

t.test(
  '第十五条: a window closes while opinions arrive at two servers in its last second',
  async (t) => {
    const stack = await testStack(t)
    const county = await openCounty(stack)
    const matter = county.matter()
    await matter.plays('window-open')
    const { deadlines } = await matter.view('head')
    const ends = msOf(deadlines.find(({ name }) => name === 'commentWindow')?.ends as Instant)
    await county.clock.standAt(instantOf(ends - seconds(60)))

    // The second server reaches the record over a line that can be held up.
    const direct = new URL(stack.url('registrar'))
    const proxy = await proxyTo(Number(direct.port))
    t.teardown(() => proxy.close())
    direct.port = String(proxy.port)
    const second = await stack.anotherApi({ JUECE_RECORD_URL: direct.href })

    await fetch(`${stack.api}/dev/clock`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ now: instantOf(ends - seconds(2.5)) }),
    })
    const clock = await readClock(stack.admin)
    const now = () => msOf(legalTime(clock, Date.now()))
    let turnedAway = 0
    const path = `/public/consultations/${matter.id}/opinions`
    /** Asks again with the same key where the server says that it cannot enter the opinion now. */
    const post = async (api: string, id: string) => {
      for (;;) {
        const answer = await fetch(`${api}${path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'idempotency-key': id },
          body: JSON.stringify({ text: `意见 ${id}` }),
        })
        const body = (await answer.json()) as { readonly position?: number }
        if (answer.status !== 503) return { status: answer.status, position: body.position ?? -1 }
        turnedAway += 1
        await pause(seconds(Number(answer.headers.get('retry-after'))))
      }
    }
    /** Sends one; every third once more, to the same server or to the first one. */
    const submit = async (api: string, again: string | undefined): Promise<Opinion> => {
      const id = uuidv7()
      const sent = now()
      const first = await post(api, id)
      const answered = now()
      const positions = [first.position]
      if (again !== undefined) positions.push((await post(again, id)).position)
      return { id, sent, answered, status: first.status, positions }
    }
    const public_ = async (api: string): Promise<readonly Opinion[]> => {
      const mine: Opinion[] = []
      for (let n = 0; now() < ends + seconds(1.2); n += 1) {
        mine.push(await submit(api, n % 3 === 0 ? stack.api : n % 3 === 1 ? undefined : api))
        await pause(60)
      }
      return mine
    }
    const holding = (async () => {
      // So many at once that each connection of the second server is open before the line is held.
      const first = await Promise.all(Array.from({ length: 16 }, () => submit(second, undefined)))
      while (now() < ends - 700) await pause(5)
      proxy.hold()
      // Received in time for certain, and not to be entered before the closing. Few: each holds a connection of its server.
      const held = Array.from({ length: 3 }, () => submit(second, undefined))
      // The closing is lodged by its clerk five seconds after the instant; until then nothing of the second server enters.
      const closed = await until('the window is closed', () => closingOf(matter.stream))
      proxy.release()
      return { ...closed, rest: [...first, ...(await Promise.all(held))] }
    })()
    const free = (
      await Promise.all([
        ...Array.from({ length: 16 }, () => public_(stack.api)),
        ...Array.from({ length: 3 }, () => public_(second)),
      ])
    ).flat()
    const closing = await holding
    const opinions = [...free, ...closing.rest]

    t.same(
      opinions.filter(({ status }) => status !== 201),
      [],
      'every opinion is taken',
    )
    t.same(
      opinions.filter(({ positions }) => new Set(positions).size !== 1),
      [],
      'and one sent again has the receipt it had',
    )
    const kept = new Map<string, Kept>()
    const stored = await recordReader(stack.admin).readFrom(0, 100_000)
    for (const one of stored) {
      if (one.stream.startsWith('opinion/'))
        kept.set(one.stream.slice('opinion/'.length), keptFrom(one))
    }
    t.equal(kept.size, opinions.length, 'each opinion is one entry')
    const judged = opinions.map((one) => ({ ...one, ...(kept.get(one.id) as Kept) }))
    t.same(
      judged.filter(({ late, occurred }) => late !== occurred >= ends),
      [],
      'late is exactly what was received after the end',
    )
    t.same(
      judged.filter(({ late, answered }) => late && answered < ends),
      [],
      'nothing that was answered before the end is late',
    )
    t.same(
      judged.filter(({ late, sent }) => !late && sent >= ends),
      [],
      'nothing that was sent after the end is in time',
    )
    const inTime = judged.filter(({ late }) => !late)
    const below = inTime.filter(({ position }) => position < closing.below)
    const after = inTime.filter(({ position }) => position >= closing.below)
    t.comment(
      `${judged.length} opinions: ${below.length} in time and below the closing, ${after.length} in time and entered after it, ${judged.length - inTime.length} late; ${turnedAway} times asked again`,
    )
    t.ok(
      below.length > 0 && after.length > 0 && inTime.length < judged.length,
      'there is each kind',
    )
    t.equal(closing.count, below.length, 'the closing commits to what was in time and entered')

    const handler = county.person('undertaking-unit-handler')
    const disposed = await Promise.all(
      inTime.map(({ id }) =>
        county.send({
          path: `/api/registers/opinion/${id}/acts`,
          key: `dispose-${id}`,
          person: handler,
          body: {
            type: 'DisposeOfOpinion',
            window: `${matter.stream}#1`,
            disposition: 'adopted',
            reasons: '意见合理，已在草案中体现。',
          },
        }),
      ),
    )
    t.same(new Set(disposed.map(({ status }) => status)), new Set([201]))
    const adoption = await matter.lodge({
      by: 'undertaking-unit-handler',
      act: {
        type: 'SubmitAdoptionStatement',
        counts: { received: inTime.length, adopted: inTime.length, partly: 0, notAdopted: 0 },
      },
    })
    t.equal(adoption.status, 201, 'every opinion in time is in the adoption statement')

    const bundle = await openBundle(await exported(stack, county, matter.id))
    const verdict = verifyBundle(bundle)
    t.same({ exit: verdict.exit, findings: verdict.findings }, { exit: 0, findings: [] })
    const { entries, agree } = redecide(bundle)
    t.equal(agree, entries, 'decided again, each opinion is late or not as it was')
    const sets = [...bundle.windows].sort(([a], [b]) => a - b).map(([, bytes]) => linesOf(bytes))
    const hexes = (of: readonly Kept[]) =>
      of.map(({ digest }) => digest.slice('sha256:'.length)).sort()
    t.same(sets, [hexes(below), hexes(inTime)], 'the bundle lists both sets, and they are these')

    /** The closing entry, once there is one. */
    async function closingOf(stream: string) {
      for (const { bytes } of await recordReader(stack.admin).readStream(stream)) {
        const { outcome } = parseEntry(bytes)
        const events = outcome.kind === 'recorded' ? outcome.events : []
        const closed = events.find(({ type }) => type === 'PublicCommentClosed')
        if (closed !== undefined) return closed.opinions as { below: number; count: number }
      }
      return undefined
    }
  },
)

function keptFrom({ position, digest, bytes }: StoredEntry): Kept {
  const { occurred, outcome } = parseEntry(bytes)
  const [event] = outcome.kind === 'recorded' ? outcome.events : []
  return { position, digest, occurred: msOf(occurred), late: event?.late === true }
}

function linesOf(bytes: Uint8Array): readonly string[] {
  return Buffer.from(bytes).toString().split('\n').slice(0, -1)
}
