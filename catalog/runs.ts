// Runs: one scrape of one shop each, with its counts and its outcome.
import type { Queryable } from './database.ts';

export type RunMode = 'full' | 'update';
export type RunOutcome = 'done' | 'failed' | 'stopped';

export interface RunCounts {
  pages: number;
  products: number;
  photos: number;
  newProducts: number;
  changedPrices: number;
  unchanged: number;
  failed: number;
}

export interface Run {
  id: number;
  shopId: number;
  mode: RunMode;
  startedAt: Date;
  /** Null while the run goes on. */
  finishedAt: Date | null;
  outcome: RunOutcome | null;
  reason: string | null;
  counts: RunCounts;
}

const runColumns = `
  id, shop_id as "shopId", mode, started_at as "startedAt", finished_at as "finishedAt", outcome, reason,
  json_build_object(
    'pages', pages, 'products', products, 'photos', photos, 'newProducts', new_products,
    'changedPrices', changed_prices, 'unchanged', unchanged, 'failed', failed
  ) as counts`;

export async function startRun(db: Queryable, run: { shopId: number; mode: RunMode }): Promise<Run> {
  const { rows } = await db.query<Run>(
    `insert into runs (shop_id, mode) values ($1, $2) returning ${runColumns}`,
    [run.shopId, run.mode],
  );
  const [row] = rows;
  if (!row) throw new Error(`The run of shop ${run.shopId} was not stored.`);
  return row;
}

export async function getRun(db: Queryable, id: number): Promise<Run | null> {
  const { rows } = await db.query<Run>(`select ${runColumns} from runs where id = $1`, [id]);
  return rows[0] ?? null;
}

/** Newest first. */
export async function listRuns(db: Queryable, options: { limit: number }): Promise<Run[]> {
  const { rows } = await db.query<Run>(`select ${runColumns} from runs order by id desc limit $1`, [
    options.limit,
  ]);
  return rows;
}

/** Runs that nobody has finished, oldest first: the ones to go on with after a kill. */
export async function unfinishedRuns(db: Queryable): Promise<Run[]> {
  const { rows } = await db.query<Run>(
    `select ${runColumns} from runs where finished_at is null order by id`,
  );
  return rows;
}

/** Adds to the counts of a run, so that a run which goes on after a kill keeps what it had. */
export async function updateRunCounts(db: Queryable, runId: number, add: Partial<RunCounts>): Promise<void> {
  await db.query(
    `
    update runs
    set pages          = pages + $2,
        products       = products + $3,
        photos         = photos + $4,
        new_products   = new_products + $5,
        changed_prices = changed_prices + $6,
        unchanged      = unchanged + $7,
        failed         = failed + $8
    where id = $1`,
    [
      runId,
      add.pages ?? 0,
      add.products ?? 0,
      add.photos ?? 0,
      add.newProducts ?? 0,
      add.changedPrices ?? 0,
      add.unchanged ?? 0,
      add.failed ?? 0,
    ],
  );
}

/** Ends a run; a run that has ended keeps its first outcome. */
export async function finishRun(
  db: Queryable,
  runId: number,
  end: { outcome: RunOutcome; reason: string | null },
): Promise<void> {
  await db.query(
    `
    update runs
    set finished_at = now(), outcome = $2, reason = $3
    where id = $1 and finished_at is null`,
    [runId, end.outcome, end.reason],
  );
}
