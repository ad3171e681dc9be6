// What facets are counted over.
import type { Parameters } from '../database/sql-parameters.ts';
import type { Filters } from '../products/filters.ts';

/** Results to count over. */
export interface Counted {
  total: number;
  filters: Filters;
  /** A query of rows (result, product_id, photo_id): each result's product and those folded into it. */
  members(parameters: Parameters): string;
  /** Whether a result has the colours of the photo it shows, or of all that its product has. */
  colouredBy: 'photo_id' | 'product_id';
}
