// The page's state as it stands in the address: how what is searched for is narrowed and ordered.
import { swatchColours } from '../filters/swatch-colours.ts';
import { type ShownPart, writeShownPart } from './crop.ts';
import { readable } from './readable.ts';

export type Sort = 'relevance' | 'price' | '-price' | 'newest' | 'random';

export interface Narrowing {
  minPrice: number | null;
  maxPrice: number | null;
  /** ISO 4217, where a shop window has prices in several; null is the API's own choice. */
  currency: string | null;
  /** null means the view's own order: relevance for a search, a shuffle for the home page. */
  sort: Sort | null;
  /** Only what is in stock. */
  available: boolean;
  /** Only below the chosen product's price; only read on /similar/:id. */
  cheaper: boolean;
  /** Any of these. */
  brand: string[];
  shop: string | null;
  category: string | null;
  /** One of the swatches, or #rrggbb. */
  color: string | null;
  /** -1, the same colour, to 1, the same shape; null is both. Only read on /similar/:id. */
  look: number | null;
}

export const noNarrowing: Narrowing = {
  minPrice: null,
  maxPrice: null,
  currency: null,
  sort: null,
  available: false,
  cheaper: false,
  brand: [],
  shop: null,
  category: null,
  color: null,
  look: null,
};

/** The orders of the whole catalogue and of a search or a product's neighbours; the first is each one's own. */
export const windowSorts: readonly Sort[] = ['random', 'newest', 'price', '-price'];
export const rankedSorts: readonly Sort[] = ['relevance', 'price', '-price', 'newest'];

// What the API takes: an address with more would only be refused.
const amountPattern = /^\d{1,12}(\.\d{1,6})?$/;
const longestName = 200;
const mostBrands = 20;

/**
 * Reads the address; what makes no sense there (a typo, an old link) is left out rather than failed on.
 *
 * @param sorts the orders that the view knows
 */
export function readNarrowing(params: URLSearchParams, sorts: readonly Sort[]): Narrowing {
  const wanted = params.get('sort');
  const currency = params.get('currency')?.toUpperCase() ?? '';
  const [minPrice, maxPrice] = inOrder(
    readAmount(params.get('minPrice')),
    readAmount(params.get('maxPrice')),
  );
  return {
    minPrice,
    maxPrice,
    currency: /^[A-Z]{3}$/.test(currency) ? currency : null,
    sort: sorts.find((sort) => sort === wanted) ?? null,
    available: params.get('available') === 'true',
    cheaper: params.get('cheaper') === 'true',
    brand: readBrands(params.getAll('brand')),
    shop: readName(params.get('shop')),
    category: readName(params.get('category')),
    color: readColour(params.get('color')),
    look: readLook(params.get('look')),
  };
}

/** The parameters that differ from "nothing narrowed", in a fixed order so that equal states share one address. */
export function writeNarrowing(narrowing: Narrowing): [string, string][] {
  const pairs: [string, string | number | boolean | null][] = [
    ['minPrice', narrowing.minPrice],
    ['maxPrice', narrowing.maxPrice],
    ['currency', narrowing.currency],
    ['available', narrowing.available],
    ['cheaper', narrowing.cheaper],
    ...narrowing.brand.map((brand): [string, string] => ['brand', brand]),
    ['shop', narrowing.shop],
    ['category', narrowing.category],
    ['color', narrowing.color],
    ['look', narrowing.look],
    ['sort', narrowing.sort],
  ];
  return pairs.flatMap(([name, value]): [string, string][] =>
    value === null || value === false ? [] : [[name, String(value)]],
  );
}

/** The address of a search (or of the home page, for an empty query). */
export function searchAddress(query: string, narrowing: Narrowing = noNarrowing): string {
  const params = new URLSearchParams(query.trim() ? [['q', query.trim()]] : []);
  for (const [name, value] of writeNarrowing(forSearch(narrowing))) params.append(name, value);
  return params.size > 0 ? `/?${params}` : '/';
}

/** The address of what looks like one product, or like a part of one of its photos. */
export function similarAddress(
  productId: number | string,
  narrowing: Narrowing = noNarrowing,
  part: ShownPart | null = null,
): string {
  const params = new URLSearchParams([...(part ? writeShownPart(part) : []), ...writeNarrowing(narrowing)]);
  return `/similar/${productId}${params.size > 0 ? `?${readable(params)}` : ''}`;
}

/** The address of one product. */
export function productAddress(productId: number | string): string {
  return `/product/${productId}`;
}

/** Without what only makes sense beside one product. */
export function forSearch(narrowing: Narrowing): Narrowing {
  return { ...narrowing, cheaper: false, look: null };
}

/** Without what only orders: the products stay the same. */
export function filtersOnly(narrowing: Narrowing): Narrowing {
  return { ...narrowing, sort: null, look: null };
}

/** True when something besides the order hides products. */
export function isNarrowed(narrowing: Narrowing): boolean {
  return writeNarrowing(filtersOnly(narrowing)).length > 0;
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

function readBrands(texts: readonly string[]): string[] {
  const names = texts.map(readName).filter((name) => name !== null);
  return [...new Set(names)].slice(0, mostBrands);
}

function readColour(text: string | null): string | null {
  const colour = text?.trim().toLowerCase() ?? '';
  return Object.hasOwn(swatchColours, colour) || /^#[0-9a-f]{6}$/.test(colour) ? colour : null;
}

function readLook(text: string | null): number | null {
  const look = Number(text?.trim() || Number.NaN);
  return look >= -1 && look <= 1 && look !== 0 ? Math.round(look * 100) / 100 || null : null;
}
