-- Beside the record: the clock it is stamped by, and what the clerks know. Neither is evidence.

create schema if not exists ops;
grant usage on schema ops
  to juece_registrar, juece_reader, juece_projector, juece_sealer, juece_courier;

-- Legal time = system time + offset, or it stands at an instant. Without the flag it cannot be set.
create table ops.clock (
  only_row boolean primary key default true check (only_row),
  settable boolean not null default false,
  offset_ms bigint not null default 0 check (offset_ms <= 0),
  standing timestamptz,
  check (settable or (offset_ms = 0 and standing is null))
);
insert into ops.clock default values;
grant select on ops.clock
  to juece_registrar, juece_reader, juece_projector, juece_sealer, juece_courier;

-- Stable, and of the statement: two looks in one statement see one now.
create function ops.legal_now() returns timestamptz
  language sql stable set search_path = pg_catalog, pg_temp
as $$
  select coalesce(c.standing,
                  date_trunc('milliseconds', statement_timestamp())
                    + c.offset_ms * interval '1 millisecond')
    from ops.clock as c
$$;

-- JL007: the clock cannot be set, goes back, or would pass system time.
create function ops.set_clock(now timestamptz, stands boolean) returns timestamptz
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_variable
declare
  system_ms constant bigint := floor(extract(epoch from clock_timestamp()) * 1000);
  wanted_ms constant bigint := floor(extract(epoch from now) * 1000);
  held record;
begin
  select c.settable, coalesce((extract(epoch from c.standing) * 1000)::bigint, system_ms + c.offset_ms) as ms
    into held from ops.clock as c for update;
  if not held.settable then
    raise exception 'the clock of this record cannot be set' using errcode = 'JL007';
  end if;
  if wanted_ms < held.ms then
    raise exception 'the clock moves forward only' using errcode = 'JL007';
  end if;
  if wanted_ms > system_ms then
    raise exception 'the clock never passes system time' using errcode = 'JL007';
  end if;
  update ops.clock as c set
    offset_ms = case when stands then 0 else wanted_ms - system_ms end,
    standing = case when stands then to_timestamp(wanted_ms / 1000.0) end;
  perform pg_notify('ops_clock', '');
  return to_timestamp(wanted_ms / 1000.0);
end
$$;

-- System time from here on, for good. It is a move forward like any other.
create function ops.end_settable_clock() returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update ops.clock as c set settable = false, offset_ms = 0, standing = null where c.settable;
  perform pg_notify('ops_clock', '');
end
$$;

revoke all on function ops.set_clock(timestamptz, boolean) from public;
revoke all on function ops.end_settable_clock() from public;
grant execute on function ops.set_clock(timestamptz, boolean) to juece_registrar;
grant execute on function ops.end_settable_clock() to juece_registrar;

-- May be dropped; a rebuild fills it again.
create table ops.clerks (
  matter text primary key,
  type text not null,
  position bigint not null,
  next_due timestamptz,
  awaits_year integer,
  is_over boolean not null default false
);
create index clerks_due on ops.clerks (next_due) where not is_over;
grant select, insert, update, delete on ops.clerks to juece_courier;
grant select on ops.clerks to juece_registrar, juece_reader;

-- One statement, one now: nobody has anything due, and nothing waits to be told.
create view ops.settled as
  select not exists (select from ops.clerks as c where not c.is_over and c.next_due <= ops.legal_now())
     and not exists (select from record.outbox) as settled;
grant select on ops.settled to juece_registrar, juece_courier, juece_reader;
