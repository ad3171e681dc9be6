-- What operators see of the queue beyond its jobs, which are removed when they end: failures, and who works.

-- One row for each thing that was given up for now; a sweep tries it again. What was done since no longer counts.
create table job_failures (
  queue     text not null check (queue in ('crawl', 'embed', 'upkeep')),
  -- What it was about: photo-17-starter, shop-3, sweep.
  subject   text not null,
  photo_id  bigint references photos on delete cascade,
  model     text,
  shop_id   bigint references shops on delete cascade,
  -- Short and the same for the same cause, so that it can be counted.
  reason    text not null,
  detail    text not null,
  -- How often it was given up since `first_at`.
  times     integer not null default 1,
  first_at  timestamptz not null default now(),
  last_at   timestamptz not null default now(),
  primary key (queue, subject)
);

create index on job_failures (photo_id) where photo_id is not null;
create index on job_failures (shop_id) where shop_id is not null;

-- The processes that take jobs: each writes a sign of life every few seconds.
create table worker_processes (
  -- host/pid/nonce, as in the jobs it takes
  name       text primary key,
  model      text not null,
  started_at timestamptz not null default now(),
  seen_at    timestamptz not null default now(),
  -- Jobs done in the last minute, by queue.
  per_minute jsonb not null default '{}'
);
