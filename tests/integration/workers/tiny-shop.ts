// A little shop on loopback whose pages, prices and faults the tests decide, and which counts its requests.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';

export interface TinyProduct {
  slug: string;
  price: number;
  photo: Buffer;
  /** For the sitemap; left out when null. */
  lastModified: string | null;
  /** Sent as the page's ETag when set. */
  etag?: string;
  /** Only the first product's page links to it, neither the sitemap nor the home page. */
  hidden?: boolean;
}

export interface TinyShop {
  /** With a slash at the end. */
  url: string;
  /** `127.0.0.1:port`, for the fetcher's allowed hosts. */
  host: string;
  products: TinyProduct[];
  /** Answers in place of the shop when it returns true. */
  fault: (request: IncomingMessage, response: ServerResponse) => boolean;
  /** Path of every request, oldest first. */
  requests: string[];
  robots: string;
  /** Sent as the sitemap's ETag when set. */
  sitemapEtag: string | null;
  close(): Promise<void>;
}

/** @param count products, each with a photo of its own colour */
export async function startTinyShop(count: number): Promise<TinyShop> {
  const products = await Promise.all(Array.from({ length: count }, (_, i) => makeProduct(i)));
  const server = createServer((request, response) => {
    shop.requests.push(request.url ?? '');
    if (!shop.fault(request, response)) answer(shop, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`; // listening on TCP: never a string or null
  const shop: TinyShop = {
    url: `http://${host}/`,
    host,
    products,
    fault: () => false,
    requests: [],
    sitemapEtag: null,
    robots: `Sitemap: http://${host}/sitemap.xml\nUser-agent: *\nDisallow: /secret\n`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return shop;
}

async function makeProduct(index: number): Promise<TinyProduct> {
  return {
    slug: `tap-${index}`,
    price: 100 + index,
    photo: await colouredPhoto((index * 47) % 256),
    lastModified: '2020-01-01T00:00:00Z',
  };
}

export function colouredPhoto(shade: number): Promise<Buffer> {
  const background = { r: shade, g: 255 - shade, b: (shade * 3) % 256 };
  return sharp({ create: { width: 64, height: 64, channels: 3, background } })
    .jpeg()
    .toBuffer();
}

function answer(shop: TinyShop, request: IncomingMessage, response: ServerResponse) {
  const [, folder, name] = (request.url ?? '/').split('/');
  const product = shop.products.find(({ slug }) => slug === name?.replace('.jpg', ''));
  if (request.url === '/robots.txt') return send(response, 'text/plain', shop.robots);
  if (request.url === '/sitemap.xml') return sendSitemap(shop, request, response);
  if (request.url === '/') return send(response, 'text/html', homeOf(shop));
  if (folder === 'photo' && product) return send(response, 'image/jpeg', product.photo);
  if (folder === 'p' && product) {
    if (product.etag && request.headers['if-none-match'] === product.etag) {
      response.writeHead(304).end();
      return;
    }
    return send(response, 'text/html', pageOf(shop, product), product.etag ? { etag: product.etag } : {});
  }
  response.writeHead(404, { 'content-type': 'text/plain' }).end('no such page');
}

function sendSitemap(shop: TinyShop, request: IncomingMessage, response: ServerResponse) {
  const etag = shop.sitemapEtag;
  if (etag && request.headers['if-none-match'] === etag) {
    response.writeHead(304).end();
    return;
  }
  send(response, 'application/xml', sitemapOf(shop), etag ? { etag } : {});
}

function send(
  response: ServerResponse,
  type: string,
  body: string | Buffer,
  headers: Record<string, string> = {},
) {
  response.writeHead(200, { 'content-type': type, ...headers }).end(body);
}

const visible = (shop: TinyShop) => shop.products.filter(({ hidden }) => !hidden);

function sitemapOf(shop: TinyShop): string {
  const entries = visible(shop).map(({ slug, lastModified }) => {
    const date = lastModified ? `<lastmod>${lastModified}</lastmod>` : '';
    return `<url><loc>${shop.url}p/${slug}</loc>${date}</url>`;
  });
  return `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${entries.join('')}</urlset>`;
}

function homeOf(shop: TinyShop): string {
  const links = visible(shop).map(({ slug }) => `<li><a href="/p/${slug}">${slug}</a></li>`);
  return `<!doctype html><title>Tiny taps</title><ul>${links.join('')}</ul><a href="/secret">staff</a>`;
}

function pageOf(shop: TinyShop, { slug, price }: TinyProduct): string {
  const product = {
    '@context': 'https://schema.org',
    '@type': 'Product',
    name: `Tap ${slug}`,
    sku: slug,
    image: [`${shop.url}photo/${slug}.jpg`],
    offers: { '@type': 'Offer', price, priceCurrency: 'USD', availability: 'https://schema.org/InStock' },
  };
  const hidden = shop.products.filter((other) => other.hidden && slug === shop.products[0]?.slug);
  const links = hidden.map((other) => `<a href="/p/${other.slug}">${other.slug}</a>`).join('');
  const data = `<script type="application/ld+json">${JSON.stringify(product)}</script>`;
  return `<!doctype html><title>${slug}</title>${data}<h1>${slug}</h1>${links}`;
}
