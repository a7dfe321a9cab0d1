import type { Instant } from '@juece/kernel'
import { readSchema } from './migrate.ts'
import { instantOf, keysOf, type Paging } from './paging.ts'
import type { Page } from './read.ts'

/** 征求意见的状态: 正在征集, 已结束, 已反馈. */
export type ConsultationStatus = 'open' | 'closed' | 'answered'

/** What is asked of a list for everybody. */
export interface PublicAsk {
  readonly cursor?: string
  readonly limit: number
}

/** 公众列表 · What everybody may read. What is lawfully not public is in none of them but the last. */
export interface PublicLists {
  /** Consultations by where they stand at the moment given; open ones by their end, the others newest first. */
  consultations(
    ask: PublicAsk & { readonly status: ConsultationStatus; readonly now: Instant },
  ): Promise<Page>
  decisions(ask: PublicAsk): Promise<Page>
  /** 不公开的事项: that they are there, on what ground, by which entry; never their titles. */
  hidden(ask: PublicAsk): Promise<Page>
}

const shown = `m.id, m.number, m.organ, m.kind, m.title`
const from = `from ${readSchema}.public_matters as p join ${readSchema}.matters as m on m.id = p.matter`
const isPublic = 'p.hidden is null'
const status: Readonly<Record<ConsultationStatus, string>> = {
  open: `p.answered is null and not p.shut and p.ends > $1::timestamptz`,
  closed: `p.answered is null and (p.shut or p.ends <= $1::timestamptz)`,
  answered: `p.answered is not null and $1::timestamptz is not null`,
}

/** The lists for everybody, over a way to read a page. */
export function publicLists(page: Paging): PublicLists {
  return {
    consultations: async ({ status: where, now, cursor, limit }) => {
      const [at = null, matter = null] = keysOf(cursor, 2)
      const key = where === 'open' ? 'p.ends' : 'p.opened'
      const [after, order] = where === 'open' ? ['>', 'asc'] : ['<', 'desc']
      return page(
        `public_${where}`,
        `select ${shown}, p.round, ${instantOf('p.opened')} as opened, ${instantOf('p.ends')} as ends,
                ${instantOf('p.answered_at')} as "answeredAt",
                jsonb_build_array(${instantOf(key)}, p.matter) as key
         ${from}
         where ${isPublic} and p.opened is not null and ${status[where]}
           and ($2::timestamptz is null or (${key}, p.matter) ${after} ($2::timestamptz, $3::text))
         order by ${key} ${order}, p.matter ${order} limit $4`,
        [now, at, matter],
        limit,
      )
    },
    decisions: async ({ cursor, limit }) => {
      const [published = null] = keysOf(cursor, 1)
      return page(
        'public_decisions',
        `select ${shown}, ${instantOf('p.published_at')} as "publishedAt", jsonb_build_array(p.published) as key
         ${from}
         where ${isPublic} and p.published is not null and ($1::bigint is null or p.published < $1)
         order by p.published desc limit $2`,
        [published],
        limit,
      )
    },
    hidden: async ({ cursor, limit }) => {
      const [hidden = null] = keysOf(cursor, 1)
      return page(
        'public_hidden',
        `select m.number, m.organ, m.kind, p.ground, p.hidden as position, ${instantOf('p.hidden_at')} as since,
                jsonb_build_array(p.hidden) as key
         ${from} where p.hidden is not null and ($1::bigint is null or p.hidden < $1)
         order by p.hidden desc limit $2`,
        [hidden],
        limit,
      )
    },
  }
}
