// How a shop sees the fetcher when it is slow, overloaded or asks for a pause: by the server's own record.
import type http from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { HostPaused, RetryLater } from '../../../scraper/fetch/fetch-errors.ts';
import { createFetcher, type Fetcher, type FetcherOptions } from '../../../scraper/fetch/fetcher.ts';
import { createHostPacing } from '../../../scraper/fetch/host-pacing.ts';
import { startServer } from './loopback-server.ts';

function fetcherFor(host: string, options: FetcherOptions = {}): Fetcher {
  const fetcher = createFetcher({ allowHosts: [host], delayMs: 0, retries: 0, ...options });
  onTestFinished(() => fetcher.close());
  return fetcher;
}

/** A server that also counts how many requests it has at work at once, since `watch` was last called. */
async function busyServer(answer: http.RequestListener) {
  let atOnce = 0;
  let most = 0;
  const server = await startServer((request, response) => {
    atOnce += 1;
    most = Math.max(most, atOnce);
    response.on('close', () => {
      atOnce -= 1;
    });
    answer(request, response);
  });
  return {
    ...server,
    watch: () => {
      most = 0;
    },
    most: () => most,
  };
}

const settled = (promises: Promise<unknown>[]) => Promise.allSettled(promises);
const times = (count: number) => Array.from({ length: count }, (_, index) => index);

describe('a host that asks for a pause', () => {
  it.each([429, 503])(
    'by %i with Retry-After gets it from every request, and then fewer at once',
    async (status) => {
      let refusedAt = 0;
      const server = await busyServer((_, response) => {
        if (refusedAt === 0) {
          refusedAt = performance.now();
          return void response.writeHead(status, { 'retry-after': '1' }).end();
        }
        setTimeout(() => response.end(), 10);
      });
      const fetcher = fetcherFor(server.host, { concurrencyPerHost: 4, retries: 1 });
      await fetcher.get(`${server.origin}/first`);
      expect((server.requests[1]?.at ?? 0) - refusedAt).toBeGreaterThanOrEqual(990);
      server.watch();
      const asked = server.requests.length;
      await Promise.all(times(6).map((index) => fetcher.get(`${server.origin}/${index}`)));
      expect(server.most()).toBeLessThanOrEqual(2);
      const gaps = server.requests
        .slice(asked)
        .map(({ at }, index) => at - (server.requests[asked + index - 1]?.at ?? 0));
      // 250 ms and less with every answer; a server's own clock may be some milliseconds off.
      expect(Math.min(...gaps)).toBeGreaterThan(100);
    },
  );

  it('is not asked by others who were waiting either', async () => {
    let refusedAt = 0;
    const server = await busyServer((request, response) => {
      if (request.url !== '/busy') return void response.end();
      setTimeout(() => {
        refusedAt = performance.now();
        response.writeHead(429, { 'retry-after': '1' }).end();
      }, 30);
    });
    const fetcher = fetcherFor(server.host, { concurrencyPerHost: 1 });
    const busy = fetcher.get(`${server.origin}/busy`);
    const others = times(3).map((index) => fetcher.get(`${server.origin}/${index}`));
    await settled([busy, ...others]);
    expect(server.requests).toHaveLength(4);
    for (const { path, at } of server.requests.slice(1))
      expect(at - refusedAt, path).toBeGreaterThanOrEqual(990);
  });

  it('for longer than a request may wait is left alone: nothing more is sent, and who waits is told when', async () => {
    const server = await busyServer((_, response) => {
      setTimeout(() => response.writeHead(503, { 'retry-after': '3600' }).end(), 30);
    });
    const fetcher = fetcherFor(server.host, { concurrencyPerHost: 1, retries: 2 });
    const [first, ...others] = await settled(
      times(4).map((index) => fetcher.get(`${server.origin}/${index}`)),
    );
    expect(first).toMatchObject({ reason: { reason: 'http 503', retryAfterMs: 3_600_000 } });
    for (const other of others) expect(other).toMatchObject({ reason: expect.any(HostPaused) });
    expect(server.requests).toHaveLength(1);
    expect(fetcher.paceOf(server.origin).pausedMs).toBeGreaterThan(3_500_000);
  });
});

describe('a host in trouble', () => {
  it('by a burst of 500s or broken connections is given a rest that grows', async () => {
    const server = await busyServer((request, response) => {
      if (request.url?.startsWith('/500')) response.writeHead(500).end();
      else request.socket.destroy();
    });
    const fetcher = fetcherFor(server.host, { pacing: createHostPacing({ firstPenaltyMs: 100 }) });
    for (const path of ['/500/1', '/broken/2', '/500/3', '/broken/4', '/500/5']) {
      await expect(fetcher.get(server.origin + path)).rejects.toThrow(RetryLater);
    }
    const at = server.requests.map((request) => request.at);
    expect((at[3] ?? 0) - (at[2] ?? 0)).toBeGreaterThan(90);
    expect((at[4] ?? 0) - (at[3] ?? 0)).toBeGreaterThan(190);
  });

  it('by one page that always fails, or pages that are not there, is asked as before', async () => {
    const server = await busyServer((request, response) => {
      response.writeHead(request.url === '/bad' ? 500 : request.url === '/none' ? 404 : 200).end();
    });
    const fetcher = fetcherFor(server.host);
    for (const path of ['/bad', '/bad', '/fine', '/bad', '/none', '/none', '/none', '/none']) {
      await settled([fetcher.get(server.origin + path)]);
    }
    expect(fetcher.paceOf(server.origin)).toMatchObject({ delayMs: 0, concurrency: 2, pausedMs: 0 });
  });

  it('by slow answers is asked as slowly as it answers', async () => {
    const server = await busyServer((_, response) => void setTimeout(() => response.end(), 200));
    const fetcher = fetcherFor(server.host, { delayMs: 10, concurrencyPerHost: 2 });
    await Promise.all(times(8).map((index) => fetcher.get(`${server.origin}/${index}`)));
    // Before the first answer nothing is known; from then on 200 ms / 2 lie between the starts.
    const gaps = server.requests.slice(3).map(({ at }, index) => at - (server.requests[index + 2]?.at ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThan(80);
    expect(fetcher.paceOf(server.origin).delayMs).toBeGreaterThanOrEqual(99);
  });
});

it('two fetchers that share a pacing keep one delay for a host between them', async () => {
  const server = await busyServer((_, response) => void response.end());
  const pacing = createHostPacing();
  const both = [0, 1].map(() => fetcherFor(server.host, { pacing, delayMs: 60 }));
  await Promise.all(times(3).flatMap((index) => both.map((one) => one.get(`${server.origin}/${index}`))));
  const at = server.requests.map((request) => request.at);
  expect((at.at(-1) ?? 0) - (at[0] ?? 0)).toBeGreaterThan(5 * 60 - 20);
});
