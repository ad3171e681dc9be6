// Which processes answer searches, under which model, and which models each has loaded.
import type { Queryable } from '../database/database.ts';

export interface ServingProcess {
  name: string;
  serves: string;
  holds: string[];
  /** Why it can't load the model that it should. */
  problem: string | null;
}

// Each reports every few seconds; one that hasn't for this long is gone.
const goneAfterSeconds = 15;

export async function reportProcess(db: Queryable, process: ServingProcess): Promise<void> {
  await db.query(
    `
    insert into serving_processes (name, serves, holds, problem)
    values ($1, $2, $3, $4)
    on conflict (name) do update
      set serves = excluded.serves, holds = excluded.holds, problem = excluded.problem, seen_at = now()`,
    [process.name, process.serves, process.holds, process.problem],
  );
}

export async function forgetProcess(db: Queryable, name: string): Promise<void> {
  await db.query(
    'delete from serving_processes where name = $1 or seen_at < now() - make_interval(secs => $2)',
    [name, goneAfterSeconds],
  );
}

export async function listProcesses(db: Queryable): Promise<ServingProcess[]> {
  const { rows } = await db.query<ServingProcess>(
    `
    select name, serves, holds, problem
    from serving_processes
    where seen_at > now() - make_interval(secs => $1)
    order by name`,
    [goneAfterSeconds],
  );
  return rows;
}

/** The model that should answer, and the one that is complete and comes next. One small statement, asked every second. */
export async function servingTargets(db: Queryable): Promise<{ active: string | null; next: string | null }> {
  const { rows } = await db.query<{ active: string | null; next: string | null }>(`
    select
      (select id from models where active) as active,
      (select model from model_switches where ended_at is null and checked_at is not null) as next`);
  return rows[0] ?? { active: null, next: null };
}
