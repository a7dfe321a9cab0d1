import { dateOf, msOf, startOf, type Instant, type Json } from '@juece/kernel'

import { bothOf, says } from './says.ts'
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
    ...block(
      '个人信息 / Personal values',
      [
        ...(of.disclosed > 0
          ? [
              says(
                `${String(of.disclosed)} 项已披露，与登记时的承诺一致`,
                `${String(of.disclosed)} disclosed, as they were committed to`,
              ),
            ]
          : []),
        ...(of.erased > 0
          ? [
              says(
                `${String(of.erased)} 项已抹除，有登记为凭`,
                `${String(of.erased)} erased, and an entry says so`,
              ),
            ]
          : []),
      ].map(bothOf),
    ),
    ...block(
      '外部时间证明 / Outside evidence of time',
      (of.times ?? []).map(({ size, at, authority, isKnown }) =>
        bothOf(
          says(
            `前 ${String(size)} 条在 ${wordsOf(at)} 时已存在（${authority}${isKnown ? '' : '，自称'}）`,
            `the first ${String(size)} entries existed at ${at} (${authority}${isKnown ? '' : ', by its own word'})`,
          ),
        ),
      ),
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
      completeBelow: of.completeBelow ?? null,
      times: (of.times ?? []).map((time) => ({ ...time })),
    },
    exit,
  }
}

/** A moment as it is read in Asia/Shanghai. */
function wordsOf(at: Instant): string {
  const day = dateOf(at)
  const ms = msOf(at) - msOf(startOf(day))
  const two = (n: number) => String(Math.floor(n)).padStart(2, '0')
  return `${day} ${two(ms / 3_600_000)}:${two((ms / 60_000) % 60)}:${two((ms / 1_000) % 60)}`
}

function block(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)]
}
