// What autovacuum does on a server: the embedded database has no background processes of its own.
import type { PGlite } from '@electric-sql/pglite';
import type { Wire } from './embedded-wire.ts';

const everyMs = 15_000;

/**
 * From time to time, in a moment when nobody asks anything, cleans up and analyzes the table that needs it
 * most. Without it the queue's tables, where every row is rewritten several times, only ever grow.
 */
export function startVacuum(db: PGlite, wire: Wire): { stop(): void } {
  // A failure leaves the table as it was, and the next round tries again.
  const timer = setInterval(() => wire.whenIdle(() => vacuumOne(db).catch(() => null)), everyMs);
  return { stop: () => clearInterval(timer) };
}

/** One table at a time, since everybody waits meanwhile: 120 ms for 20,000 dead rows. */
export async function vacuumOne(db: PGlite): Promise<string | null> {
  const table = await mostInNeed(db);
  if (table) await db.exec(`${table.vectors ? 'analyze' : 'vacuum (analyze)'} ${table.name}`);
  return table?.name ?? null;
}

// The thresholds are Postgres's own. A table of vectors is only analyzed: taking dead entries out of an HNSW
// graph repairs the graph, which would stop everything for seconds.
async function mostInNeed(db: PGlite): Promise<{ name: string; vectors: boolean } | undefined> {
  const { rows } = await db.query<{ name: string; vectors: boolean }>(`
    select name, vectors
    from (
      select format('%I.%I', schemaname, relname) as name, relname like 'embeddings\\_%' as vectors,
        n_dead_tup as dead, n_mod_since_analyze as modified, n_live_tup as live
      from pg_stat_user_tables
    ) as tables
    where (dead > 50 + 0.2 * live and not vectors) or modified > 50 + 0.1 * live
    order by dead desc, modified desc
    limit 1`);
  return rows[0];
}
