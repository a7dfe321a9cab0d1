import {
  jurisdictionOf,
  type AnyCommand,
  type AnySpecification,
  type Entry,
  type FieldType,
  type Matter,
} from '@juece/procedure'
import type { Json } from '@juece/kernel'
import { enclosedIn, type Enclosed, type Encloser, type PersonalValue } from '@juece/privacy'
import type { Desk } from './enter.ts'
import { isList, isMembers, isObject } from './enclosing.ts'

/** 个人信息 · A command without its personal values, and the values. */
export interface TakenOut {
  /** What is not a clear value any more says only that something stood there. */
  readonly command: AnyCommand
  readonly values: readonly PersonalValue[]
}

/** Takes every personal value out of a command: from here on nobody sees one in clear. */
export function withoutPersonal(request: AnyCommand, { fields }: AnySpecification): TakenOut {
  const values: PersonalValue[] = []
  const command = taken(request, { is: 'object', fields }, '', '', values)
  return { command: command as AnyCommand, values }
}

function taken(
  value: Json,
  type: FieldType,
  path: string,
  person: string,
  values: PersonalValue[],
): Json {
  if ((type.is === 'committed' || type.is === 'enveloped') && typeof value === 'string') {
    const form = type.is === 'committed' ? 'commitment' : 'envelope'
    values.push({ path, form, value, person })
    return { enclosed: 'taken-out' }
  }
  if (isList(type) && Array.isArray(value)) {
    return value.map((item: Json, index) =>
      taken(item, type.of, `${path}.${String(index)}`, `${path}.${String(index)}`, values),
    )
  }
  if (isObject(type) && isMembers(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => {
        const field = type.fields[name]
        const at = path === '' ? name : `${path}.${name}`
        return [name, field === undefined ? member : taken(member, field.type, at, path, values)]
      }),
    )
  }
  return value
}

/** Puts the enclosed values where the clear ones stood. */
export function withEnclosed(
  command: AnyCommand,
  enclosed: ReadonlyMap<string, Enclosed>,
): AnyCommand {
  return put(command, '', enclosed) as AnyCommand
}

function put(value: Json, path: string, enclosed: ReadonlyMap<string, Enclosed>): Json {
  const here = enclosed.get(path)
  if (here !== undefined) return { ...here }
  const at = (name: string | number) => (path === '' ? String(name) : `${path}.${name}`)
  if (Array.isArray(value)) {
    return value.map((item: Json, index) => put(item, at(index), enclosed))
  }
  if (!isMembers(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, put(member, at(name), enclosed)]),
  )
}

/**
 * Whether a repeated act says the same of persons as the entry: bodies are equal without enclosed values, so each value is
 * compared through the keyring. One that differs, is missing, is new or has lost its salt makes it another act.
 */
export async function isSameOfPersons(
  encloser: Encloser,
  { stream, command: stored }: Pick<Entry, 'stream' | 'command'>,
  request: AnyCommand,
  values: readonly PersonalValue[],
): Promise<boolean> {
  const then = enclosedIn(stored)
  const papers = new Map(enclosedIn(request).map(({ path, enclosed }) => [path, enclosed]))
  const clear = new Map(values.map(({ path, value }) => [path, value]))
  const places = then.map(({ path }) => path)
  const asked = [
    ...clear.keys(),
    ...[...papers].filter(([, { enclosed }]) => enclosed === 'paper/1').map(([path]) => path),
  ]
  if (places.length !== asked.length || asked.some((path) => !places.includes(path))) return false
  for (const one of then) {
    if (one.enclosed.enclosed === 'paper/1') {
      const paper = papers.get(one.path)
      if (paper?.enclosed !== 'paper/1' || paper.digest !== one.enclosed.digest) return false
      continue
    }
    const value = clear.get(one.path)
    if (value === undefined) return false
    if (!(await encloser.agrees({ stream, command: stored.id }, one, value))) return false
  }
  return true
}

/** The matter an act is about: its own stream, or that of the window an opinion answers. */
export function matterBehind(stream: string, command: AnyCommand): string | null {
  if (stream.startsWith('matter/')) return stream
  const { window } = command
  return stream.startsWith('opinion/') && typeof window === 'string'
    ? (window.split('#')[0] ?? null)
    : null
}

/** The jurisdiction of a matter; undefined where there is none. */
export async function homeOfMatter({ streams }: Desk, matter: string): Promise<string | undefined> {
  const { folded } = await streams.fresh(matter)
  const { organ, stage } = folded.state as Matter
  return folded.sequence === 0 || stage === 'S00' ? undefined : jurisdictionOf(organ)
}
