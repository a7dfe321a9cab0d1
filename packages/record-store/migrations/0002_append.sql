-- The one door, in two widths. Whoever holds the row of `head` appends; the lock is held to the
-- commit, so the order of positions is the order of commits and of sight. Each statement takes its
-- snapshot after the lock: READ COMMITTED is required, and checked.
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
  set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_variable
declare
  base bigint;
  same boolean;
  standing boolean;
  stored bytea;
begin
  update record.head as h set size = h.size + 1 returning h.size - 1 into base;

  if cardinality(guard_streams) > 0 then
    if stream = any (guard_streams) then
      raise exception 'a unit may not guard its own stream %', stream using errcode = 'JL004';
    end if;
    -- Scalar subqueries on purpose: EXISTS under OR would hash the whole table.
    select g.stream into moved
      from unnest(guard_streams, guard_sequences) as g (stream, sequence)
      where g.sequence is distinct from
        coalesce((select s.sequence from record.streams as s where s.stream = g.stream), 0)
      limit 1;
  end if;

  insert into record.commands as c (stream, command, position, body)
    values (stream, command, base, body) on conflict do nothing;
  if not found then
    select c.position, c.body = body into at, same
      from record.commands as c where c.stream = stream and c.command = command;
    update record.head as h set size = base;
    -- Nothing entered, so this commit need not wait for the disk; what it answers from has.
    perform set_config('synchronous_commit', 'off', true);
    verdict := case when same then 'duplicate' else 'reused' end;
    moved := null;
    return;
  end if;

  if moved is not null then
    -- The stream's own conflict is named before a guard's.
    standing := coalesce(
      (select s.sequence = expected and s.digest is not distinct from previous
         from record.streams as s where s.stream = stream),
      expected = 0 and previous is null);
  elsif expected = 0 and previous is null then
    insert into record.streams as s (stream, sequence, digest, position)
      values (stream, 1, digest, base) on conflict do nothing;
    standing := found;
  else
    update record.streams as s set sequence = expected + 1, digest = digest, position = base
      where s.stream = stream and s.sequence = expected and s.digest = previous;
    standing := found;
  end if;
  if moved is not null or not standing then
    -- After a conflict the same id may enter.
    delete from record.commands as c where c.stream = stream and c.command = command;
    update record.head as h set size = base;
    perform set_config('synchronous_commit', 'off', true);
    if standing then
      verdict := 'conflict(guard)';
    else
      verdict := 'conflict(stream)';
      moved := null;
    end if;
    return;
  end if;

  insert into record.entries as e (position, stream, sequence, belongs, bytes)
    values (base, stream, expected + 1, belongs, bytes) returning e.digest into stored;
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
-- point into it, counted from 0. Guards and nudges name their unit, counted from 1. When all entered,
-- the arrays that come back are null and unit i stands at base + i − 1.
create function record.append(
  in streams text[], in expected integer[], in commands text[], in belongs text[],
  in offsets integer[], in lengths integer[], in blob bytea,
  in guard_units integer[], in guard_streams text[], in guard_sequences integer[],
  in target_units integer[], in targets text[],
  out base bigint, out verdicts text[], out ats bigint[], out moved text[], out spent double precision)
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  set enable_seqscan = off
  set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_variable
declare
  began constant timestamptz := clock_timestamp();
  n constant integer := cardinality(streams);
  guards_moved text[];
  fresh integer;
  standing integer;
  entered integer := n;
  -- By unit: its rank among those that enter, from 0, or null. By rank: its unit, from 1.
  ranks integer[];
  units integer[];
  wrong integer;
begin
  if n is null or n < 1 or n <> cardinality(expected) or n <> cardinality(commands)
     or n <> cardinality(belongs) or n <> cardinality(offsets) or n <> cardinality(lengths) then
    raise exception 'a batch needs one value for each unit' using errcode = 'JL006';
  end if;
  if (select count(distinct s.stream) from unnest(streams) as s (stream)) <> n then
    raise exception 'two units of one stream in a batch' using errcode = 'JL004';
  end if;

  update record.head as h set size = h.size + n returning h.size - n into base;

  if cardinality(guard_streams) > 0 then
    if guard_streams && streams then
      raise exception 'a guard on a stream that the same batch writes' using errcode = 'JL004';
    end if;
    select array_agg(g.stream) into guards_moved
      from (select distinct d.stream, d.sequence
              from unnest(guard_streams, guard_sequences) as d (stream, sequence)) as g
      where g.sequence is distinct from
        coalesce((select s.sequence from record.streams as s where s.stream = g.stream), 0);
  end if;

  insert into record.commands as c (stream, command, position, body)
    select u.stream, u.command, base + u.i - 1, substr(blob, (u.i::integer - 1) * 96 + 33, 32)
      from unnest(streams, commands) with ordinality as u (stream, command, i)
    on conflict do nothing;
  get diagnostics fresh = row_count;

  select count(*) into standing
    from unnest(streams, expected) with ordinality as u (stream, sequence, i)
    where coalesce(
      (select s.sequence = u.sequence and s.digest = substr(blob, (u.i::integer - 1) * 96 + 1, 32)
         from record.streams as s where s.stream = u.stream),
      u.sequence = 0);

  if fresh = n and standing = n and guards_moved is null then
    select array_agg(i - 1), array_agg(i) into ranks, units from generate_series(1, n) as i;
  else
    -- No command id of a stream stands at or above base but this call's own.
    delete from record.commands as c
      using unnest(streams, commands) as u (stream, command)
      where c.stream = u.stream and c.command = u.command and c.position >= base;
    select array_agg(v.verdict order by v.i), array_agg(v.position order by v.i),
           array_agg(v.moved order by v.i)
      into verdicts, ats, moved
      from (
        select u.i, k.position,
               case
                 when k.position is not null then
                   case when k.body = substr(blob, (u.i::integer - 1) * 96 + 33, 32)
                     then 'duplicate' else 'reused' end
                 when not coalesce(
                   (select s.sequence = u.sequence
                           and s.digest = substr(blob, (u.i::integer - 1) * 96 + 1, 32)
                      from record.streams as s where s.stream = u.stream),
                   u.sequence = 0) then 'conflict(stream)'
                 when g.stream is not null then 'conflict(guard)'
                 else 'entered'
               end as verdict,
               g.stream as moved
          from unnest(streams, expected, commands) with ordinality as u (stream, sequence, command, i)
          left join lateral (
            select c.position, c.body from record.commands as c
              where c.stream = u.stream and c.command = u.command) as k on true
          left join lateral (
            select d.stream
              from unnest(guard_units, guard_streams, guard_sequences) as d (unit, stream, sequence)
              where d.unit = u.i and d.sequence is distinct from
                coalesce((select s.sequence from record.streams as s where s.stream = d.stream), 0)
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
    select array_agg(case when v.verdict = 'entered' then base + r.rank else v.at end order by r.i),
           array_agg(case when v.verdict = 'conflict(guard)' then v.moved end order by r.i)
      into ats, moved
      from unnest(ranks) with ordinality as r (rank, i)
      join unnest(verdicts, ats, moved) with ordinality as v (verdict, at, moved, i) using (i);
    if entered = 0 then
      perform set_config('synchronous_commit', 'off', true);
      spent := extract(epoch from clock_timestamp() - began) * 1000;
      return;
    end if;
    insert into record.commands as c (stream, command, position, body)
      select u.stream, u.command, base + u.rank, substr(blob, (u.i::integer - 1) * 96 + 33, 32)
        from unnest(streams, commands, ranks) with ordinality as u (stream, command, rank, i)
        where u.rank is not null;
  end if;

  with stored as (
    insert into record.entries as e (position, stream, sequence, belongs, bytes)
      select base + u.rank, u.stream, u.sequence + 1, u.belongs, substr(blob, u.at + 1, u.length)
        from unnest(streams, expected, belongs, offsets, lengths, ranks)
          as u (stream, sequence, belongs, at, length, rank)
        where u.rank is not null
      returning e.position, e.digest
  )
  select count(*) into wrong from stored as s
    where s.digest is distinct from
      substr(blob, (units[(s.position - base)::integer + 1] - 1) * 96 + 65, 32);
  if wrong > 0 then
    raise exception 'the database and the registrar hash different bytes in % of % units', wrong, n
      using errcode = 'JL005';
  end if;

  insert into record.streams as s (stream, sequence, digest, position)
    select u.stream, u.sequence + 1, substr(blob, (u.i::integer - 1) * 96 + 65, 32), base + u.rank
      from unnest(streams, expected, ranks) with ordinality as u (stream, sequence, rank, i)
      where u.rank is not null
    on conflict (stream) do update
      set sequence = excluded.sequence, digest = excluded.digest, position = excluded.position;

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
revoke all on function record.append(text[], integer[], text[], text[], integer[], integer[], bytea, integer[], text[], integer[], integer[], text[]) from public;
grant execute on function record.append_one(text, integer, bytea, text, bytea, bytea, bytea, text, text[], integer[], text) to juece_registrar;
grant execute on function record.append(text[], integer[], text[], text[], integer[], integer[], bytea, integer[], text[], integer[], integer[], text[]) to juece_registrar;
