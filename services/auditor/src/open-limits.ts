import { CannotCheck } from './cannot-check.ts'
import { says } from './says.ts'

const mostFiles = 100_000
const mostBytes = 8 * 1024 ** 3

/** Counts what is opened, and stops before a hostile file can exhaust us. */
export function openingLimits(): { readonly count: (path: string, bytes: number) => void } {
  const paths = new Set<string>()
  let total = 0
  return {
    count: (path, bytes) => {
      if (!isPlainPath(path)) refuse(`文件名不安全：${path}`, `an unsafe name: ${path}`)
      // Where upper and lower case are one, two names would overwrite each other.
      if (paths.has(path.toLowerCase())) refuse(`文件名重复：${path}`, `a name twice: ${path}`)
      paths.add(path.toLowerCase())
      total += bytes
      if (paths.size > mostFiles) refuse('文件多于十万个', 'more than 100,000 files')
      if (total > mostBytes) refuse('大于 8 GiB', 'more than 8 GiB')
    },
  }
}

/** Why a file is not opened. */
export function refuse(zh: string, en: string): never {
  throw new CannotCheck(says(`无法打开：${zh}`, `cannot be opened: ${en}`))
}

/** ASCII, relative, no step up, no empty step. */
function isPlainPath(path: string): boolean {
  return (
    /^[A-Za-z0-9._-]+(\/[A-Za-z0-9._-]+)*$/.test(path) &&
    path.split('/').every((step) => step !== '.' && step !== '..')
  )
}
