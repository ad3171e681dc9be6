// Links, sitemaps and charsets: what a fetched resource leads to.
import zlib from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FetchedResource } from '../../../scraper/fetch/fetcher.ts';
import { readPage, seedPages } from '../../../scraper/page/page-reading.ts';

const baseUrl = 'https://shop.example/';

function resource(body: string | Buffer, overrides: Partial<FetchedResource> = {}): FetchedResource {
  return {
    url: 'https://shop.example/list/',
    status: 200,
    notModified: false,
    contentType: 'text/html',
    charset: null,
    etag: null,
    lastModified: null,
    fetchedAt: new Date(0),
    transferredBytes: 0,
    body: Buffer.from(body),
    ...overrides,
  };
}

const linksOf = (html: string) => readPage(resource(html), 'page', { baseUrl }).links.map(({ url }) => url);
const sitemap = (body: string | Buffer, url = 'https://shop.example/sitemap.xml') =>
  readPage(resource(body, { url, contentType: 'application/xml' }), 'sitemap', { baseUrl }).links;

describe('links of a page', () => {
  it('are absolute, unique, without fragments and tracking parameters', () => {
    const html = `<a href="a?id=1#top">1</a><a href="/list/a?id=1&utm_source=x&gclid=2">2</a>
      <a href="//shop.example/b">3</a><link rel="next" href="?page=2">`;
    expect(linksOf(html)).toEqual([
      'https://shop.example/list/a?id=1',
      'https://shop.example/b',
      'https://shop.example/list/?page=2',
    ]);
  });

  it('stay on the shop, with or without www.', () => {
    const html = `<a href="https://www.shop.example/a"></a><a href="http://shop.example/b"></a>
      <a href="https://shop.example.evil.example/"></a><a href="https://blog.shop.example/"></a>
      <a href="https://shop.example:8080/"></a><a href="https://user@shop.example/"></a>`;
    expect(linksOf(html)).toEqual(['https://www.shop.example/a', 'https://shop.example/b']);
  });

  it('lead to pages only: no mail, scripts, files, carts or logins', () => {
    const html = [
      'mailto:a@b.c',
      'javascript:void 0',
      'tel:1',
      '/a.jpg',
      '/b.PDF',
      '/cart',
      '/my-account/orders',
      '/login.php',
      '/p/1?add-to-cart=5',
      '#top',
      '',
      'http://[',
    ]
      .map((href) => `<a href="${href}"></a>`)
      .join('');
    expect(linksOf(html)).toEqual([]);
  });

  it('are taken relative to the page’s base element', () => {
    expect(linksOf('<base href="/taps/"><a href="x">')).toEqual(['https://shop.example/taps/x']);
  });

  it.each([
    ['/products/aurora', true],
    ['/p/123', true],
    ['/de/produkt/armatur', true],
    ['/aurora-p-4711.html', true],
    ['/aurora-1234567.html', true],
    ['/products', false],
    ['/collections/taps', false],
    ['/about-us.html', false],
  ])('tell by the address that %s is likely a product: %s', (href, likelyProduct) => {
    const [link] = readPage(resource(`<a href="${href}">`), 'page', { baseUrl }).links;
    expect(link?.likelyProduct).toBe(likelyProduct);
  });

  it('are not looked for in what is no page', () => {
    const image = resource('<a href="/x">', { contentType: 'image/svg+xml' });
    expect(readPage(image, 'page', { baseUrl })).toEqual({ products: [], links: [] });
  });
});

describe('a sitemap', () => {
  const urlset = `<?xml version="1.0" encoding="UTF-8"?>
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
    <url><loc> https://shop.example/product/a?x=1&amp;y=2 </loc><lastmod>2024-05-01</lastmod>
      <image:image><image:loc>https://shop.example/a.jpg</image:loc></image:image></url>
    <url><loc><![CDATA[https://shop.example/about]]></loc><lastmod>yesterday</lastmod></url>
    <url><loc>https://other.example/product/b</loc></url><url><loc></loc></url></urlset>`;

  it('gives its pages with their dates, and no images or other sites', () => {
    expect(sitemap(urlset)).toEqual([
      {
        url: 'https://shop.example/product/a?x=1&y=2',
        kind: 'page',
        lastModified: '2024-05-01',
        likelyProduct: true,
        group: '/product/*?x&y',
      },
      {
        url: 'https://shop.example/about',
        kind: 'page',
        lastModified: null,
        likelyProduct: false,
        group: '/about',
      },
    ]);
  });

  it('is read the same when gzipped, whatever its name', () => {
    expect(sitemap(zlib.gzipSync(urlset))).toEqual(sitemap(urlset));
  });

  it('calls every page of a product sitemap a likely product', () => {
    expect(
      sitemap(urlset, 'https://shop.example/sitemap_products_1.xml').every((link) => link.likelyProduct),
    ).toBe(true);
  });

  it('that is an index gives its parts', () => {
    const index = `<s:sitemapindex xmlns:s="x"><s:sitemap><s:loc>/sitemap-1.xml.gz</s:loc></s:sitemap></s:sitemapindex>`;
    expect(sitemap(index)).toEqual([
      {
        url: 'https://shop.example/sitemap-1.xml.gz',
        kind: 'sitemap',
        lastModified: null,
        likelyProduct: false,
        group: '/*.gz',
      },
    ]);
  });

  it('may be a text file', () => {
    expect(
      sitemap('https://shop.example/a\r\nnonsense\nhttps://shop.example/b\n').map(({ url }) => url),
    ).toEqual(['https://shop.example/a', 'https://shop.example/b']);
  });

  it('is read up to 50,000 entries', () => {
    const many = Array.from(
      { length: 50_010 },
      (_, index) => `<url><loc>https://shop.example/${index}</loc></url>`,
    );
    expect(sitemap(`<urlset>${many.join('')}</urlset>`)).toHaveLength(50_000);
  });

  it('that is a gzip bomb gives nothing', () => {
    expect(sitemap(zlib.gzipSync(Buffer.alloc(60_000_000, '<')))).toEqual([]);
  });

  it('that is cut off gives what stands before the cut', () => {
    expect(sitemap(urlset.slice(0, urlset.indexOf('<![CDATA['))).map(({ url }) => url)).toEqual([
      'https://shop.example/product/a?x=1&y=2',
    ]);
  });
});

describe('the text of a page', () => {
  const titled = (title: string) => `<meta property="og:type" content="product"><title>${title}</title>`;
  const titleOf = (body: Buffer, charset: string | null = null) =>
    readPage(resource(body, { charset }), 'page', { baseUrl }).products[0]?.title;

  it('is decoded by byte order mark, then header, then meta, then what fits', () => {
    const utf8 = Buffer.from(titled('Café'));
    const latin1 = Buffer.from(titled('Café'), 'latin1');
    const withBom = Buffer.from(`\ufeff${titled('Café')}`, 'utf16le');
    expect(titleOf(withBom, 'iso-8859-1')).toBe('Café');
    expect(titleOf(latin1, 'iso-8859-1')).toBe('Café');
    expect(titleOf(Buffer.concat([Buffer.from('<meta charset="latin1">'), latin1]))).toBe('Café');
    expect(titleOf(utf8)).toBe('Café');
    expect(titleOf(latin1)).toBe('Café');
    expect(titleOf(utf8, 'no-such-charset')).toBe('Café');
  });

  it('is decoded from legacy charsets of the East', () => {
    const title = Buffer.from([0x8e, 0xd6, 0x8c, 0xfb]); // 蛇口, "tap", in Shift_JIS
    const [before = '', after = ''] = titled('|').split('|');
    const body = Buffer.concat([
      Buffer.from(`<meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS">${before}`),
      title,
      Buffer.from(after),
    ]);
    expect(titleOf(body)).toBe('蛇口');
  });
});

describe('readPage', () => {
  it('gives a product the address that links to it have', () => {
    const html = `<meta property="og:type" content="product"><title>Tap</title><link rel="canonical" href="/tap?b=2&a=1&utm_source=x">`;
    const [product] = readPage(resource(html), 'page', { baseUrl }).products;
    const [link] = readPage(resource('<a href="/tap?a=1&b=2">'), 'page', { baseUrl }).links;
    expect(product?.url).toBe('https://shop.example/tap?a=1&b=2');
    expect(link?.url).toBe(product?.url);
  });

  it('takes the operator’s currency and selectors where the page says nothing', () => {
    const site = { url: baseUrl, currency: 'GBP', selectors: { price: '#p' } };
    const { products } = readPage(resource('<h1>Tap</h1><b id="p">12.50</b>'), 'page', { baseUrl, site });
    expect(products).toMatchObject([
      { title: 'Tap', price: 12.5, currency: 'GBP', sources: { price: 'selector' } },
    ]);
  });

  it('never throws, whatever the bytes and the kind', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array)),
      fc.string({ unit: 'binary' }).map((text) => Buffer.from(`<urlset><url><loc>${text}`)),
      fc.string({ unit: 'binary' }).map((text) => Buffer.from(`<a href="${text}`)),
      fc.uint8Array({ maxLength: 50 }).map((array) => Buffer.concat([Buffer.from([0x1f, 0x8b, 8]), array])),
    );
    fc.assert(
      fc.property(
        bytes,
        fc.constantFrom('page', 'sitemap', 'door'),
        fc.option(fc.string()),
        (body, kind, charset) => {
          for (const { url } of readPage(resource(body, { charset }), kind, { baseUrl }).links) {
            expect(url).toMatch(/^https?:\/\/(www\.)?shop\.example\//);
          }
        },
      ),
    );
  });
});

describe('seedPages', () => {
  it('takes a site file’s sitemaps and start pages', () => {
    const site = {
      url: baseUrl,
      sitemaps: ['https://shop.example/own.xml'],
      start: ['https://shop.example/taps?b=1&a=2'],
    };
    const rules = { isAllowed: () => true, crawlDelayMs: null, sitemaps: ['https://shop.example/s.xml'] };
    expect(seedPages(baseUrl, rules, site).map(({ url, kind }) => [url, kind])).toEqual([
      ['https://shop.example/own.xml', 'sitemap'],
      ['https://shop.example/', 'page'],
      ['https://shop.example/taps?a=2&b=1', 'page'],
    ]);
  });

  const robots = { isAllowed: () => true, crawlDelayMs: null };

  it('starts at the sitemaps that robots.txt names and the front page', () => {
    const seeds = seedPages(baseUrl, {
      ...robots,
      sitemaps: ['https://cdn.example/s.xml', '/t.xml', 'ftp://x/'],
    });
    expect(seeds.map(({ url, kind }) => [url, kind])).toEqual([
      ['https://cdn.example/s.xml', 'sitemap'],
      ['https://shop.example/t.xml', 'sitemap'],
      ['https://shop.example/', 'page'],
    ]);
  });

  it('tries /sitemap.xml when robots.txt names none', () => {
    expect(seedPages('https://shop.example/de/', { ...robots, sitemaps: [] }).map(({ url }) => url)).toEqual([
      'https://shop.example/sitemap.xml',
      'https://shop.example/de/',
    ]);
  });
});
