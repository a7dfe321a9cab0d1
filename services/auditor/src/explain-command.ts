import { readFile } from 'node:fs/promises'
import { InvalidArgumentError, type Command } from 'commander'
import { explain, type Explained, type Explanation } from './explain.ts'
import { openBundle } from './open-bundle.ts'
import type { Says } from './says.ts'

type Flags = {
  readonly question?: number
  readonly policy?: string
  readonly json?: true
}

/** Adds the verb `explain` to the command line. */
export function explainCommand(program: Command): void {
  program
    .command('explain')
    .argument('<bundle>', 'a bundle: the zip, or its unpacked folder')
    .description(
      '审计十二问：仅凭字节作答 · the twelve questions an auditor asks, answered from the bytes alone',
    )
    .option('--question <number>', 'only this question, 1 to 12', questionNumber)
    .option('--policy <file>', 'a tlog-policy that came by another road than the bundle')
    .option('--json', 'as JSON')
    .action(async (path: string, { question, policy, json }: Flags) => {
      const options = policy === undefined ? {} : { policy: await readFile(policy, 'utf8') }
      const explained = only(explain(await openBundle(path), options), question)
      process.stdout.write(
        json === true ? `${JSON.stringify(jsonOf(explained), undefined, 2)}\n` : textOf(explained),
      )
      process.exitCode = exitOf(explained)
    })
}

function questionNumber(text: string): number {
  const number = Number(text)
  if (Number.isInteger(number) && number >= 1 && number <= 12) return number
  throw new InvalidArgumentError('a question is a number from 1 to 12')
}

function only(explained: Explanation, number: number | undefined): Explanation {
  if (number === undefined) return explained
  return {
    ...explained,
    matters: explained.matters.map((matter) => ({
      ...matter,
      questions: matter.questions.filter((one) => one.number === number),
    })),
  }
}

/** An answer out of bytes that are not what they claim to be is no answer. */
function exitOf({ exit, decidedOtherwise }: Explanation): number {
  return exit === 0 && decidedOtherwise.length > 0 ? 1 : exit
}

const wire = ({ zh, en }: Says) => ({ 'zh-CN': zh, en })

function jsonOf({ grades, decidedOtherwise, matters }: Explanation): object {
  return {
    grades,
    decidedOtherwise,
    matters: matters.map(({ questions, ...matter }) => ({
      ...matter,
      questions: questions.map(({ number, asks, answer, facts, rows }) => ({
        number,
        asks: wire(asks),
        answer: wire(answer),
        facts: facts.map(({ says, positions }) => ({ says: wire(says), positions })),
        rows: rows.map(({ row, status, cites, positions, finding }) => ({
          row,
          status,
          cites,
          positions,
          ...(finding === undefined ? {} : { finding }),
        })),
      })),
    })),
  }
}

function textOf({ matters }: Explanation): string {
  return matters
    .flatMap(({ matter, title, stage, questions }) => [
      `${title} · ${stage} · ${matter}`,
      '',
      ...questions.flatMap(blockOf),
    ])
    .join('\n')
}

function blockOf({ number, asks, answer, facts, rows }: Explained): readonly string[] {
  const count = (status: string) => rows.filter((row) => row.status === status).length
  return [
    `${String(number)}. ${asks.zh} · ${asks.en}`,
    `   ${answer.zh}`,
    `   ${answer.en}`,
    ...facts.flatMap(({ says, positions }) => [
      `   - ${says.zh}${positions.length === 0 ? '' : ` [${positions.join(', ')}]`}`,
      `     ${says.en}`,
    ]),
    `   规则 rows: 已办 satisfied ${String(count('satisfied'))}, 不适用 not applicable ${String(count('not-applicable'))}, 免除 excused ${String(count('excused'))}, 违反 violated ${String(count('violated'))}, 未到 open ${String(count('open'))}`,
    '',
  ]
}
