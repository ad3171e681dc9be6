// The demo shop's HTTP server: addresses to pages, photos, robots.txt and the sitemap.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { homePage, listingPage, notFoundPage, productPage } from './pages.ts';
import { createPhotoStudio, type PhotoStudio, photoVersion } from './photo.ts';
import { type Answer, reply } from './reply.ts';
import { openStock, type Stock } from './stock.ts';
import { robotsText, sitemapXml } from './structured-data.ts';
import { stylesheet } from './style.ts';

export interface DemoShopOptions {
  /** 0 picks a free one. */
  port: number;
  /** Default 127.0.0.1. */
  host?: string;
  /** Where drawn photos are kept between runs; null keeps none. */
  cacheDir: string | null;
  /** Default 1. */
  seed?: number;
  /** How many taps to offer; default all. */
  products?: number;
  /** New prices by sku, as if changed when the shop opened. */
  priceOverrides?: ReadonlyMap<string, number>;
}

export interface DemoShop {
  /** Base address without a final slash. */
  url: string;
  /** Changes a price while the shop is open; the page's validators and the sitemap follow. */
  setPrice(sku: string, price: number): void;
  close(): Promise<void>;
}

/** Opens the shop. @throws the system's own error (code EADDRINUSE) when the port is taken */
export async function startDemoShop(options: DemoShopOptions): Promise<DemoShop> {
  const host = options.host ?? '127.0.0.1';
  const stock = openStock({
    seed: options.seed ?? 1,
    products: options.products,
    priceOverrides: options.priceOverrides,
  });
  const studio = createPhotoStudio(options.cacheDir);
  const server = createServer();
  await listening(server, options.port, host);
  const { port } = server.address() as AddressInfo; // A string only for pipes; this server listens on TCP.
  const base = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  server.on('request', (request, response) => {
    serve({ stock, studio, base }, request, response).catch((error: unknown) => fail(response, error));
  });
  return { url: base, setPrice: stock.setPrice, close: () => closed(server) };
}

interface Shop {
  stock: Stock;
  studio: PhotoStudio;
  base: string;
}

async function serve(shop: Shop, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { Allow: 'GET, HEAD' }).end();
    return;
  }
  const url = URL.parse(request.url ?? '/', shop.base);
  const answer = (url && answerFor(shop, url)) ?? notFound(shop);
  await reply(request, response, answer);
}

function answerFor(shop: Shop, url: URL): Answer | null {
  const { stock, base } = shop;
  const [, section = '', name = ''] = /^\/([^/]*)(?:\/([^/]+))?$/.exec(url.pathname) ?? [];
  switch (name === '' ? url.pathname : section) {
    case '/':
      return { type: htmlType, body: homePage(stock, base) };
    case '/robots.txt':
      return { type: 'text/plain; charset=utf-8', body: robotsText(base) };
    case '/sitemap.xml':
      return { type: 'application/xml; charset=utf-8', body: sitemapXml(stock, base) };
    case '/style.css':
      return { type: 'text/css; charset=utf-8', body: stylesheet };
    case '/taps':
      return listing(shop, url, { name: 'All taps', slug: 'taps', taps: [...stock.taps] });
    case 'category':
      return listing(
        shop,
        url,
        stock.categories.find((category) => category.slug === name),
      );
    case 'products':
      return product(shop, name);
    case 'photos':
      return photo(shop, name);
    default:
      return null;
  }
}

function listing(
  { stock, base }: Shop,
  url: URL,
  category: Stock['categories'][number] | undefined,
): Answer | null {
  if (category === undefined) return null;
  const body = listingPage(stock, base, category, url.pathname, Number(url.searchParams.get('page') ?? 1));
  return body === null ? null : { type: htmlType, body };
}

function product({ stock, base }: Shop, slug: string): Answer | null {
  const tap = stock.tapBySlug(slug);
  return tap === undefined
    ? null
    : { type: htmlType, body: productPage(stock, tap, base), lastModified: tap.updatedAt };
}

/** A photo's date is fixed: a new price does not change the picture. */
function photo({ stock, studio }: Shop, file: string): Answer | null {
  const found = stock.photoById(file.replace(/\.jpg$/, ''));
  if (found === undefined || !file.endsWith('.jpg')) return null;
  return {
    type: 'image/jpeg',
    etag: `"${photoVersion(found.tap, found.pose)}"`,
    lastModified: photographedAt,
    cacheControl: 'public, max-age=3600',
    body: () => studio.photo(found.tap, found.pose),
  };
}

const photographedAt = new Date(Date.UTC(2025, 0, 2, 12));
const htmlType = 'text/html; charset=utf-8';

const notFound = ({ stock, base }: Shop): Answer => ({
  status: 404,
  type: htmlType,
  body: notFoundPage(stock, base),
});

function fail(response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const reason = error instanceof Error ? error.message : String(error);
  response
    .writeHead(500, { 'Content-Type': 'text/plain; charset=utf-8' })
    .end(`The demo shop failed: ${reason}\n`);
}

function listening(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });
}
