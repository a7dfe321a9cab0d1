-- The roles of the keyring, apart from those of the record: neither reaches the other's database.
-- Cluster-wide, so apart from the migrations; may be run again and again.
do $$
begin
  begin
    if not exists (select from pg_roles where rolname = 'juece_keyring_owner') then
      create role juece_keyring_owner nologin nosuperuser nocreaterole nocreatedb noreplication nobypassrls;
    end if;
    if not exists (select from pg_roles where rolname = 'juece_keyring') then
      create role juece_keyring nologin nosuperuser nocreaterole nocreatedb noreplication nobypassrls;
    end if;
    if not exists (select from pg_roles where rolname = 'juece_keyring_login') then
      create role juece_keyring_login login nosuperuser nocreaterole nocreatedb noreplication nobypassrls
        in role juece_keyring;
      alter role juece_keyring_login set idle_in_transaction_session_timeout = '5s';
      alter role juece_keyring_login set lock_timeout = '10s';
      alter role juece_keyring_login set statement_timeout = '15s';
    end if;
  exception
    -- Another database of the cluster is being prepared at this moment and was first.
    when duplicate_object or unique_violation then null;
  end;
end
$$;

do $$
begin
  execute format('grant create on database %I to juece_keyring_owner', current_database());
  execute format('grant connect on database %I to juece_keyring', current_database());
  -- Who keeps the record does not read the keys, and nobody else does either.
  execute format('revoke connect, temporary on database %I from public', current_database());
end
$$;
