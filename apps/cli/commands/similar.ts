// `lookalike similar ID`: products that look like a stored one.
import { chooseLook } from '../../../catalog/chosen-look.ts';
import { diversifiedBy } from '../../../catalog/diversity.ts';
import { activeModel } from '../../../catalog/models.ts';
import { searchByProduct } from '../../../catalog/search-by-product.ts';
import { openMigrated } from '../../start/open-parts.ts';
import { nothingEmbedded, printResults, type ResultOptions, toFilters } from '../results.ts';
import { type CommandContext, CommandFailed } from '../run-command.ts';

export async function similar(
  context: CommandContext,
  id: string,
  options: ResultOptions & { cheaper?: boolean; look: number },
): Promise<void> {
  const productId = Number(id);
  if (!Number.isSafeInteger(productId) || productId < 1)
    throw new CommandFailed(
      `"${id}" is not a product's id: take a number from the results of \`lookalike search\`.`,
    );
  const database = await openMigrated(context.config);
  try {
    const model = await activeModel(database.pool);
    if (!model) throw new CommandFailed(nothingEmbedded);
    const { turn, cutoff, notices } = await chooseLook(database.pool, {
      model: model.id,
      look: options.look,
      asked: options.cutoff,
    });
    const page = await searchByProduct(database.pool, {
      model: model.id,
      productId,
      cheaper: options.cheaper ?? false,
      maxPriceShare: typeof options.maxPrice === 'object' ? options.maxPrice.share : undefined,
      filters: toFilters(options),
      sort: options.sort,
      limit: options.limit,
      cursor: options.cursor ?? null,
      explain: options.explain ?? false,
      reordering: options.diversity > 0 ? diversifiedBy(options.diversity) : null,
      ...cutoff,
      turn,
    });
    if (!page) throw new CommandFailed(`There is no product ${productId}.`);
    printResults(context, page, { ...options, model: model.id, notices });
  } finally {
    await database.close();
  }
}
