import type { BundleFile } from '@juece/dossier'
import type { Readable } from 'node:stream'
import yazl from 'yazl'

/** 1980-01-01 00:00 from local parts: the earliest a zip can write, wherever it is made. */
const earliest = new Date(1980, 0, 1, 0, 0, 0)

/** A zip that is the same bytes each time: stored, one date, one mode, in the order given. */
export function closedZip(files: readonly BundleFile[]): Readable {
  const zip = new yazl.ZipFile()
  for (const { path, bytes } of files) {
    zip.addBuffer(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), path, {
      compress: false,
      mtime: earliest,
      mode: 0o100644,
      forceDosTimestamp: true,
    })
  }
  zip.end()
  return zip.outputStream as Readable
}
