// The processes that take jobs, by their own signs of life: the same on every queue and database.
import type { Queryable } from '../database/database.ts';

export interface WorkerProcess {
  /** host/pid/nonce */
  name: string;
  /** What it embeds new photos with: the active model, whichever it was started with. */
  model: string;
  startedAt: Date;
  seenAt: Date;
  /** So long without a sign of life that it hangs, or was killed. */
  isSilent: boolean;
  /** Jobs done in the last minute before `seenAt`, by queue. */
  perMinute: Record<string, number>;
}

// A sign of life is due every 5 s; a machine with both cores taken is seconds late.
const silentAfterSeconds = 30;
const forgottenAfterSeconds = 600;

export async function signOfLife(
  db: Queryable,
  worker: { name: string; model: string; perMinute: Record<string, number> },
): Promise<void> {
  await db.query(
    `
    insert into worker_processes (name, model, per_minute)
    values ($1, $2, $3::jsonb)
    on conflict (name) do update
      set seen_at = now(), model = excluded.model, per_minute = excluded.per_minute`,
    [worker.name, worker.model, JSON.stringify(worker.perMinute)],
  );
}

/** It ended. @returns whether it was on the list */
export async function removeWorker(db: Queryable, name: string): Promise<boolean> {
  const { rowCount } = await db.query('delete from worker_processes where name = $1', [name]);
  return rowCount === 1;
}

/** Names of those that gave no sign of life for so long. */
export async function silentWorkers(db: Queryable, seconds: number): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>(
    `select name from worker_processes where seen_at < now() - $1 * interval '1 second'`,
    [seconds],
  );
  return rows.map(({ name }) => name);
}

/** Those heard of in the last ten minutes, the longest running first. */
export async function listWorkers(db: Queryable): Promise<WorkerProcess[]> {
  const { rows } = await db.query<WorkerProcess>(
    `
    select name, coalesce((select id from models where active), model) as model, started_at as "startedAt", seen_at as "seenAt", per_minute as "perMinute",
      seen_at < now() - $1 * interval '1 second' as "isSilent"
    from worker_processes
    where seen_at > now() - $2 * interval '1 second'
    order by started_at, name`,
    [silentAfterSeconds, forgottenAfterSeconds],
  );
  return rows;
}

/** Drops those that were killed long ago. */
export async function dropSilentWorkers(db: Queryable): Promise<void> {
  await db.query(`delete from worker_processes where seen_at < now() - $1 * interval '1 second'`, [
    forgottenAfterSeconds,
  ]);
}
