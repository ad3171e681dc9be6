// The page's state as it stands in the address: what is searched for, and how it is narrowed.
export type Sort = 'relevance' | 'price' | '-price' | 'newest' | 'random';

export interface Narrowing {
  minPrice: number | null;
  maxPrice: number | null;
  /** null means the view's own order: relevance for a search, a shuffle for the home page. */
  sort: Sort | null;
  /** Only what is in stock. */
  available: boolean;
  /** Only below the chosen product's price; only read on /similar/:id. */
  cheaper: boolean;
  brand: string | null;
  shop: string | null;
  category: string | null;
}

export const noNarrowing: Narrowing = {
  minPrice: null,
  maxPrice: null,
  sort: null,
  available: false,
  cheaper: false,
  brand: null,
  shop: null,
  category: null,
};

/** The orders of the whole catalogue and of a search or a product's neighbours; the first is each one's own. */
export const windowSorts: readonly Sort[] = ['random', 'newest', 'price', '-price'];
export const rankedSorts: readonly Sort[] = ['relevance', 'price', '-price', 'newest'];

// What the API takes: an address with more would only be refused.
const amountPattern = /^\d{1,12}(\.\d{1,6})?$/;
const longestName = 200;

/**
 * Reads the address; what makes no sense there (a typo, an old link) is left out rather than failed on.
 *
 * @param sorts the orders that the view knows
 */
export function readNarrowing(params: URLSearchParams, sorts: readonly Sort[]): Narrowing {
  const wanted = params.get('sort');
  const [minPrice, maxPrice] = inOrder(
    readAmount(params.get('minPrice')),
    readAmount(params.get('maxPrice')),
  );
  return {
    minPrice,
    maxPrice,
    sort: sorts.find((sort) => sort === wanted) ?? null,
    available: params.get('available') === 'true',
    cheaper: params.get('cheaper') === 'true',
    brand: readName(params.get('brand')),
    shop: readName(params.get('shop')),
    category: readName(params.get('category')),
  };
}

/** The parameters that differ from "nothing narrowed", in a fixed order so that equal states share one address. */
export function writeNarrowing(narrowing: Narrowing): [string, string][] {
  const pairs: [string, string | number | boolean | null][] = [
    ['minPrice', narrowing.minPrice],
    ['maxPrice', narrowing.maxPrice],
    ['available', narrowing.available],
    ['cheaper', narrowing.cheaper],
    ['brand', narrowing.brand],
    ['shop', narrowing.shop],
    ['category', narrowing.category],
    ['sort', narrowing.sort],
  ];
  return pairs.flatMap(([name, value]): [string, string][] =>
    value === null || value === false ? [] : [[name, String(value)]],
  );
}

/** The address of a search (or of the home page, for an empty query). */
export function searchAddress(query: string, narrowing: Narrowing = noNarrowing): string {
  const params = new URLSearchParams(query.trim() ? [['q', query.trim()]] : []);
  for (const [name, value] of writeNarrowing({ ...narrowing, cheaper: false })) params.append(name, value);
  return params.size > 0 ? `/?${params}` : '/';
}

/** The address of what looks like one product. */
export function similarAddress(productId: number | string, narrowing: Narrowing = noNarrowing): string {
  const params = new URLSearchParams(writeNarrowing(narrowing));
  return `/similar/${productId}${params.size > 0 ? `?${params}` : ''}`;
}

/** True when something besides the order hides products. */
export function isNarrowed(narrowing: Narrowing): boolean {
  return writeNarrowing({ ...narrowing, sort: null }).length > 0;
}

/** A price as the API takes it, or null. */
export function readAmount(text: string | null): number | null {
  const written = text?.trim() ?? '';
  return amountPattern.test(written) ? Number(written) : null;
}

/** A price range given the wrong way round is turned. */
export function inOrder(low: number | null, high: number | null): [number | null, number | null] {
  return low !== null && high !== null && low > high ? [high, low] : [low, high];
}

function readName(text: string | null): string | null {
  const name = text?.trim() ?? '';
  return name !== '' && name.length <= longestName ? name : null;
}
