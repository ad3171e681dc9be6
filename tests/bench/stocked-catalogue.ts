// A made-up catalogue that is complete: products with vectors, looks, thumbnails and words, so that upkeep finds nothing to do.
import type pg from 'pg';
import { inTransaction } from '../../catalog/database/transaction.ts';
import { fillMissingWords } from '../../catalog/lexical/product-words.ts';
import { refreshTerms } from '../../catalog/lexical/terms.ts';
import { copyLooks } from '../../catalog/looks/look-columns.ts';
import { embeddingsTable, registerModel } from '../../catalog/photos/models.ts';
import { addShop, fillCatalog, randomNumbers } from '../integration/catalog/stock.ts';
import { likeableVectors } from './likeable-vectors.ts';

const thumbnailBytes = 10_240;
const imagesAtOnce = 1000;

/** @returns a source of further vectors of the same made-up space */
export async function stockCatalogue(
  pool: pg.Pool,
  { products, dimension, modelId }: { products: number; dimension: number; modelId: string },
): Promise<() => Float32Array> {
  const vectors = likeableVectors(randomNumbers(products), dimension);
  const shopId = await addShop(pool);
  await registerModel(pool, { id: modelId, dimension });
  await withIndexBuiltLast(pool, modelId, () =>
    fillCatalog(pool, { shopId, products, dimension, vectors, modelId }),
  );
  for (let first = 1; first <= products; first += imagesAtOnce) await addImages(pool, first);
  await copyLooks(pool);
  await fillMissingWords(pool);
  await refreshTerms(pool);
  await pool.query('analyze');
  return vectors;
}

/** Which takes a tenth of the time that inserting into it does, and gives the same index. */
async function withIndexBuiltLast(pool: pg.Pool, modelId: string, fill: () => Promise<void>): Promise<void> {
  const { rows } = await pool.query<{ name: string; definition: string }>(
    `
    select indexname as name, indexdef as definition
    from pg_indexes
    where tablename = $1 and indexdef like '%hnsw%'`,
    [embeddingsTable(modelId)],
  );
  for (const { name } of rows) await pool.query(`drop index ${name}`);
  await fill();
  for (const { definition } of rows) {
    await inTransaction(pool, async (client) => {
      await client.query(`set local maintenance_work_mem = '256MB'`);
      await client.query(definition);
    });
  }
}

/** Of a photo's own address, see `sha256Of`; the bytes are no picture, which nobody who serves them looks at. */
async function addImages(pool: pg.Pool, first: number): Promise<void> {
  await pool.query(
    `
    with numbered as materialized (
      select id, lpad(to_hex(id), 64, '0') as sha256 from photos where id between $1 and $1 + $2 - 1
    ),
    added_looks as (
      insert into looks (bands) select '{}' from numbered returning id
    ),
    paired as (
      select numbered.sha256, added_looks.id as look_id, numbered.id as n
      from (select *, row_number() over () as at from numbered) as numbered
      join (select *, row_number() over () as at from added_looks) as added_looks using (at)
    )
    insert into images (sha256, width, height, format, bytes, thumbnail, look_id, thumb_hash)
    select sha256, 800, 800, 'jpeg', 100000, decode(repeat(md5(n::text), $3 / 16), 'hex'), look_id, '' from paired`,
    [first, imagesAtOnce, thumbnailBytes],
  );
  await pool.query(
    `
    update photos set image_sha256 = images.sha256
    from images
    where images.sha256 = lpad(to_hex(photos.id), 64, '0') and photos.id between $1 and $1 + $2 - 1`,
    [first, imagesAtOnce],
  );
}
