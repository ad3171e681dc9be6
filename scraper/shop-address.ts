// Addresses within one shop: made absolute, normalised, and told apart from other sites and from files.

/** Longer ones are traps or carry session state; no shop needs them. */
const longestUrl = 2000;

const trackingParameter =
  /^(utm_\w+|gclid|gbraid|wbraid|fbclid|msclkid|srsltid|mc_cid|mc_eid|_ga|yclid|ref_src)$/i;

/** Extensions of what is never a page. */
const fileExtension =
  /\.(jpe?g|png|gif|webp|avif|svg|ico|bmp|tiff?|css|m?js|json|xml|rss|atom|txt|pdf|docx?|xlsx?|csv|zip|gz|rar|7z|exe|dmg|apk|mp[34]|avi|mov|webm|ogg|wav|woff2?|ttf|eot)$/i;

/** Doors that change something or lead nowhere for a reader without an account. */
const nonShoppingPath =
  /\/(cart|basket|checkout|log-?in|log-?out|sign-?in|sign-?up|register|my-?account|account|wish-?list|compare|wp-admin|wp-login\.php|cdn-cgi)(\/|\.\w+$|$)/i;
const nonShoppingQuery = /[?&](add-to-cart|add_to_cart|addtocart|remove_item|action=logout)/i;

/** Signs in the path that a page shows one product, common to shop systems. */
const productPath =
  /\/(products?|p|items?|dp|pd|prod|goods|artikel|produkte?|produits?|productos?|prodott[oi]|produtos?|produkty?|tovar)\/[^/]+|[-_/]p-?\d+([/.]|$)|-i\.?\d{4,}/i;

/** An absolute http(s) address without fragment, credentials or tracking parameters; null when it can't be one. */
export function absoluteUrl(address: unknown, base: string): string | null {
  if (typeof address !== 'string') return null;
  const trimmed = address.trim();
  if (trimmed === '' || trimmed.length > longestUrl) return null;
  const url = URL.parse(trimmed, base);
  if (url === null || !/^https?:$/.test(url.protocol)) return null;
  if (url.hostname === '' || url.username !== '' || url.password !== '') return null;
  url.hash = '';
  removeTracking(url);
  return url.href.length > longestUrl ? null : url.href;
}

/** True when both are the same host and port, `www.` aside; the scheme may differ. */
export function isSameSite(url: string, base: string): boolean {
  const [one, other] = [siteOf(url), siteOf(base)];
  return one !== null && one === other;
}

/** True for an address worth following as a page: no file, no cart, no login. */
export function isPageAddress(url: string): boolean {
  const parsed = URL.parse(url);
  if (parsed === null) return false;
  return (
    !fileExtension.test(parsed.pathname) &&
    !nonShoppingPath.test(parsed.pathname) &&
    !nonShoppingQuery.test(parsed.search)
  );
}

/** Cheap guess from the address alone. */
export function looksLikeProduct(url: string): boolean {
  const parsed = URL.parse(url);
  if (parsed === null) return false;
  // A long number in the name of an .html file is as a rule a product's id. Two tests: as one expression it backtracks.
  const name = parsed.pathname.slice(parsed.pathname.lastIndexOf('/'));
  return productPath.test(parsed.pathname) || (/\.html?$/i.test(name) && /\d{5}/.test(name));
}

function siteOf(url: string): string | null {
  const parsed = URL.parse(url);
  return parsed === null ? null : parsed.host.replace(/^www\./, '');
}

function removeTracking(url: URL): void {
  const names = [...url.searchParams.keys()].filter((name) => trackingParameter.test(name));
  // Touching searchParams rewrites the whole query's escaping, which some shops don't take; so only when needed.
  for (const name of names) url.searchParams.delete(name);
}
