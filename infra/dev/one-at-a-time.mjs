// Lets one process at a time through, across terminals. Plain JavaScript for Node 18 or newer.
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { setTimeout as pause } from 'node:timers/promises'

/** Runs `work` while holding the lock folder; waits while a living process holds it. */
export async function oneAtATime(lock, waiting, work) {
  mkdirSync(dirname(lock), { recursive: true })
  for (let round = 0; !take(lock); round += 1) {
    if (isLeftOver(lock)) rmSync(lock, { recursive: true, force: true })
    else {
      if (round % 150 === 0) waiting()
      await pause(100)
    }
  }
  const release = () => rmSync(lock, { recursive: true, force: true })
  process.on('exit', release)
  try {
    return await work()
  } finally {
    process.off('exit', release)
    release()
  }
}

function take(lock) {
  try {
    mkdirSync(lock)
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
  writeFileSync(join(lock, 'pid'), String(process.pid))
  return true
}

function isLeftOver(lock) {
  try {
    process.kill(Number(readFileSync(join(lock, 'pid'), 'utf8')), 0)
    return false
  } catch (error) {
    if (error.code === 'ESRCH') return true
    if (error.code !== 'ENOENT') return false
  }
  // The holder has not written its process id yet, or never will.
  try {
    return Date.now() - statSync(lock).mtimeMs > 10_000
  } catch {
    return false
  }
}
