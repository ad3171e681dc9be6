// How shoppers rate a product, on a scale of 0 to 5.
import { parsePrice } from '../../text/price-text.ts';
import type { Rating } from '../scraped-product.ts';
import { asList, objectsOf, type SchemaNodes } from './schema-nodes.ts';

/** From an AggregateRating; null when it has no value or nobody rated yet. */
export function readRating(value: unknown, schema: SchemaNodes): Rating | null {
  const [rating] = objectsOf(value, schema, 1);
  if (rating === undefined) return null;
  return makeRating(rating.ratingValue, rating.bestRating, rating.ratingCount ?? rating.reviewCount);
}

export function makeRating(value: unknown, best: unknown, count: unknown): Rating | null {
  const rated = parsePrice(asList(value)[0]);
  if (rated === null) return null;
  const highest = parsePrice(asList(best)[0]);
  const votes = parsePrice(asList(count)[0]);
  // Schema.org's scale ends at 5 unless said otherwise; 87 on no scale is out of a hundred as a rule.
  const scale = highest !== null && highest > 0 ? highest : rated <= 5 ? 5 : rated <= 10 ? 10 : 100;
  if (votes === 0 || rated > scale) return null;
  const rescaled = Math.round((rated / scale) * 500) / 100;
  return { value: rescaled, count: votes === null ? null : Math.round(votes) };
}
