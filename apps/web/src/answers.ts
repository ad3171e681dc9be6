// The shapes of the API's answers, as the pages read them: the API's own, where it states them.
import type { Product } from '../../api/schemas.ts';

export type { Product, ProductDetail } from '../../api/schemas.ts';
export type Price = NonNullable<Product['price']>;

/** One page of products, whichever route it came from; `total` is known when browsing only. */
export interface ResultPage {
  results: { product: Product }[];
  nextCursor: string | null;
  total?: number;
  notices: string[];
}
