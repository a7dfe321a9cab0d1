-- Checkpoints 封存. The sealer sees digests and nothing else.

-- `agrees` is computed anew as the sealer reads: a flipped bit after the commit is seen before signing.
create view record.to_seal as
  select position, digest, sha256(bytes) = digest as agrees from record.entries;
create view record.notes as
  select c.size, c.root, c.at, s.signer, s.line, s.at as signed_at
    from record.checkpoints as c left join record.signatures as s using (size);
grant select on record.to_seal to juece_sealer;
grant select on record.notes to juece_sealer, juece_registrar, juece_reader, juece_projector;

-- Compare and swap: never smaller, never another root, never beyond the head. JL003 otherwise.
create function record.add_checkpoint(size bigint, root bytea) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_variable
declare
  newest record;
begin
  lock table record.checkpoints in share row exclusive mode;
  select c.size, c.root into newest from record.checkpoints as c order by c.size desc limit 1;
  if found and size < newest.size then
    raise exception 'a checkpoint of size % would go back behind %', size, newest.size
      using errcode = 'JL003';
  end if;
  if found and size = newest.size then
    if root is distinct from newest.root then
      raise exception 'a second root for size %', size using errcode = 'JL003';
    end if;
    return false;
  end if;
  if size > (select h.size from record.head as h) then
    raise exception 'a checkpoint of size % runs ahead of the record', size using errcode = 'JL003';
  end if;
  insert into record.checkpoints as c (size, root) values (size, root);
  return true;
end
$$;

-- The first line of a signer over a size stays.
create function record.add_signature(size bigint, signer text, line text) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_variable
begin
  insert into record.signatures as s (size, signer, line) values (size, signer, line)
    on conflict do nothing;
  if found then
    perform pg_notify('record_sealed', size::text);
    return true;
  end if;
  return false;
end
$$;

revoke all on function record.add_checkpoint(bigint, bytea) from public;
revoke all on function record.add_signature(bigint, text, text) from public;
grant execute on function record.add_checkpoint(bigint, bytea) to juece_sealer;
grant execute on function record.add_signature(bigint, text, text) to juece_sealer;
