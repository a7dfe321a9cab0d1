import type { Digest } from '@juece/kernel'
import {
  isNowhereLooser,
  levelFaults,
  loadRulebook,
  manifestOf,
  type LevelFile,
} from '@juece/rulebook'
import type { Circumstances } from '../../circumstances.ts'
import type { AnyCommand, Issue } from '../../decider.ts'
import type { Worked } from '../../definition.ts'
import { ground, unless } from '../../grounds.ts'
import type { By, Ground } from '../../history/entry.ts'
import type { CommandOf, EventOf } from '../../specification.ts'
import type { PendingChange } from '../offices/state.ts'
import { adoptPack } from './commands.ts'
import { packsOf, type LawInUse } from './state.ts'

type Adoption = CommandOf<typeof adoptPack>

/** What an adopted pack says beside its command. */
export interface WorkedOut {
  /** The manifest with the pack. */
  readonly rules: Digest
  readonly manifest: {
    readonly levels: readonly { readonly digest: Digest; readonly jurisdiction: string }[]
    readonly procedure: number
  }
  /** What governed the jurisdiction when it was proposed. */
  readonly under: Digest
  readonly reaches: readonly Digest[]
}

/** A manifest with the files it names. */
export interface Levels {
  readonly levels: readonly LevelFile[]
  readonly procedure: number
}

/** 规则包与其上各级 · What the adoption of a pack is decided on, beside the register itself. */
export interface PackAtHand {
  /** The pack; a text says why its bytes are none. */
  readonly file: LevelFile | string
  /** Every manifest that was adopted for all or for this jurisdiction: running matters may stand under any of them. */
  readonly earlier: ReadonlyMap<Digest, Levels>
}

/** Which bytes have to be at hand for a command; undefined where it adopts no pack. */
export interface PackWanted {
  readonly pack: Digest
  readonly earlier: readonly Digest[]
}

/** What has to be read before the adoption of a pack can be decided. */
export function packWanted(command: AnyCommand, law: LawInUse): PackWanted | undefined {
  // Without a body nothing is named that could be read.
  if (command.type !== adoptPack.type || command.pack === undefined) return undefined
  const { pack, jurisdiction } = command as unknown as Adoption
  const earlier = [
    ...law.adoptedRules.map(({ rules }) => rules),
    ...packsOf(law, jurisdiction).map(({ rules }) => rules),
  ]
  return { pack: pack.digest, earlier: [...new Set(earlier)] }
}

/** What governs the jurisdiction now: the manifest of its newest pack, else the rulebook of all. */
function currentOf(law: LawInUse, jurisdiction: string): Digest | null {
  return packsOf(law, jurisdiction).at(-1)?.rules ?? law.rules
}

/** The levels a new pack stands among: those of the newest pack, on the newest rulebook of all. */
function standing(law: LawInUse, jurisdiction: string, at: Circumstances): Levels | undefined {
  const newest = packsOf(law, jurisdiction).at(-1)
  const ofAll = law.rules === null ? undefined : at.pack?.earlier.get(law.rules)
  if (newest === undefined || ofAll === undefined) return ofAll
  const own = at.pack?.earlier.get(newest.rules)
  const adopted = law.adoptedRules.at(-1)?.sequence ?? 0
  if (own === undefined || adopted < newest.sequence) return own
  const there = ofAll.levels.map(({ level }) => level)
  const local = own.levels.filter(({ level }) => !there.includes(level))
  return { levels: [...ofAll.levels, ...local], procedure: ofAll.procedure }
}

/** Bytes that are no pack, or not the pack the command says, are no act at all. */
export function packIssues(command: Adoption, law: LawInUse, at: Circumstances): readonly Issue[] {
  const { level, jurisdiction } = command
  const base = standing(law, jurisdiction, at)
  if (at.pack === undefined || base === undefined) {
    return [{ path: 'pack', message: '尚未采用规则册 · no rulebook has been adopted yet' }]
  }
  const { file } = at.pack
  if (typeof file === 'string') {
    return [{ path: 'pack', message: `不是规则包：${file} · this is no policy pack` }]
  }
  if (file.level !== level) {
    return [
      { path: 'level', message: `规则包的层级是 ${file.level} · the pack is of another level` },
    ]
  }
  const levels = withPack(base.levels, file)
  const why = saidBy(() => levelFaults(levels).length > 0 || loadRulebook(levels))
  if (why !== undefined) return [{ path: 'pack', message: why }]
  const { digest } = manifestOf(levels, base.procedure)
  return digest === currentOf(law, jurisdiction)
    ? [{ path: 'pack', message: '该规则包现行有效 · this pack is in force already' }]
    : []
}

/** U-03: no value may be looser than one above it; a superseded digest is not adopted again for running matters. */
export function packGrounds(
  { reachesRunning, jurisdiction }: Adoption,
  law: LawInUse,
  at: Circumstances,
): readonly Ground[] {
  const adopted = adoptedOf(law, jurisdiction, at)
  if (adopted === undefined || at.pack === undefined) return []
  const { levels, digest } = adopted
  const faults = levelFaults(levels)
  const isAgain = at.pack.earlier.has(digest)
  return [
    ...faults.map(({ rule, key }) => ground(at, rule, { missing: [key] })),
    ...unless(faults.length === 0, at, 'U-03', { missing: faults.map(({ key }) => key) }),
    ...unless(!reachesRunning || !isAgain, at, 'U-03', { missing: ['pack'] }),
  ]
}

/** What the event says: the manifest with the pack, and whose running matters it reaches. */
export function packAdopted(
  { reachesRunning, from, jurisdiction }: Adoption,
  law: LawInUse,
  at: Circumstances,
): Worked {
  const adopted = adoptedOf(law, jurisdiction, at)
  const under = currentOf(law, jurisdiction)
  if (adopted === undefined || under === null || at.pack === undefined) return {}
  const { levels, digest, manifest } = adopted
  const reached = [...at.pack.earlier].filter(
    ([, earlier]) => reachesRunning && isNowhereLooser(levels, earlier.levels, from),
  )
  const reaches = reached.map(([rules]) => rules).sort()
  return { event: { rules: digest, manifest, under, reaches } satisfies WorkedOut }
}

function adoptedOf(law: LawInUse, jurisdiction: string, at: Circumstances) {
  const base = standing(law, jurisdiction, at)
  const { pack } = at
  if (base === undefined || pack === undefined || typeof pack.file === 'string') return undefined
  const levels = withPack(base.levels, pack.file)
  return { levels, ...manifestOf(levels, base.procedure) }
}

const widths = ['nation', 'province', 'city', 'county', 'department']

/** The levels, widest first, with the pack in its own place. */
function withPack(levels: readonly LevelFile[], pack: LevelFile): readonly LevelFile[] {
  const others = levels.filter(({ level }) => level !== pack.level)
  return [...others, pack].sort((x, y) => widths.indexOf(x.level) - widths.indexOf(y.level))
}

function saidBy(act: () => unknown): string | undefined {
  try {
    act()
    return undefined
  } catch (why) {
    return why instanceof Error ? why.message : String(why)
  }
}

/** The pack among what is pending, if the change is one. */
export function pendingPack(pending: readonly PendingChange[], change: number) {
  const proposed = pending.find(({ sequence }) => sequence === change)
  return proposed?.event.type === adoptPack.event
    ? (proposed.event as unknown as EventOf<typeof adoptPack, WorkedOut>)
    : undefined
}

/** U-03: a pack is approved by the head of the legality review of its jurisdiction, everything else by an administrator. */
export function approverOf(
  { change, agrees }: { readonly change: number; readonly agrees: boolean },
  law: LawInUse,
  at: Circumstances,
  by: By,
): readonly Ground[] {
  const pack = pendingPack(law.pending, change)
  const post = pack === undefined ? 'administrator' : 'legality-head'
  const isNamed =
    'official' in by &&
    by.post === post &&
    (pack === undefined || by.organ.startsWith(`${pack.jurisdiction}/`))
  const isStale = pack !== undefined && agrees && currentOf(law, pack.jurisdiction) !== pack.under
  return [
    ...unless(isNamed, at, 'PW-01', { whoCan: [post] }),
    // Another pack came in between: what this one stands on is no more.
    ...unless(!isStale, at, 'U-03', { missing: ['AdoptPack'], whoCan: ['administrator'] }),
  ]
}

/** Without a body: whether anything is pending that this post could approve. */
export function mayApprove(law: LawInUse, at: Circumstances, by: By): readonly Ground[] {
  if (!('official' in by) || by.post !== 'legality-head') return []
  const isHis = law.pending.some(({ sequence }) => {
    const pack = pendingPack(law.pending, sequence)
    return pack !== undefined && by.organ.startsWith(`${pack.jurisdiction}/`)
  })
  return unless(isHis, at, 'PW-01', { whoCan: ['administrator'] })
}
