import type { Json, JsonObject } from '@juece/kernel'
import type { Issue } from './decider.ts'
import type { Fields, FieldType } from './fields.ts'

/** 未封存的个人信息 · A personal value in clear is no act, whichever door it came through: nothing is decided on it. */
export function clearValues(command: JsonObject, fields: Fields, path = ''): readonly Issue[] {
  return Object.entries(fields).flatMap(([name, { type }]) =>
    within(command[name], type, path === '' ? name : `${path}.${name}`),
  )
}

function within(value: Json | undefined, type: FieldType, path: string): readonly Issue[] {
  if (value === undefined) return []
  if (type.is === 'committed' || type.is === 'enveloped') {
    return typeof value === 'object' ? [] : [{ path, message: notEnclosed }]
  }
  if (isList(type) && Array.isArray(value)) {
    return value.flatMap((item: Json, index) => within(item, type.of, `${path}.${String(index)}`))
  }
  return isObject(type) && isMembers(value) ? clearValues(value, type.fields, path) : []
}

const notEnclosed = '个人信息没有封存，不能登记 · personal data is entered enclosed, never in clear'

function isList(type: FieldType): type is Extract<FieldType, { readonly is: 'list' }> {
  return type.is === 'list'
}

function isObject(type: FieldType): type is { readonly is: 'object'; readonly fields: Fields } {
  return type.is === 'object'
}

function isMembers(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
