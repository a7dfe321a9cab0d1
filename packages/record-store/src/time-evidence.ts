import type { Queryable } from './connect.ts'

/** 时间证明 · A checkpoint over which the time was asked for, and the authority's answer once there is one. */
export type TimeEvidence = {
  readonly size: number
  readonly root: Uint8Array
  /** Undefined while it is pending. */
  readonly answer: Uint8Array | undefined
}

type Row = { readonly size: number; readonly root: Buffer; readonly answer: Buffer | null }

/** The channel on which a new wish is told. */
export const timeWantedChannel = 'record_time_wanted'

/** Has the time asked for over a signed checkpoint; false when it is wished for already. */
export async function wishForTime(db: Queryable, size: number): Promise<boolean> {
  const { rows } = await db.query<{ wished: boolean }>(
    { name: 'wish_for_time', text: 'select record.wish_for_time($1) as wished' },
    [size],
  )
  return rows[0]?.wished === true
}

/** Keeps an answer; the first over a checkpoint stays. */
export async function addTimeToken(
  db: Queryable,
  size: number,
  answer: Uint8Array,
): Promise<boolean> {
  const { rows } = await db.query<{ added: boolean }>(
    { name: 'add_time_token', text: 'select record.add_time_token($1, $2) as added' },
    [size, answer],
  )
  return rows[0]?.added === true
}

/** What is wished for and not answered, the newest first: it covers all that is older. */
export async function pendingTimes(db: Queryable): Promise<readonly TimeEvidence[]> {
  const { rows } = await db.query<Row>({
    name: 'pending_times',
    text: `select size, root, answer from record.time_evidence
           where answer is null order by size desc limit 256`,
  })
  return rows.map(evidenceOf)
}

/** The oldest answered one that covers a position; else the newest there is. */
export async function timeCovering(
  db: Queryable,
  position: number,
  atMost: number,
): Promise<TimeEvidence | undefined> {
  const { rows } = await db.query<Row>(
    {
      name: 'time_covering',
      text: `(select size, root, answer from record.time_evidence
               where answer is not null and size > $1 and size <= $2 order by size limit 1)
             union all
             (select size, root, answer from record.time_evidence
               where answer is not null and size <= $1 and size <= $2 order by size desc limit 1)
             order by size desc limit 1`,
    },
    [position, atMost],
  )
  return rows.map(evidenceOf)[0]
}

/** Whether so much time has passed since the last wish, and something was signed since. */
export async function timeIsDue(db: Queryable, everyMs: number): Promise<number | undefined> {
  const { rows } = await db.query<{
    newest: number | null
    wished: number | null
    since_ms: number | null
  }>({ name: 'time_due', text: 'select newest, wished, since_ms from record.time_due' })
  const [due] = rows
  if (due === undefined || due.newest === null) return undefined
  if (due.wished === null || due.since_ms === null) return due.newest
  return due.newest > due.wished && due.since_ms >= everyMs ? due.newest : undefined
}

function evidenceOf({ size, root, answer }: Row): TimeEvidence {
  return {
    size,
    root: new Uint8Array(root),
    answer: answer === null ? undefined : new Uint8Array(answer),
  }
}
