// How long related products take for a whole catalogue: in one pass, and searched for one after the other.
import { deepStrictEqual } from 'node:assert';
import type { Queryable } from '../../catalog/database/database.ts';
import { searchByProduct } from '../../catalog/search/search-by-product.ts';
import { refreshRelated } from '../../workers/related/refresh-related.ts';
import {
  addEmbedded,
  addShop,
  clusteredVectors,
  fillCatalog,
  model,
  productInput,
  randomNumbers,
} from '../integration/catalog/stock.ts';
import { benchDatabases } from './bench-databases.ts';
import { defineBench, numbers } from './define-bench.ts';
import { printTable } from './table.ts';

export const bench = defineBench({
  options: {
    products: { type: 'string', default: '2000,20000' },
    queries: { type: 'string', default: '200' },
  },
  quick: { products: '300', queries: '10' },
  measure: ({ products, queries }) => benchRelated({ products: numbers(products), queries: Number(queries) }),
});

const dimension = 512;
const top = 24;

async function benchRelated({ products, queries }: { products: number[]; queries: number }): Promise<void> {
  const rows: (string | number)[][] = [];
  for (const open of benchDatabases().slice(0, 2)) {
    for (const count of products) {
      const { name, database, drop } = await open();
      try {
        const db = database.pool;
        const vectors = clusteredVectors(randomNumbers(1), dimension, 40);
        const shopId = await addShop(db);
        await fillCatalog(db, { shopId, products: count, dimension, vectors });
        const refresh = async () => (await timed(() => refreshRelated({ db, model, top }))).seconds;
        const [pass, nothing] = [await refresh(), await refresh()];
        const live = await timed(() => ask(db, { precomputed: false, queries }));
        const stored = await timed(() => ask(db, { precomputed: true, queries }));
        deepStrictEqual(stored.result, live.result, 'precomputed lists are what a search finds');
        await addEmbedded(db, productInput(shopId, 'new'), [vectors()]);
        const one = await refresh();
        rows.push([
          name,
          count,
          pass.toFixed(1),
          ((live.seconds / queries) * count).toFixed(0),
          ((1000 * live.seconds) / queries).toFixed(1),
          ((1000 * stored.seconds) / queries).toFixed(1),
          one.toFixed(1),
          (1000 * nothing).toFixed(0),
        ]);
      } finally {
        await drop();
      }
    }
  }
  printTable(
    `The ${top} nearest of every product, vectors of ${dimension} dimensions in 40 groups, one core`,
    [
      'database',
      'products',
      'one pass s',
      'one by one s',
      'ms a search',
      'ms precomputed',
      's when one came',
      'ms when none did',
    ],
    rows,
  );
}

async function ask(
  db: Queryable,
  { precomputed, queries }: { precomputed: boolean; queries: number },
): Promise<number[][]> {
  const { rows } = await db.query<{ id: number }>('select id from products order by hashint8(id) limit $1', [
    queries,
  ]);
  const plain = { model, filters: {}, sort: 'relevance', limit: top, cursor: null } as const;
  const found: number[][] = [];
  for (const { id } of rows) {
    const page = await searchByProduct(db, { ...plain, productId: id, precomputed });
    found.push(page?.hits.map(({ product }) => product.id) ?? []);
  }
  return found;
}

async function timed<Result>(work: () => Promise<Result>): Promise<{ seconds: number; result: Result }> {
  const startedAt = performance.now();
  const result = await work();
  return { seconds: (performance.now() - startedAt) / 1000, result };
}
