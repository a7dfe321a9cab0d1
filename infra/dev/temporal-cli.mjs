// Where the Temporal CLI is: on the PATH, else in the user's cache folder. Plain JavaScript for Node 18 or newer.
import { accessSync, constants, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, isAbsolute, join } from 'node:path'
import process from 'node:process'

/** The newest stable version that `go install` can build. */
export const temporalVersion = '1.5.1'

/** The user's cache folder for what this project fetches or builds. */
export function cacheFolder(env = process.env) {
  const base = env.XDG_CACHE_HOME
  return join(base && isAbsolute(base) ? base : join(homedir(), '.cache'), 'juece')
}

/** The folders of the cache that may hold a `temporal`: one built here, one the SDK downloaded. */
export function temporalFolders(env = process.env) {
  return {
    built: join(cacheFolder(env), `temporal-${temporalVersion}`),
    fetched: join(cacheFolder(env), 'temporal-sdk'),
  }
}

/** The path of a `temporal` that can be executed, or `undefined`. */
export function findTemporal(env = process.env) {
  const { built, fetched } = temporalFolders(env)
  const path = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
  return [...path, built, fetched].map((folder) => join(folder, 'temporal')).find(isExecutable)
}

/** Whether the file is there and may be executed. */
export function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}
