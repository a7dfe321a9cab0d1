import { readFile } from 'node:fs/promises'
import type { SelfCheckLine } from '@juece/procedure'
import type { Command } from 'commander'
import { deviationsOf, type Deviations, type MatterDeviations } from './deviations.ts'
import { openBundle } from './open-bundle.ts'

type Flags = { readonly policy?: string; readonly all?: true; readonly json?: true }
type Checked = { readonly path: string; readonly found: Deviations }

/** Adds the verb `deviations` to the command line. */
export function deviations(program: Command): void {
  program
    .command('deviations')
    .argument('<bundle...>', 'bundles: zips, or their unpacked folders')
    .description(
      '偏离核查：逐行对照规则，列出未遵守的 · row by row against the law: what was not kept, by whom, in which entries',
    )
    .option('--policy <file>', 'a tlog-policy that came by another road than the bundles')
    .option('--all', 'every row, and not only those that were violated')
    .option('--json', 'as JSON')
    .action(async (paths: readonly string[], flags: Flags) => {
      process.exitCode = await run(paths, flags)
    })
}

async function run(paths: readonly string[], flags: Flags): Promise<number> {
  const policy = flags.policy === undefined ? {} : { policy: await readFile(flags.policy, 'utf8') }
  const checked: Checked[] = []
  for (const [index, path] of paths.entries()) {
    checked.push({ path, found: deviationsOf(await openBundle(path), policy) })
    if (process.stderr.isTTY) process.stderr.write(`\r${String(index + 1)}/${String(paths.length)}`)
  }
  if (process.stderr.isTTY) process.stderr.write('\n')
  const text =
    flags.json === true
      ? `${JSON.stringify(jsonOf(checked), undefined, 2)}\n`
      : textOf(checked, flags.all === true)
  process.stdout.write(text)
  return checked.every(({ found }) => found.clean) ? 0 : 1
}

function jsonOf(checked: readonly Checked[]): object {
  return {
    bundles: checked.length,
    clean: checked.filter(({ found }) => found.clean).length,
    deviating: checked.filter(({ found }) => !found.clean).length,
    results: checked.map(({ path, found: { grades, matters, decidedOtherwise, clean } }) => ({
      bundle: path,
      clean,
      grades,
      decidedOtherwise,
      matters: matters.map(({ lines, ...matter }) => ({
        ...matter,
        counts: countsOf(lines),
        rows: lines,
      })),
    })),
  }
}

function countsOf(lines: readonly SelfCheckLine[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { status } of lines) counts[status] = (counts[status] ?? 0) + 1
  return counts
}

function textOf(checked: readonly Checked[], all: boolean): string {
  const deviating = checked.filter(({ found }) => !found.clean)
  const shown = all ? checked : deviating
  return [
    ...shown.flatMap(({ path, found }) => blockOf(path, found, all)),
    `${String(checked.length)} 个证据包，${String(deviating.length)} 个有偏离 · ${String(checked.length)} bundles, ${String(deviating.length)} with deviations`,
    '',
  ].join('\n')
}

function blockOf(path: string, found: Deviations, all: boolean): readonly string[] {
  const broken = Object.entries(found.grades).filter(([, grade]) => grade === 'broken')
  return [
    path,
    ...broken.map(([name]) => `  字节不是其所称 · the bytes are not what they claim: ${name}`),
    ...found.decidedOtherwise.map(
      ({ position, says }) =>
        `  重新裁决不符 · decided otherwise: 第 ${String(position)} 号记录, ${says}`,
    ),
    ...found.matters.flatMap((matter) => matterText(matter, all)),
    '',
  ]
}

function matterText(
  { matter, title, stage, lines, deviations: violated }: MatterDeviations,
  all: boolean,
): readonly string[] {
  return [`  ${title} · ${stage} · ${matter}`, ...(all ? lines : violated).flatMap(lineText)]
}

const words: Readonly<Record<SelfCheckLine['status'], string>> = {
  satisfied: '已办 satisfied',
  'not-applicable': '不适用 not applicable',
  excused: '免除 excused',
  violated: '违反 violated',
  open: '未到 open',
}

function lineText(line: SelfCheckLine): readonly string[] {
  const { row, cites, status, says, why, by, persons, positions, reasons } = line
  const places = cites.map(
    ({ instrument, article, paragraph }) =>
      `${instrument} ${String(article)}${paragraph === undefined ? '' : `(${String(paragraph)})`}`,
  )
  const who = (by === undefined ? persons : [by, ...persons]).map(
    ({ official, organ, post }) => `${official} (${organ}/${post})`,
  )
  return [
    `    ${row}  ${words[status]}  ${places.join(', ') || '产品规则 product rule'}`,
    `      ${says['zh-CN']} ${says.en}`,
    ...(why === undefined ? [] : [`      ${why['zh-CN']} ${why.en}`]),
    ...(reasons === undefined ? [] : [`      “${reasons}”`]),
    ...(positions.length === 0 ? [] : [`      记录 entries ${positions.join(', ')}`]),
    ...(who.length === 0 ? [] : [`      ${who.join('; ')}`]),
  ]
}
