// What a product's page says, and the columns and values that it is stored as.

import { storableJson, storableText } from '../database/storable.ts';
import { filterKey } from './filters.ts';
import { type Availability, noCurrency } from './product-rows.ts';

export interface ProductInput {
  shopId: number;
  /** Canonical and absolute; together with the shop it says which product this is. */
  url: string;
  sku: string | null;
  gtin?: string | null;
  /** The maker's part number. */
  mpn?: string | null;
  title: string;
  brand: string | null;
  description: string | null;
  /** Major units. */
  price: number | null;
  /** What it cost before, in the same currency. */
  regularPrice?: number | null;
  /** ISO 4217. */
  currency: string | null;
  availability: Availability | null;
  category: readonly string[];
  /** Best first. */
  photoUrls: readonly string[];
  /** `value` out of 5. */
  rating?: { value: number; count: number | null } | null;
  variants?: readonly ProductVariant[];
  /** Which source each field came from. */
  sources?: Readonly<Record<string, string>>;
  /** Whatever else is known; kept as it is. */
  extra?: Record<string, unknown>;
}

/** One form of a product, such as a size; stored as it is. */
export interface ProductVariant {
  name: string | null;
  options: Record<string, string>;
  sku: string | null;
  gtin: string | null;
  price: number | null;
  regularPrice: number | null;
  availability: Availability | null;
  photoUrl: string | null;
  url: string | null;
}

/** The columns of a product, shop and URL first, with their types and what they hold. */
const columns: [name: string, type: string, value: (input: ProductInput) => unknown][] = [
  ['shop_id', 'bigint', (input) => input.shopId],
  ['url', 'text', (input) => storableText(input.url)],
  ['sku', 'text', (input) => text(input.sku)],
  ['gtin', 'text', (input) => text(input.gtin)],
  ['mpn', 'text', (input) => text(input.mpn)],
  ['title', 'text', (input) => storableText(input.title)],
  ['brand', 'text', (input) => text(input.brand)],
  ['description', 'text', (input) => text(input.description)],
  ['price', 'numeric(14, 4)', (input) => amount(input.price)],
  ['regular_price', 'numeric(14, 4)', (input) => amount(input.regularPrice)],
  ['currency', 'text', currencyOf],
  ['availability', 'text', (input) => input.availability],
  ['category', 'text[]', categoryOf],
  ['rating', 'numeric(4, 2)', (input) => ratingOf(input)?.value ?? null],
  ['rating_count', 'integer', (input) => ratingOf(input)?.count ?? null],
  ['variants', 'jsonb', (input) => input.variants ?? []],
  ['sources', 'jsonb', (input) => input.sources ?? {}],
  ['extra', 'jsonb', (input) => input.extra ?? {}],
  ['brand_key', 'text', (input) => (input.brand === null ? null : filterKey(storableText(input.brand)))],
  ['category_keys', 'text[]', (input) => [...new Set(categoryOf(input).map(filterKey))]],
  ['available', 'boolean', isAvailable],
];

export const columnNames = columns.map(([name]) => name);

/** How rows from {@link inputRows} read in SQL, under the alias `input`. */
export const inputTable = `json_to_recordset($1::json) as input (
    position integer, id bigint, at timestamptz, photos text[],
    ${columns.map(([name, type]) => `${name} ${type}`).join(', ')}
  )`;

export interface InputRow {
  /** Place in the list that was given. */
  position: number;
  /** Of the product, once it is known. */
  id?: number;
  at: Date | null;
  photos: string[];
  [column: string]: unknown;
}

export function inputRow(input: ProductInput, position: number, at: Date | null): InputRow {
  return {
    position,
    at,
    photos: [...new Set(input.photoUrls.map(storableText))],
    ...Object.fromEntries(columns.map(([name, , value]) => [name, value(input)])),
  };
}

/** The parameter of {@link inputTable}. */
export function inputRows(rows: readonly InputRow[]): string {
  return storableJson(rows);
}

// What numeric(14, 4) holds; a shop that asks for more has made a mistake.
const highestAmount = 9_999_999_999;
const highestCount = 2_147_483_647;

const text = (value: string | null | undefined) =>
  value === null || value === undefined ? null : storableText(value);

function amount(value: number | null | undefined): number | null {
  return typeof value === 'number' && value >= 0 && value <= highestAmount ? value : null;
}

function currencyOf(input: ProductInput): string | null {
  if (amount(input.price) === null) return null;
  return (text(input.currency) ?? noCurrency).toUpperCase();
}

function categoryOf(input: ProductInput): string[] {
  return input.category.map(storableText).filter((step) => step.trim() !== '');
}

function ratingOf({ rating }: ProductInput): ProductInput['rating'] {
  if (!rating || !(rating.value >= 0 && rating.value <= 5)) return null;
  const { count } = rating;
  const isCount = count !== null && Number.isInteger(count) && count >= 0 && count <= highestCount;
  return { value: rating.value, count: isCount ? count : null };
}

function isAvailable({ availability }: ProductInput): boolean {
  return availability === null || availability === 'in_stock' || availability === 'preorder';
}
