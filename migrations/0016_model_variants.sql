-- A space of vectors is a model, a precision of its weights and a way of preparing photos and texts: all three are recorded.

alter table models
  add column dtype       text not null default 'fp32' check (dtype in ('fp32', 'fp16', 'q8')),
  -- Which way of preparing photos and texts made its vectors; another one's are another space.
  add column preparation integer not null default 1;

update models set dtype = 'fp16' where folder is null and id like '%-fp16';
update models set dtype = 'q8' where folder is null and id like '%-q8';

-- What `model check` found, the latest of each model: how far the variants of its files can be trusted on this catalogue.
create table model_checks (
  model       text primary key,
  -- The precision it recommends.
  recommended text not null check (recommended in ('fp32', 'fp16', 'q8')),
  report      jsonb not null,
  checked_at  timestamptz not null default now()
);
