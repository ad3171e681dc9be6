-- What a look is recognised by, so that an image finds the look it belongs to without meeting every other one.

alter table looks
  -- The leader's hash and its 32x32 RGB print; null for an image whose thumbnail can't be read.
  add column hash  bit(64),
  add column print bytea,
  -- The four quarters of the hash, each numbered: quarter * 65536 + its bits.
  add column bands integer[] not null default '{}',
  -- Thin strokes on a plain ground, as lettering and logos are: evidence for a placeholder.
  add column line_art boolean not null default false;

-- Looks are added and looked for in turns; a list of pending entries would be read through by each search.
create index on looks using gin (bands) with (fastupdate = off);

-- A print of noise doesn't compress, one of a white studio does, tenfold.
alter table looks alter column print set storage extended;

-- The cells of the dominant colours, as beside the vectors.
alter table images add column colour_cells smallint[] not null default '{}';

create index on images (sha256) where look_id is null;
