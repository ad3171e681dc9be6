// What the made-up shop answers: products, categories, sitemaps and robots.txt.
import { categoryPage, pageFrame, productPage } from './shop-html.ts';
import { perCategory, perList, shopProduct } from './shop-products.ts';

export interface ShopAnswer {
  type: string;
  body: string;
}

const perSitemap = 1000;
const namespace = 'http://www.sitemaps.org/schemas/sitemap/0.9';

const count = <T>(length: number, item: (i: number) => T) => Array.from({ length }, (_, i) => item(i));
const html = (body: string): ShopAnswer => ({ type: 'text/html; charset=utf-8', body });
const xml = (body: string): ShopAnswer => ({ type: 'application/xml', body: `<?xml version="1.0"?>${body}` });

/** Answers a path; null where the shop has nothing. */
export function createShopPages(products: number): (path: string, origin: string) => ShopAnswer | null {
  const categories = Math.ceil(products / perCategory);
  const lists = Math.ceil(Math.min(perCategory, products) / perList);
  const indexes = new Map(count(products, (i) => [shopProduct(i).path, i]));
  const frame = pageFrame(categories);

  return (path, origin) => {
    const product = indexes.get(path);
    if (product !== undefined) return html(productPage(product, { products, frame, origin }));
    if (path === '/') return html(frame('The tap shop', '', '<h1>The tap shop</h1>'));
    if (path === '/sitemap.xml') return sitemapIndex(Math.ceil(products / perSitemap), origin);
    if (path === '/sitemap-categories.xml') return urlset(count(categories, categoryPath), origin);
    if (path === '/robots.txt') {
      return { type: 'text/plain', body: `User-agent: *\nDisallow: /cart\nSitemap: ${origin}/sitemap.xml\n` };
    }
    const part = numberIn(/^\/sitemap-products-(\d+)\.xml$/, path);
    if (part !== null) {
      const from = part * perSitemap;
      return urlset(
        count(Math.min(perSitemap, products - from), (i) => shopProduct(from + i).path),
        origin,
      );
    }
    const category = numberIn(/^\/categories\/(\d+)/, path);
    const list = numberIn(/\/page-(\d+)$/, path) ?? 1;
    if (category === null || category >= categories || list > lists) return null;
    return html(categoryPage(category, list, lists, { products, frame, origin }));
  };
}

const categoryPath = (category: number) => `/categories/${category}`;

function numberIn(pattern: RegExp, path: string): number | null {
  const digits = pattern.exec(path)?.[1];
  return digits === undefined ? null : Number(digits);
}

function sitemapIndex(parts: number, origin: string): ShopAnswer {
  const names = [...count(parts, (i) => `products-${i}`), 'categories'];
  const entries = names.map((name) => `<sitemap><loc>${origin}/sitemap-${name}.xml</loc></sitemap>`);
  return xml(`<sitemapindex xmlns="${namespace}">${entries.join('')}</sitemapindex>`);
}

function urlset(paths: string[], origin: string): ShopAnswer {
  const entries = paths.map((path) => `<url><loc>${origin}${path}</loc><lastmod>2026-03-01</lastmod></url>`);
  return xml(`<urlset xmlns="${namespace}">${entries.join('')}</urlset>`);
}
