// Sitemaps of every kind, read as they arrive: in batches, with flat memory, and as far as they are whole.
import zlib from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSitemap, readWholeSitemap, type SitemapEntry } from '../../../scraper/links/sitemap.ts';

async function* inChunks(body: Uint8Array, bytes: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < body.length; start += bytes) yield body.subarray(start, start + bytes);
}

async function read(body: string | Uint8Array, chunkBytes = 1000): Promise<SitemapEntry[]> {
  const entries: SitemapEntry[] = [];
  for await (const batch of readSitemap(inChunks(Buffer.from(body), chunkBytes))) entries.push(...batch);
  return entries;
}

const locations = async (body: string | Uint8Array) => (await read(body)).map(({ location }) => location);

const wordpress = `<?xml version="1.0" encoding="UTF-8"?><?xml-stylesheet type="text/xsl" href="//shop.example/main-sitemap.xsl"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1" xmlns:xhtml="http://www.w3.org/1999/xhtml">
  <url>
    <image:image><image:loc>https://shop.example/a.jpg</image:loc></image:image>
    <loc>https://shop.example/product/tap/?a=1&amp;b=2</loc>
    <lastmod>2026-03-01T08:00:00+00:00</lastmod>
    <xhtml:link rel="alternate" hreflang="de" href="https://shop.example/de/produkt/tap/"/>
  </url>
  <url><loc><![CDATA[https://shop.example/über/]]></loc><lastmod>gestern</lastmod><priority>0.5</priority></url>
</urlset>`;

describe('a sitemap', () => {
  it('gives pages with their dates; photos and other languages of a page are none', async () => {
    expect(await read(wordpress)).toEqual([
      {
        location: 'https://shop.example/product/tap/?a=1&b=2',
        lastModified: '2026-03-01T08:00:00+00:00',
        kind: 'page',
      },
      { location: 'https://shop.example/über/', lastModified: null, kind: 'page' },
    ]);
  });

  it('is read the same however it is cut into chunks, gzipped or not', async () => {
    const expected = readWholeSitemap(Buffer.from(wordpress));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 300 }), fc.boolean(), async (bytes, isZipped) => {
        expect(await read(isZipped ? zlib.gzipSync(wordpress) : wordpress, bytes)).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  it('may be an index, with any namespace prefix', async () => {
    const index = `<s:sitemapindex xmlns:s="x"><s:sitemap><s:loc>/sitemap_products_1.xml?from=1&amp;to=2</s:loc>
      <s:lastmod>2026-03-01</s:lastmod></s:sitemap></s:sitemapindex>`;
    expect(await read(index)).toEqual([
      { location: '/sitemap_products_1.xml?from=1&to=2', lastModified: '2026-03-01', kind: 'sitemap' },
    ]);
  });

  it('may be an RSS feed', async () => {
    const rss = `<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Shop</title><link>https://shop.example/</link>
      <atom:link href="https://shop.example/feed/" rel="self"/><image><link>https://shop.example/logo</link></image>
      <item><title>Tap</title><link>https://shop.example/product/tap/</link><pubDate>Sun, 01 Mar 2026 10:00:00 +0000</pubDate></item>
      </channel></rss>`;
    expect(await read(rss)).toEqual([
      {
        location: 'https://shop.example/product/tap/',
        lastModified: '2026-03-01T10:00:00.000Z',
        kind: 'page',
      },
    ]);
  });

  it('may be an Atom feed, such as a Shopify collection’s', async () => {
    const atom = `<feed xmlns="http://www.w3.org/2005/Atom"><link rel="self" href="https://shop.example/collections/all.atom"/>
      <entry><id>https://shop.example/products/123</id><updated>2026-03-01T10:00:00-05:00</updated>
      <link rel="enclosure" href="https://shop.example/a.mp3"/><link rel="alternate" type="text/html" href="https://shop.example/products/tap"/></entry></feed>`;
    expect(await read(atom)).toEqual([
      {
        location: 'https://shop.example/products/tap',
        lastModified: '2026-03-01T10:00:00-05:00',
        kind: 'page',
      },
    ]);
  });

  it('may be a text file', async () => {
    expect(await locations('\ufeffhttps://shop.example/a\r\nnonsense\nhttps://shop.example/b')).toEqual([
      'https://shop.example/a',
      'https://shop.example/b',
    ]);
  });

  it('of 60,000 pages is read up to 50,000, in batches of at most 1000', async () => {
    const pages = Array.from(
      { length: 60_000 },
      (_, index) => `<url><loc>https://shop.example/p/${index}</loc></url>`,
    );
    const sizes: number[] = [];
    for await (const batch of readSitemap(inChunks(zlib.gzipSync(`<urlset>${pages.join('')}`), 16_384))) {
      sizes.push(batch.length);
    }
    expect(sizes).toEqual(Array.from({ length: 50 }, () => 1000));
  });

  it.each([
    [
      'in the middle of an address',
      `<urlset><url><loc>https://shop.example/a</loc></url><url><loc>https://shop.ex`,
    ],
    [
      'by an error page',
      `<urlset><url><loc>https://shop.example/a</loc></url><br><b>Fatal error</b>: out of memory`,
    ],
    [
      'by nesting without end',
      `<urlset><url><loc>https://shop.example/a</loc></url>${'<a>'.repeat(100_000)}`,
    ],
  ])('that is broken %s gives what stands before', async (_, body) => {
    expect(await locations(body)).toEqual(['https://shop.example/a']);
  });

  it('whose gzip is cut off gives what stands before', async () => {
    const pages = Array.from(
      { length: 5000 },
      (_, index) => `<url><loc>https://shop.example/${index * 7919}</loc></url>`,
    );
    const zipped = zlib.gzipSync(`<urlset>${pages.join('')}</urlset>`);
    const found = await locations(zipped.subarray(0, zipped.length / 2));
    expect(found.length).toBeGreaterThan(1000);
    expect(found[0]).toBe('https://shop.example/0');
  });

  it('whose connection breaks gives what arrived, and then the failure', async () => {
    async function* breaking() {
      yield Buffer.from('<urlset><url><loc>https://shop.example/a</loc></url>');
      throw new Error('the connection broke');
    }
    for (const isZipped of [false, true]) {
      const found: string[] = [];
      const reading = (async () => {
        const chunks = isZipped ? zippedThenBroken() : breaking();
        for await (const batch of readSitemap(chunks)) found.push(...batch.map(({ location }) => location));
      })();
      await expect(reading).rejects.toThrow('the connection broke');
      expect(found).toEqual(['https://shop.example/a']);
    }
    async function* zippedThenBroken() {
      yield zlib.gzipSync('<urlset><url><loc>https://shop.example/a</loc></url>').subarray(0, -8);
      throw new Error('the connection broke');
    }
  });

  it('lets go of the connection when nobody reads on', async () => {
    let isClosed = false;
    async function* endless() {
      try {
        yield Buffer.from('<urlset>');
        for (;;) yield Buffer.from('<url><loc>https://shop.example/a</loc></url>'.repeat(1000));
      } finally {
        isClosed = true;
      }
    }
    for await (const batch of readSitemap(endless())) {
      expect(batch).toHaveLength(1000);
      break;
    }
    expect(isClosed).toBe(true);
  });

  it.each([
    ['gzip of nothing but markup', zlib.gzipSync(Buffer.alloc(60_000_000, '<'))],
    ['white space', Buffer.alloc(20_000_000, ' ')],
    ['one line', Buffer.alloc(20_000_000, 'a')],
    ['one attribute', Buffer.from(`<a b="${'x'.repeat(20_000_000)}`)],
    ['one text', Buffer.from(`<urlset><url><loc>${'x'.repeat(20_000_000)}`)],
    ['one comment', Buffer.from(`<!--${'-'.repeat(20_000_000)}`)],
    ['entities', Buffer.from(`<urlset><url><loc>${'&amp;'.repeat(4_000_000)}`)],
  ])('of endless %s ends without an entry', async (_, body) => {
    expect(await read(body, 65_536)).toEqual([]);
  });

  it('never throws, whatever the bytes', async () => {
    const body = fc.oneof(
      fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
      fc.uint8Array({ maxLength: 50 }).map((bytes) => Buffer.concat([Buffer.from([0x1f, 0x8b, 8]), bytes])),
      fc.string({ unit: 'binary' }).map((text) => Buffer.from(`<urlset><url><loc>${text}`)),
    );
    await fc.assert(
      fc.asyncProperty(body, async (bytes) => {
        expect(await read(bytes, 7)).toEqual(readWholeSitemap(bytes));
      }),
    );
  });
});
