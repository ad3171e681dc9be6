// Which shop a page is of, and whether that shop is left out while the parser is developed.
import { createHash } from 'node:crypto';

/** Shops with one site a country: their pages are alike, so they are one shop. */
const manyCountries = ['ebay', 'zalando', 'amazon'];

/** The host without `www.`, and one name for all the countries of a shop. */
export function shopOf(url: string): string {
  const host = new URL(url).hostname.replace(/^www\./, '');
  return manyCountries.find((name) => host.split('.').includes(name)) ?? host;
}

/**
 * A stable draw by name, so that a shop added later changes nobody's side: sha256 starts below 0x68.
 * That leaves out 9 of the 25 shops of the half of the benchmark that is developed on.
 */
export function isLeftOut(shop: string): boolean {
  return (createHash('sha256').update(shop).digest()[0] ?? 0) < 0x68;
}
