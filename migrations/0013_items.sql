-- Items: texts and photos that were embedded into a collection, each under an id of its own. Their vectors are in one
-- table per model (item_embeddings_<model>), made when a model is registered: catalog/photos/models.ts.

create table items (
  id            bigint generated always as identity primary key,
  collection_id bigint not null references collections on delete cascade,
  -- What its owner calls it.
  key           text not null check (key <> ''),
  -- MD5 of what was embedded, as the `llm` command line keeps it: files of either tool agree on what has changed.
  content_hash  bytea not null check (length(content_hash) = 16),
  -- What was embedded, where its owner asked to keep it: a text, or the bytes of a photo.
  content       text,
  content_blob  bytea,
  -- json, not jsonb: what is exported is what was imported.
  metadata      json,
  updated_at    timestamptz not null default now(),
  unique (collection_id, key),
  check (content is null or content_blob is null)
);

-- A photo is compressed already.
alter table items alter column content_blob set storage external;

do $$
declare
  model record;
begin
  for model in select table_name, dimension from models loop
    execute format('
      create table item_%1$s (
        item_id       bigint primary key references items on delete cascade,
        collection_id bigint not null,
        content_hash  bytea not null,
        embedding     vector(%2$s) not null
      );
      alter table item_%1$s alter column embedding set storage plain;
      create index on item_%1$s (collection_id);', model.table_name, model.dimension);
  end loop;
end
$$;
