-- What the record shows, and to whom. The tables stay private.

create view record.record_size as select size from record.head;
create view record.readable as
  select position, stream, sequence, belongs, bytes, digest from record.entries;
create view record.stream_heads as
  select stream, sequence, digest, position from record.streams;
create view record.command_positions as
  select stream, command, position, body from record.commands;
create view record.nudges as
  select position, target from record.outbox;

grant select on record.record_size
  to juece_registrar, juece_reader, juece_projector, juece_sealer, juece_courier;
grant select on record.readable to juece_registrar, juece_projector, juece_reader;
grant select on record.stream_heads to juece_registrar, juece_projector, juece_reader;
grant select on record.command_positions to juece_registrar, juece_reader;
grant select on record.nudges to juece_courier, juece_registrar;

create function record.clear_outbox(positions bigint[]) returns bigint
  language sql security definer set search_path = pg_catalog, pg_temp
as $$
  with gone as (delete from record.outbox as o where o.position = any (positions) returning 1)
  select count(*) from gone
$$;
revoke all on function record.clear_outbox(bigint[]) from public;
grant execute on function record.clear_outbox(bigint[]) to juece_courier;

-- Whether the positions are dense up to the head, in one snapshot. For the check at start.
create function record.is_dense() returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select h.size = coalesce((select max(e.position) + 1 from record.entries as e), 0)
    from record.head as h
$$;
revoke all on function record.is_dense() from public;
grant execute on function record.is_dense()
  to juece_registrar, juece_reader, juece_projector, juece_sealer, juece_courier;
