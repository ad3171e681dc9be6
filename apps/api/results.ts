// A ranked page of the catalogue as the API's answer.
import type { Hit } from '../../catalog/hits.ts';
import type { SearchAnswer } from './schemas.ts';

interface RankedPage {
  hits: Hit[];
  nextCursor: string | null;
  explain: NonNullable<SearchAnswer['explain']> | null;
}

export function rankedResults(page: RankedPage): Pick<SearchAnswer, 'results' | 'nextCursor' | 'explain'> {
  return {
    results: page.hits.map((hit) => ({ ...hit, score: presentableScore(hit.score) })),
    nextCursor: page.nextCursor,
    ...(page.explain === null ? {} : { explain: page.explain }),
  };
}

/** Rounding in half precision can give 1.0000002 for the same photo: a cosine stays within [-1, 1]. */
function presentableScore(score: number): number {
  return Math.round(Math.min(1, Math.max(-1, score)) * 1e6) / 1e6;
}
