-- What is learned of a catalogue's own vectors: from which score on a result is a good match, and where colour lies.

create table score_calibrations (
  model        text not null references models on delete cascade,
  -- What the photos are compared with.
  kind         text not null check (kind in ('text', 'photo')),
  cutoff       real not null check (cutoff between -1 and 1),
  -- An operator's own value stays until it is taken back.
  set_by       text not null check (set_by in ('calibration', 'operator')),
  -- Scores that were looked at: of texts that the catalogue is not about, or of photos of different products.
  sample_size  integer not null,
  -- Of these scores: {"0.5": 0.11, …}
  quantiles    jsonb not null,
  -- Photos in the catalogue at that time; calibrated again when it has changed by a fifth.
  photos       integer not null,
  at           timestamptz not null default now(),
  primary key (model, kind)
);

-- Orthonormal directions of a model's space in which the colours of photos can be read.
create table colour_directions (
  model       text primary key references models on delete cascade,
  -- float4, big-endian, one direction after the other
  directions  bytea not null,
  count       integer not null,
  sample_size integer not null,
  photos      integer not null,
  at          timestamptz not null default now()
);
