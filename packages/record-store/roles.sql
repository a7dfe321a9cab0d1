-- The roles of the record. Cluster-wide, so apart from the migrations; may be run again and again.
-- A service logs in as `<role>_login`; the role itself cannot log in and holds the grants.
-- Passwords are set by whoever runs the cluster (`alter role … password …`).
do $$
declare
  role_name text;
begin
  foreach role_name in array array[
    'juece_owner', 'juece_registrar', 'juece_reader', 'juece_projector', 'juece_sealer', 'juece_courier'
  ] loop
    begin
      if not exists (select from pg_roles where rolname = role_name) then
        execute format(
          'create role %I nologin nosuperuser nocreaterole nocreatedb noreplication nobypassrls',
          role_name);
      end if;
      if not exists (select from pg_roles where rolname = role_name || '_login') then
        execute format(
          'create role %I login nosuperuser nocreaterole nocreatedb noreplication nobypassrls in role %I',
          role_name || '_login', role_name);
        -- A group's settings are not inherited, so the timeouts stand on the login.
        if role_name <> 'juece_owner' then
          execute format('alter role %I set idle_in_transaction_session_timeout = ''5s''', role_name || '_login');
          execute format('alter role %I set lock_timeout = ''10s''', role_name || '_login');
          execute format('alter role %I set statement_timeout = ''15s''', role_name || '_login');
        end if;
      end if;
    exception
      -- Another database of the cluster is being prepared at this moment and was first.
      when duplicate_object or unique_violation then null;
    end;
  end loop;
end
$$;

do $$
begin
  execute format('grant create on database %I to juece_owner', current_database());
  -- The read schemas are the projector's own; it may make them and nothing of the record.
  execute format('grant create on database %I to juece_projector', current_database());
  execute format('revoke temporary on database %I from public', current_database());
end
$$;
