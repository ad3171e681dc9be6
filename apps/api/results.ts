// A ranked page of the catalogue as the API's answer.
import type { Product, SearchAnswer } from './schemas.ts';

type Found = NonNullable<SearchAnswer['results'][number]['found']>;

interface RankedPage {
  hits: { product: Product; score: number | null; found?: Found }[];
  nextCursor: string | null;
  explain: NonNullable<SearchAnswer['explain']> | null;
}

export function rankedResults(page: RankedPage): Pick<SearchAnswer, 'results' | 'nextCursor' | 'explain'> {
  return {
    results: page.hits.map(({ product, score, found }) => ({
      product,
      score: score === null ? null : presentableScore(score),
      ...(found === undefined ? {} : { found }),
    })),
    nextCursor: page.nextCursor,
    ...(page.explain === null ? {} : { explain: page.explain }),
  };
}

/** Rounding in half precision can give 1.0000002 for the same photo: a cosine stays within [-1, 1]. */
function presentableScore(score: number): number {
  return Math.round(Math.min(1, Math.max(-1, score)) * 1e6) / 1e6;
}
