import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { County, Heard, Ready } from './lawful-path.ts'
import type { TestStack } from './stack.ts'

/** An act of the load, and what was heard of it; nothing when the answer was lost. */
export interface Sent {
  readonly act: Ready
  readonly heard?: Heard
}

/** Whether the answer is of an act that has its entry. */
export const isKept = ({ status }: Heard) => [201, 403, 409].includes(status)

/** Thirty-two people, four acts each: two in three are recorded, one in three is refused. */
export function loadOn(county: County, ids: readonly string[]): readonly (readonly Ready[])[] {
  const people = ['government-office', 'undertaking-unit-handler', 'archivist']
  return Array.from({ length: 32 }, (_client, client) =>
    Array.from({ length: 4 }, (_act, n) => ({
      path: `/api/matters/${ids[(client + n) % ids.length] ?? ''}/acts`,
      key: randomUUID(),
      person: county.person(people[(client + n) % 3] ?? ''),
      body: {
        type: 'ProposeFinding',
        findings: [{ code: 'AF-01', answer: 'no', reasons: `理由${client}-${n}` }],
      },
    })),
  )
}

/** Lodges it all; as soon as `after` answers are there the accident happens, once. */
export async function lodgeUntil(
  county: County,
  load: readonly (readonly Ready[])[],
  after: number,
  accident: () => Promise<void>,
): Promise<readonly Sent[]> {
  let answers = 0
  let happened: Promise<void> | undefined
  const sent = await Promise.all(
    load.map(async (acts) => {
      const mine: Sent[] = []
      for (const act of acts) {
        const heard = await county.send(act).catch(() => undefined)
        mine.push(heard === undefined ? { act } : { act, heard })
        answers += 1
        if (answers >= after) happened ??= accident()
      }
      return mine
    }),
  )
  await happened
  return sent.flat()
}

/** Positions by command id, as the record has them. */
export async function entered(stack: TestStack, acts: readonly Ready[]) {
  const { rows } = await stack.admin.query<{ command: string; position: number }>(
    'select command, position from record.commands where command = any ($1)',
    [acts.map(({ person, key }) => `${person}/${key}`)],
  )
  return new Map(rows.map(({ command, position }) => [command.split('/')[1] ?? '', position]))
}

/** Lodges every act once more under its own key, and says what is not as it must be. */
export async function wrongAfterRetry(stack: TestStack, county: County, sent: readonly Sent[]) {
  const wrong: string[] = []
  const again: { act: Ready; first: Heard | undefined; now: Heard }[] = []
  for (let from = 0; from < sent.length; from += 32) {
    const together = sent.slice(from, from + 32).map(async ({ act, heard }) => ({
      act,
      first: heard,
      now: await county.send(act),
    }))
    again.push(...(await Promise.all(together)))
  }
  const kept = await entered(
    stack,
    sent.map(({ act }) => act),
  )
  for (const { act, first, now } of again) {
    const says = (what: string) => wrong.push(`${act.key}: ${what}: ${JSON.stringify(now.body)}`)
    if (!isKept(now)) says(`is ${now.status}`)
    if (kept.get(act.key) !== now.body['position']) says('is told another position')
    if (first === undefined || !isKept(first)) continue
    if (first.status !== now.status) says(`was ${first.status}, is ${now.status}`)
    for (const name of ['position', 'digest', 'sequence', 'stage', 'outcome', 'grounds']) {
      if (!isDeepStrictEqual(first.body[name], now.body[name])) says(`other ${name}`)
    }
  }
  if (kept.size !== sent.length) wrong.push(`${kept.size} entries for ${sent.length} acts`)
  return wrong
}
