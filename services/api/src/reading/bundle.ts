import { bundleFiles, type BundleFile } from '@juece/dossier'
import { parseVerifierKey, policyWithoutWitness } from '@juece/ledger'
import type { Dependencies } from '../dependencies.ts'
import { chosenFor, chosenForOpinion, type BundleAsk, type Chosen } from './bundle-choice.ts'
import { headsUnder, keptFor, timesUnder } from './bundle-custody.ts'
import { inOrder, lawFiles, papersOf, windowsOf } from './bundle-parts.ts'
import { disclosedFor } from './opened.ts'
import type { Seals } from './seals.ts'

/** The files of a bundle, or why it cannot be made. */
export type MadeBundle =
  | { readonly kind: 'files'; readonly files: readonly BundleFile[] }
  | { readonly kind: 'not-sealed' }
  /** Nothing of it is for this profile: no such window, no entry of this person. */
  | { readonly kind: 'nothing' }

/** How long a bundle waits for the sealer. */
const patienceMs = 3_000

/** 证据包 · The bundle that was asked for. Who may ask for what is decided before. */
export async function bundleOf(
  dependencies: Dependencies,
  seals: Seals,
  ask: BundleAsk,
): Promise<MadeBundle> {
  // Whoever may see everything is shown, of personal values, what he has opened by an entry of his own.
  const reader = ask.profile === 'full' ? ask.official : undefined
  return sealed(dependencies, seals, await chosenFor(dependencies, ask), reader)
}

/** The bundle of one opinion, for the one who has its receipt. */
export async function bundleOfOpinion(
  dependencies: Dependencies,
  seals: Seals,
  opinion: string,
): Promise<MadeBundle> {
  return sealed(dependencies, seals, await chosenForOpinion(dependencies, opinion))
}

async function sealed(
  dependencies: Dependencies,
  seals: Seals,
  chosen: Chosen | undefined,
  reader?: string,
): Promise<MadeBundle> {
  if (chosen === undefined) return { kind: 'nothing' }
  const { subject, profile, window } = chosen
  const kept = await keptFor(dependencies, chosen)
  const known = new Set(chosen.entries.map(({ stored }) => stored.position))
  const beside = new Map(kept.entries.map((one) => [one.stored.position, one]))
  const entries: Chosen['entries'] = inOrder([
    ...chosen.entries,
    ...[...beside.values()].filter(({ stored }) => !known.has(stored.position)),
  ])
  const { log } = dependencies.settings
  const last = entries.at(-1)?.stored.position ?? -1
  const seal = (await seals.witnessed(last, patienceMs)) ?? (await seals.covering(last, patienceMs))
  if (seal === undefined) return { kind: 'not-sealed' }
  const shown = entries.filter(({ withheld }) => withheld === undefined)
  const positions = shown.map(({ stored }) => stored.position)
  const [law, attachments, windows, heads, times, disclosed] = await Promise.all([
    lawFiles(dependencies, shown),
    papersOf(dependencies, shown),
    windowsOf(dependencies, shown, window),
    headsUnder(dependencies, kept, subject, seal),
    timesUnder(dependencies, last, seal),
    reader === undefined ? undefined : disclosedFor(dependencies, reader, positions),
  ])
  const files = bundleFiles({
    origin: log.origin,
    subject,
    profile,
    entries: entries.map(({ stored: { position, bytes }, withheld }) => ({
      position,
      bytes,
      path: seal.path(position),
      ...(withheld === undefined ? {} : { withheld }),
    })),
    checkpoint: seal.note,
    policy: log.policy ?? policyWithoutWitness(parseVerifierKey(log.key)),
    rules: law.rules,
    calendars: law.calendars,
    attachments,
    windows,
    absences: kept.absences,
    times,
    ...(disclosed === undefined ? {} : { disclosed }),
    ...(heads === undefined ? {} : { heads }),
  })
  return { kind: 'files', files }
}
