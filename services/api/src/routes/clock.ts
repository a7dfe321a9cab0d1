import { instant, type Instant } from '@juece/kernel'
import { settled } from '@juece/record-store/clerks'
import { readClock, setClock } from '@juece/record-store/clock'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { clockSchema, invalidSchema } from '../answers/schemas.ts'
import type { Dependencies } from '../dependencies.ts'
import { invalid, ProblemError } from '../problem.ts'
import type { App } from '../types.ts'

const wish = z.strictObject({
  now: z.string({ error: () => '应为时刻 · must be an instant' }),
  stands: z.boolean({ error: () => '应为 true 或 false · must be true or false' }).default(false),
})

/** 钟 · The settable clock of an embedded stack; without it these routes do not exist. */
export function clock(app: App, { record, desk }: Dependencies): void {
  const told = async () => ({
    now: desk.house.clock.now(),
    stands: (await readClock(record)).standing !== null,
    settled: await settled(record),
  })
  app.get(
    '/dev/clock',
    {
      config: {
        doc: {
          summary: '读钟 · Read the clock',
          description: 'settled: no clerk has anything due, and nothing waits to be told.',
          tag: 'development',
          isPublic: true,
          answers: { 200: { says: 'The clock', schema: clockSchema } },
        },
      },
    },
    told,
  )
  app.put(
    '/dev/clock',
    {
      config: {
        doc: {
          summary: '拨钟 · Set the clock',
          description:
            'Forward only, never past system time. With stands it stands there until it is set again, otherwise it runs on from there.',
          tag: 'development',
          isPublic: true,
          body: { 'application/json': { schema: wish } },
          answers: {
            200: { says: 'The clock', schema: clockSchema },
            400: { says: 'Backward, past system time, or no instant', schema: invalidSchema },
          },
        },
      },
    },
    async (request) => {
      const parsed = wish.safeParse(request.body)
      if (!parsed.success) {
        throw new ProblemError(
          invalid(
            parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })),
          ),
        )
      }
      const now = momentOf(parsed.data.now)
      try {
        await setClock(record, now, parsed.data.stands)
      } catch (why) {
        if (!isRefusedByClock(why)) throw why
        throw new ProblemError(
          invalid([
            {
              path: 'now',
              message: '只能向前拨，不得超过系统时间 · forward only, and never past system time',
            },
          ]),
        )
      }
      await followed(desk.house.clock, now, parsed.data.stands)
      return told()
    },
  )
}

/** The registrar hears of the change by a notice: nobody is answered before it has. */
async function followed(clock: { now(): Instant }, now: Instant, stands: boolean): Promise<void> {
  const isThere = () => (stands ? clock.now() === now : clock.now() >= now)
  for (let left = 200; left > 0 && !isThere(); left -= 1) await pause(10)
}

function momentOf(raw: string): Instant {
  try {
    return instant(raw)
  } catch {
    throw new ProblemError(
      invalid([
        {
          path: 'now',
          message:
            '应为时刻，如 2024-03-01T09:00:00+08:00 · must be an instant, such as 2024-03-01T09:00:00+08:00',
        },
      ]),
    )
  }
}

function isRefusedByClock(why: unknown): boolean {
  return why instanceof Error && 'code' in why && why.code === 'JL007'
}
