import { bothOf, type Says } from './says.ts'

/** Something that the check needs is missing or cannot be read: exit 3, never "false". */
export class CannotCheck extends Error {
  readonly says: Says

  constructor(why: Says) {
    super(bothOf(why))
    this.says = why
  }
}
