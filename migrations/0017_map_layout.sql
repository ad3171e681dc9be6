-- How a map was laid out, so that it is drawn anew in the same way.

alter table maps
  add column layout text not null default 'umap' check (layout in ('umap', 'pca'));
