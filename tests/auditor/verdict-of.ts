import { verifyBundle, type Verdict, type VerifyOptions } from '@juece/auditor'
import { readBundle } from '@juece/dossier'

import type { Files } from './small-record.ts'

/** The verdict over files in memory. */
export function verdictOf(files: Files, options: VerifyOptions = {}): Verdict {
  const read = readBundle(files)
  if (read.kind !== 'bundle') throw new Error(read.says)
  return verifyBundle(read.bundle, options)
}
