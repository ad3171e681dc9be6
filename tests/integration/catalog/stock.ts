// Fills a catalog with products for the tests of this folder.
import type pg from 'pg';
import { upsertShop } from '../../../catalog/crawls/shops.ts';
import { storeEmbeddings } from '../../../catalog/photos/embeddings.ts';
import { storeImages } from '../../../catalog/photos/images.ts';
import { registerModel } from '../../../catalog/photos/models.ts';
import { missingPhotos } from '../../../catalog/photos/photos.ts';
import { type ProductInput, upsertProduct } from '../../../catalog/products/products.ts';

export const model = 'test-model';

/** A product as a shop's page would describe it. */
export function productInput(
  shopId: number,
  name: string,
  changes: Partial<ProductInput> = {},
): ProductInput {
  return {
    shopId,
    url: `http://taps.test/p/${name}`,
    sku: null,
    title: `Tap ${name}`,
    brand: 'Acme',
    description: null,
    price: 100,
    currency: 'USD',
    availability: 'in_stock',
    category: ['Bathroom', 'Taps'],
    photoUrls: [`http://taps.test/i/${name}.jpg`],
    ...changes,
  };
}

export async function addShop(pool: pg.Pool, name = 'Taps'): Promise<number> {
  const shop = await upsertShop(pool, { baseUrl: `http://${name.toLowerCase()}.test/`, name, settings: {} });
  return shop.id;
}

/** A made-up image hash, the same for the same number. */
export function sha256Of(n: number): string {
  return n.toString(16).padStart(64, '0');
}

/** Stores a product with one vector per photo, and answers its id. */
export async function addEmbedded(
  pool: pg.Pool,
  input: ProductInput,
  vectors: Float32Array[],
): Promise<number> {
  const photoUrls = vectors.map((_, i) => `${input.url}/${i}.jpg`);
  const { id } = await upsertProduct(pool, { ...input, photoUrls });
  const { rows } = await pool.query<{ id: number }>(
    'select id from photos where product_id = $1 order by position',
    [id],
  );
  for (const photo of rows) await attachTestImage(pool, photo.id);
  await storeEmbeddings(
    pool,
    model,
    rows.map((photo, i) => ({
      photoId: photo.id,
      sha256: sha256Of(photo.id),
      vector: vectors[i] ?? new Float32Array(),
    })),
  );
  return id;
}

export async function attachTestImage(pool: pg.Pool, photoId: number): Promise<void> {
  const sha256 = sha256Of(photoId);
  const thumbnail = Buffer.from('thumbnail');
  const facts = { width: 40, height: 30, format: 'jpeg', bytes: 1234, thumbnail };
  await storeImages(pool, [{ photoId, sha256, ...facts }]);
}

/** A unit vector in the plane of the first two axes, `degrees` away from the first. */
export function direction(degrees: number, dimension = 8): Float32Array {
  const vector = new Float32Array(dimension);
  vector[0] = Math.cos((degrees * Math.PI) / 180);
  vector[1] = Math.sin((degrees * Math.PI) / 180);
  return vector;
}

/** Repeatable numbers from 0 to 1 (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Unit vectors in clusters, as photos of similar things are. */
export function clusteredVectors(random: () => number, dimension: number, clusters = 20): () => Float32Array {
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const centres = Array.from({ length: clusters }, () => Float32Array.from({ length: dimension }, normal));
  return () => {
    const centre = centres[Math.floor(random() * clusters)] ?? new Float32Array(dimension);
    const vector = centre.map((x) => x + normal());
    const length = Math.hypot(...vector);
    return vector.map((x) => x / length);
  };
}

/**
 * Many products with one embedded photo each, in a few statements. Prices go from 0.1 up in steps of 0.1 in a
 * scattered order; every tenth is of brand "Tenth", every hundredth in category "Rare".
 */
export async function fillCatalog(
  pool: pg.Pool,
  options: {
    shopId: number;
    products: number;
    dimension: number;
    vectors: () => Float32Array;
    /** Default: the tests' own. */
    modelId?: string;
  },
): Promise<void> {
  const { shopId, products, dimension, vectors, modelId = model } = options;
  await registerModel(pool, { id: modelId, dimension });
  await pool.query(
    `
    insert into products (shop_id, url, title, price, currency, brand, brand_key, category, category_keys, available)
    select $1, 'http://many.test/' || n, 'Tap ' || n, (n * 7919 % $2 + 1) / 10.0, 'USD',
      case when n % 10 = 0 then 'Tenth' else 'Other' end, case when n % 10 = 0 then 'tenth' else 'other' end,
      case when n % 100 = 0 then '{Rare}'::text[] else '{}' end,
      case when n % 100 = 0 then '{rare}'::text[] else '{}' end, n % 2 = 0
    from generate_series(1, $2::int) as n`,
    [shopId, products],
  );
  await pool.query('insert into photos (product_id, url, position) select id, url, 1 from products');
  for (let afterId = 0; ; ) {
    const photos = await missingPhotos(pool, modelId, { afterId, limit: 200 });
    if (photos.length === 0) break;
    afterId = photos.at(-1)?.id ?? 0;
    const rows = photos.map(({ id }) => ({ photoId: id, sha256: sha256Of(id), vector: vectors() }));
    await storeEmbeddings(pool, modelId, rows);
  }
  await pool.query('analyze');
}
