-- Time evidence 时间证明: over which checkpoints an outside authority was asked for the time, and what it answered.
-- A wish without an answer is pending; it stays so until the authority answers, whatever our own clock says.

create table record.time_wishes (
  size bigint primary key references record.checkpoints (size),
  at timestamptz not null default statement_timestamp()
);

create table record.time_tokens (
  size bigint primary key references record.time_wishes (size),
  -- The whole answer, as it came (RFC 3161, DER).
  answer bytea not null check (octet_length(answer) between 1 and 65536),
  at timestamptz not null default statement_timestamp()
);

create trigger no_change before update or delete on record.time_wishes
  for each row execute function record.refuse_change();
create trigger no_truncate before truncate on record.time_wishes
  for each statement execute function record.refuse_change();
create trigger no_change before update or delete on record.time_tokens
  for each row execute function record.refuse_change();
create trigger no_truncate before truncate on record.time_tokens
  for each statement execute function record.refuse_change();
alter table record.time_wishes enable always trigger no_change;
alter table record.time_wishes enable always trigger no_truncate;
alter table record.time_tokens enable always trigger no_change;
alter table record.time_tokens enable always trigger no_truncate;

create view record.time_evidence as
  select w.size, c.root, w.at as wished_at, k.answer
    from record.time_wishes as w
    join record.checkpoints as c using (size)
    left join record.time_tokens as k using (size);
grant select on record.time_evidence
  to juece_sealer, juece_registrar, juece_reader, juece_projector;

-- Once for each checkpoint, and only over one that the log has signed.
create function record.wish_for_time(size bigint) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_variable
begin
  if not exists (select from record.signatures as s where s.size = size) then
    raise exception 'no signed checkpoint of size %', size using errcode = 'JL003';
  end if;
  insert into record.time_wishes as w (size) values (size) on conflict do nothing;
  if found then
    perform pg_notify('record_time_wanted', size::text);
    return true;
  end if;
  return false;
end
$$;

-- The first answer over a checkpoint stays.
create function record.add_time_token(size bigint, answer bytea) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_variable
begin
  insert into record.time_tokens as k (size, answer) values (size, answer) on conflict do nothing;
  return found;
end
$$;

-- When the last wish was made, by the clock of the database: it says when to ask again, never what time it is.
create view record.time_due as
  select (select max(size) from record.signatures) as newest,
         (select max(size) from record.time_wishes) as wished,
         extract(epoch from statement_timestamp()
           - (select max(at) from record.time_wishes))::float8 * 1000 as since_ms;
grant select on record.time_due to juece_sealer, juece_reader, juece_registrar;

revoke all on function record.wish_for_time(bigint) from public;
revoke all on function record.add_time_token(bigint, bytea) from public;
grant execute on function record.wish_for_time(bigint) to juece_sealer, juece_registrar;
grant execute on function record.add_time_token(bigint, bytea) to juece_sealer;
