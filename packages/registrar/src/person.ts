import type { Digest, Instant, JsonObject } from '@juece/kernel'
import {
  deciderOf,
  doorOf,
  foldStream,
  isAboutThePerson,
  isKnownStream,
  mayCreate,
  postNames,
  specificationsOf,
  stageOf,
  streamsRead,
  type AnyCommand,
  type AnySpecification,
  type By,
  type Deviation,
  type Folded,
  type Ground,
  type Issue,
  type Matter,
  type StoredEvent,
} from '@juece/procedure'
import { parseEntry } from '@juece/procedure/wire'
import { enclosedIn, type EnclosedPaper } from '@juece/privacy'
import { circumstances, enter, openDesk, type Act, type Desk, type Entered } from './enter.ts'
import { custodyIssues, settleAll, settleCustody } from './custody.ts'
import { withPapers } from './enclosing.ts'
import type { Known } from './folded.ts'
import type { House } from './house.ts'
import { matterBehind, withEnclosed, withoutPersonal, type TakenOut } from './personal.ts'
import { officialsOf, type Held, type Officials } from './officials.ts'

export { openDesk, type Desk } from './enter.ts'
export type { House, Papers, Clock, Log } from './house.ts'
export { openHouse, type HouseSettings, type OpenHouse } from './open-house.ts'
export type { Held } from './officials.ts'
export { matterBehind } from './personal.ts'

/** A post of an organ. */
export interface Post {
  readonly organ: string
  readonly post: string
}

/** What a person lodges. */
export interface Lodging {
  readonly stream: string
  /** As the request has it: checked by the schema of its row, digests still texts. */
  readonly command: { readonly type: string } & JsonObject
  readonly key: string
  readonly by: { readonly official: string; readonly actAs?: Post } | { readonly public: true }
  /** Stamped once, when the body was complete. */
  readonly occurred: Instant
  readonly ifMatch?: number
}

/** What the person is told. */
export type Answer =
  | {
      readonly kind: 'recorded'
      readonly position: number
      readonly digest: Digest
      readonly stream: string
      readonly sequence: number
      readonly stage: string | null
      readonly events: readonly StoredEvent[]
      readonly deviations: readonly Deviation[]
      readonly repeated: boolean
    }
  | {
      readonly kind: 'refused'
      readonly position: number
      readonly digest: Digest
      readonly stream: string
      readonly sequence: number
      readonly grounds: readonly Ground[]
      readonly isAboutThePerson: boolean
      readonly repeated: boolean
    }
  | { readonly kind: 'invalid'; readonly issues: readonly Issue[] }
  | { readonly kind: 'posts'; readonly posts: readonly Post[] }
  | { readonly kind: 'reused'; readonly position: number }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'stale'; readonly sequence: number }
  | { readonly kind: 'unavailable'; readonly retryAfterSeconds: number }

/** An act and why it may not be lodged now; no grounds: it may. */
export interface Allowed {
  readonly type: string
  readonly post: Post
  readonly grounds: readonly Ground[]
}

/** 人员之门 · The door for people. Timed commands do not come through it. */
export interface PersonDoor {
  lodge(lodging: Lodging): Promise<Answer>
  /** A stream as the record has it now. */
  folded(stream: string): Promise<Known>
  /** Every act of the stream that this official's posts could ever lodge, with what shuts it now. */
  allowedActs(stream: string, official: string, actAs?: Post): Promise<readonly Allowed[]>
  /** Who the subject of an issuer is in the record, and which posts he holds now. */
  postsOf(subject: { readonly issuer: string; readonly sub: string }): Promise<Held | undefined>
  /** Brings the keyring to where the record says it is; before anybody is served. */
  settle(): Promise<void>
  now(): Instant
}

/** Opens the door over a desk. */
export function openPersonDoor(houseOrDesk: House | Desk): PersonDoor {
  const desk = 'house' in houseOrDesk ? houseOrDesk : openDesk(houseOrDesk)
  const officials = officialsOf(desk)
  return {
    lodge: (lodging) => lodge(desk, officials, lodging),
    folded: (stream) => desk.streams.fresh(stream),
    allowedActs: (stream, official, actAs) => allowedActs(desk, officials, stream, official, actAs),
    postsOf: (subject) => officials.bySubject(subject),
    settle: () => settleAll(desk),
    now: () => desk.house.clock.now(),
  }
}

/** Ids that only the clock's door gives. */
const clocksOwn = ['clock', 'notice', 'report', 'founding']

async function lodge(desk: Desk, officials: Officials, lodging: Lodging): Promise<Answer> {
  const { stream, command, by, key, occurred, ifMatch } = lodging
  if (!isKnownStream(stream)) return { kind: 'unknown' }
  const row = rowOf(stream, command.type)
  if (row === undefined) {
    return {
      kind: 'invalid',
      issues: [{ path: 'type', message: `没有这一行为 · no such act: ${command.type}` }],
    }
  }
  const id = 'public' in by ? `public/${key}` : `${by.official}/${key}`
  if (!/^[!-~]{1,160}$/.test(id) || clocksOwn.includes(id.split('/')[0] ?? '')) {
    return {
      kind: 'invalid',
      issues: [{ path: 'Idempotency-Key', message: '不能用作编号 · not fit to be a key' }],
    }
  }
  const enclosed = await withPapers(command, row, desk.house)
  if (enclosed.kind === 'invalid') return enclosed

  const seen = await desk.streams.known(stream)
  const isNew =
    seen.folded.sequence === 0 && (await desk.streams.fresh(stream)).folded.sequence === 0
  if (isNew && !mayCreate(stream, command.type)) return { kind: 'unknown' }

  const personal = withoutPersonal(enclosed.command, row)
  if (personal.values.length > 0 && !desk.house.encloser.takes) {
    const message =
      '这里没有密钥库，不得录入个人信息 · there is no keyring here: personal data may not be entered'
    return { kind: 'invalid', issues: personal.values.map(({ path }) => ({ path, message })) }
  }
  const actor = await actorOf(desk, officials, lodging, personal.command, row)
  if ('kind' in actor) return actor
  if (row.door === 'custody') {
    const issues = await custodyIssues(desk, stream, personal.command)
    if (issues.length > 0) return { kind: 'invalid', issues }
  }
  const { happened } = personal.command
  const entered = await enclosedAndEntered(desk, personal, {
    stream,
    command: personal.command,
    id,
    by: actor.by,
    // CAL-11: a fact from outside occurred when its evidence says.
    occurred: typeof happened === 'string' ? (happened as Instant) : occurred,
    ...(ifMatch === undefined ? {} : { ifMatch }),
  })
  if (row.door === 'custody' && entered.kind === 'entered') await settled(desk, stream)
  return answerOf(desk, entered)
}

/** Keys and salts are durable before the entry: what a crash leaves between is swept after a day. */
async function enclosedAndEntered(
  desk: Desk,
  { command, values }: TakenOut,
  act: Act,
): Promise<Entered> {
  const { encloser, log } = desk.house
  const { stream, id } = act
  const place = { stream, command: id, matter: matterBehind(stream, command) }
  // What comes again is compared with what was enclosed the first time.
  const isRepeated = (await desk.streams.known(stream)).commands.has(id)
  let full = command
  if (!isRepeated) {
    try {
      const papers = enclosedPapersIn(command)
      if (papers.length > 0) await encloser.bind(place, papers)
      if (values.length > 0) full = withEnclosed(command, await encloser.enclose(place, values))
    } catch (why) {
      log.error({ why: kindOf(why) }, 'the keyring cannot take personal values now')
      return { kind: 'unavailable', retryAfterSeconds: 1 }
    }
  }
  const entered = await enter(desk, { ...act, command: full, personal: values })
  const named = entered.kind === 'entered' ? enclosedIn(entered.entry.command) : []
  if (named.length > 0) {
    // The entry stands; a mark that is lost is made up for by the sweep.
    await encloser.named(place, named).catch((why: unknown) => {
      log.error({ why: kindOf(why) }, 'the keyring was not told that an entry names its keys')
    })
  }
  return entered
}

function enclosedPapersIn(command: AnyCommand): readonly EnclosedPaper[] {
  return enclosedIn(command).flatMap(({ enclosed }) =>
    enclosed.enclosed === 'paper/1' ? [enclosed] : [],
  )
}

/** The kind of a fault and never its words: they may hold what was to be enclosed. */
function kindOf(why: unknown): string {
  return why instanceof Error ? why.name : 'unknown'
}

/** The act stands whatever becomes of this; what is not done now is done when it is looked at next. */
async function settled(desk: Desk, stream: string): Promise<void> {
  try {
    await settleCustody(desk, stream)
  } catch (why) {
    desk.house.log.error({ why }, 'the keyring is not yet where the custody register says')
  }
}

function rowOf(stream: string, type: string): AnySpecification | undefined {
  return specificationsOf(doorOf(stream)).find((row) => row.type === type)
}

/** The post in which the person acts: the one named, else the one held that may lodge this act. */
async function actorOf(
  desk: Desk,
  officials: Officials,
  { stream, by }: Lodging,
  command: AnyCommand,
  row: AnySpecification,
): Promise<{ readonly by: By } | Extract<Answer, { kind: 'posts' | 'invalid' }>> {
  if ('public' in by) return { by }
  const { official, actAs } = by
  if (actAs !== undefined) return { by: { official, ...actAs } }
  // The name of a post is for readers; an entry says who acted in which post, and nothing else.
  const held = (await officials.postsHeld(official)).map(({ organ, post }) => ({ organ, post }))
  const [first] = held
  if (first === undefined) {
    return {
      kind: 'invalid',
      issues: [{ path: 'Act-As', message: '现在没有任何职务 · holds no post now' }],
    }
  }
  const named = row.who.flatMap(postNames)
  const likely = held.filter(({ post }) => named.includes(post))
  const candidates = likely.length > 0 ? likely : row.who.some(isAnyPost) ? held : [first]
  const [only] = candidates
  if (candidates.length === 1 && only !== undefined) return { by: { official, ...only } }
  const able: Post[] = []
  for (const post of candidates) {
    const grounds = await shutFor(desk, stream, command, { official, ...post })
    if (!grounds.some(({ rule }) => rule === 'PW-01')) able.push(post)
  }
  const [one] = able
  if (able.length > 1) return { kind: 'posts', posts: able }
  return { by: { official, ...(one ?? first) } }
}

/** Parts that are not bound to the name of a post. */
function isAnyPost(part: string): boolean {
  return ['anybody', 'anyOrgan', 'studyUnit', 'chair'].includes(part)
}

async function shutFor(
  desk: Desk,
  stream: string,
  command: AnyCommand,
  by: Extract<By, { readonly official: string }>,
): Promise<readonly Ground[]> {
  const { folded } = await desk.streams.known(stream)
  const states = new Map<string, unknown>([[stream, folded.state]])
  for (const other of streamsRead(command, stream, folded.state, by)) {
    states.set(other, (await desk.streams.known(other)).folded.state)
  }
  const time = desk.house.clock.now()
  const { at } = await circumstances(desk, { stream, command, by, states, time, present: time })
  return deciderOf(stream).may(command.type, folded.state, at, by)
}

async function allowedActs(
  desk: Desk,
  officials: Officials,
  stream: string,
  official: string,
  actAs?: Post,
): Promise<readonly Allowed[]> {
  const posts = actAs === undefined ? await officials.postsHeld(official) : [actAs]
  const allowed: Allowed[] = []
  for (const { organ, post } of posts) {
    const by = { official, organ, post }
    for (const { type, who } of specificationsOf(doorOf(stream))) {
      if (!who.some((part) => isAnyPost(part) || postNames(part).includes(post))) continue
      const grounds = await shutFor(desk, stream, { type }, by)
      if (!grounds.some(({ rule }) => rule === 'PW-01'))
        allowed.push({ type, post: { organ, post }, grounds })
    }
  }
  return allowed
}

async function answerOf(desk: Desk, entered: Entered): Promise<Answer> {
  if (entered.kind !== 'entered') return entered
  const { stored, entry, repeated, known } = entered
  const { position, digest, stream, sequence } = stored
  const place = { position, digest, stream, sequence, repeated }
  if (entry.outcome.kind === 'refused') {
    const { grounds } = entry.outcome
    return { kind: 'refused', ...place, grounds, isAboutThePerson: isAboutThePerson(grounds) }
  }
  const { events, deviations } = entry.outcome
  return {
    kind: 'recorded',
    ...place,
    events,
    deviations,
    stage: stageAfter(stream, repeated ? await asItWas(desk, place) : known.folded),
  }
}

function stageAfter(stream: string, { state }: Folded): string | null {
  return doorOf(stream) === 'matter' ? stageOf(state as Matter) : null
}

/** The stream right after an entry of it: the first answer is given again, whatever happened in between. */
async function asItWas(
  { house }: Desk,
  { stream, sequence }: { readonly stream: string; readonly sequence: number },
): Promise<Folded> {
  const stored = await house.reader.readStream(stream, { upTo: sequence })
  return foldStream(
    stream,
    stored.map(({ position, bytes }) => ({ position, entry: parseEntry(bytes) })),
  )
}
