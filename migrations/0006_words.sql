-- Searching by words: what each product is called, and the vocabulary that mistyped words are looked up in.

-- Trusted since Postgres 13: whoever may create tables in the database may create it.
create extension if not exists pg_trgm;

-- Beside the products, not among them: each visit of a product rewrites its row, and would write the index with it.
create table product_words (
  product_id bigint primary key references products on delete cascade,
  -- Folded words of title, brand and category as they are; the rest as 'sku/…', 'gtin/…', 'mpn/…', 'model/…', 'brand/…'.
  words      tsvector not null
);

-- Searched at once after a write; a list of pending entries would be read through by each search until the next vacuum.
create index on product_words using gin (words) with (fastupdate = off);

-- Every word of the products, and every brand and category of a shop, with how many products have it.
create table terms (
  kind     text not null check (kind in ('word', 'brand', 'category')),
  -- Folded, as in product_words.
  key      text not null,
  -- 0 for words.
  shop_id  bigint not null,
  -- As the shop spells it.
  label    text not null,
  products integer not null,
  primary key (kind, key, shop_id)
);

create index on terms using gin (key gin_trgm_ops);

-- One row: the catalogue that the terms were counted from.
create table terms_state (
  is_only    boolean primary key default true check (is_only),
  products   integer not null default 0,
  newest_id  bigint not null default 0,
  counted_at timestamptz
);

insert into terms_state default values;

-- What shoppers search for, for suggestions: only while feedback is on, only of words that products have.
-- Nothing tells who searched, or when within a day.
create table popular_queries (
  -- "C" lets the primary key find beginnings.
  text     text collate "C" not null,
  -- The shop that the search was narrowed to; 0 for none.
  shop_id  bigint not null,
  day      date not null,
  searches integer not null,
  primary key (text, shop_id, day)
);

create index on popular_queries (day);

-- Clicks and dislikes, for evaluating searches: only while feedback is on.
create table feedback (
  id               bigint generated always as identity primary key,
  -- To the hour, so that what one shopper did can't be strung together by time.
  at               timestamptz not null default date_trunc('hour', now()),
  kind             text not null check (kind in ('click', 'dislike')),
  query_text       text,
  query_product_id bigint,
  product_id       bigint not null,
  -- Of the product in the results, from 1.
  position         integer,
  model            text not null,
  check (num_nonnulls(query_text, query_product_id) = 1)
);

create index on feedback (at);
