import { open } from 'node:fs/promises'

import { zipMembers } from './zip-members.ts'

/** The files of a zip on disk, by their names. */
export async function filesOfZip(path: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const handle = await open(path)
  try {
    const { size } = await handle.stat()
    return await zipMembers({
      size,
      read: async (position, length) => {
        const bytes = new Uint8Array(length)
        const { bytesRead } = await handle.read(bytes, 0, length, position)
        return bytes.subarray(0, bytesRead)
      },
    })
  } finally {
    await handle.close()
  }
}
