// What a page's sources say, each under its name.
import type { ProductFacts } from './product-facts.ts';
import type { SourceName } from './scraped-product.ts';

export type FactsBySource = Partial<Record<SourceName, ProductFacts | null>>;

export interface SourcedFacts {
  source: SourceName;
  facts: ProductFacts;
}
