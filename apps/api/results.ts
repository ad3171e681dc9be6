// A ranked page of the catalogue as the API's answer.
import type { NamedHit } from '../../catalog/search/hybrid-search.ts';
import { axisColour } from '../axis/axis-colour.ts';
import type { SearchAnswer } from './schemas.ts';

interface RankedPage {
  hits: NamedHit[];
  nextCursor: string | null;
  facets: NonNullable<SearchAnswer['facets']> | null;
  explain: NonNullable<SearchAnswer['explain']> | null;
}

export function rankedResults(
  page: RankedPage,
): Pick<SearchAnswer, 'results' | 'nextCursor' | 'facets' | 'explain'> {
  return {
    results: page.hits.map(({ place, ...hit }) => ({
      ...hit,
      score: hit.score === null ? null : presentableScore(hit.score),
      ...(place === undefined ? {} : { axis: place === null ? null : { place, colour: axisColour(place) } }),
    })),
    nextCursor: page.nextCursor,
    ...(page.facets === null ? {} : { facets: page.facets }),
    ...(page.explain === null ? {} : { explain: page.explain }),
  };
}

/** Rounding in half precision can give 1.0000002 for the same photo: a cosine stays within [-1, 1]. */
function presentableScore(score: number): number {
  return Math.round(Math.min(1, Math.max(-1, score)) * 1e6) / 1e6;
}
