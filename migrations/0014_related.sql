-- Find similar, worked out before anybody asks: of every product those that look most like it. One list for each model.

create table related (
  model         text not null references models on delete cascade,
  -- Not a foreign key: the list of a product that was deleted says that it is still in those of others.
  product_id    bigint not null,
  -- The photo it was compared by: its first one that is no placeholder.
  photo_id      bigint not null,
  -- Of all its photos that can be found, each with its place, look and vector. When it is another one, the product
  -- has changed, and so may have its list and all that it is in or might come into.
  photos_key    integer not null,
  -- How many results were asked for.
  top           smallint not null check (top between 1 and 100),
  -- Nearest first; more than asked for, so that the last of them is right, too.
  neighbour_ids bigint[] not null,
  -- Score of the last result: whatever scores less changes nothing. Null when the list has all there are.
  reach         real,
  -- The database's clock before the vectors were read.
  as_of         timestamptz not null,
  primary key (model, product_id)
);
