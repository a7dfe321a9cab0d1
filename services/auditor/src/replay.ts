import type { Command } from 'commander'
import { openBundle } from './open-bundle.ts'
import { redecide, type Redecision } from './redecide.ts'

/** Adds the verb `replay` to the command line. */
export function replay(program: Command): void {
  program
    .command('replay')
    .argument('<bundle>', 'a bundle: the zip, or its unpacked folder')
    .description(
      '重新裁决：仅凭字节逐条再作一次裁决 · decide every entry again from the bytes alone',
    )
    .option('--json', 'the result as JSON')
    .action(async (path: string, { json }: { readonly json?: true }) => {
      const result = redecide(await openBundle(path))
      process.stdout.write(
        json === true ? `${JSON.stringify(jsonOf(result), undefined, 2)}\n` : textOf(result),
      )
      process.exitCode = exitOf(result)
    })
}

function exitOf({ differ, agree }: Redecision): number {
  if (differ.length > 0) return 1
  return agree > 0 ? 0 : 3
}

function jsonOf({ entries, agree, notChecked, differ }: Redecision): object {
  const [first] = differ
  return {
    redecided: entries - notChecked.length,
    agree,
    ...(first === undefined ? {} : { firstDiffering: first }),
    notChecked,
  }
}

function textOf({ entries, agree, notChecked, differ }: Redecision): string {
  const checked = entries - notChecked.length
  const lines = [
    `重新裁决 ${checked} 条，相符 ${agree} 条 · ${checked} entries decided again, ${agree} agree`,
    ...differ
      .slice(0, 10)
      .map(({ position, says }) => `不符：第 ${position} 条，${says} · entry ${position} differs`),
    ...(notChecked.length === 0
      ? []
      : [
          `未核 ${notChecked.length} 条（所需的字节不在其中） · not checked: what they need is not here`,
        ]),
    ...notChecked.slice(0, 5).map(({ position, why }) => `  第 ${position} 条：${why}`),
  ]
  return `${lines.join('\n')}\n`
}
