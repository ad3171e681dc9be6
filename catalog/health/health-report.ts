// How sound the catalogue is, in numbers: counted one after the other, so that searches go on in between.
import { databaseVersions, type Queryable } from '../database/database.ts';
import { countPhotos } from '../photos/photos.ts';
import { countDuplicates, type DuplicateCounts } from './duplicates.ts';
import { countProductsWith, type HealthCheck, healthChecks } from './health-checks.ts';
import { type Learned, readLearned } from './learned.ts';
import { findOutliers, type Outlier } from './outliers.ts';
import { readSizes, type Sizes } from './sizes.ts';

export interface HealthReport {
  /** When it was begun. */
  at: Date;
  tookMs: number;
  products: number;
  photos: { embedded: number; missing: number; failed: number };
  /** Products that have it. */
  checks: Record<HealthCheck, number>;
  duplicates: DuplicateCounts;
  outliers: Outlier[];
  sizes: Sizes;
  learned: Learned;
  versions: { server: string; pgvector: string | null };
}

export async function reportHealth(db: Queryable, model: string): Promise<HealthReport> {
  const at = new Date();
  const startedAt = performance.now();
  const checks = await countChecks(db, model);
  const report = {
    products: await countShown(db),
    photos: await countPhotos(db, model),
    checks,
    duplicates: await countDuplicates(db, model),
    sizes: await readSizes(db, model),
    learned: await readLearned(db, model),
    versions: await databaseVersions(db),
    outliers: await findOutliers(db, model),
  };
  return { ...report, at, tookMs: Math.round(performance.now() - startedAt) };
}

async function countChecks(db: Queryable, model: string): Promise<Record<HealthCheck, number>> {
  const counts: [HealthCheck, number][] = [];
  for (const check of healthChecks) counts.push([check, await countProductsWith(db, model, check)]);
  // Object.fromEntries forgets which keys there are.
  return Object.fromEntries(counts) as Record<HealthCheck, number>;
}

async function countShown(db: Queryable): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    'select count(*) as count from products where gone_at is null',
  );
  return rows[0]?.count ?? 0;
}
