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

const sorts: readonly string[] = ['relevance', 'price', '-price', 'newest', 'random'];

/** Reads the address; what makes no sense there (a typo, an old link) is left out rather than failed on. */
export function readNarrowing(params: URLSearchParams): Narrowing {
  const sort = params.get('sort');
  return {
    minPrice: readAmount(params.get('minPrice')),
    maxPrice: readAmount(params.get('maxPrice')),
    sort: sort !== null && sorts.includes(sort) ? (sort as Sort) : null, // checked against the list above
    available: params.get('available') === 'true',
    cheaper: params.get('cheaper') === 'true',
    brand: params.get('brand') || null,
    shop: params.get('shop') || null,
    category: params.get('category') || null,
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

function readAmount(text: string | null): number | null {
  if (text === null || text.trim() === '') return null;
  const amount = Number(text);
  return Number.isFinite(amount) && amount >= 0 ? amount : null;
}
