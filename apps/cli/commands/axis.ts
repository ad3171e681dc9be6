// `lookalike axis FROM TO`: every product's place on the line between two poles, as a number and a colour.
import { setImmediate } from 'node:timers/promises';
import { withPriceBasis } from '../../../catalog/products/price-basis.ts';
import { axisPlaces } from '../../../catalog/ranking/axis-places.ts';
import { readProductScores, type ScoredProduct } from '../../../catalog/search/axis-scores.ts';
import { axisColour } from '../../axis/axis-colour.ts';
import { resolveAxis } from '../../axis/resolve-axis.ts';
import { openMigrated } from '../../start/open-parts.ts';
import { readExamples } from '../examples.ts';
import { type FilterOptions, toFilters } from '../filter-options.ts';
import { withQuerySources } from '../query-sources.ts';
import type { CommandContext } from '../run-command.ts';

interface AxisOptions extends FilterOptions {
  limit?: number;
  json?: boolean;
}

interface Placed extends ScoredProduct {
  /** From -1 to 1. */
  place: number;
}

export async function axis(
  context: CommandContext,
  from: string,
  to: string,
  options: AxisOptions,
): Promise<void> {
  const poles = { from: await readExamples(from, from), to: await readExamples(to, to) };
  const database = await openMigrated(context.config);
  try {
    await withQuerySources(context, database.pool, async (sources, notices) => {
      const { direction, notices: ofAxis } = await resolveAxis(poles, sources);
      for (const notice of [...notices, ...ofAxis]) context.progress.say(notice);
      const { db, modelId: model } = sources;
      const { filters } = await withPriceBasis(db, toFilters(options), { comparesPrices: false });
      const scored: ScoredProduct[] = [];
      for (let afterId = 0; !context.signal.aborted; ) {
        const batch = await readProductScores(db, model, { direction, filters, afterId, limit: batchSize });
        const last = batch.at(-1);
        if (!last) break;
        scored.push(...batch);
        afterId = last.productId;
        await setImmediate();
      }
      printPlaces(context, placed(scored), options);
    });
  } finally {
    await database.close();
  }
}

const batchSize = 1000;

function placed(scored: readonly ScoredProduct[]): Placed[] {
  const places = axisPlaces(scored.map(({ score }) => score));
  return scored
    .map((product, i) => ({ ...product, place: places[i] ?? 0 }))
    .sort((one, other) => one.score - other.score);
}

function printPlaces(
  { print, progress }: CommandContext,
  all: readonly Placed[],
  { limit, json }: AxisOptions,
): void {
  if (all.length === 0) progress.say('No product has a photo; fewer filters may help.');
  for (const { productId: id, title, score, place } of spread(all, limit ?? all.length)) {
    const colour = axisColour(place);
    if (json) print(JSON.stringify({ id, title, place: rounded(place), colour, score: rounded(score) }));
    else print([signed(place), colour, String(id).padStart(6), title.replaceAll(/\s+/g, ' ')].join('  '));
  }
}

/** From end to end, both included. */
function spread(all: readonly Placed[], wanted: number): readonly Placed[] {
  if (wanted >= all.length) return all;
  const step = wanted === 1 ? 0 : (all.length - 1) / (wanted - 1);
  return Array.from({ length: wanted }, (_, i) => all[Math.round(i * step)]).filter(
    (one) => one !== undefined,
  );
}

const rounded = (value: number) => Math.round(value * 10_000) / 10_000;
const signed = (place: number) => `${place < 0 ? '−' : '+'}${Math.abs(place).toFixed(2)}`;
