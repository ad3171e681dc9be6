// Resolves a composed query of the command line.
import type { Queryable } from '../../catalog/database/database.ts';
import { type ComposedQuery, type ResolvedQuery, resolveQuery } from '../composed/composed-query.ts';
import { withQuerySources } from './query-sources.ts';
import type { CommandContext } from './run-command.ts';

/** With the model it is searched under. Throws CommandFailed in one sentence for what can't be searched with. */
export async function resolveComposed(
  context: CommandContext,
  db: Queryable,
  query: ComposedQuery,
): Promise<ResolvedQuery & { model: string }> {
  return withQuerySources(context, db, async (sources, notices) => {
    const resolved = await resolveQuery(query, sources);
    return { ...resolved, notices: [...notices, ...resolved.notices], model: sources.modelId };
  });
}
