import type { Json } from '@juece/kernel'

import { bothOf } from './says.ts'
import type { Verdict } from './verdict.ts'
import { conclusionOf, gradeLines, type Tone } from './verdict-words.ts'

const paint: Readonly<Record<Tone, string>> = { good: '32', bad: '31', open: '33' }

/** The verdict in plain words, Chinese first. */
export function describeVerdict(verdict: Verdict, { colour = false } = {}): string {
  const lines = gradeLines(verdict)
  const coloured = (text: string, tone: Tone) =>
    colour ? `\u001b[${paint[tone]}m${text}\u001b[0m` : text
  const { firstBad, of } = verdict
  return [
    `${of.subject.join(' ')} · ${of.origin} · ${String(of.size)}`,
    '',
    ...lines.map(
      ({ name, word, tone, detail }) => `${name.zh}  ${coloured(word.zh, tone)}  ${detail.zh}`,
    ),
    '',
    ...lines.map(
      ({ name, word, tone, detail }) =>
        `${name.en.padEnd(13)} ${coloured(word.en.padEnd(11), tone)} ${detail.en}`,
    ),
    ...block(
      '首条有问题的记录 / First bad entry',
      firstBad === undefined
        ? []
        : [
            `${String(firstBad.position)} · ${firstBad.stream ?? '?'} ${String(firstBad.sequence ?? '?')} · ${firstBad.code}`,
          ],
    ),
    ...block(
      '发现 / Findings',
      verdict.findings.map((finding) =>
        [finding.code, finding.position ?? '', bothOf(finding.says), finding.file ?? '']
          .filter((part) => part !== '')
          .join('  '),
      ),
    ),
    ...block(
      '未予公开 / Withheld',
      of.grounds.map(({ ground, count }) => `${String(count)} · ${ground}`),
    ),
    ...block('要求而未达到 / Required and not reached', verdict.notReached.map(bothOf)),
    ...block('无法核对 / Cannot check', verdict.cannot.map(bothOf)),
    ...block('未予证明 / Not proved', verdict.notProved.map(bothOf)),
    '',
    coloured(
      bothOf(conclusionOf(verdict)),
      verdict.exit === 0 ? 'good' : verdict.exit === 1 ? 'bad' : 'open',
    ),
    '',
  ].join('\n')
}

/** The verdict as data: grades, findings, first bad entry, what is not proved. */
export function verdictJson(verdict: Verdict): Json {
  const { grades, findings, firstBad, notProved, cannot, notReached, of, exit } = verdict
  return {
    grades,
    findings: findings.map(({ says, ...finding }) => ({ ...finding, says: bothOf(says) })),
    ...(firstBad === undefined ? {} : { firstBad }),
    notProved: notProved.map(bothOf),
    cannot: cannot.map(bothOf),
    notReached: notReached.map(bothOf),
    of: {
      ...of,
      lastEntered: of.lastEntered ?? null,
      newestCosignature: of.newestCosignature ?? null,
      endedBy: of.endedBy ?? null,
    },
    exit,
  }
}

function block(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)]
}
