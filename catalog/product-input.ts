// What a product's page says, and the columns and values that it is stored as.
import { filterKey } from './filters.ts';
import { type Availability, noCurrency } from './product-rows.ts';
import { storableJson, storableText } from './storable.ts';

export interface ProductInput {
  shopId: number;
  /** Canonical and absolute; together with the shop it says which product this is. */
  url: string;
  sku: string | null;
  title: string;
  brand: string | null;
  description: string | null;
  /** Major units. */
  price: number | null;
  /** ISO 4217. */
  currency: string | null;
  availability: Availability | null;
  category: readonly string[];
  /** Best first. */
  photoUrls: readonly string[];
  /** Whatever else is known; kept as it is. */
  extra?: Record<string, unknown>;
}

/** The columns of a product in the order of their parameters; shop and URL first. */
export const columns = [
  ['shop_id', 'bigint'],
  ['url', 'text'],
  ['sku', 'text'],
  ['title', 'text'],
  ['brand', 'text'],
  ['description', 'text'],
  ['price', 'numeric(14, 4)'],
  ['currency', 'text'],
  ['availability', 'text'],
  ['category', 'text[]'],
  ['extra', 'jsonb'],
  ['brand_key', 'text'],
  ['category_keys', 'text[]'],
  ['available', 'boolean'],
] as const;

export const columnNames = columns.map(([name]) => name).join(', ');
export const placeholders = columns.map(([, type], i) => `$${i + 1}::${type}`).join(', ');
/** The columns that stand beside vectors too. */
export const filterColumns = ['price', 'currency', 'brand_key', 'category_keys', 'available'];

/** The values of {@link columns}. */
export function storedValues(input: ProductInput): unknown[] {
  const text = (value: string | null) => (value === null ? null : storableText(value));
  const price = input.price !== null && input.price >= 0 ? input.price : null;
  const category = input.category.map(storableText).filter((step) => step.trim() !== '');
  return [
    input.shopId,
    storableText(input.url),
    text(input.sku),
    storableText(input.title),
    text(input.brand),
    text(input.description),
    price,
    price === null ? null : (text(input.currency) ?? noCurrency).toUpperCase(),
    input.availability,
    category,
    storableJson(input.extra ?? {}),
    input.brand === null ? null : filterKey(storableText(input.brand)),
    [...new Set(category.map(filterKey))],
    input.availability === null || input.availability === 'in_stock' || input.availability === 'preorder',
  ];
}
