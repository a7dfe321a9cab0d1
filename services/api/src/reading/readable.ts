import type { Matter } from '@juece/procedure'
import type { Dependencies } from '../dependencies.ts'
import type { Caller } from '../plugins/sign-in.ts'
import { notFound, ProblemError } from '../problem.ts'
import { mayRead } from './visibility.ts'

/** A matter as the record has it now, for one who may read it. */
export interface ReadableMatter {
  readonly matter: Matter
  readonly sequence: number
  readonly position: number
  readonly digest: string
}

/** The matter, or 404: none, and none for this reader, are the same answer. */
export async function readableMatter(
  { desk }: Pick<Dependencies, 'desk'>,
  caller: Caller,
  id: string,
): Promise<ReadableMatter> {
  const { folded, position, digest } = await desk.streams.fresh(`matter/${id}`)
  const matter = folded.state as Matter
  if (folded.sequence === 0 || digest === null || !isThere(matter) || !mayRead(matter, caller)) {
    throw new ProblemError(notFound)
  }
  return { matter, sequence: folded.sequence, position, digest }
}

/** For an act a view that may be a moment old will do: what is decided, is decided on the newest. */
export async function mayActOn(
  dependencies: Pick<Dependencies, 'desk'>,
  caller: Caller,
  id: string,
): Promise<void> {
  const { folded } = await dependencies.desk.streams.known(`matter/${id}`)
  const matter = folded.state as Matter
  if (isThere(matter) && mayRead(matter, caller)) return
  await readableMatter(dependencies, caller, id)
}

/** A refused creation leaves entries and no matter. */
export function isThere({ stage }: Matter): boolean {
  return stage !== 'S00'
}
