// Photos that are no photos, too large, animated or odd, and addresses that may not be fetched: an answer each, never a
// 500, and the API lives on.
import { readdir, readFile } from 'node:fs/promises';
import { request } from 'node:http';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findShared } from '../../unit/clip/shared-data.ts';
import { type PhotoHost, startPhotoHost } from './photo-host.ts';
import { startTapApi, type TapApi } from './tap-api.ts';
import { startTestApi } from './test-api.ts';

let api: TapApi;
let host: PhotoHost;
let good: Buffer;

beforeAll(async () => {
  good = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#b8860b' } })
    .jpeg()
    .toBuffer();
  host = await startPhotoHost({
    '/good.jpg': (_request, response) => response.end(good),
    '/page.html': (_request, response) =>
      response.setHeader('content-type', 'image/jpeg').end('<html></html>'),
    '/down.jpg': (_request, response) => response.writeHead(503).end(),
    '/large.jpg': (_request, response) =>
      response.writeHead(200, { 'content-length': 21_000_000 }).write('x'),
    '/to-metadata': (_request, response) =>
      response.writeHead(302, { location: 'http://169.254.169.254/' }).end(),
    '/to-good': (_request, response) => response.writeHead(302, { location: '/good.jpg' }).end(),
  });
  api = await startTapApi({ allowHosts: [host.host] });
}, 120_000);
afterAll(async () => {
  await api?.close();
  await host?.close();
});

const post = (body: unknown) =>
  api.get('/api/search', {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
const upload = (bytes: Uint8Array, fields: Record<string, string> = {}) => {
  const body = new FormData();
  body.set('photo', new Blob([new Uint8Array(bytes)]), 'photo.jpg');
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  return api.get('/api/search', { method: 'POST', body });
};
const seen = ({ status, json }: Awaited<ReturnType<typeof post>>) => [status, json.code, json.parameter];
const blank = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#fff' }, limitInputPixels: false });

describe('an upload', () => {
  it('that is no image is a 415, whatever its name says', async () => {
    expect(seen(await upload(Buffer.from('#!/bin/sh\nexit')))).toEqual([415, 'not_a_photo', 'photo']);
    expect(seen(await upload(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')))).toEqual([
      415,
      'not_a_photo',
      'photo',
    ]);
    expect(seen(await upload(new Uint8Array(0)))).toEqual([415, 'not_a_photo', 'photo']);
  });

  it('that is cut off is a 400', async () => {
    expect(seen(await upload(good.subarray(0, good.length / 2)))).toEqual([400, 'unusable_photo', 'photo']);
  });

  it('of more than 20 MB is a 413, read no further', async () => {
    expect(seen(await upload(new Uint8Array(21 * 2 ** 20)))).toEqual([413, 'body_too_large', undefined]);
    expect(seen(await upload(Buffer.concat([good, new Uint8Array(20 * 2 ** 20)])))).toEqual([
      413,
      'photo_too_large',
      'photo',
    ]);
  });

  it('without a length, of more than 20 MB, is a 413 as well', async () => {
    const status = await new Promise((resolve, reject) => {
      const headers = { 'content-type': 'multipart/form-data; boundary=x' };
      const sent = request(`${api.url}/api/search`, { method: 'POST', headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      sent.on(
        'error',
        (error: NodeJS.ErrnoException) =>
          error.code !== 'EPIPE' && error.code !== 'ECONNRESET' && reject(error),
      );
      for (let i = 0; i < 22; i++) sent.write(new Uint8Array(2 ** 20));
      sent.end();
    });
    expect(status).toBe(413);
  });

  it('of more than 50 megapixels is a 413', async () => {
    const png = await blank(10_000, 5_001).png({ compressionLevel: 9 }).toBuffer();
    expect(seen(await upload(png))).toEqual([413, 'photo_too_large', 'photo']);
  });

  it('that is animated is taken by its first frame', async () => {
    const frames = await Promise.all(
      ['#b8860b', '#6a0dad'].map((background) =>
        sharp({ create: { width: 64, height: 64, channels: 3, background } })
          .png()
          .toBuffer(),
      ),
    );
    const animation = await sharp(frames, { join: { animated: true } })
      .webp({ lossless: true })
      .toBuffer();
    const [moving, still] = await Promise.all([upload(animation), upload(frames[0] ?? Buffer.alloc(0))]);
    expect(moving.status).toBe(200);
    expect(moving.json.results).toEqual(still.json.results);
  });

  it('with a crop beyond the photo or of nothing is a 400 that names the crop', async () => {
    for (const crop of ['0,0,2,1', '0.5,0,0.6,1', '0,0,0,1', 'a', '0,0,1', '-0.1,0,1,1'])
      expect(seen(await upload(good, { crop })), crop).toEqual([400, 'invalid_parameter', 'image.crop']);
    expect(seen(await upload(good, { crop: '0,0,0.05,0.05' }))).toEqual([
      400,
      'invalid_parameter',
      'photo.crop',
    ]);
  });

  it('in a form that is none, or has too much in it, is refused', async () => {
    const raw = (body: string, type: string) =>
      api.get('/api/search', { method: 'POST', body, headers: { 'content-type': type } });
    expect(seen(await raw('nonsense', 'multipart/form-data; boundary=x'))[1]).toBe('invalid_body');
    expect(seen(await raw('nonsense', 'multipart/form-data'))[1]).toBe('invalid_body');
    expect(seen(await raw('--x\r\n'.repeat(100_000), 'multipart/form-data; boundary=x'))[1]).toBe(
      'invalid_body',
    );
    expect(seen(await upload(good, { q: 'a'.repeat(70_000) }))[1]).toBe('body_too_large');
    expect(seen(await upload(good, { query: '{' }))).toEqual([400, 'invalid_body', 'query']);
    expect(seen(await upload(good, { query: '[]' }))).toEqual([400, 'invalid_body', 'query']);
    expect(seen(await upload(good, { query: '{"q":"a"}', q: 'b' }))).toEqual([400, 'invalid_parameter', 'q']);
    expect(seen(await upload(good, { colour: 'red' }))).toEqual([400, 'unknown_parameter', 'colour']);
  });

  it('beyond the places there are is a 503, and all is well when they are free again', async () => {
    const flushed: Promise<unknown>[] = [];
    const slow = Array.from({ length: 8 }, () => {
      const headers = { 'content-type': 'multipart/form-data; boundary=x', 'content-length': 1000 };
      const sent = request(`${api.url}/api/search`, { method: 'POST', headers });
      sent.on('error', () => {}); // it is cut below
      flushed.push(new Promise((resolve) => sent.write('--x', resolve)));
      return sent;
    });
    await Promise.all(flushed);
    // Sent is not yet arrived, and an upload that came before would take the place of one of them.
    await setTimeout(300);
    await expect.poll(async () => seen(await upload(good))[1], { timeout: 20_000 }).toBe('too_many_photos');
    expect((await upload(good)).headers.get('retry-after')).toBe('5');
    expect((await post({ q: 'gold' })).status).toBe(200);
    for (const sent of slow) sent.destroy();
    await expect.poll(async () => (await upload(good)).status, { timeout: 20_000 }).toBe(200);
  });
});

describe('the address of a photo', () => {
  const at = (url: string) => post({ image: { url } });

  it.each([
    'http://127.0.0.1/x.jpg',
    'http://localhost/x.jpg',
    'http://[::1]/x.jpg',
    'http://10.0.0.1/x.jpg',
    'http://192.168.1.1/x.jpg',
    'http://169.254.169.254/latest/meta-data/',
    'http://0x7f000001/',
    'http://[::ffff:127.0.0.1]/',
    'http://user:password@example.com/x.jpg',
    'http://example.com:22/x.jpg',
    'file:///etc/passwd',
    'ftp://example.com/x.jpg',
  ])('%s is refused', async (url) => {
    expect(seen(await at(url))).toEqual([400, 'address_not_allowed', 'image.url']);
  });

  it('that redirects to a private one is refused, and nothing is fetched there', async () => {
    expect(seen(await at(host.url('/to-metadata')))).toEqual([400, 'address_not_allowed', 'image.url']);
    const outside = await startPhotoHost({ '/good.jpg': (_request, response) => response.end(good) });
    try {
      expect(seen(await at(outside.url('/good.jpg')))).toEqual([400, 'address_not_allowed', 'image.url']);
      expect(outside.asked).toEqual([]);
    } finally {
      await outside.close();
    }
  });

  it('that the operator allowed is fetched, over a redirect too', async () => {
    expect((await at(host.url('/good.jpg'))).status).toBe(200);
    expect((await at(host.url('/to-good'))).status).toBe(200);
  });

  it('that has no photo says what it has', async () => {
    expect(seen(await at(host.url('/nothing.jpg')))).toEqual([400, 'photo_not_fetched', 'image.url']);
    expect(seen(await at(host.url('/page.html')))).toEqual([415, 'not_a_photo', 'image']);
    expect(seen(await at(host.url('/large.jpg')))).toEqual([413, 'photo_too_large', 'image.url']);
    expect(seen(await at(host.url('/down.jpg')))).toEqual([502, 'photo_host_failed', 'image.url']);
    expect(seen(await at('nonsense'))).toEqual([400, 'invalid_parameter', 'image.url']);
  });
});

describe('an API without an image tower', () => {
  it('says that it takes no photos, and answers all else', async () => {
    const other = await startTestApi({ db: api.database.pool, encoder: api.encoder });
    try {
      const body = new FormData();
      body.set('photo', new Blob([new Uint8Array(good)]), 'photo.jpg');
      const answer = await other.get('/api/search', { method: 'POST', body });
      expect(seen(answer)).toEqual([503, 'encoder_unavailable', undefined]);
      expect((await other.get('/api/search?q=gold')).status).toBe(200);
    } finally {
      await other.close();
    }
  });
});

const odd = findShared('data/odd-images');
describe.skipIf(!odd)('images that break decoders (needs ../shared/data/odd-images)', () => {
  it('are searched with or refused by a code, and the API lives', { timeout: 300_000 }, async () => {
    const entries = await readdir(odd ?? '', { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name));
    const counts = new Map<string, number>();
    // Every fourth: all of them are decoded in the encoder's own test.
    for (const file of files.filter((_, i) => i % 4 === 0)) {
      const answer = await upload(await readFile(file), { limit: '1' });
      const code = answer.status === 200 ? 'answered' : answer.json.code;
      expect(
        ['answered', 'not_a_photo', 'unusable_photo', 'photo_too_large', 'body_too_large'],
        file,
      ).toContain(code);
      counts.set(code, (counts.get(code) ?? 0) + 1);
    }
    console.log('odd images uploaded:', Object.fromEntries(counts));
    expect(counts.get('answered')).toBeGreaterThan(100);
    expect((await upload(good)).status).toBe(200);
  });
});
