-- The catalogue as a map: a place in the plane for every product, and the groups they form there. One for each model.

create table maps (
  model         text primary key references models on delete cascade,
  -- Another one for each drawing, so that what was read of an earlier one can be told from it.
  drawing       bigint generated always as identity,
  -- Products that it was drawn from, and the newest of them: what has come and gone since is counted against these.
  products      integer not null,
  newest_id     bigint not null,
  drawn_at      timestamptz not null default now()
);

-- The place belongs to a photo under its content: when the photo is another one, the product is placed anew.
create table map_points (
  model        text not null references maps on delete cascade,
  product_id   bigint not null references products on delete cascade,
  photo_id     bigint not null references photos on delete cascade,
  image_sha256 text not null,
  -- Within the unit square.
  x            real not null,
  y            real not null,
  area         smallint not null,
  primary key (model, product_id)
);

create index on map_points (product_id);
create index on map_points (photo_id);

-- Regions, and the areas that they are made of.
create table map_clusters (
  model      text not null references maps on delete cascade,
  level      text not null check (level in ('region', 'area')),
  -- From 0 within the level; of an area, what its points are numbered with.
  number     smallint not null,
  -- Of an area: the region that it is part of.
  region     smallint,
  x          real not null,
  y          real not null,
  -- From words of its products; null when they have none that tell.
  name       text,
  -- The product in its middle, whose photo stands for it.
  product_id bigint references products on delete set null,
  primary key (model, level, number)
);

create index on map_clusters (product_id);
