// The shapes of the API's answers, as the pages read them: the API's own, where it states them.
import type { z } from 'zod';
import type { suggestAnswer } from '../../../api/feedback-schemas.ts';
import type { Product, SearchAnswer } from '../../../api/schemas.ts';

export type { Product, ProductDetail } from '../../../api/schemas.ts';
export type Suggestion = z.infer<typeof suggestAnswer>['suggestions'][number];
export type Price = NonNullable<Product['price']>;
export type Facets = NonNullable<SearchAnswer['facets']>;

export interface Result {
  product: Product;
  /** `loose`: less like the question than products usually are that match it. Absent when browsing. */
  match?: 'good' | 'loose';
  /** Other products of the same look, the cheapest first. Absent when browsing. */
  offers?: Offers;
}

export interface Offers {
  count: number;
  items: { price: Price | null }[];
}

/** One page of products, whichever route it came from; `total` is known when browsing only. */
export interface ResultPage {
  results: Result[];
  nextCursor: string | null;
  total?: number;
  notices: string[];
  /** Which model answered. */
  model: string;
  /** Only when asked for. */
  facets?: Facets;
}
