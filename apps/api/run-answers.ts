// Runs and shops of the catalogue as the API's answers, and the ones that a request means.

import { findShops } from '../../catalog/crawls/find-shops.ts';
import { countPages } from '../../catalog/crawls/frontier.ts';
import { type Run as CatalogueRun, getRun } from '../../catalog/crawls/runs.ts';
import type { ShopOverview } from '../../catalog/crawls/shop-overviews.ts';
import type { Shop } from '../../catalog/crawls/shops.ts';
import type { Queryable } from '../../catalog/database/database.ts';
import { countPhotos } from '../../catalog/photos/photos.ts';
import { isoTime } from './iso-time.ts';
import { Problem } from './problems.ts';
import type { Run, RunProgress, ShopAnswer } from './run-schemas.ts';
import type { ApiServices } from './services.ts';

export function runAnswer(found: CatalogueRun): Run {
  const { failures: _, counts, startedAt, finishedAt, pausedAt, cancelRequestedAt, ...run } = found;
  return {
    ...run,
    state: stateOf(found),
    startedAt: isoTime(startedAt),
    finishedAt: finishedAt && isoTime(finishedAt),
    pausedAt: pausedAt && isoTime(pausedAt),
    cancelRequestedAt: cancelRequestedAt && isoTime(cancelRequestedAt),
    counts: { ...counts },
  };
}

export async function runProgressAnswer(
  { db, modelId }: Pick<ApiServices, 'db' | 'modelId'>,
  found: CatalogueRun,
  countItsPhotos = () => countPhotos(db, modelId, found.shopId),
): Promise<RunProgress> {
  const [pages, photos] = await Promise.all([countPages(db, found.id), countItsPhotos()]);
  return { ...runAnswer(found), pages, photos };
}

export function shopAnswer(shop: ShopOverview, nextRunAt: Date | undefined): ShopAnswer {
  const { id, baseUrl, name, products, gone, lastRun, settings, trend } = shop;
  const { schedule } = settings;
  return {
    id,
    baseUrl,
    name,
    products,
    gone,
    lastRun: lastRun && runAnswer(lastRun),
    trend: trend.map((one) => ({ ...one, startedAt: isoTime(one.startedAt) })),
    schedule: schedule
      ? { every: schedule.every, mode: schedule.mode, timeZone: schedule.timeZone ?? null }
      : null,
    nextRunAt: nextRunAt ? isoTime(nextRunAt) : null,
  };
}

/** @throws Problem run_not_found */
export async function existingRun(db: Queryable, id: number): Promise<CatalogueRun> {
  const found = await getRun(db, id);
  if (found) return found;
  throw new Problem('run_not_found', `There is no run ${id}.`, { parameter: 'id' });
}

/** @throws Problem shop_not_found, ambiguous_shop */
export async function existingShop(db: Queryable, words: string): Promise<Shop> {
  const [shop, ...others] = await findShops(db, words);
  if (!shop)
    throw new Problem('shop_not_found', `No shop is ${JSON.stringify(words)}.`, { parameter: 'shop' });
  if (others.length === 0) return shop;
  const ids = [shop, ...others].map(({ id }) => id).join(', ');
  throw new Problem('ambiguous_shop', `${JSON.stringify(words)} is the name of several shops: ${ids}.`, {
    parameter: 'shop',
  });
}

function stateOf({ finishedAt, pausedAt, cancelRequestedAt }: CatalogueRun): Run['state'] {
  if (finishedAt) return 'ended';
  if (cancelRequestedAt) return 'cancelling';
  return pausedAt ? 'paused' : 'running';
}
