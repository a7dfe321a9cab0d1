import { stat } from 'node:fs/promises'

import type { Bundle } from '@juece/dossier'

import { bundleOfFiles } from './open-bytes.ts'
import { filesOfFolder } from './open-folder.ts'
import { filesOfZip } from './open-zip.ts'

/**
 * Opens a bundle, a zip or a folder, and reads what it claims to be. Nothing is checked yet; what
 * cannot be read safely or is no bundle is `CannotCheck`, never "false".
 */
export async function openBundle(path: string): Promise<Bundle> {
  const isFolder = (await stat(path)).isDirectory()
  return bundleOfFiles(isFolder ? await filesOfFolder(path) : await filesOfZip(path))
}
