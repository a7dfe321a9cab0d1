import { dateOf, msOf, startOf, type Instant, type Json } from '@juece/kernel'

import { bothOf, type Says } from './says.ts'
import type { Verdict } from './verdict.ts'

type Tone = 'good' | 'bad' | 'open'
type Line = { readonly name: Says; readonly word: Says; readonly tone: Tone; readonly detail: Says }

const paint: Readonly<Record<Tone, string>> = { good: '32', bad: '31', open: '33' }

/** The verdict in plain words, Chinese first. */
export function describeVerdict(verdict: Verdict, { colour = false } = {}): string {
  const lines = [
    contentLine(verdict),
    orderLine(verdict),
    completenessLine(verdict),
    independenceLine(verdict),
  ]
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
    ...block('要求而未达到 / Required and not reached', verdict.notReached.map(bothOf)),
    ...block('无法核对 / Cannot check', verdict.cannot.map(bothOf)),
    ...block('未予证明 / Not proved', verdict.notProved.map(bothOf)),
    '',
    coloured(
      bothOf(conclusion(verdict)),
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
    },
    exit,
  }
}

function contentLine({ grades, of }: Verdict): Line {
  const n = String(of.entries - of.withheld)
  const papers = String(of.papers)
  const absent = String(of.withheld + of.absentPapers)
  const name = { zh: '内容', en: 'content' }
  switch (grades.content) {
    case 'sound':
      return {
        name,
        ...proved,
        detail: {
          zh: `${n} 条记录、${papers} 份附件与其摘要一致`,
          en: `${n} entries and ${papers} papers have their digests`,
        },
      }
    case 'sound-with-absences':
      return {
        name,
        ...proved,
        detail: {
          zh: `${n} 条记录、${papers} 份附件与其摘要一致；${absent} 项不在包中，均有说明`,
          en: `${n} entries and ${papers} papers have their digests; ${absent} are absent, each with its reason`,
        },
      }
    case 'broken':
      return {
        name,
        ...broken,
        detail: { zh: '有的字节不是当初登记的', en: 'some bytes are not what was entered' },
      }
  }
}

function orderLine({ grades, of }: Verdict): Line {
  const name = { zh: '顺序', en: 'order' }
  switch (grades.order) {
    case 'sound':
      return {
        name,
        ...proved,
        detail: {
          zh: `${String(of.entries)} 条各在其位，首尾相连，无重排`,
          en: `${String(of.entries)} entries stand in their places, each naming the one before`,
        },
      }
    case 'broken':
      return {
        name,
        ...broken,
        detail: { zh: '位置、衔接或时间有误', en: 'a place, a link or a time is false' },
      }
  }
}

function completenessLine({ grades, of }: Verdict): Line {
  const name = { zh: '完整', en: 'completeness' }
  const until = of.lastEntered === undefined ? '?' : shanghai(of.lastEntered)
  switch (grades.completeness) {
    case 'complete':
      return {
        name,
        ...proved,
        detail: {
          zh: `案卷已于 ${until} 归档，其后无记录`,
          en: `the file was closed at ${until} and nothing follows`,
        },
      }
    case 'open':
      return {
        name,
        ...open,
        detail: {
          zh: `截至 ${until} 的记录相连；其后是否另有，无从得知`,
          en: `without a hole up to ${until}; what follows nobody can tell`,
        },
      }
    case 'broken':
      return { name, ...broken, detail: { zh: '有记录被抽去', en: 'something was left out' } }
  }
}

function independenceLine({ grades, of }: Verdict): Line {
  const name = { zh: '独立', en: 'independence' }
  const at = of.newestCosignature === undefined ? '' : shanghai(of.newestCosignature)
  switch (grades.independence) {
    case 'witnessed':
      return {
        name,
        ...proved,
        detail: { zh: `外部见证人已于 ${at} 签名`, en: `outside witnesses signed at ${at}` },
      }
    case 'waiting':
      return {
        name,
        word: { zh: '待见证', en: 'waiting' },
        tone: 'open',
        detail: { zh: '等待外部见证', en: 'an outside witness is awaited' },
      }
    case 'claimed':
      return {
        name,
        ...open,
        detail: {
          zh: '见证人只凭证据包自述，或与本机关同属一家',
          en: 'witnessed by the bundle’s own word only',
        },
      }
    case 'self-attested':
      return {
        name,
        ...open,
        detail: {
          zh: '无外部见证，仅为本机关自证',
          en: 'no outside witness: the agency attests to itself',
        },
      }
    case 'broken':
      return {
        name,
        ...broken,
        detail: {
          zh: '签名有假，或历史有两份',
          en: 'a signature is false, or there are two histories',
        },
      }
  }
}

const proved = { word: { zh: '已证明', en: 'proved' }, tone: 'good' } as const
const open = { word: { zh: '未证明', en: 'not proved' }, tone: 'open' } as const
const broken = { word: { zh: '不成立', en: 'broken' }, tone: 'bad' } as const

function conclusion({ exit }: Verdict): Says {
  if (exit === 0) return { zh: '结论：核验通过', en: 'Checked and true' }
  return exit === 1
    ? { zh: '结论：核验不通过', en: 'Checked and false' }
    : { zh: '结论：无法核验', en: 'Cannot check' }
}

function block(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)]
}

/** Date and minute in Asia/Shanghai. */
function shanghai(at: Instant): string {
  const date = dateOf(at)
  const minutes = Math.floor((msOf(at) - msOf(startOf(date))) / 60_000)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${date} ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}
