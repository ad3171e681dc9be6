// Stored maps: a whole one replaces the one before it at once, so that nobody ever sees half of one.
import type pg from 'pg';
import type { Queryable } from '../database/database.ts';
import { storableJson } from '../database/storable.ts';
import { inTransaction } from '../database/transaction.ts';

/** UMAP keeps together what is near; the two principal components keep apart what is far, and their axes mean something. */
export type MapLayout = 'umap' | 'pca';

export interface CatalogueMap {
  /** Another one for each drawing. */
  drawing: number;
  layout: MapLayout;
  /** Products that it was drawn from. */
  products: number;
  drawnAt: Date;
}

/** A product's place, within the unit square. */
export interface MapPoint {
  productId: number;
  photoId: number;
  sha256: string;
  x: number;
  y: number;
  area: number;
}

export interface NewCluster {
  level: 'region' | 'area';
  number: number;
  /** Of an area. */
  region: number | null;
  x: number;
  y: number;
  name: string | null;
  productId: number;
}

export interface NewMap {
  layout: MapLayout;
  /** Products that could be on it, and the newest of them. */
  products: number;
  newestId: number;
  points: readonly MapPoint[];
  clusters: readonly NewCluster[];
}

export async function readMap(db: Queryable, model: string): Promise<CatalogueMap | null> {
  const { rows } = await db.query<CatalogueMap>(
    `select drawing, layout, products, drawn_at as "drawnAt" from maps where model = $1`,
    [model],
  );
  return rows[0] ?? null;
}

export async function replaceMap(db: Queryable, model: string, map: NewMap): Promise<void> {
  await inTransaction(db, async (client) => {
    // Of two that drew at the same time, the second replaces the first.
    await client.query('select pg_advisory_xact_lock(hashtext($1))', [`map of ${model}`]);
    await client.query('delete from maps where model = $1', [model]);
    await client.query('insert into maps (model, layout, products, newest_id) values ($1, $2, $3, $4)', [
      model,
      map.layout,
      map.products,
      map.newestId,
    ]);
    for (let from = 0; from < map.points.length; from += pointsAtOnce) {
      await storePoints(client, model, map.points.slice(from, from + pointsAtOnce));
    }
    await storeClusters(client, model, map.clusters);
  });
}

// Some 400 KB of JSON.
const pointsAtOnce = 2000;

/** Products and photos that are gone meanwhile are left out; one that has a place gets the new one. */
export async function storePoints(db: Queryable, model: string, points: readonly MapPoint[]): Promise<void> {
  await db.query(
    `
    insert into map_points (model, product_id, photo_id, image_sha256, x, y, area)
    select $1, photos.product_id, photos.id, input.sha256, input.x, input.y, input.area
    from json_to_recordset($2::json) as input ("photoId" bigint, sha256 text, x real, y real, area smallint)
    join photos on photos.id = input."photoId"
    on conflict (model, product_id) do update
      set photo_id = excluded.photo_id, image_sha256 = excluded.image_sha256,
        x = excluded.x, y = excluded.y, area = excluded.area`,
    [model, JSON.stringify(points)],
  );
}

async function storeClusters(
  client: pg.PoolClient,
  model: string,
  clusters: readonly NewCluster[],
): Promise<void> {
  await client.query(
    `
    insert into map_clusters (model, level, number, region, x, y, name, product_id)
    select $1, level, number, region, x, y, name, products.id
    from json_to_recordset($2::json) as input (
      level text, number smallint, region smallint, x real, y real, name text, "productId" bigint)
    left join products on products.id = input."productId"`,
    [model, storableJson(clusters)],
  );
}
