// Photos are fetched as politely as pages: by their own host's robots.txt, and at one pace for all shops that use it.
import { expect, it, onTestFinished } from 'vitest';
import { readPhotoBytes } from '../../../workers/photo-bytes.ts';
import { createShopFetchers } from '../../../workers/shop-fetchers.ts';
import { startServer } from './loopback-server.ts';

function shopsOf(options = {}) {
  const fetchers = createShopFetchers({ allowHosts: ['127.0.0.1'], delayMs: 0, retries: 0, ...options });
  onTestFinished(() => fetchers.close());
  const read = (url: string, id = 1, baseUrl = 'https://shop.example/') =>
    readPhotoBytes({ url, shop: { id, baseUrl, settings: {} } }, fetchers).then(String);
  return { fetchers, read };
}

it('what the photo’s host disallows is left alone, also behind a redirect; what a person imports is not', async () => {
  const { origin, requests } = await startServer((request, response) => {
    if (request.url === '/robots.txt') response.end('User-agent: *\nDisallow: /private');
    else if (request.url === '/moved.jpg') response.writeHead(302, { location: '/private/a.jpg' }).end();
    else response.end('photo');
  });
  const { read } = shopsOf();
  expect(await read(`${origin}/a.jpg`)).toBe('photo');
  await expect(read(`${origin}/private/a.jpg`)).rejects.toMatchObject({ reason: 'robots.txt disallows it' });
  await expect(read(`${origin}/moved.jpg`)).rejects.toMatchObject({ reason: 'refused redirect' });
  expect(requests.map(({ path }) => path)).toEqual(['/robots.txt', '/a.jpg', '/moved.jpg']);
  expect(await read(`${origin}/private/a.jpg`, 2, 'import:photos')).toBe('photo');
});

it('a host of photos only, which has nothing to say of robots, still gives them', async () => {
  const { origin } = await startServer((request, response) => {
    if (request.url === '/robots.txt') response.writeHead(500).end();
    else response.end('photo');
  });
  expect(await shopsOf().read(`${origin}/a.jpg`)).toBe('photo');
});

it('two shops with photos on one host ask it no faster than one', async () => {
  const { origin, requests } = await startServer((request, response) => {
    response.end(request.url === '/robots.txt' ? '' : 'photo');
  });
  const { read } = shopsOf({ delayMs: 60 });
  await Promise.all([1, 2].map((id) => read(`${origin}/${id}.jpg`, id)));
  const at = requests.map((request) => request.at);
  expect(at).toHaveLength(4);
  expect((at.at(-1) ?? 0) - (at[0] ?? 0)).toBeGreaterThan(3 * 60 - 20);
});
