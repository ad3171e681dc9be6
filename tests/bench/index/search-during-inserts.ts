// Searches while a writer adds vectors at a steady rate, beside the same searches without it.
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { Database } from '../../../catalog/database/database.ts';
import { vectorParameter } from '../../../catalog/photos/vectors.ts';
import { type AskedVector, sparePhotos } from './filled-vectors.ts';
import { timed } from './measure-searches.ts';
import { type Asking, withSessions } from './session.ts';

export interface DuringInserts extends Asking {
  aloneMs: number[];
  besideMs: number[];
  /** Of a vector each. */
  insertMs: number[];
  insertsPerSecond: number;
}

/** What is added is taken away again, and the table vacuumed. */
export async function searchDuringInserts(
  { pool, connectionString }: Database,
  asking: Asking,
  asked: AskedVector[],
  { seconds, perSecond }: { seconds: number; perSecond: number },
): Promise<DuringInserts> {
  const { table } = asking.kind;
  const { rows } = await pool.query<{ last: number }>(
    `select max(${asking.kind.idColumn}) as last from ${table}`,
  );
  const last = rows[0]?.last ?? 0;
  try {
    return await withSessions(connectionString, asking, 1, async (asks) => {
      const searchFor = async (ms: number[]) => {
        for (const endAt = performance.now() + 1000 * seconds; performance.now() < endAt; )
          await timed(asks, asked.slice(0, 20), ms);
      };
      const aloneMs: number[] = [];
      await searchFor(aloneMs);
      const besideMs: number[] = [];
      const stop = new AbortController();
      const writing = insertSteadily(pool, asking, { asked, after: last, perSecond, signal: stop.signal });
      await searchFor(besideMs).finally(() => stop.abort());
      const insertMs = await writing;
      return { ...asking, aloneMs, besideMs, insertMs, insertsPerSecond: insertMs.length / seconds };
    });
  } finally {
    await pool.query(`delete from ${table} where ${asking.kind.idColumn} > $1`, [last]);
    await pool.query(`vacuum (index_cleanup on) ${table}`);
  }
}

/** One vector a statement, between two stored ones, so that each finds a place of its own in the graph. */
async function insertSteadily(
  pool: pg.Pool,
  { kind }: Asking,
  how: { asked: AskedVector[]; after: number; perSecond: number; signal: AbortSignal },
): Promise<number[]> {
  const { asked, after, perSecond, signal } = how;
  const ms: number[] = [];
  const startedAt = performance.now();
  while (!signal.aborted && ms.length < sparePhotos) {
    const n = ms.length;
    const one = asked[n % asked.length]?.vector ?? new Float32Array();
    const other = asked[(7 * n + 3) % asked.length]?.vector ?? one;
    const between = one.map((x, i) => x + 0.5 * (other[i] ?? 0));
    const insertedAt = performance.now();
    await pool.query(kind.insert, [after + 1 + n, vectorParameter(between)]);
    ms.push(performance.now() - insertedAt);
    await sleep(Math.max(0, startedAt + (1000 * ms.length) / perSecond - performance.now()));
  }
  return ms;
}
