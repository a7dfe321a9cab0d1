import { papersNamed, places, type Bundle, type NamedPaper } from '@juece/dossier'
import type { Digest, Instant } from '@juece/kernel'

import type { TrustedEntry } from '../examined.ts'
import type { Finding } from '../finding.ts'
import { says } from '../says.ts'

/** What `bundle.json` says of papers and of its making, against the entries. The tree decides. */
export function checkList(
  { manifest, attachments }: Bundle,
  trusted: readonly TrustedEntry[],
  newestCosignature: Instant | undefined,
): readonly Finding[] {
  const named = new Map<Digest, (NamedPaper & { readonly position: number })[]>()
  for (const { entry, position } of trusted) {
    for (const paper of papersNamed(entry)) {
      named.set(paper.digest, [...(named.get(paper.digest) ?? []), { ...paper, position }])
    }
  }
  return [
    ...manifest.attachments.flatMap((listed) => {
      const uses = named.get(listed.digest) ?? []
      const length = attachments.get(listed.digest)?.length ?? listed.length
      const isTrue =
        uses.some(({ position }) => position === listed.named) &&
        uses.some((use) => agrees(use, { ...listed, length: listed.length ?? length })) &&
        (listed.state === 'present') === attachments.has(listed.digest)
      const short = `${listed.digest.slice(7, 19)}…`
      return isTrue
        ? []
        : [
            fault(
              `附件 ${short} 的登记与记录不符`,
              `lists paper ${short} otherwise than the entries do`,
            ),
          ]
    }),
    ...(newestCosignature === undefined || manifest.made === newestCosignature
      ? []
      : [fault('制作时间不是最新见证的时间', 'names a time that is not the newest cosignature’s')]),
  ]
}

function agrees(use: NamedPaper, listed: Omit<NamedPaper, 'digest'>): boolean {
  return (
    (use.mediaType === null || use.mediaType === listed.mediaType) &&
    (use.length === null || use.length === listed.length)
  )
}

function fault(zh: string, en: string): Finding {
  return {
    code: 'BAG_FALSE',
    position: null,
    file: places.manifest,
    says: says(`bundle.json：${zh}`, `bundle.json ${en}`),
  }
}
