// The pages of products that a shop is known to have, for what links and sitemaps no longer lead to.
import type { Queryable } from '../catalog/database.ts';
import { browseProducts } from '../catalog/products.ts';
import type { Shop } from '../catalog/shops.ts';
import { addressGroup } from '../scraper/address-group.ts';
import type { PageLink } from '../scraper/page-reading.ts';
import { isSameSite } from '../scraper/shop-address.ts';

const atOnce = 500;

/** @returns at most `limit` pages, those of the newest products first */
export async function knownProductPages(db: Queryable, shop: Shop, limit: number): Promise<PageLink[]> {
  const pages: PageLink[] = [];
  let cursor: string | null = null;
  do {
    const options = { filters: { shop: shop.id }, limit: atOnce, cursor };
    const batch: Awaited<ReturnType<typeof browseProducts>> = await browseProducts(db, options);
    for (const { url } of batch.products) {
      if (isSameSite(url, shop.baseUrl))
        pages.push({ url, kind: 'page', lastModified: null, likelyProduct: true, group: addressGroup(url) });
    }
    cursor = batch.nextCursor;
  } while (cursor && pages.length < limit);
  return pages.slice(0, limit);
}
