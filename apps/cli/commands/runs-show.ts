// `lookalike runs show ID`: one run: its counts, why pages failed, and what changed.

import { runFailures } from '../../../catalog/crawls/run-failures.ts';
import {
  getRun,
  type Run,
  type RunChange,
  type RunChangeKind,
  runChanges,
} from '../../../catalog/crawls/runs.ts';
import { getShop, type Shop } from '../../../catalog/crawls/shops.ts';
import type { Queryable } from '../../../catalog/database/database.ts';
import { bytesText, durationText, priceText } from '../../start/amounts.ts';
import { openMigrated } from '../../start/open-migrated.ts';
import { type CommandContext, CommandFailed } from '../run-command.ts';
import { countsText, describeRun, stateText } from '../run-texts.ts';

interface Report {
  run: Run;
  shop: Shop | null;
  failures: Awaited<ReturnType<typeof runFailures>>;
  changes: Record<RunChangeKind, RunChange[]>;
}

export async function runsShow(
  { config, print }: CommandContext,
  id: number,
  options: { limit: number; json?: boolean },
): Promise<void> {
  const database = await openMigrated(config);
  try {
    const report = await reportOf(database.pool, id, options.limit);
    if (options.json) print(JSON.stringify({ ...report.run, ...report, run: undefined }));
    else for (const line of linesOf(report, options.limit)) print(line);
  } finally {
    await database.close();
  }
}

async function reportOf(db: Queryable, id: number, limit: number): Promise<Report> {
  const run = await getRun(db, id);
  if (!run) throw new CommandFailed(`There is no run ${id}: \`lookalike runs\` lists them.`);
  const changesOf = (kind: RunChangeKind) => runChanges(db, id, { kind, limit });
  const [shop, failures, added, price, gone] = await Promise.all([
    getShop(db, run.shopId),
    runFailures(db, run, { examples: 3 }),
    changesOf('new'),
    changesOf('price'),
    changesOf('gone'),
  ]);
  return { run, shop, failures, changes: { new: added, price, gone } };
}

function linesOf({ run, shop, failures, changes }: Report, limit: number): string[] {
  const { counts } = run;
  const why = run.reason === null ? '' : `: ${run.reason}`;
  return [
    `${describeRun(run)} of ${shop?.name ?? 'a shop that is gone'}${shop ? ` (${shop.baseUrl})` : ''}`,
    `${stateText(run)}${why}`,
    `${counts.pages} pages, ${bytesText(run.bytes)}, ${durationText(run.activeMs)} of work`,
    `${countsText(run)}; ${counts.changedProducts} changed, ${counts.unchanged} unchanged`,
    ...(failures.length === 0 ? [] : ['', 'Failed']),
    ...failures.flatMap(({ reason, count, examples }) => [
      `  ${count}× ${reason}`,
      ...examples.map((url) => `      ${url}`),
    ]),
    ...section('New', changes.new, { of: counts.newProducts, limit }),
    ...section('Dearer', changes.price.filter(isDearer), { limit }),
    ...section('Cheaper', changes.price.filter(isCheaper), { limit }),
    ...section(
      'Other price',
      changes.price.filter((one) => !isDearer(one) && !isCheaper(one)),
      { limit },
    ),
    ...section('Gone', changes.gone, { of: counts.gone, limit }),
  ];
}

function section(
  title: string,
  changes: RunChange[],
  { of, limit }: { of?: number; limit: number },
): string[] {
  if (changes.length === 0) return [];
  const left = (of ?? changes.length) - changes.length;
  const more = left > 0 && changes.length >= limit ? [`  and ${left} more (--limit)`] : [];
  return ['', title, ...changes.map(lineOf), ...more];
}

function lineOf({ productId, title, price, previousPrice }: RunChange): string {
  const now = price ? priceText(price) : 'no price';
  const before = previousPrice ? `${priceText(previousPrice)} → ` : '';
  return `  ${String(productId).padStart(6)}  ${before}${now}  ${title.replaceAll(/\s+/g, ' ')}`;
}

const isDearer = ({ price, previousPrice }: RunChange) =>
  isComparable(price, previousPrice) && (price?.amount ?? 0) > (previousPrice?.amount ?? 0);
const isCheaper = ({ price, previousPrice }: RunChange) =>
  isComparable(price, previousPrice) && (price?.amount ?? 0) < (previousPrice?.amount ?? 0);
const isComparable = (one: RunChange['price'], other: RunChange['price']) =>
  one !== null && other !== null && one.currency === other.currency;
