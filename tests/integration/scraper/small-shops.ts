// Small shops as their platforms serve them: a Shopify theme, WooCommerce, and one that somebody wrote themselves.
import zlib from 'node:zlib';
import { type LoopbackServer, startServer } from './loopback-server.ts';

type Pages = (origin: string, path: string, query: URLSearchParams) => string | Buffer | null;

async function serve(pages: Pages): Promise<LoopbackServer> {
  const shop = await startServer((request, response) => {
    const url = new URL(request.url ?? '/', shop.origin);
    const page = pages(shop.origin, url.pathname, url.searchParams);
    if (page === null)
      return void response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>Not found</h1>');
    const isJson = typeof page === 'string' && /^[[{]/.test(page);
    response
      .writeHead(200, {
        'content-type': isJson ? 'application/json; charset=utf-8' : 'text/html; charset=utf-8',
      })
      .end(page);
  });
  return shop;
}

const range = (from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);

export function productPage(name: string, price: number): string {
  const jsonLd = {
    '@context': 'https://schema.org',
    '@type': 'Product',
    name,
    image: `/img/${name}.jpg`,
    offers: { '@type': 'Offer', price, priceCurrency: 'EUR', availability: 'https://schema.org/InStock' },
  };
  return `<html lang="en"><head><title>${name}</title><script type="application/ld+json">${JSON.stringify(jsonLd)}</script></head><body><h1>${name}</h1><a href="/">Home</a></body></html>`;
}

/** @param count products; 250 a page in its list */
export function startShopifyShop(count: number): Promise<LoopbackServer> {
  const head = `<script src="/cdn/shop/t/1/assets/theme.js" defer></script><script>var Shopify = Shopify || {};
    Shopify.shop = "taps.myshopify.com"; Shopify.currency = {"active":"SEK","rate":"1.0"}; Shopify.routes = {}; Shopify.routes.root = "/";</script>`;
  const product = (index: number) => ({
    id: index,
    title: `Tap ${index}`,
    handle: `tap-${index}`,
    body_html: '<p>A tap.</p>',
    vendor: 'Northbrook',
    product_type: 'Taps',
    tags: [],
    variants: [
      {
        id: 1000 + index,
        title: 'Default Title',
        option1: 'Default Title',
        option2: null,
        option3: null,
        sku: `T${index}`,
        available: true,
        price: `${index}.50`,
        compare_at_price: null,
      },
    ],
    images: [{ id: 5, position: 1, src: `https://cdn.shopify.com/s/files/1/${index}.jpg`, variant_ids: [] }],
    options: [{ name: 'Title', position: 1, values: ['Default Title'] }],
  });
  return serve((_, path, query) => {
    if (path === '/')
      return `<html><head>${head}</head><a href="/collections/all">All</a><a href="/cart">Cart</a></html>`;
    if (path === '/collections/all')
      return `<html><head>${head}</head>${range(0, 20)
        .map((index) => `<a href="/collections/all/products/tap-${index}">Tap</a>`)
        .join('')}</html>`;
    if (path.startsWith('/products/tap-')) return productPage(path.slice(10), 10);
    if (path !== '/products.json') return null;
    const [limit, page] = [Number(query.get('limit')), Number(query.get('page'))];
    return JSON.stringify({
      products: range((page - 1) * limit, Math.min(count, page * limit)).map(product),
    });
  });
}

export function startWooShop(count: number): Promise<LoopbackServer> {
  const product = (origin: string, index: number) => ({
    id: index,
    name: `Tap &#8211; ${index}`,
    type: 'simple',
    permalink: `${origin}/product/tap-${index}/`,
    sku: '',
    short_description: '',
    description: '<p>A tap.</p>',
    on_sale: false,
    prices: {
      price: `${index}99`,
      regular_price: `${index}99`,
      sale_price: `${index}99`,
      price_range: null,
      currency_code: 'PLN',
      currency_minor_unit: 2,
    },
    average_rating: '0',
    review_count: 0,
    images: [{ id: 1, src: `${origin}/wp-content/uploads/${index}.jpg` }],
    categories: [],
    attributes: [],
    variations: [],
    is_purchasable: true,
    is_in_stock: true,
    is_on_backorder: false,
  });
  return serve((origin, path, query) => {
    if (path === '/')
      return `<html><head><link rel="https://api.w.org/" href="${origin}/wp-json/"></head><body class="home woocommerce-no-js"><a href="/shop/">Shop</a></body></html>`;
    if (path === '/robots.txt') return 'User-agent: *\nDisallow: /wp-admin/\n';
    if (path !== '/wp-json/wc/store/v1/products') return null;
    const [limit, page] = [Number(query.get('per_page')), Number(query.get('page'))];
    return JSON.stringify(
      range((page - 1) * limit, Math.min(count, page * limit)).map((index) => product(origin, index)),
    );
  });
}

/** Home, lists of ten with a next page, products without telling addresses; a blog, a calendar and a cart beside them. */
export function startPlainShop(
  count: number,
  extra: Record<string, string | Buffer> = {},
): Promise<LoopbackServer> {
  const card = (index: number) =>
    `<li><a href="/tap-number-${index}"><img src="/img/${index}.jpg"></a><a href="/tap-number-${index}">Tap ${index}</a><b>${index},50 €</b></li>`;
  return serve((_, path, query) => {
    const own = extra[path];
    if (own !== undefined) return own;
    if (path === '/') {
      const stories = range(0, 30)
        .map((index) => `<a href="/blog/story-${index}">Story</a>`)
        .join('');
      return `<html lang="en"><nav><a href="/blog/">Blog</a>${stories}<a href="/calendar/2026/01">Dates</a><a href="/cart">Cart</a><a href="/all">All taps</a></nav></html>`;
    }
    if (path === '/all') {
      const page = Number(query.get('page') ?? '1');
      const next = page * 10 < count ? `<a rel="next" href="/all?page=${page + 1}">Next</a>` : '';
      return `<html lang="en"><a href="/all?sort=price&page=${page}">By price</a><ul>${range(
        (page - 1) * 10,
        Math.min(count, page * 10),
      )
        .map(card)
        .join('')}</ul>${next}</html>`;
    }
    if (path.startsWith('/tap-number-')) return productPage(path.slice(1), 10);
    if (path.startsWith('/calendar/'))
      return `<h1>${path}</h1><a href="/calendar/2026/${Number(path.split('/')[3] ?? 0) + 1}">Next</a>`;
    return path.startsWith('/blog/') ? '<h1>Story</h1><p>Once upon a time.</p>' : null;
  });
}

export function zippedSitemap(locations: string[]): Buffer {
  return zlib.gzipSync(
    `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${locations.map((location) => `<url><loc>${location}</loc><lastmod>2026-01-01</lastmod></url>`).join('')}</urlset>`,
  );
}
