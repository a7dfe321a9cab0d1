/** A scenario file that cannot be played as written: what is wrong, where, and how to mend it. Exit 2. */
export class ScenarioFileError extends Error {
  override readonly name = 'ScenarioFileError'
}

/** Where in which file, what is wrong, how to mend it. */
export function fileError(
  file: string,
  line: number | undefined,
  what: string,
  mend: string,
): ScenarioFileError {
  const place = line === undefined ? file : `${file}:${line}`
  return new ScenarioFileError(`${place}: ${what}。${mend}`)
}
