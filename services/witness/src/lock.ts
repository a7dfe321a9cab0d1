import { once } from 'node:events'
import { realpathSync } from 'node:fs'
import { createServer } from 'node:net'

import { hexOf, sha256, utf8Of } from '@juece/cryptography'

/**
 * One process has the folder to itself: two that read the same last checkpoint could cosign two
 * histories. A socket name without a file goes away with its process, however that ends.
 */
export async function lockFolder(folder: string): Promise<() => void> {
  const name = hexOf(sha256(utf8Of(realpathSync(folder))))
  const server = createServer((line) => line.destroy())
  server.listen(`\0juece-witness-${name}`)
  try {
    await once(server, 'listening')
  } catch (cause) {
    throw new Error(`another witness has ${folder}`, { cause })
  }
  server.unref()
  return () => void server.close()
}
