// How long text search and find-similar take, in the catalogue and through the API, and how much the index misses.
import { createApi, listen } from '../../apps/api/server.ts';
import { fillMissingWords } from '../../catalog/lexical/product-words.ts';
import { refreshTerms } from '../../catalog/lexical/terms.ts';
import { vectorParameter } from '../../catalog/photos/vectors.ts';
import { type SearchOptions, searchByVector } from '../../catalog/search/search.ts';
import { searchByProduct } from '../../catalog/search/search-by-product.ts';
import { type Encoder, loadEncoder } from '../../clip/encoder.ts';
import { starterFolder } from '../../clip/model-folder.ts';
import { silentLogger } from '../../workers/logger.ts';
import { addShop, fillCatalog, model, randomNumbers } from '../integration/catalog/stock.ts';
import { type BenchDatabase, benchDatabases } from './bench-databases.ts';
import { defineBench, numbers } from './define-bench.ts';
import { likeableVectors } from './likeable-vectors.ts';
import { percentile, printTable } from './table.ts';

export const bench = defineBench({
  usage: '[--products 2000,20000] [--queries 200] [--rounds 4] [--only embedded|server]',
  options: {
    products: { type: 'string', default: '2000,20000' },
    queries: { type: 'string', default: '200' },
    rounds: { type: 'string', default: '4' },
    only: { type: 'string' },
  },
  quick: { products: '300', queries: '10', rounds: '1' },
  measure: ({ products, queries, rounds, only }) =>
    benchSearch({ products: numbers(products), queries: Number(queries), rounds: Number(rounds), only }),
});

const pageSize = 24;
const options = {
  model,
  filters: {},
  sort: 'relevance',
  limit: pageSize,
  cursor: null,
} satisfies SearchOptions;

const kinds = ['by vector', 'similar', 'API text, visual', 'API text, hybrid', 'API similar'];
// What docs/search.md promises.
const leastRecall = 0.99;

interface Settings {
  products: number[];
  /** Of each kind, over all rounds. */
  queries: number;
  rounds: number;
  only: string | undefined;
}

/** Prints the median and the 99th percentile of each kind of query at each size, recall@10, and how much slower the embedded one is. */
async function benchSearch({ products: sizes, ...settings }: Settings): Promise<void> {
  const encoder = await loadEncoder(starterFolder, { modelId: model, parts: ['text'] });
  const rows: (string | number)[][] = [];
  for (const products of sizes) {
    const sides = await openSides(products, settings, encoder);
    for (let round = 0; round < settings.rounds; round++) {
      for (const kind of kinds.keys()) for (const side of sides) await side.measure(kind, round);
    }
    for (const side of sides) rows.push(await rowOf(side, products));
    const [embedded, server] = sides;
    if (embedded && server)
      rows.push([
        'embedded / server',
        products,
        ...kinds.map((_, kind) => ratioOf(embedded, server, kind)),
        '',
      ]);
    for (const side of sides) await side.close();
  }
  await encoder.close();
  printTable(
    `${settings.queries} queries each in ${settings.rounds} rounds, pages of ${pageSize}; milliseconds, p50 / p99`,
    ['database', 'products', ...kinds, 'recall@10'],
    rows,
  );
}

interface Side {
  on: BenchDatabase;
  asked: Float32Array[];
  /** By kind. */
  times: number[][];
  /** Asks this round's share of the queries of a kind. */
  measure(kind: number, round: number): Promise<void>;
  close(): Promise<void>;
}

async function openSides(
  products: number,
  { queries, rounds, only }: Omit<Settings, 'products'>,
  encoder: Encoder,
): Promise<Side[]> {
  const sides: Side[] = [];
  for (const open of benchDatabases().slice(0, 2)) {
    const on = await open();
    if (only && on.name !== only) await on.drop();
    else sides.push(await openSide(on, { products, queries, rounds, encoder }));
  }
  return sides;
}

async function openSide(
  on: BenchDatabase,
  settings: { products: number; queries: number; rounds: number; encoder: Encoder },
): Promise<Side> {
  const { products, queries, rounds, encoder } = settings;
  const db = on.database.pool;
  const next = likeableVectors(randomNumbers(products), encoder.dimension);
  const shopId = await addShop(db);
  await fillCatalog(db, { shopId, products, dimension: encoder.dimension, vectors: next });
  await fillMissingWords(db);
  await refreshTerms(db);
  await db.query('vacuum analyze'); // as autovacuum does within minutes of a filling
  const { rows } = await db.query<{ id: number }>('select id from products order by md5(id::text)');
  const ids = rows.map(({ id }) => id);
  const asked = Array.from({ length: queries }, next);
  const api = await openApi(on, encoder, asked);
  const idAt = (i: number) => ids[i % ids.length] ?? 0;
  const asks: ((i: number) => Promise<unknown>)[] = [
    (i) => searchByVector(db, { ...options, vector: asked[i] ?? next() }),
    (i) => searchByProduct(db, { ...options, productId: idAt(i) }),
    (i) => api.get(`/api/search?q=tap+number+${i}&mode=visual`),
    (i) => api.get(`/api/search?q=tap+number+${i}`),
    (i) => api.get(`/api/products/${idAt(i)}/similar`),
  ];
  const times: number[][] = kinds.map(() => []);
  return {
    on,
    asked,
    times,
    async measure(kind, round) {
      const share = Math.ceil(queries / rounds);
      const from = round * share;
      const ask = asks[kind];
      if (ask) times[kind]?.push(...(await timed(Math.min(share, queries - from), (i) => ask(from + i))));
    },
    async close() {
      await api.close();
      await on.drop();
    },
  };
}

async function rowOf({ on, asked, times }: Side, products: number): Promise<(string | number)[]> {
  const recall = await recallAt10(on, asked);
  if (recall < leastRecall)
    throw new Error(`${on.name}: recall@10 over ${products} is ${recall.toFixed(3)}, below ${leastRecall}.`);
  const cells = times.map((ms) => `${percentile(ms, 0.5).toFixed(1)} / ${percentile(ms, 0.99).toFixed(1)}`);
  return [on.name, products, ...cells, recall.toFixed(3)];
}

function ratioOf(one: Side, other: Side, kind: number): string {
  const middle = ({ times }: Side) => percentile(times[kind] ?? [], 0.5);
  return (middle(one) / middle(other)).toFixed(1);
}

async function timed(queries: number, ask: (i: number) => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  const warmUp = Math.min(10, queries);
  for (let i = -warmUp; i < queries; i++) {
    const startedAt = performance.now();
    await ask((i + queries) % queries);
    if (i >= 0) times.push(performance.now() - startedAt);
  }
  return times;
}

/**
 * The API on a free port. Texts cost what the real encoder takes, but look for vectors of the made-up space:
 * what a real text means is not among the products.
 */
async function openApi(on: BenchDatabase, encoder: Encoder, asked: Float32Array[]) {
  let texts = 0;
  const app = createApi({
    db: on.database.pool,
    logger: silentLogger,
    webDir: null,
    encoder: {
      modelId: model,
      dimension: encoder.dimension,
      async embedTexts(batch) {
        const encoded = await encoder.embedTexts(batch);
        return encoded.map((one) => ({ ...one, vector: asked[texts++ % asked.length] ?? one.vector }));
      },
    },
  });
  const server = await listen(app, { host: '127.0.0.1', port: 0 });
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : null;
  return {
    async get(path: string) {
      const response = await fetch(`http://127.0.0.1:${port}${path}`);
      if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
      return response.json();
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function recallAt10({ database }: BenchDatabase, asked: Float32Array[]): Promise<number> {
  let found = 0;
  for (const vector of asked) {
    const { hits } = await searchByVector(database.pool, { ...options, limit: 10, vector });
    // `+ 0` keeps the sort off the index.
    const { rows } = await database.pool.query<{ id: number }>(
      `select product_id as id from embeddings_test_model order by (embedding <=> $1::vector) + 0 limit 10`,
      [vectorParameter(vector)],
    );
    const exact = new Set(rows.map(({ id }) => id));
    found += hits.filter(({ product }) => exact.has(product.id)).length;
  }
  return found / (10 * asked.length);
}
