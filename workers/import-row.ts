// Turns one row of an import into a product. Pure: whether its files exist is asked elsewhere.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ProductInput } from '../catalog/products/products.ts';
import { parseCurrency, parsePrice } from '../scraper/text/price-text.ts';
import { parseAvailability } from '../scraper/text/stock-text.ts';

/** Field names that mean the same, lower case, letters and digits only; the first one present wins. */
const names = {
  id: ['id', 'productid', 'sku', 'handle'],
  title: ['title', 'name', 'productname'],
  image: ['image', 'images', 'photo', 'photos', 'imageurl', 'photourl', 'imagelink', 'imagepath', 'filename'],
  price: ['price', 'amount'],
  currency: ['currency', 'pricecurrency'],
  brand: ['brand', 'vendor'],
  category: ['category', 'categories', 'producttype'],
  url: ['url', 'link', 'producturl'],
  sku: ['sku'],
  gtin: ['gtin', 'ean', 'upc', 'barcode', 'gtin13'],
  mpn: ['mpn', 'manufacturerpartnumber'],
  regularPrice: ['regularprice', 'listprice', 'compareatprice', 'oldprice'],
  description: ['description'],
  availability: ['availability', 'instock'],
} as const;

/** The row can't become a product; `reason` is fit to stand behind its line number. */
export class BadRow extends Error {
  override name = 'BadRow';
}

/** One row with its place in the source, or what was wrong with the line. */
export type SourceRow = { line: number; row: unknown } | { line: number; problem: string };

export interface ImportPlace {
  /** Of the import: what its shop and the products without an own address are named after. */
  name: string;
  /** Absolute; relative image paths start here. */
  folder: string;
}

export type ImportedProduct = Omit<ProductInput, 'shopId'>;

/**
 * @param row one NDJSON object or CSV record; fields without a meaning here are kept in `extra`
 * @throws BadRow saying what is wrong with it
 */
export function parseImportRow(row: unknown, place: ImportPlace): ImportedProduct {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) throw new BadRow('it is not an object');
  const { take, rest } = fieldsOf(row as Record<string, unknown>);
  const photoUrls = listOf(take('image')).map((image) => photoUrl(image, place.folder));
  const first = photoUrls[0];
  if (first === undefined) throw new BadRow('it names no image (field image, photo or image_url)');

  const fileName = fileNameOf(first);
  const id = textOf(take('id')) ?? fileName;
  const priceText = take('price');
  const price = parsePrice(priceText);
  if (price === null && textOf(priceText) !== null)
    throw new BadRow(`its price "${priceText}" is not a number`);
  return {
    url: webAddress(take('url')) ?? `import:${place.name}/${encodeURIComponent(id.toWellFormed())}`,
    sku: textOf(take('sku')),
    gtin: textOf(take('gtin')),
    mpn: textOf(take('mpn')),
    title: textOf(take('title')) ?? fileName,
    brand: textOf(take('brand')),
    description: textOf(take('description')),
    price,
    regularPrice: above(price, parsePrice(take('regularPrice'))),
    currency: parseCurrency(take('currency')) ?? currencyIn(priceText),
    availability: parseAvailability(take('availability')),
    category: categoryPath(take('category')),
    photoUrls,
    extra: rest(),
  };
}

function fieldsOf(row: Record<string, unknown>) {
  const byName = new Map(Object.keys(row).map((key) => [key.toLowerCase().replace(/[^a-z0-9]/g, ''), key]));
  const taken = new Set<string>();
  return {
    take(field: keyof typeof names): unknown {
      const key = names[field].map((name) => byName.get(name)).find((found) => found !== undefined);
      if (key === undefined) return null;
      taken.add(key);
      return row[key];
    },
    rest: () =>
      Object.fromEntries(Object.entries(row).filter(([key, value]) => !taken.has(key) && value !== '')),
  };
}

function textOf(value: unknown): string | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const text = String(value).trim();
  return text === '' ? null : text;
}

/** A list, or one string with `|` between its parts (CSV has no lists, and addresses hold commas). */
function listOf(value: unknown): string[] {
  const values = Array.isArray(value) ? value : typeof value === 'string' ? value.split('|') : [];
  return values.map(textOf).filter((text) => text !== null);
}

function photoUrl(image: string, folder: string): string {
  if (/^https?:\/\//i.test(image)) {
    if (!URL.canParse(image)) throw new BadRow(`its image "${image}" is not an address`);
    return new URL(image).href;
  }
  if (/^[a-z][a-z0-9+.-]+:/i.test(image) && !/^[a-z]:\\/i.test(image)) {
    throw new BadRow(`its image "${image}" is neither a path nor an http(s) address`);
  }
  return pathToFileURL(path.resolve(folder, image)).href;
}

function fileNameOf(url: string): string {
  const { pathname } = new URL(url);
  try {
    return path.parse(decodeURIComponent(pathname)).name;
  } catch {
    return path.parse(pathname).name; // `%zz` is allowed in an address but means no character
  }
}

function webAddress(value: unknown): string | null {
  const text = textOf(value);
  return text !== null && /^https?:\/\//i.test(text) && URL.canParse(text) ? new URL(text).href : null;
}

function categoryPath(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(textOf).filter((text) => text !== null);
  return (textOf(value) ?? '').split(/\s*[>›]\s*/).filter((step) => step !== '');
}

/** A price that it cost before is higher; anything else is a mistake. */
function above(price: number | null, regularPrice: number | null): number | null {
  return price !== null && regularPrice !== null && regularPrice > price ? regularPrice : null;
}

/** `€12.50` or `12.50 EUR` says its currency itself. */
function currencyIn(price: unknown): string | null {
  if (typeof price !== 'string') return null;
  return parseCurrency(price.replace(/[\d\s.,'’-]/g, ''));
}
