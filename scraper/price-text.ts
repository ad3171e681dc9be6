// Prices, currencies and stock words as shops write them in machine-readable places.
import type { Availability } from './scraped-product.ts';

/** Nothing on sale costs more in any currency; larger numbers are ids or mistakes. */
const highestPrice = 1e12;

const number = /(-\s?)?(\d{1,3}(?:[\s'’]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)*)/;

/** The first number in `value` as a price in major units; null when there is none, or it is negative or absurd. */
export function parsePrice(value: unknown): number | null {
  if (typeof value === 'number') return plausiblePrice(value);
  if (typeof value !== 'string') return null;
  const text = value.slice(0, 200);
  // A program's number rather than a shop's: `1e3` is no price of 1.
  if (/\de[+-]?\d/i.test(text)) return plausiblePrice(Number(text));
  const [, minus, digits] = number.exec(text) ?? [];
  if (digits === undefined || minus !== undefined) return null;
  return plausiblePrice(Number(withDecimalPoint(digits.replace(/[\s'’]/g, ''))));
}

function plausiblePrice(price: number): number | null {
  return Number.isFinite(price) && price >= 0 && price < highestPrice ? price : null;
}

/**
 * `1.299,00` and `1,299.00` alike become 1299.00. One separator alone is decimal, except a comma before
 * exactly three digits: schema.org asks for a point as decimal sign, so `1.299` keeps it.
 */
function withDecimalPoint(digits: string): string {
  const separators = digits.replace(/\d/g, '');
  const last = separators.at(-1);
  if (last === undefined) return digits;
  const repeated = separators.length > 1 && separators.split(last).length > 2;
  if (repeated) return digits.replace(/[.,]/g, '');
  if (separators.length === 1 && last === ',' && /,\d{3}$/.test(digits)) return digits.replace(',', '');
  const decimalAt = digits.lastIndexOf(last);
  return `${digits.slice(0, decimalAt).replace(/[.,]/g, '')}.${digits.slice(decimalAt + 1)}`;
}

/** Signs that mean one currency only; `$` and `¥` don't. */
const currencySigns: Record<string, string> = {
  '€': 'EUR',
  '£': 'GBP',
  zł: 'PLN',
  '₽': 'RUB',
  '₹': 'INR',
  '₩': 'KRW',
};

/** An ISO 4217 code in capitals, from a code or an unmistakable sign; null otherwise. */
export function parseCurrency(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const text = value.trim();
  if (/^[a-z]{3}$/i.test(text)) return text.toUpperCase();
  return Object.hasOwn(currencySigns, text) ? (currencySigns[text] ?? null) : null;
}

/** schema.org's ItemAvailability and the words of OpenGraph and product feeds, letters only. */
const availabilityWords = new Map<string, Availability>([
  ['instock', 'in_stock'],
  ['instoreonly', 'in_stock'],
  ['onlineonly', 'in_stock'],
  ['limitedavailability', 'in_stock'],
  ['madetoorder', 'in_stock'],
  ['available', 'in_stock'],
  ['availablefororder', 'in_stock'],
  ['preorder', 'preorder'],
  ['presale', 'preorder'],
  ['backorder', 'preorder'],
  ['outofstock', 'out_of_stock'],
  ['soldout', 'out_of_stock'],
  ['reserved', 'out_of_stock'],
  ['oos', 'out_of_stock'],
  ['unavailable', 'out_of_stock'],
  ['notavailable', 'out_of_stock'],
  ['discontinued', 'discontinued'],
]);

/** From `https://schema.org/InStock`, `InStock`, `in stock` and the like; null for anything else. */
export function parseAvailability(value: unknown): Availability | null {
  if (typeof value !== 'string') return null;
  const word = (
    value
      .slice(0, 200)
      .trim()
      .replace(/[/#]+$/, '')
      .split(/[/#:]/)
      .at(-1) ?? ''
  ).toLowerCase();
  return availabilityWords.get(word.replace(/[^a-z]/g, '')) ?? null;
}
