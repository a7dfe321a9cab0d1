-- A stream is known by the position that opened it: eight bytes that only grow, in place of its name,
-- in the keys of command ids and in the index of a stream's entries. The two doors ask everything
-- first, in one statement, and write everything in one more.
-- The shapes that CHECK constraints kept are kept by the doors (JL006), the only way in: a constraint
-- is parsed again by every statement that writes.

alter table record.streams add column opened bigint;
update record.streams as s set opened = e.position
  from record.entries as e where e.stream = s.stream and e.sequence = 1;
alter table record.streams alter column opened set not null;
alter table record.streams drop constraint streams_stream_check;
alter table record.streams drop constraint streams_sequence_check;

-- The bytes stay as they are; the column beside them is for searching.
alter table record.entries add column opened bigint;
alter table record.entries disable trigger no_change;
update record.entries as e set opened = s.opened from record.streams as s where s.stream = e.stream;
alter table record.entries enable always trigger no_change;
alter table record.entries alter column opened set not null;
drop index record.entries_of_stream;
create index entries_of_stream on record.entries (opened, sequence);
alter table record.entries drop constraint entries_position_check;
alter table record.entries drop constraint entries_sequence_check;
alter table record.entries drop constraint entries_bytes_check;

drop view record.command_positions;
alter table record.commands rename to commands_by_name;
create table record.commands (
  opened bigint not null,
  command text collate "C" not null,
  position bigint not null,
  body bytea not null,
  primary key (opened, command)
);
insert into record.commands (opened, command, position, body)
  select s.opened, c.command, c.position, c.body
    from record.commands_by_name as c join record.streams as s using (stream);
drop table record.commands_by_name;

create or replace view record.readable as
  select position, stream, sequence, belongs, bytes, digest, opened from record.entries;
create or replace view record.stream_heads as
  select stream, sequence, digest, position, opened from record.streams;
create view record.command_positions as
  select s.stream, c.command, c.position, c.body, c.opened
    from record.streams as s join record.commands as c using (opened);
grant select on record.command_positions to juece_registrar, juece_reader;

drop function record.append_one(text, integer, bytea, text, bytea, bytea, bytea, text, text[], integer[], text);
drop function record.append(text[], integer[], text[], text[], integer[], integer[], bytea, integer[], text[], integer[], integer[], text[]);

-- Whoever holds the row of `head` appends; the lock is held to the commit, so the order of positions
-- is the order of commits and of sight, and what a statement behind the lock reads stays true until
-- then. Each statement takes its snapshot after the lock: READ COMMITTED is required.
-- Codes: JL004 batch not independent, JL005 digests differ, JL006 not a lawful call.

-- One unit. `previous` is null exactly when `expected` is 0.
create function record.append_one(
  in stream text, in expected integer, in previous bytea, in command text, in body bytea,
  in digest bytea, in bytes bytea, in belongs text,
  in guard_streams text[], in guard_sequences integer[], in target text,
  out verdict text, out at bigint, out moved text)
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  set enable_seqscan = off
  set enable_hashjoin = off
  set enable_mergejoin = off
  set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_variable
declare
  base bigint;
  stream_opened bigint;
  standing boolean;
  same boolean;
  stored bytea;
begin
  if expected is null or expected < 0 or (expected = 0) <> (previous is null)
     or octet_length(stream) not between 1 and 200 or octet_length(command) not between 1 and 160
     or octet_length(bytes) not between 2 and 1048576 or octet_length(body) <> 32 then
    raise exception 'not a unit' using errcode = 'JL006';
  end if;
  if stream = any (guard_streams) then
    raise exception 'a unit may not guard its own stream %', stream using errcode = 'JL004';
  end if;

  update record.head as h set size = h.size + 1 returning h.size - 1 into base;

  -- Scalar subqueries on purpose: EXISTS under OR would hash the whole table.
  select s.opened, coalesce(s.sequence = expected and s.digest = previous, expected = 0 and s.opened is null),
         c.position, c.body = body,
         (select g.stream
            from unnest(guard_streams, guard_sequences) as g (stream, sequence)
            where g.sequence is distinct from
              coalesce((select r.sequence from record.streams as r where r.stream = g.stream), 0)
            limit 1)
    into stream_opened, standing, at, same, moved
    from (select) as once
    left join record.streams as s on s.stream = stream
    left join record.commands as c on c.opened = s.opened and c.command = command;

  if at is not null or not standing or moved is not null then
    update record.head as h set size = base;
    -- Nothing entered, so this commit need not wait for the disk; what it answers from has.
    perform set_config('synchronous_commit', 'off', true);
    verdict := case
      when at is not null then case when same then 'duplicate' else 'reused' end
      -- The stream's own conflict is named before a guard's.
      when not standing then 'conflict(stream)'
      else 'conflict(guard)' end;
    if verdict <> 'conflict(guard)' then
      moved := null;
    end if;
    return;
  end if;

  if stream_opened is null then
    with entry as (
      insert into record.entries as e (position, stream, sequence, opened, belongs, bytes)
        values (base, stream, 1, base, belongs, bytes) returning e.digest),
    id as (
      insert into record.commands as c (opened, command, position, body)
        values (base, command, base, body)),
    head as (
      insert into record.streams as s (stream, sequence, digest, position, opened)
        values (stream, 1, digest, base, base))
    select e.digest into stored from entry as e;
  else
    with entry as (
      insert into record.entries as e (position, stream, sequence, opened, belongs, bytes)
        values (base, stream, expected + 1, stream_opened, belongs, bytes) returning e.digest),
    id as (
      insert into record.commands as c (opened, command, position, body)
        values (stream_opened, command, base, body)),
    head as (
      update record.streams as s set sequence = expected + 1, digest = digest, position = base
        where s.stream = stream)
    select e.digest into stored from entry as e;
  end if;
  if stored is distinct from digest then
    raise exception 'the database and the registrar hash different bytes in %', stream
      using errcode = 'JL005';
  end if;
  if target is not null then
    insert into record.outbox as o (position, target) values (base, target);
    perform pg_notify('record_nudges', '');
  end if;
  perform pg_notify('record_entered', (base + 1)::text);
  verdict := 'entered';
  at := base;
end
$$;

-- Many independent units, one commit, a verdict for each. `blob` is, for each unit, previous ‖ body ‖
-- digest (96 bytes; previous is zeros when `expected` is 0), then all bytes; `offsets` and `lengths`
-- point into it, counted from 0. A guard stands once in `guard_streams`; `readers` and `reads` name,
-- pair by pair, the unit and the guard it read, and nudges name their unit, all counted from 1. When
-- all entered, the arrays that come back are null and unit i stands at base + i − 1.
create function record.append(
  in streams text[], in expected integer[], in commands text[], in belongs text[],
  in offsets integer[], in lengths integer[], in blob bytea,
  in guard_streams text[], in guard_sequences integer[], in readers integer[], in reads integer[],
  in target_units integer[], in targets text[],
  out base bigint, out verdicts text[], out ats bigint[], out moved text[], out spent double precision)
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  set enable_seqscan = off
  set enable_hashjoin = off
  set enable_mergejoin = off
  set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_variable
declare
  began constant timestamptz := clock_timestamp();
  n constant integer := cardinality(streams);
  -- By guard: whether it moved; null when none did.
  stale boolean[];
  different integer;
  known integer;
  fallen integer;
  lawful boolean;
  entered integer := n;
  -- By unit: the position that opened its stream; its rank among those that enter, from 0, or null.
  openings bigint[];
  ranks integer[];
  -- By rank: its unit, from 1.
  units integer[];
  wrong integer;
begin
  if n is null or n < 1 or n <> cardinality(expected) or n <> cardinality(commands)
     or n <> cardinality(belongs) or n <> cardinality(offsets) or n <> cardinality(lengths)
     or cardinality(guard_streams) <> cardinality(guard_sequences)
     or cardinality(readers) <> cardinality(reads) then
    raise exception 'a batch needs one value for each unit' using errcode = 'JL006';
  end if;
  if guard_streams && streams then
    raise exception 'a guard on a stream that the same batch writes' using errcode = 'JL004';
  end if;

  update record.head as h set size = h.size + n returning h.size - n into base;

  if cardinality(guard_streams) > 0 then
    select array_agg(g.stale order by g.i) into stale
      from (select d.i, d.sequence is distinct from
                coalesce((select s.sequence from record.streams as s where s.stream = d.stream), 0) as stale
              from unnest(guard_streams, guard_sequences) with ordinality as d (stream, sequence, i)) as g
      having bool_or(g.stale);
  end if;

  select array_agg(s.opened order by u.i), array_agg(u.i::integer - 1 order by u.i), array_agg(u.i::integer order by u.i),
         count(distinct u.stream collate "C"), count(c.position),
         count(*) filter (where not coalesce(
           s.sequence = u.sequence and s.digest = substr(blob, (u.i::integer - 1) * 96 + 1, 32),
           u.sequence = 0 and s.opened is null)),
         bool_and(u.sequence >= 0 and u.length between 2 and 1048576
           and octet_length(u.stream) between 1 and 200 and octet_length(u.command) between 1 and 160)
    into openings, ranks, units, different, known, fallen, lawful
    from unnest(streams, expected, commands, lengths) with ordinality
      as u (stream, sequence, command, length, i)
    left join record.streams as s on s.stream = u.stream
    left join record.commands as c on c.opened = s.opened and c.command = u.command;
  if different <> n then
    raise exception 'two units of one stream in a batch' using errcode = 'JL004';
  end if;
  if lawful is distinct from true then
    raise exception 'not a unit' using errcode = 'JL006';
  end if;

  if known > 0 or fallen > 0 or stale is not null then
    select array_agg(v.verdict order by v.i), array_agg(v.position order by v.i),
           array_agg(case when v.verdict = 'conflict(guard)' then v.moved end order by v.i)
      into verdicts, ats, moved
      from (
        select u.i, c.position,
               case
                 when c.position is not null then
                   case when c.body = substr(blob, (u.i::integer - 1) * 96 + 33, 32)
                     then 'duplicate' else 'reused' end
                 when not coalesce(
                   s.sequence = u.sequence and s.digest = substr(blob, (u.i::integer - 1) * 96 + 1, 32),
                   u.sequence = 0 and s.opened is null) then 'conflict(stream)'
                 when g.stream is not null then 'conflict(guard)'
                 else 'entered'
               end as verdict,
               g.stream as moved
          from unnest(streams, expected, commands) with ordinality as u (stream, sequence, command, i)
          left join record.streams as s on s.stream = u.stream
          left join record.commands as c on c.opened = s.opened and c.command = u.command
          left join lateral (
            select guard_streams[r.read] as stream
              from unnest(readers, reads) as r (unit, read)
              where r.unit = u.i and stale[r.read]
              limit 1) as g on true
      ) as v;
    select array_agg(r.rank order by r.i),
           array_agg(r.i order by r.i) filter (where r.rank is not null)
      into ranks, units
      from (
        select v.i, case when v.verdict = 'entered' then
                 (count(*) filter (where v.verdict = 'entered') over (order by v.i))::integer - 1 end
          from unnest(verdicts) with ordinality as v (verdict, i)) as r (i, rank);
    entered := coalesce(cardinality(units), 0);
    update record.head as h set size = base + entered;
    if entered = 0 then
      perform set_config('synchronous_commit', 'off', true);
      spent := extract(epoch from clock_timestamp() - began) * 1000;
      return;
    end if;
    select array_agg(coalesce(base + r.rank, r.at) order by r.i) into ats
      from unnest(ranks, ats) with ordinality as r (rank, at, i);
  end if;

  with u as materialized (
    select t.i::integer as i, base + t.rank as position, t.stream, t.sequence + 1 as sequence, t.command,
           t.belongs, t.at, t.length, t.opened
      from unnest(streams, expected, commands, belongs, offsets, lengths, openings, ranks)
        with ordinality as t (stream, sequence, command, belongs, at, length, opened, rank, i)
      where t.rank is not null),
  stored as (
    insert into record.entries as e (position, stream, sequence, opened, belongs, bytes)
      select u.position, u.stream, u.sequence, coalesce(u.opened, u.position), u.belongs,
             substr(blob, u.at + 1, u.length)
        from u
      returning e.position, e.digest),
  ids as (
    insert into record.commands as c (opened, command, position, body)
      select coalesce(u.opened, u.position), u.command, u.position, substr(blob, (u.i - 1) * 96 + 33, 32)
        from u),
  begun as (
    insert into record.streams as s (stream, sequence, digest, position, opened)
      select u.stream, u.sequence, substr(blob, (u.i - 1) * 96 + 65, 32), u.position, u.position
        from u where u.opened is null),
  gone_on as (
    update record.streams as s
      set sequence = u.sequence, digest = substr(blob, (u.i - 1) * 96 + 65, 32), position = u.position
      from u where u.opened is not null and s.stream = u.stream)
  select count(*) into wrong from stored as e
    where e.digest is distinct from
      substr(blob, (units[(e.position - base)::integer + 1] - 1) * 96 + 65, 32);
  if wrong > 0 then
    raise exception 'the database and the registrar hash different bytes in % of % units', wrong, n
      using errcode = 'JL005';
  end if;

  if cardinality(targets) > 0 then
    insert into record.outbox as o (position, target)
      select base + ranks[t.unit], t.target from unnest(target_units, targets) as t (unit, target)
        where ranks[t.unit] is not null;
    if found then
      perform pg_notify('record_nudges', '');
    end if;
  end if;
  perform pg_notify('record_entered', (base + entered)::text);
  spent := extract(epoch from clock_timestamp() - began) * 1000;
end
$$;

revoke all on function record.append_one(text, integer, bytea, text, bytea, bytea, bytea, text, text[], integer[], text) from public;
revoke all on function record.append(text[], integer[], text[], text[], integer[], integer[], bytea, text[], integer[], integer[], integer[], integer[], text[]) from public;
grant execute on function record.append_one(text, integer, bytea, text, bytea, bytea, bytea, text, text[], integer[], text) to juece_registrar;
grant execute on function record.append(text[], integer[], text[], text[], integer[], integer[], bytea, text[], integer[], integer[], integer[], integer[], text[]) to juece_registrar;
