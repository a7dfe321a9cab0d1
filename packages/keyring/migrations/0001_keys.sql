-- The keyring: keys of persons, salts of their values. Nothing here is needed to prove the record.
create schema keyring;
grant usage on schema keyring to juece_keyring;

-- One key for each person in each matter: two matters of one person cannot be linked.
create table keyring.keys (
  id text primary key,
  secret bytea not null check (octet_length(secret) = 32),
  matter text,
  stream text,
  command text,
  made timestamptz not null default clock_timestamp(),
  -- An entry stands that names it; until then it may be a leftover of an act that never entered.
  named boolean not null default false
);
create index leftovers on keyring.keys (made) where not named;
create index keys_of_act on keyring.keys (stream, command);
create index keys_of_matter on keyring.keys (matter);

-- A value committed to: its salt, and of what is only proved the value as well.
create table keyring.values (
  commitment bytea primary key check (octet_length(commitment) = 32),
  key text not null references keyring.keys on delete cascade,
  path text not null,
  salt bytea not null check (octet_length(salt) = 32),
  value text,
  -- How often a repeated act named another value: whoever guesses is not answered for ever.
  wrong integer not null default 0
);
create index values_of_key on keyring.values (key);

-- An encrypted file of the attachment store: its own digest names it.
create table keyring.papers (
  digest text primary key,
  key text not null references keyring.keys on delete cascade,
  length bigint not null,
  media_type text not null
);
create index papers_of_key on keyring.papers (key);

-- What was destroyed, and where its values stood: an id that stands here never comes back.
create table keyring.destroyed (
  key text primary key,
  places jsonb not null,
  at timestamptz not null default clock_timestamp()
);

-- Matters under hold, by the custody stream that holds them; the record tells them again at every start.
create table keyring.holds (
  custody text not null,
  matter text not null,
  primary key (custody, matter)
);

grant select, insert, delete on all tables in schema keyring to juece_keyring;
grant update (wrong) on keyring.values to juece_keyring;
grant update (matter, stream, command, named) on keyring.keys to juece_keyring;
revoke delete on keyring.destroyed from juece_keyring;
