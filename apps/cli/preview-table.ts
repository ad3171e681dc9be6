// Products of a dry run as a table: each value, and below it where it came from. Pure.
import { noCurrency } from '../../catalog/products/product-rows.ts';
import type { PreviewedProduct } from '../../scraper/preview-shop.ts';
import type { ScrapedProduct, SourcedField } from '../../scraper/product/scraped-product.ts';
import { priceText } from '../start/amounts.ts';
import { type Cell, type Column, tableLines } from './table.ts';

const columns: Column[] = [
  { title: 'title' },
  { title: 'price', align: 'right' },
  { title: 'availability' },
  { title: 'sku' },
  { title: 'brand' },
  { title: 'photos', align: 'right' },
];
const unknown = '–';

/** @param options.strike whether a crossed-out price can be drawn as one */
export function previewLines(
  found: readonly PreviewedProduct[],
  options: { width: number; strike: boolean },
): string[] {
  const rows = found.map(({ product }) => rowOf(product, options.strike));
  return tableLines(columns, rows, options.width);
}

function rowOf(product: ScrapedProduct, strike: boolean): Cell[] {
  const cell = (field: SourcedField, text: string | null): Cell => [
    text ?? unknown,
    product.sources[field] ?? '',
  ];
  const path = pathOf(product.url);
  return [
    [product.title, `${product.sources.title ?? ''}  ${path}`],
    cell('price', pricesOf(product, strike)),
    cell('availability', product.availability?.replaceAll('_', ' ') ?? null),
    cell('sku', product.sku),
    cell('brand', product.brand),
    cell('photoUrls', String(product.photoUrls.length)),
  ];
}

/** With its query: shops that have `?id=7` have no other way to tell their products apart. */
function pathOf(address: string): string {
  const url = URL.parse(address);
  return url === null ? address : url.pathname + url.search;
}

function pricesOf({ price, regularPrice, currency }: ScrapedProduct, strike: boolean): string | null {
  if (price === null) return null;
  const text = (amount: number) => priceText({ amount, currency: currency ?? noCurrency });
  if (regularPrice === null) return text(price);
  return `${strike ? crossedOut(text(regularPrice)) : `was ${text(regularPrice)},`} ${text(price)}`;
}

/** With a combining stroke over each character: a terminal's own way would be taken for a stranger's command. */
const crossedOut = (text: string) => [...text].map((character) => `${character}\u0336`).join('');
