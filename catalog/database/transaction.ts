// Runs several statements as one transaction, whether given the pool or a client already inside one.
import pg from 'pg';
import type { Queryable } from './database.ts';

/**
 * Runs `work` in a transaction: its own when `db` is a pool, the caller's when `db` is a client.
 * Rolls back and rethrows when `work` throws.
 */
export async function inTransaction<T>(
  db: Queryable,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  if (!(db instanceof pg.Pool)) return work(db);
  const client = await db.connect();
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    client.release();
    return result;
  } catch (error) {
    // When even the rollback fails the connection is broken: releasing it with the error throws it away.
    await client.query('rollback').then(
      () => client.release(),
      (broken: Error) => client.release(broken),
    );
    throw error;
  }
}
