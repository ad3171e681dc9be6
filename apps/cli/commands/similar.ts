// `lookalike similar ID|FILE|URL`: products that look like a stored one, or like a photo; `--in`: items of collections.

import { activeModel } from '../../../catalog/photos/models.ts';
import { chooseLook } from '../../../catalog/ranking/chosen-look.ts';
import { findCutoff } from '../../../catalog/ranking/find-cutoff.ts';
import { diversifiedBy } from '../../../catalog/search/diversity.ts';
import { searchByVector } from '../../../catalog/search/search.ts';
import { searchByProduct } from '../../../catalog/search/search-by-product.ts';
import type { Crop } from '../../../clip/crop.ts';
import type { ComposedQuery } from '../../composed/composed-query.ts';
import { openMigrated } from '../../start/open-migrated.ts';
import { photoPart } from '../composed-options.ts';
import { toFilters } from '../filter-options.ts';
import { resolveComposed } from '../resolve-composed.ts';
import { nothingEmbedded, printResults, type ResultOptions } from '../results.ts';
import { type CommandContext, CommandFailed } from '../run-command.ts';
import { type SimilarItemsOptions, similarItems } from './similar-items.ts';

interface SimilarOptions extends ResultOptions, SimilarItemsOptions {
  in?: string[];
  cheaper?: boolean;
  precomputed?: boolean;
  photo?: number;
  crop?: Crop;
  look: number;
}

/** As in `llm`, a collection may be named first: `similar NAME ID`, `similar NAME --content TEXT`. */
export async function similar(
  context: CommandContext,
  target: string | undefined,
  id: string | undefined,
  options: SimilarOptions,
): Promise<void> {
  const { in: collections, content, input } = options;
  const namesFirst = id !== undefined || ((content ?? input) !== undefined && !collections);
  if (namesFirst && collections)
    throw new CommandFailed(`With --in there is one thing to be like: "${target}" or "${id}"?`);
  if (!namesFirst && !collections) return similarProducts(context, target, options);
  if (options.cheaper || options.photo !== undefined || options.crop || options.look !== 0)
    throw new CommandFailed('--cheaper, --photo, --crop and --look are about products, not about items.');
  if (collections) return similarItems(context, { collections, target }, options);
  if (target === undefined)
    throw new CommandFailed('Name the collections to look in with --in; `lookalike search` finds products.');
  return similarItems(context, { collections: [target], target: id }, options);
}

async function similarProducts(
  context: CommandContext,
  target: string | undefined,
  options: SimilarOptions,
): Promise<void> {
  if (target === undefined)
    throw new CommandFailed('Say what it should be like: the id of a product, or a photo’s file or address.');
  // 15 digits stay exact in a number and inside Postgres' bigint; what is longer is a file, if anything.
  const productId = /^[1-9]\d{0,14}$/.test(target) ? Number(target) : null;
  if (productId === null) return similarToPhoto(context, target, options);
  const { photo, crop } = options;
  const database = await openMigrated(context.config);
  try {
    const db = database.pool;
    const part = { productId, weight: 1, photo, crop, name: target };
    const query: ComposedQuery = { texts: [], products: [part], photos: [] };
    const seen = photo !== undefined || crop ? await resolveComposed(context, db, query) : null;
    const model = seen?.model ?? (await activeModel(db))?.id;
    if (model === undefined) throw new CommandFailed(nothingEmbedded);
    const { look, cutoff: asked } = options;
    const { turn, cutoff, notices } = await chooseLook(db, { model, look, asked });
    const page = await searchByProduct(db, {
      ...pageOptions(options),
      ...cutoff,
      turn,
      model,
      productId,
      vector: seen?.vector,
      cheaper: options.cheaper ?? false,
      precomputed: options.precomputed ?? false,
      maxPriceShare: typeof options.maxPrice === 'object' ? options.maxPrice.share : undefined,
    });
    if (!page) throw new CommandFailed(`There is no product ${productId}.`);
    printResults(context, page, { ...options, model, notices: [...(seen?.notices ?? []), ...notices] });
  } finally {
    await database.close();
  }
}

async function similarToPhoto(
  context: CommandContext,
  target: string,
  options: SimilarOptions,
): Promise<void> {
  if (options.cheaper || options.photo !== undefined || options.look !== 0) {
    throw new CommandFailed('--cheaper, --photo and --look are about a product: name one by its id.');
  }
  const query: ComposedQuery = { texts: [], products: [], photos: [await photoPart(target, options.crop)] };
  const database = await openMigrated(context.config);
  try {
    const { vector, model, notices } = await resolveComposed(context, database.pool, query);
    const cutoff = await findCutoff(database.pool, { model, kind: 'photo', asked: options.cutoff });
    const page = await searchByVector(database.pool, { ...pageOptions(options), ...cutoff, model, vector });
    printResults(context, page, { ...options, model, notices });
  } finally {
    await database.close();
  }
}

const pageOptions = (options: SimilarOptions) => ({
  filters: toFilters(options),
  sort: options.sort,
  limit: options.limit,
  cursor: options.cursor ?? null,
  facets: options.facets ?? false,
  explain: options.explain ?? false,
  reordering: options.diversity > 0 ? diversifiedBy(options.diversity) : null,
});
