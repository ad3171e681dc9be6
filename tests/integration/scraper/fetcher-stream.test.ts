// Streams: the same guard, limits and turns as a whole fetch, without holding the body.
import type http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import zlib from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { GiveUp, RefusedAddress, RetryLater } from '../../../scraper/fetch/fetch-errors.ts';
import { createFetcher, type FetcherOptions } from '../../../scraper/fetch/fetcher.ts';
import { startServer } from './loopback-server.ts';

async function serving(answer: http.RequestListener, options: FetcherOptions = {}) {
  const server = await startServer(answer);
  const fetcher = createFetcher({ allowHosts: [server.host], delayMs: 0, retries: 0, ...options });
  onTestFinished(() => fetcher.close());
  return { ...server, fetcher };
}

async function sizeOf(body: AsyncIterable<Buffer>): Promise<number> {
  let bytes = 0;
  for await (const chunk of body) bytes += chunk.length;
  return bytes;
}

const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'no failure',
    (error) => error,
  );

const fiftyMegabytes = zlib.gzipSync(
  Buffer.alloc(50_000_000, '<url><loc>https://shop.example/p/1</loc></url>\n'),
);

describe('a stream', () => {
  it('passes fifty megabytes on piece by piece and counts what came over the wire', async () => {
    const { origin, fetcher } = await serving((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-type': 'text/xml; charset=utf-8' });
      response.end(fiftyMegabytes);
    });
    const stream = await fetcher.stream(origin, { maxBytes: 50_000_000 });
    expect(stream).toMatchObject({ status: 200, contentType: 'text/xml', charset: 'utf-8' });
    let largest = 0;
    let bytes = 0;
    for await (const chunk of stream.body) {
      largest = Math.max(largest, chunk.length);
      bytes += chunk.length;
    }
    expect(bytes).toBe(50_000_000);
    expect(largest).toBeLessThan(1_000_000);
    expect(stream.transferredBytes()).toBeGreaterThan(fiftyMegabytes.length);
    expect(stream.transferredBytes()).toBeLessThan(fiftyMegabytes.length + 1000);
  });

  it('ends at the cap, as sent and as decompressed', async () => {
    const { origin, fetcher } = await serving((request, response) => {
      if (request.url === '/bomb')
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(fiftyMegabytes);
      else response.end(Buffer.alloc(2_000_000));
    });
    for (const path of ['/bomb', '/plain']) {
      const reading = async () => sizeOf((await fetcher.stream(origin + path, { maxBytes: 1_000_000 })).body);
      expect(await failure(reading()), path).toMatchObject({ reason: 'too large' });
    }
  });

  it('is tried again before its first byte, and not after', async () => {
    let asked = 0;
    const { origin, fetcher, requests } = await serving(
      (request, response) => {
        asked += 1;
        if (asked === 1) return void request.socket.destroy();
        response.write('begun');
        setTimeout(() => request.socket.destroy(), 20);
      },
      { retries: 3 },
    );
    const stream = await fetcher.stream(origin);
    const error = await failure(sizeOf(stream.body));
    expect(error).toBeInstanceOf(RetryLater);
    expect(error).toMatchObject({ reason: 'connection broken', transferredBytes: expect.any(Number) });
    expect(requests).toHaveLength(2);
  });

  it('may take longer than a request may, but not fall silent or drip', async () => {
    const { origin, fetcher } = await serving(
      (request, response) => {
        response.write('begun');
        if (request.url === '/silent') return;
        const drip = setInterval(() => response.write('.'), 20);
        if (request.url === '/steady') setTimeout(() => response.end(), 400);
        response.on('close', () => clearInterval(drip));
      },
      { timeoutMs: 200, idleTimeoutMs: 150, speedGraceMs: 1000, minBytesPerSecond: 1_000_000 },
    );
    expect(await sizeOf((await fetcher.stream(`${origin}/steady`)).body)).toBeGreaterThan(5);
    const silent = failure(sizeOf((await fetcher.stream(`${origin}/silent`)).body));
    expect(await silent).toMatchObject({ reason: 'timeout' });
    const dripping = failure(sizeOf((await fetcher.stream(`${origin}/dripping`)).body));
    expect(await dripping).toMatchObject({ reason: 'too slow' });
  });

  it('does not count the time its reader takes', async () => {
    const { origin, fetcher } = await serving((_, response) => void response.end(Buffer.alloc(500_000)), {
      timeoutMs: 100,
      streamTimeoutMs: 100,
      idleTimeoutMs: 50,
    });
    let bytes = 0;
    for await (const chunk of (await fetcher.stream(origin)).body) {
      bytes += chunk.length;
      await sleep(30);
    }
    expect(bytes).toBe(500_000);
  });

  it('gives its turn back when its reader leaves, or cancels without reading', async () => {
    const endless: http.RequestListener = (_, response) => {
      const pump = setInterval(() => response.write('x'.repeat(1000)), 5);
      response.on('close', () => clearInterval(pump));
    };
    const { origin, fetcher } = await serving(endless, { concurrencyPerHost: 1 });
    for await (const _ of (await fetcher.stream(`${origin}/left`)).body) break;
    (await fetcher.stream(`${origin}/cancelled`)).cancel();
    const third = await fetcher.stream(`${origin}/third`);
    expect(fetcher.paceOf(origin).running).toBe(1);
    third.cancel();
    expect(fetcher.paceOf(origin).running).toBe(0);
  });

  it('ends for its caller’s reason, and with the fetcher', async () => {
    const { origin, fetcher } = await serving((_, response) => void response.write('begun'));
    const leaving = new AbortController();
    const left = failure(sizeOf((await fetcher.stream(origin, { signal: leaving.signal })).body));
    leaving.abort('enough');
    expect(await left).toBe('enough');
    const closed = failure(sizeOf((await fetcher.stream(origin)).body));
    await sleep(20);
    await fetcher.close();
    expect(await closed).toMatchObject({ name: 'RetryLater', reason: 'fetcher closed' });
  });

  it('has no body for an answer that nothing changed, and errors before it begins', async () => {
    const { origin, fetcher } = await serving((request, response) => {
      response.writeHead(request.headers['if-none-match'] === 'W/"1"' ? 304 : 404).end();
    });
    const unchanged = await fetcher.stream(origin, { etag: 'W/"1"' });
    expect(unchanged.notModified).toBe(true);
    expect(await sizeOf(unchanged.body)).toBe(0);
    expect(await failure(fetcher.stream(origin))).toBeInstanceOf(GiveUp);
    expect(await failure(fetcher.stream('http://127.0.0.1:9/'))).toBeInstanceOf(RefusedAddress);
  });
});
