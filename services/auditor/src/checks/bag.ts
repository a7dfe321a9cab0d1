import { bagFaults, places, type BagFault, type Bundle } from '@juece/dossier'

import type { Finding } from '../finding.ts'
import { says } from '../says.ts'

const words: Readonly<Record<BagFault['what'], readonly [string, string]>> = {
  changed: ['与清单摘要不符', 'differs from the manifest'],
  missing: ['缺失', 'is missing'],
  unlisted: ['不在清单之中', 'is in no manifest'],
  malformed: ['格式不对', 'is malformed'],
}

/** Step 2: the bag, and files that have no place in it. It decides nothing: the tree does. */
export function checkBag(bundle: Bundle): readonly Finding[] {
  const listed = new Set(bundle.manifest.entries.map(({ position }) => position))
  const proofs = [...bundle.proofs.keys()].filter((position) => !listed.has(position))
  return [
    ...bagFaults(bundle.files).map(({ file, what }) => fault(file, ...words[what])),
    ...[...bundle.strange, ...proofs.map(places.proof)].map((file) =>
      fault(file, '不是证据包应有的文件', 'has no place in a bundle'),
    ),
  ]
}

function fault(file: string, zh: string, en: string): Finding {
  return { code: 'BAG_FALSE', position: null, file, says: says(`${file} ${zh}`, `${file} ${en}`) }
}
