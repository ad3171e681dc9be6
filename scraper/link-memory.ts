// Remembers what the addresses that a shop's pages link to came to: its menu stands on every one of them.

/** About 300 bytes each. Full, it starts anew: the menu is back after one page. */
const mostRemembered = 10_000;

/**
 * The same function, asked only once for an address that many pages of a shop have; of 97 links on a page of the
 * crawl bench 80 are the menu's, and judging one takes six URL parses.
 * @param read depends on nothing but its arguments, and on `base` only by its origin where `href` is absolute or begins with `/`
 */
export function rememberLinks<Link>(
  read: (href: string, base: string, shopUrl: string) => Link,
): (href: string, base: string, shopUrl: string) => Link {
  const shops = new Map<string, Map<string, Link>>();
  let remembered = 0;

  function shopOf(base: string, shopUrl: string): Map<string, Link> {
    const key = `${base.slice(0, originLength(base))} ${shopUrl}`;
    const known = shops.get(key) ?? new Map<string, Link>();
    shops.set(key, known);
    return known;
  }

  return (href, base, shopUrl) => {
    if (!/^(\/|https?:)/i.test(href)) return read(href, base, shopUrl);
    const shop = shopOf(base, shopUrl);
    const known = shop.get(href);
    if (known !== undefined) return known;
    const link = read(href, base, shopUrl);
    if (remembered >= mostRemembered) {
      shops.clear();
      remembered = 0;
    }
    shop.set(href, link);
    remembered += 1;
    return link;
  };
}

/** Of an absolute http(s) address as `URL` writes it. */
function originLength(url: string): number {
  const pathAt = url.indexOf('/', url.indexOf('//') + 2);
  return pathAt < 0 ? url.length : pathAt;
}
