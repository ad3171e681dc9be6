// Whether a product can be had: in the words of machine-readable data.
import type { Availability } from '../product/scraped-product.ts';

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
