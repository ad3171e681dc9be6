-- What a picture looks like, which pictures are the same one, and the columns that searches need of both.

-- One row per look: all images that are the same picture, byte for byte or nearly. The first image met is its leader.
create table looks (
  id                 bigint generated always as identity primary key,
  -- Not a photo of the product ("image coming soon", a logo): never ranked.
  placeholder        boolean not null default false,
  placeholder_reason text,
  judged_by          text check (judged_by in ('rule', 'operator')),
  judged_at          timestamptz
);

create index on looks (id) where placeholder;

alter table images
  add column look_id      bigint references looks,
  -- Dominant colours without the background, most of it first: [{"hex", "share", "name"}]
  add column colours      jsonb;

create index on images (look_id);

-- The last price before the present one, in the same currency; null when there was none.
alter table products add column price_before numeric(14, 4);

update products
set price_before = (
  select earlier.price
  from price_history as earlier
  where earlier.product_id = products.id and earlier.currency = products.currency
    and earlier.price <> products.price
  order by earlier.id desc
  limit 1
)
where price is not null;

do $$
declare
  model record;
begin
  for model in select table_name from models loop
    execute format('
      alter table %1$I
        add column price_before numeric(14, 4),
        add column look_id      bigint,
        add column placeholder  boolean not null default false,
        add column colour_names text[] not null default ''{}'',
        add column colour_cells smallint[] not null default ''{}'',
        add column added_at     timestamptz not null default now();
      update %1$I as e set price_before = products.price_before
      from products
      where products.id = e.product_id and products.price_before is not null;
      create index on %1$I (look_id);
      create index on %1$I using gin (colour_names);
      create index on %1$I using gin (colour_cells);', model.table_name);
  end loop;
end
$$;
