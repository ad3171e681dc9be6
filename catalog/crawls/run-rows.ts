// How a run reads from the database: its type, and the columns to select.

/**
 * `incremental` fetches what may have changed, `full` everything; `reparse` reads the stored pages again without
 * the network; `photos` queues the shop's photos that have no embedding.
 */
export type StartableMode = 'incremental' | 'full' | 'reparse' | 'photos';

/** `retry` asks again for pages that failed in an earlier run; see retry-failures.ts. */
export type RunMode = StartableMode | 'retry';

/** `partial`: a limit ended it. `suspicious`: so many products were not found that they were kept. */
export type RunOutcome = 'done' | 'partial' | 'failed' | 'suspicious' | 'cancelled';

export interface RunCounts {
  /** Visited or found unchanged; what was skipped is not among them. */
  pages: number;
  /** Met in this run, each once: the sum of the new, the changed and the unchanged. */
  products: number;
  newProducts: number;
  changedProducts: number;
  changedPrices: number;
  unchanged: number;
  /** Were there before this run, and are no longer. */
  gone: number;
  photos: number;
  failed: number;
  skipped: number;
}

export interface Run {
  id: number;
  shopId: number;
  mode: RunMode;
  /** Who: a command, a schedule, an operator. */
  startedBy: string;
  startedAt: Date;
  /** Null while the run goes on. */
  finishedAt: Date | null;
  pausedAt: Date | null;
  cancelRequestedAt: Date | null;
  outcome: RunOutcome | null;
  reason: string | null;
  counts: RunCounts;
  /** How many pages failed, by reason. */
  failures: Record<string, number>;
  /** Transferred. */
  bytes: number;
  /** How long it was worked at; pauses and what it waited for a worker are not part of it. */
  activeMs: number;
}

export const noCounts: RunCounts = {
  pages: 0,
  products: 0,
  newProducts: 0,
  changedProducts: 0,
  changedPrices: 0,
  unchanged: 0,
  gone: 0,
  photos: 0,
  failed: 0,
  skipped: 0,
};

/** Columns of a {@link Run} from `runs`. */
export const runColumns = `
  runs.id, runs.shop_id as "shopId", runs.mode, runs.started_by as "startedBy", runs.started_at as "startedAt",
  runs.finished_at as "finishedAt", runs.paused_at as "pausedAt", runs.cancel_requested_at as "cancelRequestedAt",
  runs.outcome, runs.reason, runs.failures, runs.bytes, runs.active_ms as "activeMs",
  json_build_object(
    'pages', runs.pages, 'products', runs.products, 'newProducts', runs.new_products,
    'changedProducts', runs.changed_products, 'changedPrices', runs.changed_prices, 'unchanged', runs.unchanged,
    'gone', runs.gone, 'photos', runs.photos, 'failed', runs.failed, 'skipped', runs.skipped
  ) as counts`;
