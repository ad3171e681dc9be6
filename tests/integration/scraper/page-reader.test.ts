// Pages read in threads: the same as without, and a page that hangs or kills its thread fails alone.
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { GiveUp, RetryLater } from '../../../scraper/fetch/fetch-errors.ts';
import type { FetchedResource } from '../../../scraper/fetch/fetcher.ts';
import {
  createPageReader,
  type PageReader,
  type PageReaderOptions,
} from '../../../scraper/page/page-reader.ts';
import { readPage } from '../../../scraper/page/page-reading.ts';

const options = { baseUrl: 'https://shop.example/' };
const hostile = new URL('./hostile-thread.ts', import.meta.url);

let reader: PageReader | undefined;
afterEach(() => reader?.close());

function open(readerOptions: PageReaderOptions): PageReader {
  reader = createPageReader(readerOptions);
  return reader;
}

function page(body: string | Buffer, path = 'products/1'): FetchedResource {
  return {
    url: `https://shop.example/${path}`,
    status: 200,
    notModified: false,
    contentType: 'text/html',
    charset: null,
    etag: '"1"',
    lastModified: null,
    body: Buffer.from(body),
    transferredBytes: body.length,
    fetchedAt: new Date(0),
  };
}

const product = (name: string) => `<!doctype html><title>${name}</title><h1>${name}</h1>
  <script type="application/ld+json">{"@context":"https://schema.org","@type":"Product","name":"${name}",
  "image":["/a.jpg"],"offers":{"price":"12.50","priceCurrency":"EUR","availability":"InStock"}}</script>
  <a href="/products/2">next</a><a href="https://elsewhere.example/">away</a>`;

describe('reading in threads', () => {
  it('finds what readPage finds, in many pages at once and whatever their HTML', async () => {
    const { read } = open({ threads: 2 });
    const tag = fc.constantFrom(
      '<a href="/x/',
      '">',
      '<script type="application/ld+json">',
      '</script>',
      '<h1>',
      '€ 9,99',
    );
    const html = fc.array(fc.oneof(tag, fc.string({ unit: 'binary' }), fc.json()), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(fc.array(html, { minLength: 1, maxLength: 5 }), async (pages) => {
        const resources = pages.map((parts, i) => page(product(`Tap ${i}`) + parts.join('')));
        const inThreads = await Promise.all(resources.map((resource) => read(resource, 'page', options)));
        expect(inThreads).toEqual(resources.map((resource) => readPage(resource, 'page', options)));
      }),
      { numRuns: 60 },
    );
  });

  it('leaves the page whole for its caller, a body from a shared buffer too', async () => {
    const { read } = open({ threads: 1 });
    const body = Buffer.from(product('Aurora')); // small: cut from a buffer that Node shares out
    const resource = { ...page(''), body };
    const { products } = await read(resource, 'page', options);
    expect(products[0]).toMatchObject({ title: 'Aurora', price: 12.5 });
    expect(body.toString()).toBe(product('Aurora'));
  });

  it('keeps a thread for what comes soon, and ends one that has had nothing to do', async () => {
    const { read } = open({ threads: 2, idleMs: 400, threadFile: hostile });
    const thread = async () => (await read(page('who are you'), 'page', options)).links[0]?.url;
    const [first, second] = [await thread(), await thread()];
    await sleep(800);
    expect(second).toBe(first);
    expect(await thread()).not.toBe(first);
  });
});

describe('a page that', () => {
  it.each([
    ['hangs', 'hang', 'took longer than 500 ms to read', 'too slow to read'],
    ['eats all memory', 'eat', 'took more than 32 MB to read', 'too large to read'],
    ['throws past the reader', 'throw', 'the page broke the parser', 'unreadable page'],
    ['ends its thread', 'exit', 'ended its thread with code 3', 'unreadable page'],
    ['can’t be read', 'refuse', 'no such thing', 'unreadable page'],
  ])('%s fails alone, as the page’s fault, and the next is read', async (_, what, message, reason) => {
    const timeLimitMs = what === 'hang' ? 500 : 60_000;
    const { read } = open({ threads: 1, timeLimitMs, heapMb: 32, threadFile: hostile });
    const [bad, next] = await Promise.allSettled([
      read(page(what, 'bad'), 'page', options),
      read(page('fine'), 'page', options),
    ]);
    const error = bad.status === 'rejected' ? bad.reason : null;
    expect(error).toBeInstanceOf(GiveUp);
    expect(error).toMatchObject({ url: 'https://shop.example/bad', status: 200, reason });
    expect(error.message).toContain(message);
    expect(next.status).toBe('fulfilled');
  });

  it('waits for its thread to start is not too slow to read', async () => {
    const threadFile = new URL('./slow-thread.ts', import.meta.url);
    const { read } = open({ threads: 1, timeLimitMs: 500, threadFile });
    expect(await read(page('fine'), 'page', options)).toMatchObject({ products: [] });
  });

  it('hangs holds up neither this thread nor the pages beside it', async () => {
    const { read, close } = open({ threads: 2, timeLimitMs: 60_000, threadFile: hostile });
    const ended: string[] = [];
    const hanging = read(page('hang'), 'page', options).catch((error) => ended.push(error.constructor.name));
    for (let i = 0; i < 20; i++) await read(page('fine'), 'page', options).then(() => ended.push('read'));
    await close();
    await hanging;
    expect(ended).toEqual([...Array.from({ length: 20 }, () => 'read'), 'RetryLater']);
  });
});

describe('a closed reader', () => {
  it('fails what is being read, what waits and what comes, to be tried again', async () => {
    const { read, close } = open({ threads: 1, threadFile: hostile });
    const [running, waiting] = [read(page('hang'), 'page', options), read(page('fine'), 'page', options)];
    const settled = Promise.allSettled([running, waiting]);
    await close();
    await close();
    for (const result of [
      ...(await settled),
      ...(await Promise.allSettled([read(page(''), 'page', options)])),
    ]) {
      expect(result).toMatchObject({ status: 'rejected', reason: expect.any(RetryLater) });
    }
  });

  it('that never read anything has nothing to end', async () => {
    await open({}).close();
  });
});
