-- What searches filter by beyond a product's own columns: exchange rates and collections.

-- What one unit is worth in the base currency, whose own rate is 1. Empty: currencies are never compared.
create table exchange_rates (
  currency   text primary key check (currency ~ '^[A-Z]{3}$'),
  rate       numeric(24, 12) not null check (rate > 0),
  is_base    boolean not null default false,
  updated_at timestamptz not null default now(),
  check (not is_base or rate = 1)
);

create unique index on exchange_rates (is_base) where is_base;

create table collections (
  id         bigint generated always as identity primary key,
  name       text not null check (name <> ''),
  created_at timestamptz not null default now()
);

create unique index on collections (lower(name));

create table collection_products (
  collection_id bigint not null references collections on delete cascade,
  product_id    bigint not null references products on delete cascade,
  added_at      timestamptz not null default now(),
  primary key (collection_id, product_id)
);

create index on collection_products (product_id);

-- Which currencies there are, and which is the most common.
create index on products (currency) where gone_at is null and price is not null;

do $$
declare
  model record;
begin
  for model in select table_name from models loop
    execute format('
      create index on %1$I (currency);
      create index on %1$I (product_id) where price_before is not null;', model.table_name);
  end loop;
end
$$;
