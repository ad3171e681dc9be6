// `lookalike search TEXT`: products that look like the words, or like a mix of words, products and a photo.

import { refreshTerms } from '../../../catalog/lexical/terms.ts';
import { findCutoff } from '../../../catalog/ranking/find-cutoff.ts';
import { type SearchMode, searchInMode } from '../../../catalog/search/hybrid-search.ts';
import type { Poles } from '../../axis/poles.ts';
import { openMigrated } from '../../start/open-migrated.ts';
import { type ComposedOptions, composedQueryOf } from '../composed-options.ts';
import { readExamples } from '../examples.ts';
import { toFilters } from '../filter-options.ts';
import { resolveComposed } from '../resolve-composed.ts';
import { printResults, type ResultOptions } from '../results.ts';
import { type CommandContext, CommandFailed } from '../run-command.ts';

export async function search(
  context: CommandContext,
  words: string[],
  options: ResultOptions & ComposedOptions & { mode: SearchMode; axis?: Poles<string> },
): Promise<void> {
  const query = await composedQueryOf(words.join(' ').trim(), options);
  if (query.texts.length + query.products.length + query.photos.length === 0)
    throw new CommandFailed(
      'There is nothing to search for: say what it should look like, such as "gold purple".',
    );
  const poles = options.axis
    ? {
        from: await readExamples(options.axis.from, '--axis'),
        to: await readExamples(options.axis.to, '--axis'),
      }
    : null;
  const database = await openMigrated(context.config);
  try {
    const {
      vector,
      words: named,
      kind,
      model,
      notices,
      excludeProductIds,
      axis,
    } = await resolveComposed(context, database.pool, query, poles);
    if (named === '' && options.mode === 'text')
      throw new CommandFailed('--mode text compares words, and the query has none to look for: name some.');
    if (options.mode !== 'visual') await refreshTerms(database.pool);
    const page = await searchInMode(database.pool, {
      mode: named === '' ? 'visual' : options.mode,
      text: named,
      model,
      vector,
      filters: { ...toFilters(options), ...(excludeProductIds.length > 0 && { excludeProductIds }) },
      sort: axis ? 'axis' : options.sort,
      axis,
      limit: options.limit,
      cursor: options.cursor ?? null,
      facets: options.facets ?? false,
      explain: options.explain ?? false,
      diversity: options.diversity,
      ...(await findCutoff(database.pool, { model, kind, asked: options.cutoff })),
    });
    printResults(context, page, { ...options, model, notices });
  } finally {
    await database.close();
  }
}
