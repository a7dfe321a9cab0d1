import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

import { hexOf, sha256, utf8Of } from '@juece/cryptography'

/** How the keeper is reached. */
export type KeeperState = {
  readonly keeper: number
  /** With `DATABASE` in the place of the name. */
  readonly url: string
  readonly passwords: Readonly<Record<string, string>>
}

/** The database, migrated and closed to connections, of which each test gets a copy. */
export const template = 'juece_template'
/** The same for the keyring, which has a database of its own. */
export const keyringTemplate = 'juece_keyring_template'

// Apart for each checkout and account, so that two of them never share a server.
const own = hexOf(sha256(utf8Of(`${import.meta.dirname} ${process.getuid?.()}`))).slice(0, 12)
const home = path.join(os.tmpdir(), `juece-tests-${own}`)

/** Where the files of a run agree on their one server. */
export const places = {
  home,
  users: path.join(home, 'users'),
  state: path.join(home, 'state.json'),
  lock: path.join(home, 'lock'),
  log: path.join(home, 'keeper.log'),
}
fs.mkdirSync(places.users, { recursive: true, mode: 0o700 })

/** Whether a process of this number lives. */
export function alive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** Runs while no other process of the run holds the lock; that of a dead process counts for nothing. */
export async function withLock<T>(act: () => T | Promise<T>): Promise<T> {
  for (;;) {
    try {
      fs.writeFileSync(places.lock, String(process.pid), { flag: 'wx' })
      break
    } catch {
      clearDeadLock()
      await pause(20)
    }
  }
  try {
    return await act()
  } finally {
    fs.rmSync(places.lock, { force: true })
  }
}

function clearDeadLock(): void {
  try {
    const holder = fs.readFileSync(places.lock, 'utf8')
    const age = Date.now() - fs.statSync(places.lock).mtimeMs
    // Empty for long: its maker died between making and writing it.
    if (holder === '' ? age < 5_000 : alive(Number(holder))) return
    // Moved aside first, so that of two who see it dead only one takes it away.
    const aside = `${places.lock}.${process.pid}`
    fs.renameSync(places.lock, aside)
    if (fs.readFileSync(aside, 'utf8') !== holder) fs.linkSync(aside, places.lock)
    fs.rmSync(aside, { force: true })
  } catch {
    // It went by itself.
  }
}
