// `lookalike search TEXT`: products that look like the words.
import { diversifiedBy } from '../../../catalog/diversity.ts';
import { findCutoff } from '../../../catalog/find-cutoff.ts';
import { activeModel } from '../../../catalog/models.ts';
import { searchByVector } from '../../../catalog/search.ts';
import { openEncoder } from '../../start/open-encoder.ts';
import { openMigrated } from '../../start/open-parts.ts';
import { nothingEmbedded, printResults, type ResultOptions, toFilters } from '../results.ts';
import { type CommandContext, CommandFailed } from '../run-command.ts';

export async function search(
  context: CommandContext,
  words: string[],
  options: ResultOptions,
): Promise<void> {
  const text = words.join(' ').trim();
  if (!text)
    throw new CommandFailed(
      'There is nothing to search for: say what it should look like, such as "gold purple".',
    );
  const { config, progress } = context;
  const database = await openMigrated(config);
  try {
    // Nothing to find is no reason to download a model.
    if (!(await activeModel(database.pool))) throw new CommandFailed(nothingEmbedded);
    const { encoder, notices } = await openEncoder({ config, db: database.pool, progress, parts: ['text'] });
    const [encoded] = await encoder.embedTexts([text]);
    await encoder.close();
    if (!encoded) throw new Error('The encoder gave no vector for the text.');
    const page = await searchByVector(database.pool, {
      model: encoder.modelId,
      vector: encoded.vector,
      filters: toFilters(options),
      sort: options.sort,
      limit: options.limit,
      cursor: options.cursor ?? null,
      explain: options.explain ?? false,
      reordering: options.diversity > 0 ? diversifiedBy(options.diversity) : null,
      ...(await findCutoff(database.pool, {
        model: encoder.modelId,
        kind: 'text',
        asked: options.cutoff,
      })),
    });
    const cut = encoded.truncated ? ['The text is longer than the model reads; its end was left out.'] : [];
    printResults(context, page, { ...options, model: encoder.modelId, notices: [...notices, ...cut] });
  } finally {
    await database.close();
  }
}
