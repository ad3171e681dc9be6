// GET /api/photo: what a page shows of the photo at an address, and what it is told when there is none to show.
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { problemAnswer } from '../../../apps/api/schemas.ts';
import { type PhotoHost, startPhotoHost } from './photo-host.ts';
import { startTapApi, type TapApi } from './tap-api.ts';

let api: TapApi;
let host: PhotoHost;

/** Lies on its side as phones store it: 1,600 x 400 pixels, to be shown as 400 x 1,600; the top is gold. */
const onItsSide = () =>
  sharp({ create: { width: 800, height: 400, channels: 3, background: '#d4af37' } })
    .extend({ right: 800, background: '#6a0dad' })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();

beforeAll(async () => {
  const photo = await onItsSide();
  host = await startPhotoHost({
    '/tap.jpg': (_request, response) => response.end(photo),
    '/page.html': (_request, response) => response.setHeader('content-type', 'image/jpeg').end('<html>'),
    '/cut.jpg': (_request, response) => response.end(photo.subarray(0, photo.length / 2)),
    '/down.jpg': (_request, response) => response.writeHead(503).end(),
    '/large.jpg': (_request, response) =>
      response.writeHead(200, { 'content-length': 21_000_000 }).write('x'),
  });
  api = await startTapApi({ allowHosts: [host.host] });
}, 120_000);
afterAll(async () => {
  await api?.close();
  await host?.close();
});

const ask = (url: string) => fetch(`${api.url}/api/photo?url=${encodeURIComponent(url)}`);

it('is the photo upright, as a WebP of 1,024 pixels at most, for these pages only', async () => {
  const answer = await ask(host.url('/tap.jpg'));
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('image/webp');
  expect(answer.headers.get('cross-origin-resource-policy')).toBe('same-origin');
  const image = sharp(Buffer.from(await answer.arrayBuffer()));
  expect(await image.metadata()).toMatchObject({ format: 'webp', width: 256, height: 1024 });
  const [, , blueOnTop] = await image.raw().toBuffer();
  expect(blueOnTop).toBeLessThan(90);
});

it.each([
  ['/nothing.jpg', 400, 'photo_not_fetched'],
  ['/page.html', 415, 'not_a_photo'],
  ['/cut.jpg', 400, 'unusable_photo'],
  ['/large.jpg', 413, 'photo_too_large'],
  ['/down.jpg', 502, 'photo_host_failed'],
])('of %s is a %i %s', async (path, status, code) => {
  const answer = await ask(host.url(path));
  expect([answer.status, problemAnswer.parse(await answer.json()).code]).toEqual([status, code]);
});

it('of a private address is refused, and of no address too', async () => {
  const code = async (url: string) => problemAnswer.parse(await (await ask(url)).json()).code;
  expect(await code('http://169.254.169.254/latest/meta-data/')).toBe('address_not_allowed');
  expect(await code('file:///etc/passwd')).toBe('address_not_allowed');
  expect(await code('tap')).toBe('invalid_parameter');
});
