import type { Door } from '@juece/procedure'
import { z } from 'zod'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** The id of a matter. */
export const matterParams = z.object({
  id: z.string().regex(uuid, '应为事项编号（UUID）· must be the id of a matter (UUID)'),
})

/** A register and which of its streams. */
export const registerParams = z.object({
  register: z.enum(['offices', 'sittings', 'opinion', 'law-in-use'], {
    error: () => '没有这一登记册 · there is no such register',
  }),
  id: z.string().min(1).max(100),
})

/** A stream beside matters. */
export interface Register {
  readonly register: Door & ('offices' | 'sittings' | 'opinion' | 'law-in-use')
  readonly stream: string
  /** How its addresses write it. */
  readonly path: string
}

/** The stream of a register; undefined where the id cannot be one of it. */
export function registerOf(register: Register['register'], id: string): Register | undefined {
  const stream = { register, stream: `${register}/${id}`, path: `${register}/${id}` }
  switch (register) {
    case 'law-in-use':
      return ['law-in-use', 'current'].includes(id)
        ? { register, stream: 'law-in-use', path: 'law-in-use/current' }
        : undefined
    case 'offices':
      return /^[a-z]{2}(-[a-z0-9]+)*$/.test(id) ? stream : undefined
    case 'sittings':
    case 'opinion':
      return uuid.test(id) ? stream : undefined
  }
}
