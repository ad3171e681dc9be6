// How many stored photos an index finds when it is asked with their own vectors: those it doesn't lie where few links lead.

import type { Database } from '../../../catalog/database/database.ts';
import { fromVectorBytes } from '../../../catalog/photos/vectors.ts';
import type { IndexKind } from './index-kinds.ts';
import { type Ask, withSessions } from './session.ts';

export interface Themselves {
  kind: IndexKind;
  asked: number;
  /** In the order of the widths. */
  found: number[];
}

/** @param how.widths how wide it searches */
export async function findThemselves(
  { pool, connectionString }: Database,
  kind: IndexKind,
  { sample, widths }: { sample: number; widths: readonly number[] },
): Promise<Themselves> {
  // Ids are 1 to as many as there are, so every so many gives a sample.
  const { rows } = await pool.query<{ id: string; vector: Buffer }>(
    `
    select ${kind.idColumn} as id, vector_send(embedding::vector) as vector
    from ${kind.table}
    where ${kind.idColumn} % greatest(1, (select max(${kind.idColumn}) from ${kind.table}) / $1) = 0
    order by 1
    limit $1`,
    [sample],
  );
  const found: number[] = [];
  for (const width of widths) {
    const count = await withSessions(connectionString, { kind, width }, 1, async ([ask]) => {
      let own = 0;
      for (const { id, vector } of rows) if (await finds(ask, Number(id), fromVectorBytes(vector))) own++;
      return own;
    });
    found.push(count);
  }
  return { kind, asked: rows.length, found };
}

/** Among the nearest: another photo may have the very same vector. */
async function finds(ask: Ask | undefined, id: number, vector: Float32Array): Promise<boolean> {
  return (await ask?.(vector))?.includes(id) ?? false;
}
