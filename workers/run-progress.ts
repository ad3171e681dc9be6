// How far a run is: counted in memory, written every second, when it also hears what operators want of it.

import { sumRun } from '../catalog/crawls/run-counts.ts';
import { noCounts } from '../catalog/crawls/run-rows.ts';
import { type Run, type RunCounts, type RunOrders, saveRunProgress } from '../catalog/crawls/runs.ts';
import type { Visit, VisitResult } from '../catalog/crawls/visits.ts';
import type { Queryable } from '../catalog/database/database.ts';

export interface RunProgress {
  /** Of the whole run, what earlier workers did included. */
  readonly counts: Readonly<RunCounts>;
  readonly bytes: number;
  /** Pages of the shop that were read, sitemaps and doors left out. */
  readonly pagesRead: number;
  activeMs(): number;
  add(visits: readonly Visit[], results: readonly VisitResult[]): void;
  /** Writes exact counts, added up from the pages themselves; to be called after `stop`. */
  saveExactly(db: Queryable, more?: Partial<RunCounts>): Promise<void>;
  /** No more writes by itself, and none under way. */
  stop(): Promise<void>;
}

const everyMs = 1_000;
const mostReasons = 100;

/** @param onOrders told every second, while the database answers */
export async function startRunProgress(
  db: Queryable,
  run: Run,
  onOrders: (orders: RunOrders) => void,
): Promise<RunProgress> {
  const before = await sumRun(db, run.id);
  const counts: RunCounts = { ...noCounts, ...before.counts };
  const failures = new Map(Object.entries(before.failures));
  let { bytes, pagesRead } = before;
  const startedAt = performance.now();
  const activeMs = () => run.activeMs + performance.now() - startedAt;

  async function save() {
    const progress = { counts, failures: Object.fromEntries(failures), bytes, activeMs: activeMs() };
    onOrders(await saveRunProgress(db, run.id, progress));
  }

  let saving: Promise<void> | null = null;
  const timer = setInterval(() => {
    // With the database away the pages' own statements fail, and with them the run.
    saving ??= save()
      .catch(() => {})
      .finally(() => {
        saving = null;
      });
  }, everyMs);

  function addOne(visit: Visit, result: VisitResult) {
    const { newProducts, changedProducts, changedPrices, photos, products } = result;
    counts.products += products;
    counts.newProducts += newProducts;
    counts.changedProducts += changedProducts;
    counts.changedPrices += changedPrices;
    counts.unchanged += products - newProducts - changedProducts;
    counts.photos += photos;
    bytes += visit.bytes ?? 0;
    if (visit.outcome === 'read' && visit.page.kind === 'page') pagesRead += 1;
    if (visit.page.failedBefore != null) takeBack(visit.page.failedBefore);
    if (visit.outcome === 'skipped') counts.skipped += 1;
    else counts.pages += 1;
    if (visit.outcome !== 'failed' && visit.outcome !== 'missing') return;
    counts.failed += 1;
    const reason = visit.reason ?? 'unknown';
    if (failures.has(reason) || failures.size < mostReasons)
      failures.set(reason, (failures.get(reason) ?? 0) + 1);
  }

  /** Of a page that was asked again its earlier failure no longer counts. */
  function takeBack(reason: string) {
    counts.pages -= 1;
    counts.failed -= 1;
    const left = (failures.get(reason) ?? 0) - 1;
    if (left > 0) failures.set(reason, left);
    else failures.delete(reason);
  }

  await save();
  return {
    counts,
    get bytes() {
      return bytes;
    },
    get pagesRead() {
      return pagesRead;
    },
    activeMs,
    add(visits, results) {
      visits.forEach((visit, i) => {
        const result = results[i];
        if (result) addOne(visit, result);
      });
    },
    async saveExactly(connection, more = {}) {
      const sums = await sumRun(connection, run.id);
      Object.assign(counts, sums.counts, more);
      const { failures: exactly } = sums;
      await saveRunProgress(connection, run.id, {
        counts,
        failures: exactly,
        bytes: sums.bytes,
        activeMs: activeMs(),
      });
    },
    async stop() {
      clearInterval(timer);
      await saving;
    },
  };
}
