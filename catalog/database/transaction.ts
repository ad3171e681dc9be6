// Runs several statements as one transaction, whether given the pool or a client already inside one.
import pg from 'pg';
import type { Queryable } from './database.ts';

// Postgres ends one of those that wait in a circle; the others go on, so it rarely takes a second try.
const mostTries = 4;
const deadlockDetected = '40P01';

export interface TransactionOptions {
  /** Statements without parameters to begin with, such as `set local …`: sent with `begin`, in one round trip. */
  first?: string;
}

/**
 * Runs `work` in a transaction: its own when `db` is a pool, the caller's when `db` is a client.
 * Rolls back and rethrows when `work` throws. After a deadlock its own transaction is begun again, so `work` must do
 * nothing that a rollback leaves behind.
 */
export async function inTransaction<T>(
  db: Queryable,
  work: (client: pg.PoolClient) => Promise<T>,
  { first = '' }: TransactionOptions = {},
): Promise<T> {
  if (!(db instanceof pg.Pool)) {
    if (first !== '') await db.query(first);
    return work(db);
  }
  for (let tries = 1; ; tries++) {
    try {
      return await once(db, work, first);
    } catch (error) {
      if (tries === mostTries || !(error instanceof pg.DatabaseError) || error.code !== deadlockDetected)
        throw error;
    }
  }
}

async function once<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
  first: string,
): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query(`begin; ${first}`);
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
