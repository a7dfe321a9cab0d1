import { dateOf, instant, instantOf, laterOf, msOf, type Instant } from '@juece/kernel'
import { mainMatter, type Case } from './case.ts'
import type { Clock } from './clock.ts'
import type { PrefixOptions } from './file-schema.ts'
import type { PrefixName } from './prefix-names.ts'
import { pathTo, type Planned } from './prefixes.ts'
import { fileError, ScenarioFileError } from './scenario-file-error.ts'

/** What comes next on a track: a moment, something that must come first, or nothing any more. */
type Next = Instant | 'waits' | 'over'

/** 一条线 · Steps of one file that follow one another in time. */
interface Track {
  readonly case: Case
  next(): Promise<Next>
  /** Whether what comes next looks at the record: the clerks must have settled. */
  looks(): boolean
  run(at: Instant): Promise<void>
}

const minuteMs = 60_000

function aMinuteAfter(at: Instant): Instant {
  return instantOf(msOf(at) + minuteMs)
}

/** The lawful beginning of a matter: its steps follow as fast as the law allows. */
function prefixTrack(
  played: Case,
  matter: string,
  given: PrefixName,
  from: Instant,
  options: PrefixOptions,
): Track & { readonly ended: () => Instant | undefined } {
  const planned: readonly Planned[] = pathTo(given, options, played.file.scenario.packs)
  let index = 0
  let last: Instant | undefined
  let ready: Instant | undefined
  const current = () => planned[index]

  const readyAt = async (): Promise<Instant> => {
    const step = current()
    if (step === undefined || last === undefined) return from
    if ('act' in step) return aMinuteAfter(last)
    const ends = await played.deadline(matter, step.until)
    if (ends === undefined) throw new Error(`the deadline ${step.until} has no date`)
    return laterOf(last, ends)
  }
  return {
    case: played,
    ended: () => (current() === undefined ? (last ?? from) : undefined),
    next: async () => {
      if (current() === undefined) return 'over'
      ready ??= await readyAt()
      return ready
    },
    looks: () => !('act' in (current() ?? {})),
    run: async (at) => {
      const step = current()
      if (step !== undefined && 'act' in step) {
        await played.play({
          part: 'prefix',
          at,
          step: {
            by: step.by,
            act: withMaking(step.act, played),
            ...(step.name === undefined ? {} : { name: step.name }),
            ...(step.stream === undefined ? {} : { stream: step.stream }),
            ...(matter === mainMatter ? {} : { matter }),
          },
        })
      }
      index += 1
      last = at
      ready = undefined
    },
  }
}

/** A matter bears the title of its scenario. */
function withMaking<Act extends { readonly type: string }>(act: Act, { file }: Case): Act {
  return act.type === 'SubmitProposal' ? { ...act, title: file.scenario.scenario } : act
}

/** The file's own steps: each at its moment, else one minute after the one before. */
function stepsTrack(
  played: Case,
  prefixes: ReadonlyMap<string, ReturnType<typeof prefixTrack>>,
): Track {
  const { steps } = played.file.scenario
  let index = 0
  let last: Instant | undefined

  const misuse = (what: string, mend: string) =>
    fileError(played.file.path, played.file.lineOf('steps', index, 'at'), what, mend)
  return {
    case: played,
    next: async () => {
      const step = steps[index]
      if (step === undefined) return 'over'
      const begun = prefixes.get(mainMatter)?.ended()
      if (begun === undefined && prefixes.has(mainMatter)) return 'waits'
      const before = last ?? begun
      if (step.at === undefined) return before === undefined ? 'waits' : aMinuteAfter(before)
      const at = instant(step.at)
      if (before !== undefined && at < before) {
        throw misuse(
          `at ${step.at} 早于前缀结束的时刻 ${before} · before the prefix ends`,
          '把这一步移后，或者把 from 提前 · move the step later, or let the prefix begin earlier',
        )
      }
      return at
    },
    looks: () => {
      const expect = steps[index]?.expect
      // A refusal is compared with what was there before it.
      return typeof expect === 'object' || !['undefined', 'recorded'].includes(String(expect))
    },
    run: async (at) => {
      const step = steps[index]
      if (step === undefined) return
      const own = step.matter === undefined ? undefined : prefixes.get(step.matter)
      if (own !== undefined && own.ended() === undefined) {
        throw misuse(
          `${step.matter ?? ''} 的前缀尚未结束 · the prefix of that matter has not ended`,
          '把这一步移后 · move the step later',
        )
      }
      await played.play({ part: 'step', at, step, index })
      index += 1
      last = at
    },
  }
}

const nearMs = 10 * minuteMs

function isFarFrom(before: Instant, at: Instant): boolean {
  return dateOf(before) !== dateOf(at) || msOf(at) - msOf(before) > nearMs
}

/** The tracks of one case. */
export function tracksOf(played: Case): readonly Track[] {
  const { given, from, with: options, also } = played.file.scenario
  const prefixes = new Map<string, ReturnType<typeof prefixTrack>>()
  if (from !== undefined) {
    prefixes.set(mainMatter, prefixTrack(played, mainMatter, given, instant(from), options))
  }
  for (const [name, other] of Object.entries(also)) {
    prefixes.set(name, prefixTrack(played, name, other.given, instant(other.from), other.with))
  }
  return [...prefixes.values(), stepsTrack(played, prefixes)]
}

/** When the first thing of a case happens. */
export function beginningOf({ file }: Pick<Case, 'file'>): Instant {
  const { from, steps, also } = file.scenario
  const moments = [from ?? steps[0]?.at, ...Object.values(also).map((other) => other.from)]
  const known = moments.filter((moment) => moment !== undefined).map(instant)
  return known.reduce((first, moment) => (moment < first ? moment : first))
}

/**
 * 时间轴 · Plays the tracks of all files in one order of time. The clock stands at each moment until everything of it
 * has been lodged; a file that fails or is wrong stops, the others go on.
 */
export async function playTimeline(
  cases: readonly Case[],
  clock: Clock,
  stop: (played: Case, cause: ScenarioFileError) => void,
): Promise<void> {
  const tracks = new Set(cases.flatMap(tracksOf))
  const drop = (played: Case) => {
    for (const track of tracks) if (track.case === played) tracks.delete(track)
  }
  const guarded = async <T>(played: Case, work: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await work()
    } catch (cause) {
      if (cause instanceof ScenarioFileError) stop(played, cause)
      else
        played.fail(
          `${played.file.path}: ${cause instanceof Error ? cause.message : String(cause)}`,
        )
      drop(played)
      return undefined
    }
  }

  let stands: Instant | undefined
  for (;;) {
    const moments = await Promise.all(
      [...tracks].map(
        async (track) => [track, await guarded(track.case, () => track.next())] as const,
      ),
    )
    for (const [track, next] of moments) if (next === 'over') tracks.delete(track)
    const due = moments.filter(
      (one): one is readonly [Track, Instant] =>
        tracks.has(one[0]) && one[1] !== undefined && one[1] !== 'over' && one[1] !== 'waits',
    )
    const [first] = due.map(([, at]) => at).sort()
    if (first === undefined) return clock.settle()
    const now = due.filter(([, at]) => at === first).map(([track]) => track)
    // Dates come at midnight or hours apart: from one minute to the next of a day nobody has to be waited for.
    const isFar = stands === undefined || isFarFrom(stands, first)
    if (stands !== first) await clock.standAt(first, isFar || now.some((track) => track.looks()))
    stands = first
    const byCase = new Map<Case, Track[]>()
    for (const track of now) byCase.set(track.case, [...(byCase.get(track.case) ?? []), track])
    await Promise.all(
      [...byCase].map(async ([played, its]) => {
        for (const track of its) {
          if (played.isStopped) break
          await guarded(played, () => track.run(first))
        }
        if (played.isStopped) drop(played)
      }),
    )
  }
}
