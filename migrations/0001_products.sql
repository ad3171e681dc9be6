-- Shops, runs, the crawl frontier, products with their price history, photos, images and models.
-- Tables of vectors (embeddings_<model>) are created when a model is registered: catalog/models.ts.

create extension if not exists vector;

create table shops (
  id         bigint generated always as identity primary key,
  base_url   text not null unique,
  name       text not null,
  settings   jsonb not null default '{}',
  created_at timestamptz not null default now()
);

create table runs (
  id             bigint generated always as identity primary key,
  shop_id        bigint not null references shops on delete cascade,
  mode           text not null check (mode in ('full', 'update')),
  started_at     timestamptz not null default now(),
  finished_at    timestamptz,
  outcome        text check (outcome in ('done', 'failed', 'stopped')),
  reason         text,
  pages          integer not null default 0,
  products       integer not null default 0,
  photos         integer not null default 0,
  new_products   integer not null default 0,
  changed_prices integer not null default 0,
  unchanged      integer not null default 0,
  failed         integer not null default 0
);

create index on runs (shop_id, id desc);

-- One row per page of a shop, kept between runs with its validators and content hash;
-- run_id and state say which run wants it now and how far that run has got with it.
create table pages (
  id                    bigint generated always as identity primary key,
  shop_id               bigint not null references shops on delete cascade,
  run_id                bigint references runs on delete set null,
  url                   text not null,
  kind                  text not null check (kind in ('sitemap', 'page')),
  state                 text not null check (state in ('waiting', 'claimed', 'read', 'unchanged', 'failed', 'skipped')),
  likely_product        boolean not null default false,
  was_product           boolean not null default false,
  sitemap_last_modified text,
  etag                  text,
  last_modified         text,
  content_hash          text,
  reason                text,
  visited_at            timestamptz,
  unique (shop_id, url)
);

-- The order in which a run takes its pages: sitemaps, then likely products, then the rest.
create index on pages (run_id, (kind = 'sitemap') desc, likely_product desc, id) where state = 'waiting';
create index on pages (run_id, state);

create table products (
  id            bigint generated always as identity primary key,
  shop_id       bigint not null references shops on delete cascade,
  url           text not null,
  sku           text,
  title         text not null,
  brand         text,
  description   text,
  price         numeric(14, 4),
  currency      text,
  availability  text check (availability in ('in_stock', 'out_of_stock', 'preorder', 'discontinued')),
  category      text[] not null default '{}',
  extra         jsonb not null default '{}',
  -- What filters compare with: lower-cased, the same values as beside the vectors.
  brand_key     text,
  category_keys text[] not null default '{}',
  available     boolean not null,
  first_seen    timestamptz not null default now(),
  last_seen     timestamptz not null default now(),
  changed_at    timestamptz not null default now(),
  unique (shop_id, url)
);

create index on products (price);
create index on products (brand_key);
create index on products using gin (category_keys);

create table price_history (
  id         bigint generated always as identity primary key,
  product_id bigint not null references products on delete cascade,
  price      numeric(14, 4) not null,
  currency   text not null,
  at         timestamptz not null default now()
);

create index on price_history (product_id, id);

-- The bytes behind photos, known by the SHA-256 of what the shop served; only the thumbnail is kept.
create table images (
  sha256     text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  width      integer not null,
  height     integer not null,
  format     text not null,
  bytes      integer not null,
  thumbnail  bytea not null,
  created_at timestamptz not null default now()
);

-- WebP does not compress further, so skip the attempt on every insert.
alter table images alter column thumbnail set storage external;

create table photos (
  id           bigint generated always as identity primary key,
  product_id   bigint not null references products on delete cascade,
  url          text not null,
  position     integer not null,
  image_sha256 text references images,
  failure      text,
  failed_at    timestamptz,
  unique (product_id, url)
);

create index on photos (image_sha256);
create index on photos (id) where failure is not null;

create table models (
  id         text primary key,
  dimension  integer not null check (dimension between 1 and 4000),
  table_name text not null unique,
  active     boolean not null default false,
  created_at timestamptz not null default now()
);

create unique index on models (active) where active;
