// Opens what queries of the command line are resolved with, and closes the encoder again.
import type { Queryable } from '../../catalog/database/database.ts';
import { activeModel } from '../../catalog/photos/models.ts';
import { BadPart } from '../composed/bad-part.ts';
import type { QuerySources } from '../composed/composed-query.ts';
import { createPhotoVectors } from '../composed/photo-vectors.ts';
import { openEncoder } from '../start/open-encoder.ts';
import { nothingEmbedded } from './results.ts';
import { type CommandContext, CommandFailed } from './run-command.ts';

/** Throws CommandFailed in one sentence for what can't be resolved. */
export async function withQuerySources<Result>(
  { config, progress }: CommandContext,
  db: Queryable,
  work: (sources: QuerySources, notices: readonly string[]) => Promise<Result>,
): Promise<Result> {
  // Nothing to find is no reason to download a model.
  if (!(await activeModel(db))) throw new CommandFailed(nothingEmbedded);
  const { encoder, notices } = await openEncoder({ config, db, progress, parts: ['text', 'late vision'] });
  const sources: QuerySources = {
    db,
    modelId: encoder.modelId,
    embedText: async (text) => {
      const [encoded] = await encoder.embedTexts([text]);
      if (!encoded) throw new Error('The encoder gave no vector for the text.');
      return encoded;
    },
    photoVectors: createPhotoVectors(encoder),
    allowHosts: config.allowHosts,
    contact: config.contact,
  };
  try {
    return await work(sources, notices);
  } catch (error) {
    throw error instanceof BadPart ? new CommandFailed(error.message, { cause: error }) : error;
  } finally {
    await encoder.close();
  }
}
