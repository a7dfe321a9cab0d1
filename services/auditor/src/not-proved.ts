import type { Bundle } from '@juece/dossier'

import { says, type Says } from './says.ts'
import type { Grades } from './verdict.ts'

/** What a reader must not take for proved, in plain words. */
export function notProvedOf(
  bundle: Bundle,
  completeness: 'complete' | 'open',
  independence: Grades['independence'],
): readonly Says[] {
  return [
    says(
      '各项结果是否合法，不在此核验之列：由 juece replay 重新裁决',
      'whether each outcome follows from the rules is not checked here: juece replay decides again',
    ),
    says(
      '只证明记录未被改动，不证明当初所录属实',
      'that the record was not changed is proved, not that what was entered was true',
    ),
    ...independenceWords(independence),
    ...(completeness === 'open'
      ? [
          says(
            '最后一条之后是否另有记录，无从得知',
            'nobody can tell whether anything follows the last entry shown',
          ),
        ]
      : []),
    ...(bundle.manifest.profile === 'public' || bundle.manifest.profile === 'person'
      ? [
          says(
            '本包不含登记册，任职与权限未核对',
            'this bundle holds no registers: powers are not checked',
          ),
        ]
      : []),
  ]
}

function independenceWords(independence: Grades['independence']): readonly Says[] {
  switch (independence) {
    case 'self-attested':
      return [
        says(
          '无外部见证，仅为本机关自证',
          'nobody outside has vouched: the agency attests to itself',
        ),
      ]
    case 'claimed':
      return [
        says(
          '见证人只凭证据包自述，或与本机关同属一家',
          'the witnesses are known by the bundle’s own word only, or belong to the operator',
        ),
      ]
    case 'waiting':
      return [says('正等待外部见证', 'an outside witness is still awaited')]
    case 'witnessed':
    case 'broken':
      return []
  }
}
