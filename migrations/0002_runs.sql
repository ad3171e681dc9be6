-- Runs that can be paused, cancelled, confirmed and done again from stored pages; products that are gone.

alter table runs
  drop constraint runs_mode_check,
  drop constraint runs_outcome_check,
  add column started_by          text not null default 'unknown',
  add column paused_at           timestamptz,
  add column cancel_requested_at timestamptz,
  -- The last sign of life of the worker that has the run.
  add column worked_at           timestamptz,
  -- A door (a platform's product list) was read to its end, so listing pages lead to nothing new.
  add column door_done           boolean not null default false,
  add column changed_products    integer not null default 0,
  add column gone                integer not null default 0,
  add column skipped             integer not null default 0,
  add column failures            jsonb not null default '{}',
  add column bytes               bigint not null default 0,
  add column active_ms           bigint not null default 0;

update runs set mode = 'incremental' where mode = 'update';
update runs set outcome = 'cancelled' where outcome = 'stopped';
alter table runs alter column started_by drop default;
alter table runs
  add constraint runs_mode_check check (mode in ('incremental', 'full', 'reparse', 'photos')),
  add constraint runs_outcome_check check (outcome in ('done', 'partial', 'failed', 'suspicious', 'cancelled'));

update runs
set finished_at = now(), outcome = 'cancelled', reason = 'another run of the shop was going on'
where finished_at is null
  and exists (select from runs as later
    where later.shop_id = runs.shop_id and later.finished_at is null and later.id > runs.id);

-- Two operators who start the same shop at once get the same run.
create unique index runs_unfinished on runs (shop_id) where finished_at is null;

alter table pages
  drop constraint pages_kind_check,
  drop constraint pages_state_check,
  add constraint pages_kind_check check (kind in ('sitemap', 'page', 'door')),
  -- listed: its product stood in a door, so it isn't fetched; missing: the shop says it is not there (404, 410).
  add constraint pages_state_check check (state in
    ('waiting', 'claimed', 'read', 'unchanged', 'listed', 'failed', 'missing', 'skipped')),
  -- The product that was last read from it. No foreign key: that would need an index, which every visit
  -- would write, for products that are hardly ever deleted.
  add column product_id       bigint,
  -- The sitemap that names the page, so that a sitemap which is unchanged need not be sent again.
  add column listed_in        bigint,
  -- The shapes of its own address and of the page's that led to it, for telling traps.
  add column address_group    text not null default '',
  add column found_in         text not null default '',
  -- Its group has led to nothing for long: visited when nothing else waits.
  add column deferred         boolean not null default false,
  -- What the visit in this run gave; the counts of a run are the sums, whoever was killed meanwhile.
  add column products         integer not null default 0,
  add column new_products     integer not null default 0,
  add column changed_products integer not null default 0,
  add column changed_prices   integer not null default 0,
  add column photos           integer not null default 0,
  add column bytes            bigint not null default 0;

update pages
set product_id = products.id
from products
where pages.was_product and products.shop_id = pages.shop_id and products.url = pages.url;

-- The order in which a run takes its pages: doors, sitemaps, likely products, the rest, what may be a trap.
alter table pages add column rank smallint not null generated always as (
  case
    when kind = 'door' then 0
    when kind = 'sitemap' then 1
    when deferred then 4
    when likely_product then 2
    else 3
  end) stored;
drop index pages_run_id_expr_likely_product_id_idx;
create index on pages (run_id, rank, id) where state = 'waiting';
create index on pages (listed_in) where listed_in is not null;

-- One version per page, replaced with every visit that read it.
create table stored_pages (
  page_id      bigint primary key references pages on delete cascade,
  fetched_at   timestamptz not null,
  -- The address that answered, after redirects.
  url          text not null,
  content_type text,
  charset      text,
  -- zstd
  body         bytea not null
);

alter table stored_pages alter column body set storage external;

alter table products
  add column regular_price numeric(14, 4),
  add column gtin          text,
  add column mpn           text,
  add column rating        numeric(4, 2),
  add column rating_count  integer,
  add column variants      jsonb not null default '[]',
  -- Which source each field came from.
  add column sources       jsonb not null default '{}',
  -- Not found by a complete run; kept, but no longer shown by searches.
  add column gone_at       timestamptz,
  add column first_run_id  bigint,
  add column seen_run_id   bigint,
  add column gone_run_id   bigint;

create index on products (id) where gone_at is not null;

alter table price_history add column run_id bigint;
create index on price_history (run_id) where run_id is not null;

do $$
declare
  model record;
begin
  for model in select table_name from models loop
    execute format('alter table %I add column gone boolean not null default false', model.table_name);
  end loop;
end
$$;
