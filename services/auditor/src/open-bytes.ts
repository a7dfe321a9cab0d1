import { readBundle, type Bundle } from '@juece/dossier'

import { CannotCheck } from './cannot-check.ts'
import { says } from './says.ts'
import { zipMembers, type ByteSource } from './zip-members.ts'

/** Opens the zip of a bundle; what cannot be read safely or is no bundle is `CannotCheck`. */
export async function bundleOfZip(source: ByteSource): Promise<Bundle> {
  return bundleOfFiles(await zipMembers(source))
}

/** Reads what the files of a bundle claim to be. Nothing is checked yet. */
export function bundleOfFiles(files: ReadonlyMap<string, Uint8Array>): Bundle {
  const read = readBundle(files)
  if (read.kind === 'bundle') return read.bundle
  throw new CannotCheck(says(`这不是证据包：${read.says}`, `this is not a bundle: ${read.says}`))
}
