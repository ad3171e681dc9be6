// The page's questions for facets: what there is of a subject, and what is left of it under the filters in force.
import { useQuery } from '@tanstack/react-query';
import { filtersOnly, type Narrowing, noNarrowing } from '../address/narrowing.ts';
import type { Facets } from '../api/answers.ts';
import { fetchPage, isContinued } from '../api/queries.ts';
import type { Subject } from '../api/question.ts';

export interface KnownFacets {
  /** Without any filter: which values there are, in an order that stays. */
  all: Facets | undefined;
  /** Under the filters in force, each facet without its own: how many each value would give. */
  now: Facets | undefined;
}

/** @param isWanted false while something more urgent is asked for */
export function useFacets(subject: Subject, narrowing: Narrowing, isWanted: boolean): KnownFacets {
  // The counts of before stay in sight while those of the same question, or of one that goes on from it, are made.
  const goesOn = (before: { queryKey: readonly [string, Subject, ...unknown[]] } | undefined) =>
    before !== undefined && isContinued(before.queryKey[1], subject);
  const all = useQuery({
    ...facetsOf(subject, noNarrowing),
    enabled: isWanted,
    placeholderData: (earlier, before) => (goesOn(before) ? earlier : undefined),
  });
  const now = useQuery({
    ...facetsOf(subject, narrowing),
    enabled: isWanted,
    placeholderData: (earlier, before) => (goesOn(before) ? earlier : undefined),
  });
  return { all: all.data ?? undefined, now: now.data ?? all.data ?? undefined };
}

/** How many products a subject has under a narrowing; null where that can't be said. */
export async function countResults(
  subject: Subject,
  narrowing: Narrowing,
  signal: AbortSignal,
): Promise<number | null> {
  return (await fetchFacets(subject, narrowing, signal))?.counted ?? null;
}

function facetsOf(subject: Subject, narrowing: Narrowing) {
  const filters = filtersOnly(narrowing);
  return {
    queryKey: ['facets', subject, filters] as const,
    queryFn: ({ signal }: { signal: AbortSignal }) => fetchFacets(subject, filters, signal),
  };
}

async function fetchFacets(
  subject: Subject,
  narrowing: Narrowing,
  signal: AbortSignal,
): Promise<Facets | null> {
  const page = await fetchPage(subject, narrowing, null, signal, { limit: 1, facets: true });
  return page.facets ?? null;
}
