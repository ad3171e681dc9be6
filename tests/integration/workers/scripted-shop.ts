// A shop on loopback whose pages a function makes up as they are asked for; it may have no end.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ScriptedPage {
  /** Addresses that the page links to. */
  links?: string[];
  /** Markup for the page's head. */
  head?: string;
  /** Makes it a product's page. */
  product?: { title: string; price: number; url?: string };
  /** In place of a page. */
  json?: unknown;
  /** In place of a page. */
  xml?: string;
  headers?: Record<string, string>;
}

export interface ScriptedShop {
  /** With a slash at the end. */
  url: string;
  host: string;
  /** Path and query of every request, oldest first. */
  requests: string[];
  close(): Promise<void>;
}

/** @param pageAt null for what is not there */
export async function startScriptedShop(pageAt: (url: URL) => ScriptedPage | null): Promise<ScriptedShop> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(request.url ?? '');
    answer(pageAt(new URL(request.url ?? '/', 'http://shop.test')), request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`; // listening on TCP: never a string or null
  return {
    url: `http://${host}/`,
    host,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(page: ScriptedPage | null, request: IncomingMessage, response: ServerResponse): void {
  if (!page) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('not here');
  } else if (page.json !== undefined) {
    response
      .writeHead(200, { 'content-type': 'application/json', ...page.headers })
      .end(JSON.stringify(page.json));
  } else if (page.xml !== undefined) {
    response.writeHead(200, { 'content-type': 'application/xml', ...page.headers }).end(page.xml);
  } else {
    const url = `http://${request.headers.host}${request.url}`;
    response.writeHead(200, { 'content-type': 'text/html', ...page.headers }).end(htmlOf(page, url));
  }
}

function htmlOf({ links = [], head = '', product }: ScriptedPage, url: string): string {
  const anchors = links.map((link) => `<a href="${link.replaceAll('&', '&amp;')}">${link}</a>`).join(' ');
  if (!product) return `<!doctype html><title>A page</title>${head}<p>Nothing for sale here.</p>${anchors}`;
  const data = {
    '@context': 'https://schema.org',
    '@type': 'Product',
    name: product.title,
    url: product.url ?? url,
    offers: { '@type': 'Offer', price: product.price, priceCurrency: 'EUR' },
  };
  return `<!doctype html><title>${product.title}</title>${head}
    <script type="application/ld+json">${JSON.stringify(data)}</script><h1>${product.title}</h1>${anchors}`;
}
