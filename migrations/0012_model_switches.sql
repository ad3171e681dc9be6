-- Switching the model while it serves: the next model's vectors grow beside those of the active one.

-- A model of a folder of the operator's; the fingerprint says that the folder still holds what was registered.
alter table models
  add column folder      text,
  add column fingerprint text;

create table model_switches (
  id                bigint generated always as identity primary key,
  model             text not null references models on delete cascade,
  -- The one that was active before; what going back goes back to.
  previous          text references models on delete set null,
  -- Where the bytes of photos come from: fetched again, or the thumbnails that are stored.
  photos_from       text not null check (photos_from in ('shop', 'stored')),
  -- Switch by itself once everything is there, or wait for the operator.
  activates         boolean not null,
  started_at        timestamptz not null default now(),
  paused_at         timestamptz,
  -- The process that looks after it. One that is killed is succeeded by another.
  worker            text,
  worker_seen_at    timestamptz,
  photos_per_second real,
  -- What the look at a sample said, once everything was there.
  checked_at        timestamptz,
  check_result      jsonb,
  problem           text,
  ended_at          timestamptz,
  outcome           text check (outcome in ('switched', 'abandoned')),
  check ((ended_at is null) = (outcome is null))
);

-- One at a time: two would share the machine, and nobody could say which comes next.
create unique index on model_switches ((true)) where ended_at is null;

-- The processes that answer searches, each with the models it has loaded: none is left behind by a switch unnoticed.
create table serving_processes (
  name    text primary key,
  serves  text not null,
  holds   text[] not null,
  problem text,
  seen_at timestamptz not null default now()
);
