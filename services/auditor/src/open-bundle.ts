import { stat } from 'node:fs/promises'

import { readBundle, type Bundle } from '@juece/dossier'

import { CannotCheck } from './cannot-check.ts'
import { filesOfFolder } from './open-folder.ts'
import { filesOfZip } from './open-zip.ts'
import { says } from './says.ts'

/**
 * Opens a bundle, a zip or a folder, and reads what it claims to be. Nothing is checked yet; what
 * cannot be read safely or is no bundle is `CannotCheck`, never "false".
 */
export async function openBundle(path: string): Promise<Bundle> {
  const isFolder = (await stat(path)).isDirectory()
  const read = readBundle(isFolder ? await filesOfFolder(path) : await filesOfZip(path))
  if (read.kind === 'bundle') return read.bundle
  throw new CannotCheck(says(`这不是证据包：${read.says}`, `this is not a bundle: ${read.says}`))
}
