-- The record: entries, the order they stand in, and the one door they come through.
-- Run as juece_owner. Forward only: a record that is only added to has no way back.

create schema record;
grant usage on schema record
  to juece_registrar, juece_reader, juece_projector, juece_sealer, juece_courier;

-- One row: the lock every append holds to its commit, and the next position.
create table record.head (
  only_row boolean primary key default true check (only_row),
  size bigint not null check (size >= 0)
) with (fillfactor = 10);
insert into record.head (size) values (0);

-- The arbiter of the expected sequence and of the history behind it. Rebuildable from the entries.
create table record.streams (
  stream text collate "C" primary key check (octet_length(stream) between 1 and 200),
  sequence integer not null check (sequence >= 1),
  digest bytea not null,
  position bigint not null
) with (fillfactor = 70);

create table record.entries (
  position bigint not null check (position >= 0),
  stream text collate "C" not null,
  sequence integer not null check (sequence >= 1),
  belongs text collate "C",
  bytes bytea not null check (octet_length(bytes) between 2 and 1048576),
  -- Computed by the database from what it stores: the second opinion on the registrar's digest.
  digest bytea not null generated always as (sha256(bytes)) stored,
  primary key (position)
) partition by range (position);
alter table record.entries alter column bytes set storage external;
create index entries_of_stream on record.entries (stream, sequence);
create index entries_of_window on record.entries (belongs, position) where belongs is not null;

-- Exactly once, by stream and command id. Rebuildable from the entries.
create table record.commands (
  stream text collate "C" not null,
  command text collate "C" not null check (octet_length(command) between 1 and 160),
  position bigint not null,
  body bytea not null check (octet_length(body) = 32),
  primary key (stream, command)
);

-- Nudges not yet carried: at most one an entry. No index: it is kept nearly empty.
create table record.outbox (
  position bigint not null,
  target text not null
);

create table record.checkpoints (
  size bigint primary key check (size >= 0),
  root bytea not null check (octet_length(root) = 32),
  at timestamptz not null default statement_timestamp()
);

create table record.signatures (
  size bigint not null references record.checkpoints (size),
  signer text not null,
  line text not null,
  at timestamptz not null default statement_timestamp(),
  primary key (size, signer)
);

-- Nothing that was entered changes.

create function record.refuse_change() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'the record is only added to: % of %.% is refused', tg_op, tg_table_schema, tg_table_name
    using errcode = 'JL002';
end
$$;
revoke all on function record.refuse_change() from public;

create trigger no_change before update or delete on record.entries
  for each row execute function record.refuse_change();
create trigger no_truncate before truncate on record.entries
  for each statement execute function record.refuse_change();
create trigger no_change before update or delete on record.checkpoints
  for each row execute function record.refuse_change();
create trigger no_truncate before truncate on record.checkpoints
  for each statement execute function record.refuse_change();
create trigger no_change before update or delete on record.signatures
  for each row execute function record.refuse_change();
create trigger no_truncate before truncate on record.signatures
  for each statement execute function record.refuse_change();
alter table record.entries enable always trigger no_change;
alter table record.entries enable always trigger no_truncate;
alter table record.checkpoints enable always trigger no_change;
alter table record.checkpoints enable always trigger no_truncate;
alter table record.signatures enable always trigger no_change;
alter table record.signatures enable always trigger no_truncate;

-- A partition is 2^24 positions, one full tile of the second level. The owner's job calls this; it
-- keeps one partition ahead of the one that is filling once that is half full. The only dynamic SQL.
create function record.make_partitions() returns integer
  language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  width constant bigint := 16777216;
  wanted bigint;
  made integer := 0;
begin
  perform pg_advisory_xact_lock(hashtext('record.make_partitions'));
  select (size + width / 2) / width into wanted from record.head;
  for n in 0 .. wanted loop
    if to_regclass(format('record.entries_%s', n)) is null then
      execute format(
        'create table record.entries_%s partition of record.entries for values from (%s) to (%s)',
        n, n * width, (n + 1) * width);
      -- Row triggers are cloned from the parent, statement triggers are not.
      execute format(
        'create trigger no_truncate before truncate on record.entries_%s
           for each statement execute function record.refuse_change()', n);
      execute format('alter table record.entries_%s enable always trigger no_change', n);
      execute format('alter table record.entries_%s enable always trigger no_truncate', n);
      made := made + 1;
    end if;
  end loop;
  return made;
end
$$;
revoke all on function record.make_partitions() from public;
select record.make_partitions();
