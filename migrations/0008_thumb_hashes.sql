-- A blur of each photo in about 25 bytes, which pages show until the photo is there.

-- ThumbHash; empty where the thumbnail can't be read.
alter table images add column thumb_hash bytea;

create index on images (sha256) where thumb_hash is null;
