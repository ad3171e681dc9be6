// The catalogue's own search, which adds filters, folding, full products and a planner to what the index does.
import type pg from 'pg';
import { Parameters, whereAll } from '../../../catalog/database/sql-parameters.ts';
import { embeddingsTable } from '../../../catalog/photos/models.ts';
import { vectorParameter } from '../../../catalog/photos/vectors.ts';
import { type Filters, filterConditions } from '../../../catalog/products/filters.ts';
import { searchByVector } from '../../../catalog/search/search.ts';
import { model } from '../../integration/catalog/stock.ts';
import { type AskedVector, neighbours } from './filled-vectors.ts';
import { timed } from './measure-searches.ts';

export interface Filtered {
  keeps: string;
  strategy: string;
  recall: number;
  ms: number[];
  perSecond: { one: number; two: number };
}

const shapes: { keeps: string; filters: Filters }[] = [
  { keeps: 'all', filters: {} },
  { keeps: '50 %', filters: { available: true } },
  { keeps: '10 %', filters: { brand: 'tenth' } },
  { keeps: '1 %', filters: { category: 'hundredth' } },
];

export async function searchFiltered(
  pool: pg.Pool,
  asked: AskedVector[],
  rounds: number,
): Promise<Filtered[]> {
  const all: Filtered[] = [];
  for (const { keeps, filters } of shapes) {
    all.push({ keeps, ...(await judge(pool, asked, filters)), ms: [], perSecond: { one: 0, two: 0 } });
  }
  for (let round = 0; round < rounds; round++) {
    for (const [i, { filters }] of shapes.entries()) {
      const ask = async (vector: Float32Array) =>
        (await search(pool, vector, filters)).hits.map(({ product }) => product.id);
      const one = all[i];
      if (!one) continue;
      // The best round of each: what disturbs a round only ever makes it slower.
      one.perSecond.one = Math.max(one.perSecond.one, await timed([ask], asked, one.ms));
      one.perSecond.two = Math.max(one.perSecond.two, await timed([ask, ask], asked, []));
    }
  }
  return all;
}

const search = (db: pg.Pool, vector: Float32Array, filters: Filters, explain = false) =>
  searchByVector(db, { model, filters, vector, sort: 'relevance', limit: neighbours, cursor: null, explain });

async function judge(pool: pg.Pool, asked: AskedVector[], filters: Filters) {
  const strategies = new Set<string>();
  let [found, wanted] = [0, 0];
  for (const { vector } of asked.slice(0, 50)) {
    const best = await nearestExactly(pool, vector, filters);
    const { hits, explain } = await search(pool, vector, filters, true);
    strategies.add(explain?.strategy ?? 'unknown');
    found += hits.filter(({ product }) => best.has(product.id)).length;
    wanted += best.size;
  }
  return { strategy: [...strategies].sort().join(' or '), recall: found / wanted };
}

async function nearestExactly(pool: pg.Pool, vector: Float32Array, filters: Filters): Promise<Set<number>> {
  const parameters = new Parameters();
  const distance = `e.embedding <=> ${parameters.add(vectorParameter(vector))}::vector`;
  const { rows } = await pool.query<{ id: number }>(
    `
    select e.product_id as id
    from ${embeddingsTable(model)} as e
    ${whereAll(filterConditions(filters, { table: 'e', of: 'vectors', parameters }))}
    order by (${distance}) + 0
    limit ${neighbours}`,
    parameters.values,
  );
  return new Set(rows.map(({ id }) => id));
}
