-- 读模型 · Lists folded from entries, in order. May be dropped and folded again; no decision is taken from them.
create schema read_v2;

-- The next position to be folded. Moved in the transaction that writes what was folded.
create table read_v2.cursor (
  only_row boolean primary key default true check (only_row),
  position bigint not null check (position >= 0)
);
insert into read_v2.cursor (position) values (0);

create table read_v2.matters (
  id text collate "C" primary key,
  number text not null,
  year integer not null,
  rank integer not null,
  jurisdiction text collate "C" not null,
  organ text collate "C" not null,
  kind text not null,
  title text not null,
  stage text not null,
  is_over boolean not null,
  undisclosed boolean not null,
  -- Organs that have a part in it: whose it is, who undertakes, studies and executes it, who has acted in it.
  parts text[] not null,
  units text[] not null,
  -- Of the entry that proposed it; lists are in this order, newest first.
  proposed bigint not null unique,
  proposed_at timestamptz not null,
  position bigint not null,
  sequence integer not null,
  stage_since timestamptz not null,
  unique (organ, year, rank)
);
create index matters_of_jurisdiction on read_v2.matters (jurisdiction, proposed desc);

-- 待办 · What may come next, by the post that may lodge it.
create table read_v2.worklist (
  matter text collate "C" not null references read_v2.matters (id) on delete cascade,
  act text not null,
  post text collate "C" not null,
  -- Empty: any organ of the matter's jurisdiction where the post is held.
  organ text collate "C" not null default '',
  since timestamptz not null,
  due timestamptz,
  primary key (matter, act, post, organ)
);
create index worklist_of_post on read_v2.worklist (post);

-- 期限 · Dates that run, each with its working-out.
create table read_v2.due_dates (
  matter text collate "C" not null references read_v2.matters (id) on delete cascade,
  name text not null,
  rule text not null,
  bound text not null,
  ends timestamptz,
  last_day text,
  stands_still boolean not null,
  awaits_year integer,
  brings text,
  set_at bigint not null,
  working_out jsonb,
  primary key (matter, name)
);
create index due_dates_by_end on read_v2.due_dates (ends);

-- 公众可见 · What everybody may see of a matter, and, where it is lawfully not public, that it is there and why.
create table read_v2.public_matters (
  matter text collate "C" primary key references read_v2.matters (id) on delete cascade,
  -- The newest round of public comment that was not withdrawn.
  round integer,
  opened timestamptz,
  ends timestamptz,
  shut boolean not null,
  -- Positions and moments of the entries that answered the opinions and that published the decision.
  answered bigint,
  answered_at timestamptz,
  published bigint,
  published_at timestamptz,
  -- The ground on which it is not public, and the entry that found so.
  ground text,
  hidden bigint,
  hidden_at timestamptz
);
create index public_consultations on read_v2.public_matters (opened desc, matter) where opened is not null;
create index public_decisions on read_v2.public_matters (published desc) where published is not null;
create index public_hidden on read_v2.public_matters (hidden desc) where hidden is not null;

grant usage on schema read_v2 to juece_reader;
grant select on all tables in schema read_v2 to juece_reader;
