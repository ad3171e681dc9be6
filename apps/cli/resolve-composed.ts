// Resolves a composed query of the command line.
import type { Queryable } from '../../catalog/database/database.ts';
import type { Poles } from '../axis/poles.ts';
import { resolveAxis } from '../axis/resolve-axis.ts';
import { type ComposedQuery, type ResolvedQuery, resolveQuery } from '../composed/composed-query.ts';
import { withQuerySources } from './query-sources.ts';
import type { CommandContext } from './run-command.ts';

/**
 * With the model it is searched under, and the direction between the poles. Throws CommandFailed in one sentence for what can't be
 * searched with.
 */
export async function resolveComposed(
  context: CommandContext,
  db: Queryable,
  query: ComposedQuery,
  poles: Poles<ComposedQuery> | null = null,
): Promise<ResolvedQuery & { model: string; axis: Float32Array | null }> {
  return withQuerySources(context, db, async (sources, notices) => {
    const resolved = await resolveQuery(query, sources);
    const axis = poles && (await resolveAxis(poles, sources));
    return {
      ...resolved,
      notices: [...notices, ...resolved.notices, ...(axis?.notices ?? [])],
      model: sources.modelId,
      axis: axis?.direction ?? null,
    };
  });
}
