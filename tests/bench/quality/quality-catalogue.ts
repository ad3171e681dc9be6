// A catalogue with truth beside it: products stored, embedded and indexed as the service does it, behind a real API.
import { createApi, listen } from '../../../apps/api/server.ts';
import { upsertShop } from '../../../catalog/crawls/shops.ts';
import { storeEmbeddings } from '../../../catalog/photos/embeddings.ts';
import { storeImages } from '../../../catalog/photos/images.ts';
import { registerModel } from '../../../catalog/photos/models.ts';
import { type ProductInput, upsertProduct } from '../../../catalog/products/products.ts';
import { searchByVector } from '../../../catalog/search/search.ts';
import type { Encoder } from '../../../clip/encoder.ts';
import { calibrate } from '../../../workers/calibrate.ts';
import { silentLogger } from '../../../workers/logger.ts';
import type { BenchDatabase } from '../bench-databases.ts';
import { type EmbeddedPhoto, embedPhoto } from './embedded-photo.ts';

/** A product whose looks are known, and the bytes of its photos. */
export interface KnownProduct<Truth> {
  truth: Truth;
  product: Omit<ProductInput, 'shopId' | 'photoUrls' | 'url'>;
  photos: (() => Promise<Buffer>)[];
}

export interface Ranked<Truth> {
  id: number;
  truth: Truth;
  score: number | null;
  match: 'good' | 'loose';
}

export interface QualityCatalogue<Truth> {
  on: BenchDatabase;
  encoder: Encoder;
  products: { id: number; truth: Truth; photos: EmbeddedPhoto[] }[];
  /** A path of the API that answers with results. */
  ask(path: string): Promise<Ranked<Truth>[]>;
  byVector(vector: Float32Array, limit: number): Promise<Ranked<Truth>[]>;
  close(): Promise<void>;
}

/** Stores and embeds them in an empty database, which `close` drops. */
export async function openQualityCatalogue<Truth>(
  on: BenchDatabase,
  encoder: Encoder,
  known: readonly KnownProduct<Truth>[],
): Promise<QualityCatalogue<Truth>> {
  const db = on.database.pool;
  await registerModel(db, { id: encoder.modelId, dimension: encoder.dimension });
  const { id: shopId } = await upsertShop(db, { baseUrl: 'http://known.test/', name: 'Known', settings: {} });
  const products: QualityCatalogue<Truth>['products'] = [];
  for (const [i, { truth, product, photos }] of known.entries()) {
    const embedded = await Promise.all(photos.map(async (read) => embedPhoto(encoder, await read())));
    const url = `http://known.test/${i}`;
    const photoUrls = photos.map((_, n) => `${url}/${n}.jpg`);
    const { id } = await upsertProduct(db, { ...product, shopId, url, photoUrls });
    await storePhotos(on, encoder.modelId, { productId: id, embedded });
    products.push({ id, truth, photos: embedded });
  }
  await db.query('analyze');
  await calibrate({ db, encoder });
  const truths = new Map(products.map(({ id, truth }) => [id, truth]));
  const ranked = (hits: readonly Answered[]) =>
    hits.flatMap(({ product: { id }, score, match }) => {
      const truth = truths.get(id);
      return truth === undefined ? [] : [{ id, truth, score, match }];
    });
  const api = await openApi(on, encoder);
  return {
    on,
    encoder,
    products,
    // The words of titles would tell what the model is asked for.
    ask: async (path) =>
      ranked(await api.results(path.startsWith('/api/search?') ? `${path}&mode=visual` : path)),
    byVector: async (vector, limit) => {
      const query = { model: encoder.modelId, filters: {}, sort: 'relevance', cursor: null } as const;
      return ranked((await searchByVector(db, { ...query, vector, limit })).hits);
    },
    close: async () => {
      await api.close();
      await on.drop();
    },
  };
}

async function storePhotos(
  { database }: BenchDatabase,
  model: string,
  { productId, embedded }: { productId: number; embedded: EmbeddedPhoto[] },
): Promise<void> {
  const { rows } = await database.pool.query<{ id: number }>(
    'select id from photos where product_id = $1 order by position',
    [productId],
  );
  const pairs = rows.flatMap(({ id }, i) => {
    const photo = embedded[i];
    return photo ? [{ id, photo }] : [];
  });
  for (const { id, photo } of pairs) await storeImages(database.pool, [{ photoId: id, ...photo.image }]);
  await storeEmbeddings(
    database.pool,
    model,
    pairs.map(({ id, photo }) => ({ photoId: id, sha256: photo.image.sha256, vector: photo.vector })),
  );
}

interface Answered {
  product: { id: number };
  score: number | null;
  match: 'good' | 'loose';
}

async function openApi({ database }: BenchDatabase, encoder: Encoder) {
  const app = createApi({ db: database.pool, logger: silentLogger, webDir: null, encoder });
  const server = await listen(app, { host: '127.0.0.1', port: 0 });
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : null;
  return {
    async results(path: string): Promise<Answered[]> {
      const response = await fetch(`http://127.0.0.1:${port}${path}`);
      if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
      // Cast because the API's own tests check the shape of its answers.
      return ((await response.json()) as { results: Answered[] }).results;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
