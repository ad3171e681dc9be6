// The fetcher against real servers that misbehave: it ends each time, in time, with an error that says what to do.
import { randomBytes } from 'node:crypto';
import type http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import zlib from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { GiveUp, RefusedAddress, RetryLater } from '../../../scraper/fetch/fetch-errors.ts';
import { createFetcher, type Fetcher, type FetcherOptions } from '../../../scraper/fetch/fetcher.ts';
import { startServer } from './loopback-server.ts';

function fetcherFor(host: string, options: FetcherOptions = {}): Fetcher {
  const fetcher = createFetcher({ allowHosts: [host], delayMs: 0, retries: 0, ...options });
  onTestFinished(() => fetcher.close());
  return fetcher;
}

/** A server with one answer, and a fetcher that may ask it. */
async function serving(answer: http.RequestListener, options?: FetcherOptions) {
  const server = await startServer(answer);
  return { ...server, fetcher: fetcherFor(server.host, options) };
}

const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'no failure',
    (error) => error,
  );

describe('a fetch', () => {
  it('gives the whole resource with its type, charset and validators', async () => {
    const { origin, fetcher, requests } = await serving((_, response) => {
      response.writeHead(200, {
        'content-type': 'Text/HTML; Charset="UTF-8"',
        etag: '"1"',
        'last-modified': 'Mon, 01 Jan 2024 00:00:00 GMT',
      });
      response.end('hello');
    });
    expect(await fetcher.get(`${origin}/a?b=1#c`)).toEqual({
      url: `${origin}/a?b=1`,
      status: 200,
      notModified: false,
      contentType: 'text/html',
      charset: 'utf-8',
      etag: '"1"',
      lastModified: 'Mon, 01 Jan 2024 00:00:00 GMT',
      body: Buffer.from('hello'),
      fetchedAt: expect.any(Date),
      transferredBytes: expect.any(Number),
    });
    expect(requests[0]?.headers['user-agent']).toMatch(/^Lookalike\/\d/);
  });

  it('asks conditionally and reports what has not changed', async () => {
    const { origin, fetcher } = await serving((request, response) => {
      response.writeHead(request.headers['if-none-match'] === '"1"' ? 304 : 200, { etag: '"1"' }).end();
    });
    const answer = await fetcher.get(origin, { etag: '"1"', lastModified: 'not\nsendable' });
    expect(answer).toMatchObject({ status: 304, notModified: true, etag: '"1"' });
  });

  it('returns twenty megabytes whole when asked to take them', async () => {
    const photo = randomBytes(20_000_000);
    const { origin, fetcher } = await serving((_, response) => void response.end(photo));
    expect((await fetcher.get(origin, { maxBytes: 20_000_000 })).body.equals(photo)).toBe(true);
  });

  it('keeps using its connections, also after redirects and errors', async () => {
    const { origin, fetcher, requests } = await serving((request, response) => {
      if (request.url === '/old') response.writeHead(302, { location: '/new' }).end('moved');
      else if (request.url === '/none') response.writeHead(404).end('nothing here');
      else response.end('ok');
    });
    for (let index = 0; index < 10; index += 1) {
      await fetcher.get(`${origin}/old`);
      await failure(fetcher.get(`${origin}/none`));
    }
    // As many as may run at once: the next request can start before the last one's connection is free again.
    expect(new Set(requests.map(({ port }) => port)).size).toBeLessThanOrEqual(2);
  });

  it('identifies itself as the operator says', async () => {
    const { origin, fetcher, requests } = await serving((_, response) => void response.end(), {
      userAgent: 'Bathtub/2',
    });
    await fetcher.get(origin);
    expect(requests[0]?.headers['user-agent']).toBe('Bathtub/2');
  });
});

describe('addresses', () => {
  it('are refused on loopback unless allowed, and nothing is sent', async () => {
    const { origin, requests } = await startServer((_, response) => void response.end());
    const fetcher = fetcherFor('127.0.0.1:1');
    const { port } = new URL(origin);
    for (const host of ['127.0.0.1', '2130706433', '0x7f.1', '[::ffff:127.0.0.1]', '[::1]', 'localhost']) {
      expect(await failure(fetcher.get(`http://${host}:${port}/`)), host).toBeInstanceOf(RefusedAddress);
    }
    expect(requests).toEqual([]);
  });

  it.each([
    ['a server on loopback that is not allowed', (port: number) => `http://127.0.0.1:${port}/secret`],
    ['the metadata address of clouds', () => 'http://169.254.169.254/latest/meta-data/'],
    ['a mapped IPv6 address', () => 'http://[::ffff:10.0.0.1]/'],
    ['a file', () => 'file:///etc/passwd'],
    ['an address with a password', () => 'http://user:secret@127.0.0.1/'],
  ])('are checked again when redirected to %s', async (_, target) => {
    const secret = await startServer((_request, response) => void response.end('secret'));
    const { origin, fetcher } = await serving((_request, response) => {
      response.writeHead(302, { location: target(Number(new URL(secret.origin).port)) }).end();
    });
    expect(await failure(fetcher.get(origin))).toBeInstanceOf(RefusedAddress);
    expect(secret.requests).toEqual([]);
  });

  it('are checked after the name is resolved, and the checked one is connected to', async () => {
    const server = await startServer((_, response) => void response.end('hello'));
    let lookups = 0;
    const resolveHost = async () => {
      lookups += 1;
      return [{ address: '127.0.0.1', family: 4 }];
    };
    const { port } = new URL(server.origin);
    const fetcher = fetcherFor(`inside.example:${port}`, { resolveHost });
    const refused = await failure(fetcher.get('http://rebound.example/'));
    expect(refused).toBeInstanceOf(RefusedAddress);
    expect(String(refused)).toContain('http://rebound.example/');
    expect((await fetcher.get(`http://inside.example:${port}/`)).body.toString()).toBe('hello');
    // One look-up for each connection: there is no second one for a changed answer to slip into.
    expect(lookups).toBe(2);
  });
});

describe('a server that misbehaves', () => {
  it('by redirecting in circles or without end is given up', async () => {
    const { origin, fetcher } = await serving((request, response) => {
      const step = Number(request.url?.slice(2));
      response.writeHead(302, { location: request.url === '/circle' ? '/circle' : `/n${step + 1}` }).end();
    });
    expect(await failure(fetcher.get(`${origin}/circle`))).toMatchObject({
      name: 'GiveUp',
      reason: 'redirect loop',
    });
    expect(await failure(fetcher.get(`${origin}/n0`))).toMatchObject({
      name: 'GiveUp',
      reason: 'too many redirects',
    });
  });

  it('by answering 404 is given up without another attempt', async () => {
    const { origin, fetcher, requests } = await serving((_, response) => void response.writeHead(404).end(), {
      retries: 3,
    });
    expect(await failure(fetcher.get(origin))).toMatchObject({
      name: 'GiveUp',
      status: 404,
      reason: 'not found',
    });
    expect(requests).toHaveLength(1);
  });

  it('by answering 503 once is asked again after what Retry-After says', async () => {
    let asked = 0;
    const { origin, fetcher, requests } = await serving(
      (_, response) => {
        asked += 1;
        if (asked === 1) response.writeHead(503, { 'retry-after': '1' }).end();
        else response.end('back');
      },
      { retries: 2 },
    );
    expect((await fetcher.get(origin)).body.toString()).toBe('back');
    expect((requests[1]?.at ?? 0) - (requests[0]?.at ?? 0)).toBeGreaterThanOrEqual(990);
  });

  it('by asking for an hour is left to the caller at once', async () => {
    const { origin, fetcher, requests } = await serving(
      (_, response) => void response.writeHead(429, { 'retry-after': '3600' }).end(),
      { retries: 2 },
    );
    expect(await failure(fetcher.get(origin))).toMatchObject({ name: 'RetryLater', retryAfterMs: 3_600_000 });
    expect(requests).toHaveLength(1);
  });

  it('by breaking connections is tried as often as said', async () => {
    const { origin, fetcher, requests } = await serving((request) => void request.socket.destroy(), {
      retries: 2,
    });
    expect(await failure(fetcher.get(origin))).toBeInstanceOf(RetryLater);
    expect(requests).toHaveLength(3);
  });

  it.each<[string, http.RequestListener]>([
    ['never answering', () => {}],
    ['never ending its body', (_, response) => void response.writeHead(200).write('<html>')],
    [
      'dripping its body',
      (_, response) => {
        const drip = setInterval(() => response.write('.'), 20);
        response.on('close', () => clearInterval(drip));
      },
    ],
    [
      'dripping its redirects',
      (request, response) => {
        setTimeout(() => response.writeHead(302, { location: `${request.url}x` }).end(), 100);
      },
    ],
  ])('by %s is cut off when the time for the whole request is over', async (_, answer) => {
    const { origin, fetcher } = await serving(answer, { timeoutMs: 300 });
    // None of these answers ever ends: without the cut the test would run into its own limit.
    expect(await failure(fetcher.get(`${origin}/`))).toBeInstanceOf(RetryLater);
  });

  it('by sending garbage instead of HTTP is tried later', async () => {
    const { origin, fetcher } = await serving(
      (request) => void request.socket.end('SSH-2.0-OpenSSH_9.2\r\n'),
    );
    expect(await failure(fetcher.get(origin))).toBeInstanceOf(RetryLater);
  });

  it('by announcing more than is allowed is given up before the body', async () => {
    let sent = 0;
    const { origin, fetcher } = await serving((_, response) => {
      response.writeHead(200, { 'content-length': '1000000000' });
      response.on('close', () => {
        sent = response.socket?.bytesWritten ?? 0;
      });
      response.write('x');
    });
    expect(await failure(fetcher.get(origin))).toMatchObject({ name: 'GiveUp', reason: 'too large' });
    expect(sent).toBeLessThan(10_000);
  });

  it('by sending without end is given up at the cap', async () => {
    const { origin, fetcher } = await serving((_, response) => {
      const chunk = Buffer.alloc(65_536);
      const pump = () => {
        while (!response.destroyed && response.write(chunk));
        if (!response.destroyed) response.once('drain', pump);
      };
      pump();
    });
    expect(await failure(fetcher.get(origin, { maxBytes: 1_000_000 }))).toMatchObject({
      reason: 'too large',
    });
  });

  it('by announcing more than it sends is tried later', async () => {
    const { origin, fetcher } = await serving((_, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('short');
      setTimeout(() => response.socket?.end(), 20);
    });
    expect(await failure(fetcher.get(origin))).toBeInstanceOf(RetryLater);
  });

  it('by announcing less than it sends costs no more than that answer', async () => {
    const { origin, fetcher } = await serving((request, response) => {
      if (request.url === '/lie') request.socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhello');
      else response.end('fine');
    });
    await failure(fetcher.get(`${origin}/lie`));
    expect((await fetcher.get(`${origin}/next`)).body.toString()).toBe('fine');
  });
});

describe('content encodings', () => {
  const text = Buffer.from('lookalike '.repeat(500));
  const encoders: Record<string, (data: Buffer) => Buffer> = {
    gzip: zlib.gzipSync,
    br: zlib.brotliCompressSync,
    deflate: zlib.deflateSync,
    zstd: zlib.zstdCompressSync,
  };
  const answering = (encoding: string, body: Buffer) =>
    serving((_, response) => {
      response.writeHead(200, { 'content-encoding': encoding });
      response.end(body);
    });

  it.each(Object.entries(encoders))('%s is undone, and its damage is noticed', async (encoding, encode) => {
    const whole = await answering(encoding, encode(text));
    expect((await whole.fetcher.get(whole.origin)).body.equals(text)).toBe(true);
    const cut = await answering(encoding, encode(text).subarray(0, 20));
    expect(await failure(cut.fetcher.get(cut.origin))).toBeInstanceOf(RetryLater);
    const junk = await answering(encoding, Buffer.from(`<html> this is plain ${'x'.repeat(500)}`));
    const junkError = await failure(junk.fetcher.get(junk.origin));
    expect(junkError).toBeInstanceOf(GiveUp);
    expect(junkError).toMatchObject({ reason: 'undecodable body' });
    const empty = await answering(encoding, Buffer.alloc(0));
    expect((await empty.fetcher.get(empty.origin)).body).toHaveLength(0);
  });

  it.each(Object.entries(encoders))('a %s bomb is given up at the cap', async (encoding, encode) => {
    const bomb = encode(Buffer.alloc(100_000_000));
    expect(bomb.length).toBeLessThan(200_000);
    const { origin, fetcher } = await answering(encoding, bomb);
    const before = process.memoryUsage().rss;
    expect(await failure(fetcher.get(origin))).toMatchObject({ reason: 'too large' });
    expect(process.memoryUsage().rss - before).toBeLessThan(60_000_000);
  });

  it('two are undone one after the other, raw deflate is taken, three and unknown ones are given up', async () => {
    const twice = await answering('gzip, br', zlib.brotliCompressSync(zlib.gzipSync(text)));
    expect((await twice.fetcher.get(twice.origin)).body.equals(text)).toBe(true);
    const raw = await answering('deflate', zlib.deflateRawSync(text));
    expect((await raw.fetcher.get(raw.origin)).body.equals(text)).toBe(true);
    for (const encoding of ['gzip, gzip, gzip', 'compress']) {
      const { origin, fetcher } = await answering(encoding, text);
      expect(await failure(fetcher.get(origin)), encoding).toMatchObject({ reason: 'undecodable body' });
    }
  });
});

describe('manners', () => {
  it('keep the delay between the starts of requests to one host', async () => {
    const { origin, fetcher, requests } = await serving((_, response) => void response.end(), {
      delayMs: 100,
    });
    await Promise.all(Array.from({ length: 5 }, (_, index) => fetcher.get(`${origin}/${index}`)));
    const gaps = requests.slice(1).map(({ at }, index) => at - (requests[index]?.at ?? 0));
    // Timers and the network jitter by some milliseconds either way; the sum does not.
    expect(Math.min(...gaps)).toBeGreaterThan(70);
    expect(gaps.reduce((sum, gap) => sum + gap, 0)).toBeGreaterThan(380);
  });

  it('keep to so many requests at once for one host, without holding up another', async () => {
    let running = 0;
    let most = 0;
    const slow = await startServer((_, response) => {
      running += 1;
      most = Math.max(most, running);
      setTimeout(() => {
        running -= 1;
        response.end();
      }, 50);
    });
    const quick = await startServer((_, response) => void response.end('quick'));
    const fetcher = fetcherFor('127.0.0.1', { concurrencyPerHost: 2 });
    const slowOnes = Promise.all(
      Array.from({ length: 8 }, (_, index) => fetcher.get(`${slow.origin}/${index}`)),
    );
    const first = await Promise.race([slowOnes, fetcher.get(quick.origin)]);
    expect(first).toMatchObject({ body: Buffer.from('quick') });
    await slowOnes;
    expect(most).toBe(2);
  });

  it('let a caller leave, on the network or in the queue, for its own reason', async () => {
    const { origin, fetcher } = await serving(() => {}, { concurrencyPerHost: 1 });
    const leaving = new AbortController();
    const both = ['/running', '/waiting'].map((path) =>
      failure(fetcher.get(origin + path, { signal: leaving.signal })),
    );
    await sleep(50);
    const reason = new Error('the run was stopped');
    leaving.abort(reason);
    expect(await Promise.all(both)).toEqual([reason, reason]);
  });

  it('end what is in flight when the fetcher is closed', async () => {
    const { origin, fetcher } = await serving(() => {}, { retries: 5 });
    const inFlight = failure(fetcher.get(origin));
    await sleep(50);
    await fetcher.close();
    expect(await inFlight).toBeInstanceOf(RetryLater);
    expect(await failure(fetcher.get(origin))).toBeInstanceOf(RetryLater);
  });
});
