// Shops that change their mind, hide behind cookies and challenges, lie, or point elsewhere.
import type http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import zlib from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { GiveUp, RefusedAddress, RefusedRedirect } from '../../../scraper/fetch/fetch-errors.ts';
import { createFetcher, type Fetcher, type FetcherOptions } from '../../../scraper/fetch/fetcher.ts';
import { decodePage } from '../../../scraper/page/page-charset.ts';
import { createRobotsCache } from '../../../scraper/robots/robots-cache.ts';
import { lookForShop } from '../../../workers/shop-health.ts';
import { startServer } from './loopback-server.ts';

function fetcherFor(host: string, options: FetcherOptions = {}): Fetcher {
  const fetcher = createFetcher({ allowHosts: [host], delayMs: 0, retries: 0, ...options });
  onTestFinished(() => fetcher.close());
  return fetcher;
}

async function serving(answer: http.RequestListener, options?: FetcherOptions) {
  const server = await startServer(answer);
  return { ...server, fetcher: fetcherFor(server.host, options) };
}

/** A server that speaks to the socket itself, since Node's would not say such things. */
async function speaking(converse: (socket: net.Socket) => void, options?: FetcherOptions) {
  const server = net.createServer((socket) => {
    socket.on('error', () => {}); // the fetcher hangs up on most of them
    socket.once('data', () => converse(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, fetcher: fetcherFor(`127.0.0.1:${port}`, options) };
}

const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'no failure',
    (error) => error,
  );

describe('a cookie wall', () => {
  it('is passed: what it sets is sent back within the same fetch, and only there', async () => {
    const { origin, fetcher, requests } = await serving((request, response) => {
      const { cookie = '' } = request.headers;
      if (cookie.includes('seen=1')) return void response.end('the page');
      const cookies = ['seen=1; Path=/; HttpOnly', 'gone=1; Max-Age=0', 'elsewhere=1; Domain=other.example'];
      response.writeHead(302, { location: request.url, 'set-cookie': cookies }).end();
    });
    expect((await fetcher.get(`${origin}/a`)).body.toString()).toBe('the page');
    await fetcher.get(`${origin}/b`);
    expect(requests.map(({ headers }) => headers.cookie)).toEqual([undefined, 'seen=1', undefined, 'seen=1']);
  });

  it('that is never satisfied ends as a loop, whether its cookies change or not', async () => {
    let count = 0;
    const { origin, fetcher, requests } = await serving((request, response) => {
      count += 1;
      const value = request.url === '/counting' ? count : 'same';
      response.writeHead(302, { location: request.url, 'set-cookie': `visit=${value}` }).end();
    });
    expect(await failure(fetcher.get(`${origin}/same`))).toMatchObject({ reason: 'redirect loop' });
    expect(requests).toHaveLength(2);
    expect(await failure(fetcher.get(`${origin}/counting`))).toMatchObject({ reason: 'too many redirects' });
    expect(requests).toHaveLength(8);
  });

  it('may set thousands: no more is sent back than a header holds', async () => {
    const { origin, fetcher, requests } = await serving((request, response) => {
      if (request.url === '/in') return void response.end();
      const cookies = Array.from({ length: 500 }, (_, index) => `c${index}=${'x'.repeat(60)}`);
      response.writeHead(302, { location: '/in', 'set-cookie': cookies }).end();
    });
    await fetcher.get(origin);
    expect((requests[1]?.headers.cookie ?? '').length).toBeLessThan(8192);
  });

  it('keeps its cookies from other hosts', async () => {
    const other = await startServer((_, response) => void response.end('other'));
    const { port } = new URL(other.origin);
    const { origin, fetcher } = await serving(
      (_, response) => {
        response.writeHead(302, { location: `http://localhost:${port}/`, 'set-cookie': 'secret=1' }).end();
      },
      { allowHosts: ['127.0.0.1', 'localhost'] },
    );
    await fetcher.get(origin);
    expect(other.requests[0]?.headers.cookie).toBeUndefined();
  });
});

describe('a challenge for robots', () => {
  it.each<[string, number, string]>([
    ['cookies', 200, '<p>Please enable cookies to continue.</p>'],
    ['a captcha', 403, '<script src="https://geo.captcha-delivery.com/c.js"></script>Please enable JS'],
    ['a wait', 503, '<title>Just a moment...</title><script>window._cf_chl_opt={}</script>'],
  ])(
    'about %s under %i is known for what it is, compressed too, and not asked for again',
    async (_, status, page) => {
      const { origin, fetcher, requests } = await serving(
        (_request, response) => {
          response.writeHead(status, { 'content-type': 'text/html', 'content-encoding': 'gzip' });
          response.end(zlib.gzipSync(page));
        },
        { retries: 2 },
      );
      const error = await failure(fetcher.get(origin));
      expect(error).toBeInstanceOf(GiveUp);
      expect(error).toMatchObject({ reason: 'bot wall', status });
      expect(requests).toHaveLength(1);
      // The host wants less of us, whatever it wants instead.
      expect(fetcher.paceOf(origin).concurrency).toBe(1);
    },
  );

  it('on the front page means that the shop is not there for us; a plain refusal that it is', async () => {
    const { origin, fetcher } = await serving((request, response) => {
      response.writeHead(403, request.url === '/' ? { 'cf-mitigated': 'challenge' } : {}).end();
    });
    const look = (path: string) =>
      lookForShop({
        fetcher,
        baseUrl: origin + path,
        signal: new AbortController().signal,
        mayGoOn: () => true,
        waitsMs: [1],
      });
    expect([await look('/'), await look('/taps')]).toEqual(['is down', 'was up']);
  });

  it('is not read into a plain 403, a long one or a broken one', async () => {
    const { origin, fetcher } = await serving((request, response) => {
      const headers = request.url === '/broken' ? { 'content-encoding': 'gzip' } : {};
      response.writeHead(403, { 'content-type': 'text/html', ...headers });
      response.end(request.url === '/long' ? 'no '.repeat(100_000) : '<h1>Forbidden</h1>');
    });
    for (const path of ['/plain', '/long', '/broken']) {
      expect(await failure(fetcher.get(origin + path)), path).toMatchObject({ reason: 'http 403' });
    }
  });

  it('that is only a meta refresh is a page like any other: it is not followed', async () => {
    const { origin, fetcher, requests } = await serving((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html', refresh: '0; url=/' });
      response.end('<meta http-equiv="refresh" content="0; url=/">');
    });
    expect((await fetcher.get(origin)).status).toBe(200);
    expect(requests).toHaveLength(1);
  });
});

describe('robots.txt', () => {
  it('that changes during a run is obeyed, and asked for with its validators', async () => {
    let rules = 'User-agent: *\nDisallow: /a';
    const { origin, fetcher, requests } = await serving((request, response) => {
      const etag = `W/"${rules.length}"`;
      if (request.headers['if-none-match'] === etag) return void response.writeHead(304).end();
      response.writeHead(200, { etag }).end(rules);
    });
    const cache = createRobotsCache(fetcher, { recheckMs: 30 });
    expect(await cache.isAllowed(`${origin}/a`)).toBe(false);
    expect(await cache.isAllowed(`${origin}/b`)).toBe(true);
    expect(requests).toHaveLength(1);
    await sleep(40);
    expect(await cache.isAllowed(`${origin}/a`)).toBe(false);
    expect(requests[1]?.headers['if-none-match']).toMatch(/^W\//);
    rules = 'User-agent: *\nDisallow: /b-and-more';
    await sleep(40);
    expect(await cache.isAllowed(`${origin}/a`)).toBe(true);
    expect(await cache.isAllowed(`${origin}/b-and-more`)).toBe(false);
  });

  it('is read once by all who ask for it at the same time', async () => {
    const { origin, fetcher, requests } = await serving((_, response) => void response.end('User-agent: *'));
    const cache = createRobotsCache(fetcher);
    await Promise.all(Array.from({ length: 20 }, (_, index) => cache.isAllowed(`${origin}/${index}`)));
    expect(requests).toHaveLength(1);
  });

  it('holds on while the server is in trouble, until it is too old', async () => {
    let down = false;
    const { origin, fetcher } = await serving((_, response) => {
      if (down) response.writeHead(500).end();
      else response.end('User-agent: *\nDisallow: /a');
    });
    const cache = createRobotsCache(fetcher, { recheckMs: 10, maxAgeMs: 400, retryMs: 10 });
    expect(await cache.isAllowed(`${origin}/b`)).toBe(true);
    down = true;
    await sleep(20);
    expect(await cache.isAllowed(`${origin}/b`)).toBe(true);
    await sleep(420);
    expect(await cache.isAllowed(`${origin}/b`)).toBe(false);
    expect((await cache.rulesFor(origin)).problem).toContain('500');
    down = false;
    await sleep(20);
    await expect.poll(() => cache.isAllowed(`${origin}/b`)).toBe(true);
  });

  it('without end is read as far as it counts', async () => {
    const { origin, fetcher } = await serving((_, response) => {
      response.write('User-agent: *\nDisallow: /a\n');
      const pump = () => {
        while (!response.destroyed && response.write(`# ${'x'.repeat(10_000)}\n`));
        if (!response.destroyed) response.once('drain', pump);
      };
      pump();
    });
    const cache = createRobotsCache(fetcher);
    expect([await cache.isAllowed(`${origin}/a`), await cache.isAllowed(`${origin}/b`)]).toEqual([
      false,
      true,
    ]);
  });

  it('takes its Crawl-delay back', async () => {
    let rules = 'User-agent: *\nCrawl-delay: 0.2';
    const { origin, fetcher } = await serving((_, response) => void response.end(rules));
    const cache = createRobotsCache(fetcher, { recheckMs: 0 });
    await cache.rulesFor(origin);
    expect(fetcher.paceOf(origin).delayMs).toBe(200);
    rules = 'User-agent: *';
    await cache.rulesFor(origin);
    expect(fetcher.paceOf(origin).delayMs).toBe(0);
  });

  it('is asked on a redirect’s own host before anything is sent there', async () => {
    const closed = await startServer((_, response) => void response.end('User-agent: *\nDisallow: /p'));
    const { origin, fetcher } = await serving(
      (request, response) => {
        if (request.url === '/robots.txt') response.end('User-agent: *\nDisallow: /secret');
        else if (request.url === '/away') response.writeHead(302, { location: `${closed.origin}/p` }).end();
        else response.writeHead(302, { location: '/secret' }).end();
      },
      { allowHosts: ['127.0.0.1'] },
    );
    const { isAllowed } = createRobotsCache(fetcher);
    const home = await failure(fetcher.get(`${origin}/home`, { mayFollow: isAllowed }));
    expect(home).toBeInstanceOf(RefusedRedirect);
    expect(home).toMatchObject({ target: `${origin}/secret`, reason: 'refused redirect' });
    const away = await failure(fetcher.get(`${origin}/away`, { mayFollow: isAllowed }));
    expect(away).toMatchObject({ target: `${closed.origin}/p` });
    expect(closed.requests.map(({ path }) => path)).toEqual(['/robots.txt']);
  });
});

describe('a name', () => {
  it('that resolves to a public address once and to a private one later gets no connection to it', async () => {
    const secret = await startServer((_, response) => void response.end('secret'));
    const { port } = new URL(secret.origin);
    const answers = ['127.0.0.1', '::1', '::ffff:127.0.0.1', '64:ff9b::7f00:1', '10.0.0.1', 'fe80::1%lo'];
    let asked = 0;
    const resolveHost = async () => {
      asked += 1;
      const address = answers[asked - 1] ?? '127.0.0.1';
      return [{ address, family: address.includes(':') ? 6 : 4 }];
    };
    // The port is allowed for another name, which makes this one no better.
    const fetcher = fetcherFor(`other.example:${port}`, { resolveHost });
    for (const answer of answers) {
      expect(await failure(fetcher.get('http://rebinding.example/')), answer).toBeInstanceOf(RefusedAddress);
    }
    expect(asked).toBe(answers.length);
    expect(secret.requests).toEqual([]);
  });
});

describe('a server that lies', () => {
  it.each<[string, (socket: net.Socket) => void, object]>([
    [
      'with headers without end',
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\n');
        const pump = setInterval(() => socket.write(`X-Filler: ${'x'.repeat(30_000)}\r\n`), 1);
        socket.on('close', () => clearInterval(pump));
      },
      { name: 'GiveUp', reason: 'headers too large' },
    ],
    [
      'with early hints without end',
      (socket) => {
        const pump = setInterval(() => socket.write('HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n'), 5);
        socket.on('close', () => clearInterval(pump));
      },
      { name: 'RetryLater', reason: 'timeout' },
    ],
    [
      'by hanging up within its body',
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nbegun');
        setTimeout(() => socket.resetAndDestroy(), 20);
      },
      { name: 'RetryLater', reason: 'connection broken' },
    ],
    [
      'by ending chunks before the last one',
      (socket) => void socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nbegun\r\n'),
      { name: 'RetryLater' },
    ],
    ['by not speaking HTTP', (socket) => void socket.end('220 mail ready\r\n'), { reason: 'not http' }],
    [
      'with a 304 to a question that had no condition',
      (socket) => void socket.end('HTTP/1.1 304 Not Modified\r\n\r\n'),
      { name: 'GiveUp', reason: 'http 304' },
    ],
    [
      'with an address that is none',
      (socket) =>
        void socket.end('HTTP/1.1 302 Found\r\nLocation: http://[nowhere\r\nContent-Length: 0\r\n\r\n'),
      { name: 'GiveUp', reason: 'bad address' },
    ],
  ])('%s is found out', async (_, converse, expected) => {
    const { origin, fetcher } = await speaking(converse, { timeoutMs: 500 });
    expect(await failure(fetcher.get(`${origin}/`))).toMatchObject(expected);
  });

  it('about nothing but speaks HTTP/1.0 without a length is read to its end', async () => {
    const { origin, fetcher } = await speaking((socket) => {
      socket.write('HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n<h1>old');
      setTimeout(() => socket.end(' but good</h1>'), 20);
    });
    expect((await fetcher.get(origin)).body.toString()).toBe('<h1>old but good</h1>');
  });

  it('about its charset is read as its page was written', async () => {
    const { origin, fetcher } = await serving((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html; charset=iso-8859-1' });
      response.end('<meta charset="utf-8"><b>129,00 €</b>');
    });
    expect(decodePage(await fetcher.get(origin))).toContain('129,00 €');
  });

  it('about nothing, but sends a body slower than anyone reads, is given up for now', async () => {
    const { origin, fetcher } = await speaking(
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        const drip = setInterval(() => socket.write('.'), 20);
        socket.on('close', () => clearInterval(drip));
      },
      { speedGraceMs: 100, minBytesPerSecond: 1000 },
    );
    expect(await failure(fetcher.get(origin))).toMatchObject({ name: 'RetryLater', reason: 'too slow' });
  });
});

describe('every failure', () => {
  it('has a reason that can be counted', async () => {
    const { origin, fetcher, host } = await serving((request, response) => {
      response.writeHead(Number(request.url?.slice(1))).end();
    });
    for (const [status, reason] of [
      [404, 'not found'],
      [410, 'http 410'],
      [429, 'http 429'],
      [500, 'http 500'],
    ]) {
      const { reason: counted } = (await failure(fetcherFor(host).get(`${origin}/${status}`))) as GiveUp;
      expect(counted).toBe(reason);
    }
    const closed = await startServer(() => {});
    const gone = net.createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => gone.once('listening', resolve));
    const { port } = gone.address() as AddressInfo;
    await new Promise((resolve) => gone.close(resolve));
    const refused = await failure(fetcherFor('127.0.0.1').get(`http://127.0.0.1:${port}/`));
    expect(refused).toMatchObject({ reason: 'connection refused' });
    const silent = await failure(fetcherFor(closed.host, { timeoutMs: 50 }).get(closed.origin));
    expect(silent).toMatchObject({ reason: 'timeout' });
    const nobody = async () => Promise.reject(Object.assign(new Error('none'), { code: 'ENOTFOUND' }));
    const unknown = await failure(fetcherFor('x', { resolveHost: nobody }).get('http://no.example/'));
    expect(unknown).toMatchObject({ reason: 'unknown host' });
    expect(await failure(fetcher.get('http://127.0.0.1:1/'))).toMatchObject({
      reason: expect.stringMatching(/^refused /),
    });
  });

  it('and every answer says what it cost, redirects and attempts included', async () => {
    let asked = 0;
    const { origin, fetcher } = await serving(
      (request, response) => {
        asked += 1;
        if (request.url === '/moved') response.writeHead(302, { location: '/big' }).end('x'.repeat(3000));
        else if (asked === 2) response.writeHead(500).end('y'.repeat(5000));
        else response.end(Buffer.alloc(10_000));
      },
      { retries: 1 },
    );
    const { transferredBytes } = await fetcher.get(`${origin}/moved`);
    // Two redirects of 3000, one failure of 5000, one answer of 10000, and the heads.
    expect(transferredBytes).toBeGreaterThan(21_000);
    expect(transferredBytes).toBeLessThan(23_000);
    const error = (await failure(fetcher.get(`${origin}/big`, { maxBytes: 100 }))) as GiveUp;
    expect(error).toMatchObject({ reason: 'too large' });
    expect(error.transferredBytes).toBeGreaterThan(0);
  });
});

it('who runs this can be reached: the contact stands in the User-Agent', async () => {
  const { origin, fetcher, requests } = await serving((_, response) => void response.end(), {
    contact: 'me@shop.example',
  });
  await fetcher.get(origin);
  expect(requests[0]?.headers['user-agent']).toBe('Lookalike/0.1 (+me@shop.example)');
});
