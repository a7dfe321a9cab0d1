import type { Door } from '@juece/procedure'
import { z } from 'zod'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** The id of a matter. */
export const matterParams = z.object({
  id: z.string().regex(uuid, '应为事项编号（UUID）· must be the id of a matter (UUID)'),
})

const registers = ['offices', 'sittings', 'opinion', 'law-in-use', 'catalogue', 'custody'] as const

/** A register and which of its streams. */
export const registerParams = z.object({
  register: z.enum(registers, { error: () => '没有这一登记册 · there is no such register' }),
  id: z.string().min(1).max(100),
})

const catalogueParams = z.object({
  jurisdiction: z.string().min(1).max(40),
  organ: z.string().min(1).max(60),
})

/** A stream beside matters. */
export interface Register {
  readonly register: Door & (typeof registers)[number]
  readonly stream: string
  /** How its addresses write it. */
  readonly path: string
}

/** One way in which the addresses of registers are written. */
export interface RegisterPath {
  readonly path: string
  readonly params?: z.ZodObject
  /** The doors it leads to. */
  readonly doors: readonly Register['register'][]
  /** The stream; undefined where what is named cannot be one. */
  register(params: unknown): Register | undefined
}

/** 登记册的地址 · By register and id; the law in use has no id, a catalogue that of its organ. */
export const registerPaths: readonly RegisterPath[] = [
  {
    path: '/api/registers/:register/:id',
    params: registerParams,
    doors: registers,
    register: (params) => {
      const { register, id } = registerParams.parse(params)
      return registerOf(register, id)
    },
  },
  {
    path: '/api/registers/law-in-use',
    doors: ['law-in-use'],
    register: () => registerOf('law-in-use', 'current'),
  },
  {
    path: '/api/registers/catalogue/:jurisdiction/:organ',
    params: catalogueParams,
    doors: ['catalogue'],
    register: (params) => {
      const { jurisdiction, organ } = catalogueParams.parse(params)
      return registerOf('catalogue', `${jurisdiction}/${organ}`)
    },
  },
]

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
    case 'catalogue':
      return /^[a-z]{2}(-[a-z0-9]+)*\/[a-z0-9]+(-[a-z0-9]+)*$/.test(id) ? stream : undefined
    case 'custody':
      return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(id) ? stream : undefined
    case 'sittings':
    case 'opinion':
      return uuid.test(id) ? stream : undefined
  }
}
