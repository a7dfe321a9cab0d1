import { lstat, readdir, readFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'

import { openingLimits, refuse } from './open-limits.ts'

/** The files of an unpacked bundle, by their paths with the root folder. */
export async function filesOfFolder(path: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const inside = await readdir(path)
  const [only = ''] = inside
  // Whoever unpacked it may give the folder around the root folder.
  const root =
    inside.length === 1 && (await lstat(join(path, only))).isDirectory() ? join(path, only) : path
  const name = basename(resolve(root)).replace(/[^A-Za-z0-9._-]/g, '-')
  const files = new Map<string, Uint8Array>()
  const limits = openingLimits()
  for (const { from, to } of await listed(root, name)) {
    const about = await lstat(from)
    if (!about.isFile()) refuse(`${to} 不是普通文件`, `${to} is a link or no plain file`)
    limits.count(to, about.size)
    files.set(to, new Uint8Array(await readFile(from)))
  }
  return files
}

async function listed(
  folder: string,
  name: string,
): Promise<readonly { readonly from: string; readonly to: string }[]> {
  const found = await readdir(folder, { withFileTypes: true })
  const lists = found
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(async (one) => {
      const from = join(folder, one.name)
      const to = `${name}/${one.name}`
      return one.isDirectory() ? listed(from, to) : [{ from, to }]
    })
  return (await Promise.all(lists)).flat()
}
