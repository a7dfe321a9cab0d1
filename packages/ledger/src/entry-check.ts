import { isDigest, isInstant, type Json, type JsonObject } from '@juece/kernel'

const members = [
  'asOf',
  'by',
  'calendar',
  'command',
  'entered',
  'format',
  'occurred',
  'outcome',
  'previous',
  'rules',
  'salt',
  'sequence',
  'stream',
]
const streamForm = /^[a-z0-9-]+(\/[A-Za-z0-9._-]+)*$/
const commandIdForm = /^[!-~]{1,160}$/
const reserved = ['public', 'founding', 'clock', 'notice', 'report']

/** Whether the text can name a stream; its first segment is the class. */
export function isStream(raw: string): boolean {
  return raw.length <= 200 && streamForm.test(raw)
}

/** What is wrong with the shape of an entry; nothing when it is `juece-entry/1`. */
export function entryFaults(value: Json): readonly string[] {
  if (!isObject(value)) return ['an entry is an object']
  return [
    ...memberFaults(value, members, 'entry'),
    ...when(value.format !== 'juece-entry/1', 'format is juece-entry/1'),
    ...placeFaults(value),
    ...asOfFaults(value.asOf, value.stream),
    ...timeFaults(value),
    ...byFaults(value.by),
    ...lawFaults(value),
    ...commandFaults(value.command, value.by),
    ...outcomeFaults(value.outcome),
    ...when(!isText(value.salt) || !/^[0-9a-f]{32}$/.test(value.salt), 'salt is 32 hex digits'),
  ]
}

function placeFaults({ stream, sequence, previous }: JsonObject): readonly string[] {
  const first = sequence === 1
  return [
    ...when(!isText(stream) || !isStream(stream), 'stream is not the name of a stream'),
    ...when(!isCount(sequence) || sequence < 1, 'sequence is an integer from 1'),
    ...when(previous !== null && !isDigestText(previous), 'previous is a digest or null'),
    ...when(first !== (previous === null), 'previous is null exactly in the first entry'),
  ]
}

function asOfFaults(asOf: Json | undefined, own: Json | undefined): readonly string[] {
  if (!isObject(asOf)) return ['asOf is an object']
  return Object.entries(asOf).flatMap(([stream, sequence]) => [
    ...when(!isStream(stream), `asOf names ${stream.slice(0, 80)}, which cannot be a stream`),
    ...when(!isCount(sequence), `asOf of ${stream.slice(0, 80)} is a count`),
    ...when(stream === own, 'asOf names its own stream'),
    ...when(stream.startsWith('opinion/'), 'asOf names an opinion stream'),
  ])
}

function timeFaults({ occurred, entered }: JsonObject): readonly string[] {
  return [
    ...when(!isText(occurred) || !isInstant(occurred), 'occurred is an instant'),
    ...when(!isText(entered) || !isInstant(entered), 'entered is an instant'),
  ]
}

function byFaults(by: Json | undefined): readonly string[] {
  if (!isObject(by)) return ['by is an object']
  if ('official' in by) {
    const texts = [by.official, by.post, by.organ]
    return [
      ...memberFaults(by, ['official', 'organ', 'post'], 'by'),
      ...when(!texts.every(isNonEmpty), 'by names an official, a post and an organ'),
      ...when(
        reserved.some((word) => word === by.official),
        'by names an official by a reserved word',
      ),
    ]
  }
  if ('clerk' in by) {
    return [
      ...memberFaults(by, ['clerk'], 'by'),
      ...when(!isNonEmpty(by.clerk), 'by names a clerk'),
    ]
  }
  if ('public' in by) {
    return [...memberFaults(by, ['public'], 'by'), ...when(by.public !== true, 'public is true')]
  }
  return [
    ...memberFaults(by, ['founding'], 'by'),
    ...when(!isDigestText(by.founding), 'founding is a digest'),
  ]
}

function lawFaults({ rules, calendar, by }: JsonObject): readonly string[] {
  const founding = isObject(by) && 'founding' in by
  return [
    ...when(
      founding ? rules !== null : !isDigestText(rules),
      'rules is a digest, or null in a founding entry',
    ),
    ...when(
      founding ? calendar !== null : !isDigestText(calendar),
      'calendar is a digest, or null in a founding entry',
    ),
  ]
}

function commandFaults(command: Json | undefined, by: Json | undefined): readonly string[] {
  if (!isObject(command)) return ['command is an object']
  const { id, type } = command
  return [
    ...when(
      !isText(id) || !commandIdForm.test(id),
      'the command id is 1 to 160 visible characters',
    ),
    ...when(
      isText(id) && isObject(by) && !fits(id, by),
      'the command id is not of a form for who acted',
    ),
    ...when(!isNonEmpty(type), 'the command has a type'),
    ...when(enclosedInList(command), 'an enclosed value is a member, never an item of a list'),
  ]
}

/** A person's id begins with the person, the public's, founding's and the clock's with its word. */
function fits(id: string, by: JsonObject): boolean {
  if ('official' in by) return isText(by.official) && begins(id, `${by.official}/`)
  if ('public' in by) return begins(id, 'public/')
  if ('founding' in by) return /^founding\/\d+$/.test(id)
  return ['clock/', 'notice/', 'report/'].some((word) => begins(id, word))
}

function begins(id: string, prefix: string): boolean {
  return id.startsWith(prefix) && id.length > prefix.length
}

function enclosedInList(value: Json): boolean {
  if (isList(value))
    return value.some((item) => (isObject(item) && 'enclosed' in item) || enclosedInList(item))
  return isObject(value) && Object.values(value).some(enclosedInList)
}

function outcomeFaults(outcome: Json | undefined): readonly string[] {
  if (!isObject(outcome)) return ['outcome is an object']
  if (outcome.kind === 'refused') {
    return [
      ...memberFaults(outcome, ['grounds', 'kind'], 'outcome'),
      ...when(!isObjects(outcome.grounds), 'grounds is a list of objects'),
      ...when(isList(outcome.grounds) && outcome.grounds.length === 0, 'a refusal has a ground'),
    ]
  }
  const { events } = outcome
  return [
    ...memberFaults(outcome, ['consulted', 'deviations', 'events', 'kind'], 'outcome'),
    ...when(outcome.kind !== 'recorded', 'outcome is recorded or refused'),
    ...when(
      !isObjects(events) || !events.every(({ type }) => isNonEmpty(type)),
      'events have a type',
    ),
    ...when(!isObjects(outcome.consulted), 'consulted is a list of objects'),
    ...when(!isObjects(outcome.deviations), 'deviations is a list of objects'),
  ]
}

function memberFaults(value: JsonObject, known: readonly string[], of: string): readonly string[] {
  return [
    ...known.filter((name) => !Object.hasOwn(value, name)).map((name) => `${of} has no ${name}`),
    ...Object.keys(value)
      .filter((name) => !known.includes(name))
      .map((name) => `${of} has an unknown member ${name.slice(0, 80)}`),
  ]
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

function isObjects(value: Json | undefined): value is readonly JsonObject[] {
  return isList(value) && value.every(isObject)
}

function isText(value: Json | undefined): value is string {
  return typeof value === 'string'
}

function isNonEmpty(value: Json | undefined): boolean {
  return isText(value) && value.length > 0
}

function isCount(value: Json | undefined): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

function isDigestText(value: Json | undefined): boolean {
  return isText(value) && isDigest(value)
}
