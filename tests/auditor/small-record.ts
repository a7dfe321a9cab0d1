import { bytesOfDigest, digestOf, generateSigningKey, utf8Of } from '@juece/cryptography'
import {
  bagged,
  bundleFiles,
  type BundleFile,
  type BundleInput,
  type Profile,
} from '@juece/dossier'
import { instant, instantOf, msOf, type Digest, type Json, type JsonObject } from '@juece/kernel'
import {
  canonicalBytes,
  checkpointText,
  cosignNote,
  cosignatureAlgorithm,
  entryBytes,
  leafHash,
  logAlgorithm,
  noteText,
  policyWithoutWitness,
  proverOf,
  setRootOf,
  signNote,
  verifierKeyText,
  verifierOf,
  type SignerKey,
  type UnwrittenEntry,
} from '@juece/ledger'

/** The files of a bundle by path, to be attacked. */
export type Files = Map<string, Uint8Array>

export const origin = 'record.example/cn-000001'
export const log: SignerKey = { name: origin, algorithm: logAlgorithm, ...generateSigningKey() }
export const witness: SignerKey = {
  name: 'audit.example/w1',
  algorithm: cosignatureAlgorithm,
  ...generateSigningKey(),
}
export const policyAlone = policyWithoutWitness(verifierOf(log))
export const policyWitnessed = [
  `log ${verifierKeyText(verifierOf(log))}`,
  `witness audit ${verifierKeyText(verifierOf(witness))}`,
  'quorum audit',
  '',
].join('\n')

export const matter = 'matter/019b8bab-0680-7575-823f-642f63eabb2a'
const opinion = 'opinion/019bd92b-6b20-7422-8f7f-b7cd57c9b735'
const offices = 'offices/cn-000001'
export const root = 'juece-matter-019b8bab-0680-7575-823f-642f63eabb2a'

export const papers = [
  'The founding document.',
  'The notice.',
  'The explanation: Å.',
  'An opinion.',
].map(utf8Of)
const [founding, notice, explanation, words] = papers.map((bytes) => ({
  digest: digestOf(bytes),
  length: bytes.length,
  mediaType: 'text/plain; charset=utf-8',
}))

const level = canonicalBytes({ instruments: [], jurisdiction: 'cn', level: 'nation' })
const rulebook = canonicalBytes({
  levels: [{ digest: digestOf(level), jurisdiction: 'cn' }],
  procedure: 1,
})
const year = canonicalBytes({ holidays: [], makeUpDays: [], year: 2026 })
const calendars = canonicalBytes({ '2026': digestOf(year) })

export type Act = {
  readonly stream: string
  readonly by: UnwrittenEntry['by']
  readonly command: UnwrittenEntry['command']
  readonly events?: readonly JsonObject[]
  readonly grounds?: readonly JsonObject[]
  readonly asOf?: Readonly<Record<string, number>>
  readonly entered?: string
  readonly previous?: Digest
  readonly sequence?: number
}

const office = { official: 'li-hua', organ: 'cn-000001/government-office', post: 'office-director' }
const handler = { official: 'zhao-ming', organ: 'cn-000001/development-bureau', post: 'handler' }
const foundingBy = { founding: founding?.digest ?? digestOf(utf8Of('')) }
const law = { 'law-in-use': 2 }
const read = { ...law, [offices]: 1 }

/** The acts of a small matter: founding, proposal, comment, a refusal, closing of the file. */
export const acts: readonly Act[] = [
  found('law-in-use', 1, { type: 'AdoptRulebook', rules: digestOf(rulebook) }, 'RulebookAdopted'),
  found(
    'law-in-use',
    2,
    { type: 'AdoptCalendar', calendar: digestOf(calendars) },
    'CalendarAdopted',
  ),
  found(offices, 3, { type: 'AppointToPost', official: 'li-hua' }, 'AppointedToPost'),
  act(matter, handler, 'zhao-ming/1', 'SubmitProposal', { title: '生活垃圾处理费调整' }, read),
  act(matter, handler, 'zhao-ming/2', 'PublishCommentNotice', paper({ notice, explanation }), read),
  {
    stream: opinion,
    by: { public: true },
    command: { id: 'public/1', type: 'SubmitPublicOpinion', ...paper({ text: words }) },
    events: [
      {
        type: 'PublicOpinionSubmitted',
        late: false,
        window: `${matter}#1`,
        ...paper({ text: words }),
      },
    ],
    asOf: { ...law, [matter]: 2 },
  },
  {
    stream: matter,
    by: { clerk: 'major-decision' },
    command: { id: 'clock/m/ClosePublicComment/4', type: 'ClosePublicComment' },
    asOf: law,
  },
  {
    stream: matter,
    by: office,
    command: { id: 'li-hua/1', type: 'OpenDeliberation' },
    grounds: [{ rule: 'MD-G05', cites: [], missing: [], whoCan: [], productRule: false }],
    asOf: read,
  },
  act(
    opinion,
    handler,
    'zhao-ming/3',
    'DisposeOfOpinion',
    { disposition: 'adopted' },
    { ...read, [matter]: 4 },
  ),
  act(matter, office, 'li-hua/2', 'CloseDossier', {}, read),
]

function found(
  stream: string,
  n: number,
  command: JsonObject & { type: string },
  event: string,
): Act {
  const by = foundingBy
  return {
    stream,
    by,
    command: { ...command, id: `founding/${String(n)}` },
    events: [{ ...command, type: event }],
  }
}

function act(
  stream: string,
  by: UnwrittenEntry['by'],
  id: string,
  type: string,
  fields: JsonObject,
  asOf: Readonly<Record<string, number>>,
): Act {
  return {
    stream,
    by,
    command: { ...fields, id, type },
    events: [{ ...fields, type: `${type}.recorded` }],
    asOf,
  }
}

function paper(named: Readonly<Record<string, JsonObject | undefined>>): JsonObject {
  return Object.fromEntries(
    Object.entries(named).map(([key, value]): [string, Json] => [key, value ?? null]),
  )
}

/** Enters the acts as the registrar would: sequences, links, times. */
export function entered(from: readonly Act[]): readonly Uint8Array[] {
  const heads = new Map<string, { sequence: number; digest: Digest }>()
  const opinions: Digest[] = []
  return from.map((one, position) => {
    const head = heads.get(one.stream)
    const sequence = one.sequence ?? (head?.sequence ?? 0) + 1
    const isFounding = 'founding' in one.by
    const at = instantOf(msOf(instant('2026-01-05T01:00:00.000Z')) + position * 60_000)
    const closing = one.command.type === 'ClosePublicComment'
    const set = {
      below: position,
      count: opinions.length,
      root: setRootOf(opinions),
      undisposed: opinions.length,
    }
    const events = closing
      ? [{ opinions: set, round: 1, type: 'PublicCommentClosed' }]
      : (one.events ?? [])
    const bytes = entryBytes({
      format: 'juece-entry/1',
      stream: one.stream,
      sequence,
      previous: sequence === 1 ? null : (one.previous ?? head?.digest ?? null),
      asOf: one.asOf ?? {},
      occurred: at,
      entered: one.entered === undefined ? at : instant(one.entered),
      by: one.by,
      rules: isFounding ? null : digestOf(rulebook),
      calendar: isFounding ? null : digestOf(calendars),
      command: one.command,
      outcome:
        one.grounds === undefined
          ? { kind: 'recorded', events, consulted: [], deviations: [] }
          : { kind: 'refused', grounds: one.grounds },
      salt: digestOf(utf8Of(String(position))).slice(7, 39),
    })
    heads.set(one.stream, { sequence, digest: digestOf(bytes) })
    if (one.stream === opinion && sequence === 1) opinions.push(digestOf(bytes))
    return bytes
  })
}

/** A signed note over the first `size` entries. */
export function noteOver(
  entries: readonly Uint8Array[],
  size = entries.length,
  { cosigned = false, signer = log, by = witness } = {},
): string {
  const prover = proverOf(entries.map((bytes) => leafHash(bytesOfDigest(digestOf(bytes)))))
  const text = checkpointText({ origin, size, root: prover.root(size) })
  const seconds = Date.parse('2026-01-06T00:00:00Z') / 1000
  return noteText(text, [
    signNote(text, signer),
    ...(cosigned ? [cosignNote(text, by, seconds)] : []),
  ])
}

/** How a test bundle differs from the plain one. */
export type Making = {
  readonly cosigned?: boolean
  readonly profile?: Profile
  readonly withheld?: readonly number[]
  readonly input?: Partial<BundleInput>
}

/** The input of the bundle of a record. */
export function inputOf(entries: readonly Uint8Array[], making: Making = {}): BundleInput {
  const { cosigned = false, profile = 'audit', withheld = [], input = {} } = making
  const prover = proverOf(entries.map((bytes) => leafHash(bytesOfDigest(digestOf(bytes)))))
  const opinions = entries.filter((_, position) => acts[position]?.stream === opinion).slice(0, 1)
  return {
    origin,
    subject: [matter],
    profile,
    entries: entries.map((bytes, position) => ({
      position,
      bytes,
      path: prover.inclusion(position),
      ...(withheld.includes(position)
        ? { withheld: '过程性信息 OGI 16 · cn-000001/government-office' }
        : {}),
    })),
    checkpoint: noteOver(entries, entries.length, { cosigned }),
    policy: cosigned ? policyWitnessed : policyAlone,
    rules: [rulebook, level],
    calendars: [calendars, year],
    attachments: new Map(papers.map((bytes) => [digestOf(bytes), bytes])),
    windows: new Map([[6, opinions.map(digestOf)]]),
    ...input,
  }
}

/** The files of an honest bundle. */
export function honest(making: Making = {}, from: readonly Act[] = acts): Files {
  return filesOf(bundleFiles(inputOf(entered(from), making)))
}

export function filesOf(files: readonly BundleFile[]): Files {
  return new Map(files.map(({ path, bytes }) => [path, bytes]))
}

/** The files below the root folder. */
export function at(path: string): string {
  return `${root}/${path}`
}

/** Makes the bag valid again, as a careful attacker would. */
export function rebagged(files: Files): Files {
  const payload = [...files]
    .map(([path, bytes]) => ({ path: path.slice(root.length + 1), bytes }))
    .filter(({ path }) => path.startsWith('data/'))
  return filesOf(bagged(payload, matter).map(({ path, bytes }) => ({ path: at(path), bytes })))
}

export function flipped(bytes: Uint8Array, index: number, mask = 1): Uint8Array {
  const changed = Uint8Array.from(bytes)
  changed[index] = (changed[index] ?? 0) ^ mask
  return changed
}

export function fileAt(files: Files, path: string): Uint8Array {
  const bytes = files.get(at(path))
  if (bytes === undefined) throw new Error(`no ${path}`)
  return bytes
}
