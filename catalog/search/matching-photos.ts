// How many photos the filters let through: counted as far as it is cheap, guessed beyond.
import type { Queryable } from '../database/database.ts';
import { Parameters, whereAll } from '../database/sql-parameters.ts';
import { embeddingsTable } from '../photos/models.ts';
import { filterConditions } from '../products/filters.ts';
import type { NeighbourQuery } from './nearest-looks.ts';

export interface Matching {
  /** Photos that match, counted no further than asked. */
  counted: number;
  /** The database's clock at that moment, in microseconds since 1970. */
  takenAt: number;
}

export async function countMatching(
  db: Queryable,
  { model, filters }: Pick<NeighbourQuery, 'model' | 'filters'>,
  most: number,
): Promise<Matching> {
  const parameters = new Parameters();
  const conditions = filterConditions(filters, { table: 'e', of: 'vectors', parameters });
  const { rows } = await db.query<Matching>(
    `
    select count(*) as counted, (extract(epoch from clock_timestamp()) * 1000000)::bigint as "takenAt"
    from (
      select from ${embeddingsTable(model)} as e
      ${whereAll(conditions)}
      limit ${parameters.add(most)}
    ) as counted`,
    parameters.values,
  );
  return rows[0] ?? { counted: 0, takenAt: 0 };
}

/** What Postgres expects from its statistics; off by a lot where columns depend on each other, but instant. */
export async function guessMatching(
  db: Queryable,
  { model, filters }: Pick<NeighbourQuery, 'model' | 'filters'>,
): Promise<number> {
  const parameters = new Parameters();
  const conditions = filterConditions(filters, { table: 'e', of: 'vectors', parameters });
  const { rows } = await db.query<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>(
    `explain (format json) select from ${embeddingsTable(model)} as e ${whereAll(conditions)}`,
    parameters.values,
  );
  return rows[0]?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0;
}

/** Photos in the table, matching or not, as Postgres last counted them: instant, and 0 before the first count. */
export async function countRoughly(db: Queryable, model: string): Promise<Matching> {
  const { rows } = await db.query<Matching>(
    `
    select greatest(reltuples, 0)::bigint as counted,
      (extract(epoch from clock_timestamp()) * 1000000)::bigint as "takenAt"
    from pg_class
    where oid = $1::regclass`,
    [embeddingsTable(model)],
  );
  return rows[0] ?? { counted: 0, takenAt: 0 };
}
