import { setTimeout as pause } from 'node:timers/promises'

import type { Queryable } from '@juece/record-store/connect'
import { readSchema } from './migrate.ts'
import { instantOf, keysOf, written } from './paging.ts'
import { cursorOf } from './project.ts'
import { publicLists, type PublicLists } from './public-lists.ts'

export { UnknownCursor } from './paging.ts'
export type { ConsultationStatus, PublicLists } from './public-lists.ts'

/** A page of a list, and the position it is fresh to. */
export interface Page {
  readonly items: readonly Readonly<Record<string, unknown>>[]
  /** Where the next page begins; null at the end. */
  readonly next: string | null
  readonly asOf: number
}

/** A post of an organ. */
export interface HeldPost {
  readonly organ: string
  readonly post: string
}

/** What is asked of a list. */
export interface ListAsk {
  /** Matters of these jurisdictions. */
  readonly jurisdictions: readonly string[]
  readonly cursor?: string
  readonly limit: number
  /** `stage`, `kind`, `organ`, `unit`, `year`, `number`, `over`: each narrows the list. */
  readonly filter: Readonly<Record<string, string>>
  /** The posts of whoever asks: an undisclosed matter is listed for organs that have a part in it. */
  readonly posts?: readonly HeldPost[]
}

/** 列表 · What lists answer. Every page says how fresh it is. */
export interface Lists {
  matters(ask: ListAsk): Promise<Page>
  worklist(ask: ListAsk & { readonly posts: readonly HeldPost[] }): Promise<Page>
  /** 期限 · Dates that run, the earliest first. */
  dueDates(ask: ListAsk): Promise<Page>
  /** 公众 · Lists for everybody. */
  readonly forEverybody: PublicLists
  /** 编号; undefined until the list has seen the matter. */
  numberOf(stream: string): Promise<string | undefined>
  /** The position the lists are fresh to; -1 while they have seen nothing. */
  freshTo(): Promise<number>
  /** Waits until they are fresh to a position; false when five seconds were not enough. */
  isFreshTo(position: number): Promise<boolean>
}

const patienceMs = 5_000
const matterColumns = `m.id, m.number, m.organ, m.kind, m.title, m.stage, m.is_over as "isOver",
  m.units, m.position, m.sequence, ${instantOf('m.proposed_at')} as "proposedAt",
  ${instantOf('m.stage_since')} as since`
/** An undisclosed matter shows itself to those who have a part in it, and to nobody else. */
const visible = `m.jurisdiction = any ($1) and (not m.undisclosed or m.parts && $2::text[])`
const narrowed = `($3::jsonb ->> 'stage' is null or m.stage = $3::jsonb ->> 'stage')
  and ($3::jsonb ->> 'kind' is null or m.kind = $3::jsonb ->> 'kind')
  and ($3::jsonb ->> 'organ' is null or m.organ = $3::jsonb ->> 'organ')
  and ($3::jsonb ->> 'unit' is null or $3::jsonb ->> 'unit' = any (m.units))
  and ($3::jsonb ->> 'year' is null or m.year::text = $3::jsonb ->> 'year')
  and ($3::jsonb ->> 'number' is null or m.number = $3::jsonb ->> 'number')
  and ($3::jsonb ->> 'over' is null or m.is_over::text = $3::jsonb ->> 'over')`

/** The lists over a pool that may read them. */
export function openLists(db: Queryable): Lists {
  const freshTo = async () => (await cursorOf(db)) - 1
  const asked = ({ jurisdictions, posts = [], filter }: ListAsk) => [
    jurisdictions,
    posts.map(({ organ }) => organ),
    JSON.stringify(filter),
  ]
  const page = async (
    name: string,
    text: string,
    values: readonly unknown[],
    limit: number,
  ): Promise<Page> => {
    // Read before the rows: what a page shows is at least as fresh as it says.
    const asOf = await freshTo()
    const { rows } = await db.query<Record<string, unknown> & { key: unknown }>({ name, text }, [
      ...values,
      limit + 1,
    ])
    const shown = rows.slice(0, limit)
    const last = shown.at(-1)
    return {
      items: shown.map(({ key: _key, ...item }) => item),
      next: rows.length > limit && last !== undefined ? written(last.key) : null,
      asOf,
    }
  }
  return {
    freshTo,
    forEverybody: publicLists(page),
    isFreshTo: async (position) => {
      const until = performance.now() + patienceMs
      while ((await freshTo()) < position) {
        if (performance.now() > until) return false
        await pause(20)
      }
      return true
    },
    numberOf: async (stream) => {
      const { rows } = await db.query<{ number: string }>(
        { name: 'read_number', text: `select number from ${readSchema}.matters where id = $1` },
        [stream.replace(/^matter\//, '')],
      )
      return rows[0]?.number
    },
    matters: async (ask) =>
      page(
        'read_matters',
        `select ${matterColumns}, jsonb_build_array(m.proposed) as key from ${readSchema}.matters as m
         where ${visible} and ${narrowed} and m.proposed < coalesce($4::bigint, 9223372036854775807)
         order by m.proposed desc limit $5`,
        [...asked(ask), keysOf(ask.cursor, 1)[0] ?? null],
        ask.limit,
      ),
    worklist: async (ask) => {
      const [proposed = null, act = null, post = null, organ = null] = keysOf(ask.cursor, 4)
      return page(
        'read_worklist',
        `select w.act, w.post, nullif(w.organ, '') as organ, ${instantOf('w.since')} as since,
                ${instantOf('w.due')} as due, w.matter, m.number, m.title, m.stage, m.kind,
                jsonb_build_array(m.proposed, w.act, w.post, w.organ) as key
         from ${readSchema}.worklist as w join ${readSchema}.matters as m on m.id = w.matter
         where m.jurisdiction = any ($1) and ${narrowed}
           and exists (select from unnest($2::text[], $4::text[]) as held (organ, post)
                       where held.post = w.post and (w.organ = '' or w.organ = held.organ)
                         and split_part(held.organ, '/', 1) = m.jurisdiction)
           and ($5::bigint is null
                or (m.proposed, w.act, w.post, w.organ) > ($5::bigint, $6::text, $7::text, $8::text))
         order by m.proposed, w.act, w.post, w.organ limit $9`,
        [...asked(ask), ask.posts.map(({ post }) => post), proposed, act, post, organ],
        ask.limit,
      )
    },
    dueDates: async (ask) => {
      const [ends = null, matter = null, name = null] = keysOf(ask.cursor, 3)
      return page(
        'read_due_dates',
        `select d.matter, m.number, m.title, m.stage, d.name, d.rule, d.bound,
                ${instantOf('d.ends')} as ends, d.last_day as "lastDay", d.working_out as "workingOut",
                jsonb_build_array(d.ends, d.matter, d.name) as key
         from ${readSchema}.due_dates as d join ${readSchema}.matters as m on m.id = d.matter
         where ${visible} and ${narrowed} and d.ends is not null
           and ($4::timestamptz is null
                or (d.ends, d.matter, d.name) > ($4::timestamptz, $5::text, $6::text))
         order by d.ends, d.matter, d.name limit $7`,
        [...asked(ask), ends, matter, name],
        ask.limit,
      )
    },
  }
}
