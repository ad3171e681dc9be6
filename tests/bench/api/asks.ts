// What the clients of the bench ask for: a path for each number, and what it has to be answered with.
import { sha256Of } from '../../integration/catalog/stock.ts';

export interface Ask {
  /** The same for the same number, of a product from 1 to `products`. */
  path(n: number, products: number): string;
  status: number;
  headers?(n: number, products: number): Record<string, string>;
}

const cachedTexts = 50;

// Neighbouring numbers are products in one page of the table; these are as far apart as shoppers are.
const scattered = (n: number, products: number) => ((n * 7919) % products) + 1;

const imagePath = (n: number, products: number) => `/images/${sha256Of(scattered(n, products))}.webp`;

export const asks = {
  'text search, text cached': { path: (n) => `/api/search?q=gold+tap+${n % cachedTexts}`, status: 200 },
  'text search, text new': { path: (n) => `/api/search?q=purple+tap+${n}`, status: 200 },
  'find similar': { path: (n, products) => `/api/products/${scattered(n, products)}/similar`, status: 200 },
  product: { path: (n, products) => `/api/products/${scattered(n, products)}`, status: 200 },
  'image, 10 KB': { path: imagePath, status: 200 },
  'image, 304': {
    path: imagePath,
    status: 304,
    headers: (n, products) => ({ 'if-none-match': `"${sha256Of(scattered(n, products))}"` }),
  },
} as const satisfies Record<string, Ask>;

export type AskName = keyof typeof asks;

export const askNames = Object.keys(asks) as AskName[]; // the keys of the object above
