import type { AnyCommand, Custody, Issue } from '@juece/procedure'
import { parseEntry } from '@juece/procedure/wire'
import { enclosedIn } from '@juece/privacy'
import { enter, type Desk } from './enter.ts'
import { homeOfMatter, matterBehind } from './personal.ts'

/** 保管 · What a custody act names must be there, as a paper must be stored: else it is no act (400). */
export async function custodyIssues(
  desk: Desk,
  stream: string,
  command: AnyCommand,
): Promise<readonly Issue[]> {
  const [, home = ''] = stream.split('/')
  switch (command.type) {
    case 'OpenEnvelope':
      return envelopeIssues(desk, home, Number(command.envelope), String(command.path))
    case 'ProposeErasure':
    case 'ApproveErasure': {
      const matters = listOf(command.matters)
      return [
        ...(await matterIssues(desk, home, matters)),
        ...(await keyIssues(desk, stream, matters, listOf(command.keys))),
      ]
    }
    case 'PlaceHold':
    case 'LiftHold':
    case 'ProposeDestruction':
      return matterIssues(desk, home, listOf(command.matters))
    default:
      return []
  }
}

async function envelopeIssues(
  desk: Desk,
  home: string,
  position: number,
  path: string,
): Promise<readonly Issue[]> {
  const none = { path: 'envelope', message: '这里没有封存的信息 · nothing is enclosed there' }
  const [stored] = await desk.house.reader.readPositions([position])
  if (stored === undefined) return [none]
  const { stream, command } = parseEntry(stored.bytes)
  const matter = matterBehind(stream, command)
  const isHere = matter !== null && (await homeOfMatter(desk, matter)) === home
  if (!isHere) return [none]
  return enclosedIn(command).some((one) => one.path === path) ? [] : [{ ...none, path: 'path' }]
}

async function matterIssues(
  desk: Desk,
  home: string,
  matters: readonly string[],
): Promise<readonly Issue[]> {
  const issues: Issue[] = []
  for (const [index, matter] of matters.entries()) {
    if ((await homeOfMatter(desk, matter)) === home) continue
    issues.push({
      path: `matters.${String(index)}`,
      message: '这里没有这一事项 · there is no such matter here',
    })
  }
  return issues
}

async function keyIssues(
  desk: Desk,
  stream: string,
  matters: readonly string[],
  keys: readonly string[],
): Promise<readonly Issue[]> {
  const { destroyed } = (await desk.streams.fresh(stream)).folded.state as Custody
  const known = await desk.house.encloser.keys(keys)
  return keys.flatMap((key, index) => {
    const { matter } = known.find((one) => one.key === key) ?? {}
    const isOfThese = matter !== undefined && matters.includes(matter)
    // Of what was destroyed before, the decision itself speaks.
    if (isOfThese || destroyed.includes(key)) return []
    const message = '所列事项没有这把密钥 · these matters have no such key'
    return [{ path: `keys.${String(index)}`, message }]
  })
}

/**
 * 抹除 · Brings the keyring to where the record says it is: what was erased is gone (a restored keyring learns it here), what is
 * held is held, and what was approved is destroyed and then entered. May be called again and again.
 */
export async function settleCustody(desk: Desk, stream: string): Promise<void> {
  const { encloser, clock } = desk.house
  const custody = (await desk.streams.fresh(stream)).folded.state as Custody
  if (custody.destroyed.length > 0) await encloser.destroy(custody.destroyed, { entered: true })
  await encloser.hold(
    stream,
    custody.holds.map(({ matter }) => matter),
  )
  for (const { keys, matters, approved } of custody.erasures) {
    const isDone = keys.every((key) => custody.destroyed.includes(key))
    const isHeld = custody.holds.some(({ matter }) => matters.includes(matter))
    if (approved === undefined || isDone || isHeld) continue
    const places = await encloser.destroy(keys)
    const values = []
    for (const place of places) {
      const entry = (await desk.streams.known(place.stream)).commands.get(place.command)
      if (entry !== undefined) values.push({ entry, path: place.path })
    }
    const entered = await enter(desk, {
      stream,
      id: `clock/custody/RecordErasure/${String(approved)}`,
      command: { type: 'RecordErasure', erasure: approved, keys, values },
      by: { clerk: 'custody' },
      occurred: clock.now(),
    })
    if (entered.kind !== 'entered') {
      throw new Error(
        `the erasure approved at ${String(approved)} could not be entered: ${entered.kind}`,
      )
    }
  }
}

/** Every custody stream of the record. */
export async function settleAll(desk: Desk): Promise<void> {
  for (const stream of await desk.house.reader.streamsOf('custody')) {
    await settleCustody(desk, stream)
  }
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}
