// Counts what is searched for, in memory, and hands the counts on now and then: no search waits for it.
import { type CountedQuery, normalQuery } from '../../catalog/feedback/popular-queries.ts';

export interface QueryCounts {
  /** A first page that had results. @param shop what it was narrowed to */
  note(text: string, shop: string | undefined): void;
}

// What a crash loses of popularity is not worth a write per search.
const restMs = 60_000;
/** Beside it: more different texts in a minute are an attack, or a robot. */
const mostTexts = 1000;

/** Notes nothing: while feedback is off. */
export const noQueryCounts: QueryCounts = { note: () => {} };

/** @param options.store takes the counts; a failure loses these */
export function createQueryCounts(options: {
  store(counts: CountedQuery[]): Promise<void>;
  onError(error: unknown): void;
  /** Default a minute. */
  restMs?: number;
}): QueryCounts {
  const counts = new Map<string, CountedQuery>();

  function handOn(): void {
    const all = [...counts.values()];
    counts.clear();
    options.store(all).catch(options.onError);
  }

  return {
    note(text, shop = undefined) {
      const normal = normalQuery(text);
      if (normal === null) return;
      const key = JSON.stringify([normal, shop]);
      // Nobody waits for it when the process ends.
      if (counts.size === 0) setTimeout(handOn, options.restMs ?? restMs).unref();
      const known = counts.get(key);
      if (known) known.searches++;
      else if (counts.size < mostTexts) counts.set(key, { text: normal, shop: shop ?? null, searches: 1 });
    },
  };
}
