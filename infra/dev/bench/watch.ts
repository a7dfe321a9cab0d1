import { enteredChannel, openConnection } from '@juece/record-store'
import type { Stack } from '../stack.ts'

/** When something was seen, by the clock of this process. */
type Moment = number

/** 旁观 · When entries were committed, and when clerks had been told of them and had read them. */
export interface Watch {
  /** When the entry at this position was committed. */
  committed(position: number): Moment | undefined
  /** When the clerk of the matter was told of this very position; undefined when it never was. */
  told(matter: string, position: number): Moment | undefined
  /** When it had read as far. */
  read(matter: string, position: number): Moment | undefined
  close(): Promise<void>
}

const clerksChannel = 'bench_clerks'

/**
 * Listens on the record and on the table of clerks, on one connection, so that what comes first is seen first. The
 * trigger is of this measurement alone and stands on a table that may be dropped at any time.
 */
export async function openWatch(stack: Stack): Promise<Watch> {
  const connection = await openConnection(stack.url('admin'), { service: 'bench' })
  await connection.query(`
    create schema if not exists bench;
    create or replace function bench.tell() returns trigger language plpgsql as $$
    begin
      perform pg_notify('${clerksChannel}', concat_ws(' ', new.matter, new.position,
        case when new.next_due = '-infinity' then 'told' else 'read' end));
      return null;
    end $$;
    create or replace trigger bench_tell after insert or update on ops.clerks
      for each row execute function bench.tell()`)
  const sizes: { readonly size: number; readonly at: Moment }[] = []
  const tellings = new Map<string, Moment>()
  const readings = new Map<string, { readonly position: number; readonly at: Moment }[]>()
  connection.on('notification', ({ channel, payload = '' }) => {
    const at = performance.now()
    if (channel === enteredChannel) {
      sizes.push({ size: Number(payload), at })
      return
    }
    const [matter = '', position = '', what] = payload.split(' ')
    if (what === 'told') tellings.set(`${matter} ${position}`, at)
    else {
      const before = readings.get(matter) ?? []
      readings.set(matter, [...before, { position: Number(position), at }])
    }
  })
  await connection.query(`listen ${enteredChannel}; listen ${clerksChannel}`)
  return {
    committed: (position) => sizes.find(({ size }) => size > position)?.at,
    told: (matter, position) => tellings.get(`${matter} ${position}`),
    read: (matter, position) => readings.get(matter)?.find((one) => one.position >= position)?.at,
    close: async () => {
      await connection.query('drop trigger bench_tell on ops.clerks; drop schema bench cascade')
      await connection.end()
    },
  }
}
