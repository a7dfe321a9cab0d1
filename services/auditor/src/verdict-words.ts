import { dateOf, msOf, startOf, type Instant } from '@juece/kernel'

import type { Says } from './says.ts'
import type { Verdict } from './verdict.ts'

/** How a line reads: proved, false, or neither. */
export type Tone = 'good' | 'bad' | 'open'

/** One grade in words: its name, what it came to, and what that rests on. */
export type GradeLine = {
  readonly name: Says
  readonly word: Says
  readonly tone: Tone
  readonly detail: Says
}

/** 四项评定 · The four grades in words, apart, in their order. */
export function gradeLines(verdict: Verdict): readonly GradeLine[] {
  return [
    contentLine(verdict),
    orderLine(verdict),
    completenessLine(verdict),
    independenceLine(verdict),
  ]
}

function contentLine({ grades, of }: Verdict): GradeLine {
  const n = String(of.entries - of.withheld)
  const papers = String(of.papers)
  const absent = String(of.withheld + of.absentPapers + of.erased)
  const name = { zh: '内容', en: 'content' }
  if (of.kind === 'receipt' && grades.content !== 'broken') {
    return {
      name,
      word: { zh: '仅摘要', en: 'digest only' },
      tone: 'open',
      detail: {
        zh: '回执只有记录的摘要；记录写了什么，要看证据包',
        en: 'a receipt has the digest of the entry; what it says is in a bundle',
      },
    }
  }
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
          zh: `${n} 条记录、${papers} 份附件与其摘要一致；${absent} 项未予公开、已抹除或者已销毁，均有说明`,
          en: `${n} entries and ${papers} papers have their digests; ${absent} are withheld, erased or destroyed, each with its reason`,
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

function orderLine({ grades, of }: Verdict): GradeLine {
  const name = { zh: '顺序', en: 'order' }
  switch (grades.order) {
    case 'sound':
      if (of.kind === 'receipt') return placeLine(name, of.size > 0)
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

function placeLine(name: Says, isProved: boolean): GradeLine {
  return isProved
    ? {
        name,
        ...proved,
        detail: {
          zh: '这一摘要就在账中它所称的位置上',
          en: 'the digest stands in the log at the position it names',
        },
      }
    : {
        name,
        ...open,
        detail: { zh: '尚未封存，无从证明', en: 'not sealed yet, so nothing shows it' },
      }
}

function completenessLine({ grades, of }: Verdict): GradeLine {
  const name = { zh: '完整', en: 'completeness' }
  const until = of.lastEntered === undefined ? '?' : shanghai(of.lastEntered)
  switch (grades.completeness) {
    case 'complete':
      if (of.endedBy === 'heads') {
        const q = String(of.completeBelow ?? '?')
        return {
          name,
          ...proved,
          detail: {
            zh: `第 ${q} 号之前的各条都在包中；其后另有与否，不在所证之列`,
            en: `every entry of the subject below ${q} is here; what came after is not shown`,
          },
        }
      }
      if (of.endedBy === 'window') {
        return {
          name,
          ...proved,
          detail: {
            zh: '截止记录所承诺的意见都在包中，不多不少',
            en: 'every opinion that the closing entry commits to is here, no more, no fewer',
          },
        }
      }
      return {
        name,
        ...proved,
        detail: {
          zh: `案卷已于 ${until} 归档，其后无记录`,
          en: `the file was closed at ${until} and nothing follows`,
        },
      }
    case 'open':
      if (of.kind === 'receipt') {
        return {
          name,
          ...open,
          detail: { zh: '回执只说这一条，不说其余', en: 'a receipt speaks of one entry alone' },
        }
      }
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

function independenceLine({ grades, of }: Verdict): GradeLine {
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

/** The one line at the end. */
export function conclusionOf({ exit }: Verdict): Says {
  if (exit === 0) return { zh: '结论：核验通过', en: 'Checked and true' }
  return exit === 1
    ? { zh: '结论：核验不通过', en: 'Checked and false' }
    : { zh: '结论：无法核验', en: 'Cannot check' }
}

/** Date and minute in Asia/Shanghai. */
export function shanghai(at: Instant): string {
  const date = dateOf(at)
  const minutes = Math.floor((msOf(at) - msOf(startOf(date))) / 60_000)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${date} ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}
