// Tells whether a page's address names a product by a number.
import { lengths } from '../product-facts.ts';
import type { PageIdentity } from './page-identity.ts';

/** Shorter numbers turn up in any address. */
const shortestId = 4;

/** True when `id` stands in the page's path or query, not as part of a longer word or number. */
export function isIdInAddress(id: unknown, identity: PageIdentity): boolean {
  const text = typeof id === 'number' || typeof id === 'string' ? String(id).toLowerCase() : '';
  if (text.length < shortestId || text.length > lengths.sku || !/\d/.test(text)) return false;
  return identity.urls.some((url) => {
    const { pathname, search } = new URL(url);
    const address = `${pathname}${search}/`.toLowerCase();
    for (let at = address.indexOf(text); at !== -1; at = address.indexOf(text, at + 1)) {
      const before = address.charAt(at - 1);
      const after = address.charAt(at + text.length);
      // `p5095418` holds the number 5095418; `15095418` doesn't.
      const startsAlone = /\d/.test(text.charAt(0)) ? !/\d/.test(before) : !/[a-z0-9]/.test(before);
      if (startsAlone && !/[a-z0-9]/.test(after)) return true;
    }
    return false;
  });
}
