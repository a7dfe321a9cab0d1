import { a, demanded, required } from '../../fields.ts'
import { define, on, type Definition, type Evolution } from '../../definition.ts'
import { ground, unless } from '../../grounds.ts'
import type { Ground } from '../../history/entry.ts'
import type { Circumstances } from '../../circumstances.ts'
import { versionInForce } from '../../major-decision/adjustment/in-force.ts'
import { signed } from '../../major-decision/initiation/commands.ts'
import { unknownDraft } from '../../matter/drafts.ts'
import type { Matter } from '../../matter/state.ts'
import { specification, type CommandOf } from '../../specification.ts'
import { isFilled } from '../../texts.ts'

/** 公布勘误 · a correction that is not material, found so, with its reasons (T41). */
export const publishErratum = specification({
  type: 'PublishErratum',
  event: 'ErratumPublished',
  door: 'matter',
  folder: 'publication',
  who: ['DO'],
  reservedBy: 'MD-M01',
  rows: ['MD-M01', 'MD-M03', 'T40', 'T41'],
  says: { 'zh-CN': '公布勘误', en: 'Publish an erratum' },
  fields: {
    text: required(a('digest')),
    from: required(a('draft'), 1),
    to: required(a('draft')),
    reasons: demanded(a('text'), '附表页码有误，内容未变。'),
    ...signed,
  },
})

/** How it is decided: anything material goes through the statutory procedure again (第三十七条). */
export const erratumDefinition: Definition = define(publishErratum, {
  stages: ['S22', 'S24', 'S25', 'S26'],
  outOfOrder: ['MD-M01', 'T41'],
  issues: ({ from, to }, matter) => [
    ...unknownDraft(matter, from, 'from'),
    ...unknownDraft(matter, to, 'to'),
  ],
  checks: (command, matter, at) => [
    ...foundNotMaterial(command, matter, at),
    ...unless(command.from === versionInForce(matter), at, 'MD-M01', { missing: ['from'] }),
    ...unless(isFilled(command.reasons), at, 'T41', { missing: ['reasons'] }),
  ],
})

/** The corrected version is the one in force from now on. */
export const erratumEvolution: Evolution = on(
  publishErratum,
  (matter, { from, to }, { position }) => ({
    ...matter,
    publication: {
      ...matter.publication,
      errata: [...(matter.publication.errata ?? []), { from, to, position }],
    },
  }),
)

// AF-12 on exactly these two versions: no answer keeps the gate shut, and so does "material".
function foundNotMaterial(
  { from, to }: CommandOf<typeof publishErratum>,
  { changes }: Matter,
  at: Circumstances,
): readonly Ground[] {
  const found = changes.findLast((change) => change.from === from && change.to === to)
  if (found?.answer === 'no') return []
  const isMaterial = found?.answer === 'yes'
  const lack = {
    missing: [isMaterial ? 'OpenAdjustment' : 'AF-12'],
    whoCan: [isMaterial ? 'head' : 'legality-reviewer'],
  }
  return ['MD-M01', 'MD-M03', isMaterial ? 'T40' : 'T41'].map((rule) => ground(at, rule, lack))
}
