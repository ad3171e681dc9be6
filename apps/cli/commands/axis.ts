// `lookalike axis FROM TO`: every product's place on the line between two poles, as a number and a colour.
import { axisColour } from '../../axis/axis-colour.ts';
import { type PlacedProduct, placeProducts, spreadEvenly } from '../../axis/place-products.ts';
import { resolveAxis } from '../../axis/resolve-axis.ts';
import { openMigrated } from '../../start/open-migrated.ts';
import { readExamples } from '../examples.ts';
import { type FilterOptions, toFilters } from '../filter-options.ts';
import { withQuerySources } from '../query-sources.ts';
import type { CommandContext } from '../run-command.ts';

interface AxisOptions extends FilterOptions {
  limit?: number;
  json?: boolean;
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
      const { signal, progress } = context;
      const found = await placeProducts(db, { model, direction, filters: toFilters(options), signal });
      for (const notice of found.notices) progress.say(notice);
      printPlaces(context, found.placed, options);
    });
  } finally {
    await database.close();
  }
}

function printPlaces(
  { print, progress }: CommandContext,
  all: readonly PlacedProduct[],
  { limit, json }: AxisOptions,
): void {
  if (all.length === 0) progress.say('No product has a photo; fewer filters may help.');
  for (const { productId: id, title, score, place } of spreadEvenly(all, limit ?? all.length)) {
    const colour = axisColour(place);
    if (json) print(JSON.stringify({ id, title, place: rounded(place), colour, score: rounded(score) }));
    else print([signed(place), colour, String(id).padStart(6), title.replaceAll(/\s+/g, ' ')].join('  '));
  }
}

const rounded = (value: number) => Math.round(value * 10_000) / 10_000;
const signed = (place: number) => `${place < 0 ? '−' : '+'}${Math.abs(place).toFixed(2)}`;
