import { specifications } from '@juece/procedure'
import { requestSchemaOf } from '@juece/procedure/wire'
import { z } from 'zod'
import { actBookFrom, type ActBook } from '../../infra/dev/scenario/act-book.ts'

/** The acts as an OpenAPI document shows them, made from the same rows as the running one. */
export function ownActBook(): ActBook {
  const schemas = specifications.map((row) => {
    const { $defs = {} } = z.toJSONSchema(requestSchemaOf(row), {
      io: 'input',
      unrepresentable: 'any',
    })
    return [row.type, $defs[row.type]] as const
  })
  return actBookFrom({ components: { schemas: Object.fromEntries(schemas) } })
}
