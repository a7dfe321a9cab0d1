import { isDigest, isInstant, type Json, type JsonObject } from '@juece/kernel'
import { isStream } from '@juece/ledger'

import { absentStates, profiles, requiredGrades } from './layout.ts'

/** What is wrong with the shape of `bundle.json`; nothing when it is `juece-bundle/1`. */
export function manifestFaults(value: Json): readonly string[] {
  if (!isObject(value)) return ['bundle.json is an object']
  const { subject, entries, attachments, requires, made, closing } = value
  return [
    ...shape(value, 'attachments closing entries format made origin profile requires size subject'),
    ...when(
      value.format !== 'juece-bundle/1',
      `unknown format ${String(value.format).slice(0, 40)}`,
    ),
    ...when(typeof value.origin !== 'string', 'origin is a text'),
    ...when(
      !isList(subject) ||
        subject.length === 0 ||
        !subject.every((one) => typeof one === 'string' && isStream(one)),
      'subject is a list of streams',
    ),
    ...when(!isCount(value.size), 'size is a count'),
    ...when(
      made !== null && !(typeof made === 'string' && isInstant(made)),
      'made is an instant or null',
    ),
    ...when(!profiles.some((one) => one === value.profile), 'unknown profile'),
    ...when(!isList(entries) || !entries.every(isListedEntry), 'entries is a list of entries'),
    ...when(
      !isList(entries) || !isRising(entries),
      'entries stand in the order of their positions',
    ),
    ...when(
      !isList(attachments) || !attachments.every(isListedAttachment),
      'attachments is a list of papers',
    ),
    ...when(closing !== null && !isCount(closing), 'closing is a position or null'),
    ...when(
      !isList(requires) || !requires.every((one) => requiredGrades.some((grade) => grade === one)),
      'requires is a list of grades',
    ),
  ]
}

/** Whether the value is an absence. */
export function isAbsence(value: Json): boolean {
  return (
    isObject(value) &&
    shape(value, 'certificate digest ground state').length === 0 &&
    isDigestText(value.digest) &&
    typeof value.ground === 'string' &&
    value.ground.length > 0 &&
    absentStates.some((one) => one === value.state) &&
    (value.state === 'withheld' ? value.certificate === null : isCount(value.certificate))
  )
}

function isListedEntry(value: Json): boolean {
  return (
    isObject(value) &&
    shape(value, 'digest position sequence state stream').length === 0 &&
    isCount(value.position) &&
    isCount(value.sequence) &&
    isDigestText(value.digest) &&
    typeof value.stream === 'string' &&
    isStream(value.stream) &&
    (value.state === 'present' || value.state === 'withheld')
  )
}

function isRising(entries: readonly Json[]): boolean {
  const positions = entries.map((one) => (isObject(one) ? Number(one.position) : 0))
  return positions.every((position, i) => i === 0 || position > (positions[i - 1] ?? 0))
}

function isListedAttachment(value: Json): boolean {
  return (
    isObject(value) &&
    shape(value, 'digest length mediaType named state').length === 0 &&
    isDigestText(value.digest) &&
    (value.length === null || isCount(value.length)) &&
    (value.mediaType === null || typeof value.mediaType === 'string') &&
    isCount(value.named) &&
    ['present', ...absentStates].some((one) => one === value.state)
  )
}

function shape(value: JsonObject, members: string): readonly string[] {
  const found = Object.keys(value).sort().join(' ')
  return when(found !== members, `has the members ${found.slice(0, 200)}, not ${members}`)
}

function when(wrong: boolean, fault: string): readonly string[] {
  return wrong ? [fault] : []
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value)
}

function isCount(value: Json | undefined): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

function isDigestText(value: Json | undefined): boolean {
  return typeof value === 'string' && isDigest(value)
}
