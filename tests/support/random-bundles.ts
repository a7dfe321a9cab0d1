import { bytesOfDigest, digestOf, utf8Of } from '@juece/cryptography'
import { bundleFiles, readBundle, type Bundle, type Profile } from '@juece/dossier'
import { instant, instantOf, msOf, type Digest, type Instant, type JsonObject } from '@juece/kernel'
import {
  canonicalBytes,
  checkpointText,
  cosignNote,
  cosignatureAlgorithm,
  entryBytes,
  leafHash,
  logAlgorithm,
  noteText,
  proverOf,
  setRootOf,
  signNote,
  verifierKeyText,
  verifierOf,
  type UnwrittenEntry,
} from '@juece/ledger'

/** A generator of chances from a seed (mulberry32): the same seed, the same bundle. */
function chancesOf(seed: number) {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (count: number) => Math.floor(next() * count)
  return { below, chance: (part: number) => next() < part, hex: () => hexFrom(below) }
}

type Chances = ReturnType<typeof chancesOf>

function hexFrom(below: (count: number) => number): string {
  return Array.from({ length: 32 }, () => below(16).toString(16)).join('')
}

/** A honest bundle, and the policy by which it is judged. */
export interface RandomBundle {
  readonly bundle: Bundle
  readonly policy: string
  readonly profile: Profile
  readonly cosigned: boolean
}

const letters = [
  '生活垃圾',
  'Å',
  'e\u0301',
  '𠮷',
  'plain',
  '"\\\n',
  '\u2028',
  '<b>',
  '0',
  '',
] as const
const origin = 'record.example/cn-000001'
const seedOf = (byte: number) => new Uint8Array(32).fill(byte)
const log = { name: origin, algorithm: logAlgorithm, seed: seedOf(1) }
const witness = { name: 'audit.example/w1', algorithm: cosignatureAlgorithm, seed: seedOf(2) }
const policy = [
  `log ${verifierKeyText(verifierOf(log))}`,
  `witness audit ${verifierKeyText(verifierOf(witness))}`,
  'quorum audit',
  '',
].join('\n')
const level = canonicalBytes({ instruments: [], jurisdiction: 'cn', level: 'nation' })
const rules = canonicalBytes({
  levels: [{ digest: digestOf(level), jurisdiction: 'cn' }],
  procedure: 1,
})
const year = canonicalBytes({ holidays: [], makeUpDays: [], year: 2026 })
const calendar = canonicalBytes({ '2026': digestOf(year) })
const founding = utf8Of('The founding document.')

/** 随机证据包 · A record of random acts, written, sealed and bundled through the packages. */
export function randomBundle(seed: number): RandomBundle {
  const chances = chancesOf(seed)
  const record = new RandomRecord(chances)
  const matters = Array.from({ length: 1 + chances.below(3) }, () => record.matter())
  for (let acts = 4 + chances.below(30); acts > 0; acts--) {
    record.act(matters[chances.below(matters.length)] ?? '')
  }
  const subject = matters[0] ?? ''
  if (chances.chance(0.5)) record.close(subject)
  return record.bundled(subject)
}

interface Head {
  readonly sequence: number
  readonly digest: Digest
}

class RandomRecord {
  readonly #chances: Chances
  readonly #heads = new Map<string, Head>()
  readonly #entries: { stream: string; bytes: Uint8Array; asOf: JsonObject }[] = []
  readonly #papers = new Map<Digest, Uint8Array>([[digestOf(founding), founding]])
  readonly #windows = new Map<number, readonly Digest[]>()
  readonly #opinions = new Map<string, { digest: Digest; stream: string; disposed: boolean }[]>()
  readonly #over = new Set<string>()
  #now = msOf(instant('2026-01-05T01:00:00.000Z'))

  constructor(chances: Chances) {
    this.#chances = chances
    const by = { founding: digestOf(founding) }
    const found = (stream: string, n: number, type: string, event: JsonObject) => {
      const command = { ...event, id: `founding/${String(n)}`, type }
      this.#enter({ stream, by, command, events: [{ ...event, type: `${type}ed` }] })
    }
    found('law-in-use', 1, 'AdoptRulebook', { rules: digestOf(rules) })
    found('law-in-use', 2, 'AdoptCalendar', { calendar: digestOf(calendar) })
    found('offices/cn-000001', 3, 'AppointToPost', { official: 'li-hua' })
  }

  matter(): string {
    const stream = `matter/${this.#uuid()}`
    this.#official(stream, 'SubmitProposal', { title: this.#text() })
    this.#official(stream, 'PublishCommentNotice', { round: 1, notice: this.#paper() })
    this.#opinions.set(stream, [])
    return stream
  }

  /** One random act: of an official, refused or not, of the public, of the clock. */
  act(matter: string): void {
    const { below, chance } = this.#chances
    const opinions = this.#opinions.get(matter) ?? []
    switch (below(6)) {
      case 0:
        return this.#opinion(matter, opinions)
      case 1: {
        const open = opinions.find(({ disposed }) => !disposed)
        if (open === undefined) return this.#opinion(matter, opinions)
        open.disposed = true
        const fields = { disposition: 'adopted', reasons: this.#text() }
        return this.#official(open.stream, 'DisposeOfOpinion', fields)
      }
      case 2:
        return this.#official(matter, 'OpenDeliberation', { draft: below(9) }, true)
      case 3:
        if (this.#over.has(matter)) return this.#official(matter, 'RecordBasis', {})
        return this.#closeWindow(matter, opinions)
      default:
        return this.#official(matter, 'RecordBasis', {
          text: this.#text(),
          ...(chance(0.5) ? { evidence: this.#paper() } : {}),
        })
    }
  }

  close(matter: string): void {
    this.#official(matter, 'CloseDossier', {})
  }

  bundled(subject: string): RandomBundle {
    const { below, chance } = this.#chances
    const profile = (['audit', 'full', 'public', 'person'] as const)[below(4)] ?? 'audit'
    const cosigned = chance(0.6)
    const isWhole = profile === 'audit' || profile === 'full'
    const mine = (this.#opinions.get(subject) ?? []).map(({ stream }) => stream)
    const wanted = new Set(
      isWhole ? [subject, ...mine, 'law-in-use', 'offices/cn-000001'] : [subject, 'law-in-use'],
    )
    // A matter that an opinion read goes along up to where it was read; here that is its own.
    const chosen = [...this.#entries.keys()].filter((at) =>
      wanted.has(this.#entries[at]?.stream ?? ''),
    )
    const prover = proverOf(
      this.#entries.map(({ bytes }) => leafHash(bytesOfDigest(digestOf(bytes)))),
    )
    const size = this.#entries.length
    const text = checkpointText({ origin, size, root: prover.root() })
    const checkpoint = noteText(text, [
      signNote(text, log),
      ...(cosigned ? [cosignNote(text, witness, Math.ceil(this.#now / 1000))] : []),
    ])
    const files = bundleFiles({
      origin,
      subject: [subject],
      profile,
      entries: chosen.map((position) => {
        const { bytes = new Uint8Array(), stream = '' } = this.#entries[position] ?? {}
        const isHidden = stream === subject && !isWhole && chance(0.6)
        return {
          position,
          bytes,
          path: prover.inclusion(position),
          ...(isHidden ? { withheld: '过程性信息 OGI 16' } : {}),
        }
      }),
      checkpoint,
      policy,
      rules: [rules, level],
      calendars: [calendar, year],
      attachments: this.#papers,
      windows: new Map(isWhole ? [...this.#windows].filter(([at]) => chosen.includes(at)) : []),
    })
    const read = readBundle(new Map(files.map(({ path, bytes }) => [path, bytes])))
    if (read.kind !== 'bundle') throw new Error(read.says)
    return { bundle: read.bundle, policy, profile, cosigned }
  }

  #opinion(
    matter: string,
    opinions: { digest: Digest; stream: string; disposed: boolean }[],
  ): void {
    const stream = `opinion/${this.#uuid()}`
    const late = this.#over.has(matter)
    const text = this.#paper()
    const command = { id: `public/${stream.slice(8)}`, type: 'SubmitPublicOpinion', text }
    const event = { type: 'PublicOpinionSubmitted', late, window: `${matter}#1`, text }
    const digest = this.#enter({
      stream,
      by: { public: true },
      command,
      events: [event],
      reads: [matter],
    })
    if (!late) opinions.push({ digest, stream, disposed: false })
  }

  #closeWindow(matter: string, opinions: readonly { digest: Digest; disposed: boolean }[]): void {
    const digests = opinions.map(({ digest }) => digest)
    const below = this.#entries.length
    const set = {
      below,
      count: digests.length,
      root: setRootOf(digests),
      undisposed: opinions.filter(({ disposed }) => !disposed).length,
    }
    this.#over.add(matter)
    this.#windows.set(below, digests)
    this.#enter({
      stream: matter,
      by: { clerk: 'major-decision' },
      command: { id: `clock/${matter.slice(7)}/ClosePublicComment/1`, type: 'ClosePublicComment' },
      events: [{ type: 'PublicCommentClosed', round: 1, opinions: set }],
    })
  }

  #official(stream: string, type: string, fields: JsonObject, refused = false): void {
    const by = { official: 'li-hua', organ: 'cn-000001/government-office', post: 'office-director' }
    const command = { ...fields, id: `li-hua/${String(this.#entries.length)}`, type }
    const reads = ['offices/cn-000001']
    this.#enter({ stream, by, command, events: refused ? undefined : [{ ...fields, type }], reads })
  }

  #enter(act: {
    readonly stream: string
    readonly by: UnwrittenEntry['by']
    readonly command: UnwrittenEntry['command']
    readonly events: readonly JsonObject[] | undefined
    readonly reads?: readonly string[]
  }): Digest {
    const head = this.#heads.get(act.stream)
    const isFounding = 'founding' in act.by
    const reads = isFounding ? [] : ['law-in-use', ...(act.reads ?? [])]
    const asOf = Object.fromEntries(
      reads.map((stream) => [stream, this.#heads.get(stream)?.sequence ?? 0]),
    )
    this.#now += this.#chances.below(100_000)
    const at: Instant = instantOf(this.#now)
    const bytes = entryBytes({
      format: 'juece-entry/1',
      stream: act.stream,
      sequence: (head?.sequence ?? 0) + 1,
      previous: head?.digest ?? null,
      asOf,
      occurred: at,
      entered: at,
      by: act.by,
      rules: isFounding ? null : digestOf(rules),
      calendar: isFounding ? null : digestOf(calendar),
      command: act.command,
      outcome:
        act.events === undefined
          ? {
              kind: 'refused',
              grounds: [{ rule: 'MD-G05', cites: [], missing: [], whoCan: [], productRule: false }],
            }
          : { kind: 'recorded', events: [...act.events], consulted: [], deviations: [] },
      salt: this.#chances.hex(),
    })
    const digest = digestOf(bytes)
    this.#heads.set(act.stream, { sequence: (head?.sequence ?? 0) + 1, digest })
    this.#entries.push({ stream: act.stream, bytes, asOf })
    return digest
  }

  #paper(): JsonObject {
    const bytes = utf8Of(`${this.#text()} ${String(this.#chances.below(1_000_000))}`)
    this.#papers.set(digestOf(bytes), bytes)
    return { digest: digestOf(bytes), length: bytes.length, mediaType: 'text/plain' }
  }

  #text(): string {
    const { below } = this.#chances
    return Array.from({ length: 1 + below(6) }, () => letters[below(letters.length)] ?? '').join('')
  }

  #uuid(): string {
    const hex = this.#chances.hex()
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`
  }
}
