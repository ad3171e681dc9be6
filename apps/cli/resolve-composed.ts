// Opens what a composed query of the command line needs, resolves it, and closes the encoder again.
import type { Queryable } from '../../catalog/database/database.ts';
import { activeModel } from '../../catalog/photos/models.ts';
import { BadPart } from '../composed/bad-part.ts';
import { type ComposedQuery, type ResolvedQuery, resolveQuery } from '../composed/composed-query.ts';
import { createPhotoVectors } from '../composed/photo-vectors.ts';
import { openEncoder } from '../start/open-encoder.ts';
import { nothingEmbedded } from './results.ts';
import { type CommandContext, CommandFailed } from './run-command.ts';

/** With the model it is searched under. Throws CommandFailed in one sentence for what can't be searched with. */
export async function resolveComposed(
  { config, progress }: CommandContext,
  db: Queryable,
  query: ComposedQuery,
): Promise<ResolvedQuery & { model: string }> {
  // Nothing to find is no reason to download a model.
  if (!(await activeModel(db))) throw new CommandFailed(nothingEmbedded);
  const { encoder, notices } = await openEncoder({ config, db, progress, parts: ['text', 'late vision'] });
  try {
    const resolved = await resolveQuery(query, {
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
    });
    return { ...resolved, notices: [...notices, ...resolved.notices], model: encoder.modelId };
  } catch (error) {
    throw error instanceof BadPart ? new CommandFailed(error.message, { cause: error }) : error;
  } finally {
    await encoder.close();
  }
}
