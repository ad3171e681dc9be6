// Composed queries over real HTTP: the same question asked in each form gets the same answer; weights, photos, crops.
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { searchAnswer } from '../../../apps/api/schemas.ts';
import { type PhotoHost, startPhotoHost } from './photo-host.ts';
import { startTapApi, type TapApi } from './tap-api.ts';

let api: TapApi;
let host: PhotoHost;
let photo: Buffer;
let upperHalf: Buffer;

/** Gold above, purple below, with an edge for the model to see. */
async function drawPhoto(): Promise<Buffer> {
  const half = (background: string) => ({
    create: { width: 320, height: 160, channels: 3 as const, background },
  });
  return sharp(half('#d4af37')).extend({ bottom: 160, background: '#6a0dad' }).png().toBuffer();
}

beforeAll(async () => {
  photo = await drawPhoto();
  upperHalf = await sharp(photo).extract({ left: 0, top: 0, width: 320, height: 160 }).png().toBuffer();
  host = await startPhotoHost({
    '/photo.png': (_request, response) => response.setHeader('content-type', 'image/png').end(photo),
  });
  api = await startTapApi({ allowHosts: [host.host] });
}, 120_000);
afterAll(async () => {
  await api?.close();
  await host?.close();
});

interface Hit {
  product: { id: number; title: string };
  score: number | null;
}
const post = (body: object) =>
  api.get('/api/search', {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
function form(
  fields: Record<string, string>,
  bytes: Buffer | null = photo,
): Promise<Awaited<ReturnType<typeof post>>> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  if (bytes) body.set('photo', new Blob([new Uint8Array(bytes)]), 'photo.png');
  return api.get('/api/search', { method: 'POST', body });
}
async function hits(asked: ReturnType<typeof post>): Promise<Hit[]> {
  const answer = await asked;
  expect(answer.status, answer.text).toBe(200);
  return searchAnswer.parse(answer.json).results;
}
const get = (q: string, more = '') => hits(api.get(`/api/search?q=${encodeURIComponent(q)}${more}`));
const titles = (found: Hit[]) => found.map(({ product }) => product.title);
const ids = (found: Hit[]) => found.map(({ product }) => product.id);
const idOf = (title: string): number => api.shop.ids.get(title) ?? 0;

describe('texts', () => {
  it('in an address, in q, as texts and in a form are one question', async () => {
    const asked = await get('gold tap');
    expect(await hits(post({ q: 'gold tap' }))).toEqual(asked);
    expect(await hits(post({ texts: [{ text: 'gold tap' }] }))).toEqual(asked);
    expect(await hits(form({ q: 'gold tap' }, null))).toEqual(asked);
    expect(await hits(form({ query: '{"q":"gold tap"}' }, null))).toEqual(asked);
  });

  it('are filtered as in an address, several brands as a list', async () => {
    const asked = await get('tap', '&brand=aurelia&brand=nobody&available=true');
    expect(asked.length).toBeGreaterThan(0);
    const filters = { brand: ['aurelia', 'nobody'], available: true };
    expect(await hits(post({ q: 'tap', ...filters }))).toEqual(asked);
    // The colours of these photos are not known, so a colour keeps none of them.
    expect(await hits(post({ q: 'tap', ...filters, color: 'gold' }))).toEqual([]);
    expect(await hits(post({ q: 'tap', brand: 'nobody' }))).toEqual([]);
    const inForm = await hits(form({ q: 'tap', brand: 'aurelia', limit: '3' }, null));
    expect(inForm).toEqual(await get('tap', '&brand=aurelia&limit=3'));
  });

  it('with weights and signs are the same typed and as JSON', async () => {
    const typed = await get('"gold tap":2 -"cross handle":0.5 copper:0');
    const texts = [
      { text: 'gold tap', weight: 2 },
      { text: 'cross handle', weight: -0.5 },
    ];
    expect(await hits(post({ texts }))).toEqual(typed);
    expect(typed).not.toEqual(await get('gold tap'));
  });

  it('that are subtracted fall back', async () => {
    const plain = titles(await get('gold tap', '&limit=5'));
    const without = titles(await get('"gold tap" -"cross handle tap"', '&limit=4'));
    expect(plain.some((title) => title.includes('cross handle'))).toBe(true);
    expect(without.every((title) => title.startsWith('gold') && !title.includes('cross handle'))).toBe(true);
  });

  it('of no weight change nothing, wherever they stand', async () => {
    const plain = await hits(post({ q: 'white tap' }));
    const zeros = {
      q: 'white tap',
      texts: [{ text: 'purple', weight: 0 }],
      like: [{ id: idOf('gold pot filler'), weight: 0 }],
      unlike: [{ id: idOf('white pot filler'), weight: 0 }],
      image: { url: host.url('/nowhere.png'), weight: 0 },
    };
    expect(await hits(post(zeros))).toEqual(plain);
  });
});

describe('products', () => {
  it('to be like are found alike and left out, typed or as JSON', async () => {
    const id = idOf('gold pot filler');
    const typed = await get(`like:${id}`, '&limit=3');
    expect(titles(typed)).toContain('copper pot filler');
    expect(ids(typed)).not.toContain(id);
    expect(await hits(post({ like: [id], limit: 3 }))).toEqual(typed);
    const { json } = await api.get(`/api/products/${id}/similar?limit=3`);
    expect(ids(json.results)).toEqual(ids(typed));
  });

  it('change their finish by subtracting one and adding another', async () => {
    const id = idOf('chrome wall mounted tap');
    expect(titles(await get(`like:${id} -chrome +"matte black"`))[0]).toBe('matte black wall mounted tap');
  });

  it('to be unlike are left out, and what looks like them falls back', async () => {
    const [gold, purple] = [idOf('gold pot filler'), idOf('purple pot filler')];
    const found = await hits(post({ like: [gold], unlike: [{ id: purple, weight: 0.7 }], limit: 100 }));
    expect(ids(found)).not.toContain(purple);
    const rank = (list: string[]) => list.indexOf('purple waterfall bathroom tap');
    const plain = titles(await hits(post({ like: [gold], limit: 100 })));
    expect(rank(titles(found))).toBeGreaterThan(rank(plain));
  });

  it('may be seen by one of their photos', async () => {
    const id = idOf('gold pot filler');
    const first = await hits(post({ like: [{ id, photo: 1 }] }));
    expect(first).toEqual(await hits(post({ like: [id] })));
    const similar = await hits(api.get(`/api/products/${id}/similar?photo=1`));
    expect(ids(similar)).toEqual(ids(first));
  });
});

describe('a photo', () => {
  it('is the same question as a file, in a form of simple fields, and by its address', async () => {
    const file = await hits(form({ query: '{"limit":5}' }));
    expect(file).toHaveLength(5);
    expect(await hits(form({ limit: '5' }))).toEqual(file);
    expect(await hits(post({ image: { url: host.url('/photo.png') }, limit: 5 }))).toEqual(file);
  });

  it('can be cropped: the part is what is looked for', async () => {
    const crop = { left: 0, top: 0, width: 1, height: 0.5 };
    const part = await hits(form({ query: JSON.stringify({ image: { crop } }) }));
    const cut = await hits(form({}, upperHalf));
    expect(ids(part)).toEqual(ids(cut));
    expect(await hits(form({ crop: '0,0,1,0.5' }))).toEqual(part);
    expect(await hits(post({ image: { url: host.url('/photo.png'), crop } }))).toEqual(part);
    expect(part).not.toEqual(await hits(form({})));
  });

  it('goes with texts, filters and an order', async () => {
    const query = { q: 'tap -purple', image: { weight: 0.5 }, maxPrice: 120, available: true, sort: 'price' };
    const answer = await form({ query: JSON.stringify(query) });
    const prices = answer.json.results.map(
      (hit: { product: { price: { amount: number } } }) => hit.product.price.amount,
    );
    expect(prices.length).toBeGreaterThan(3);
    expect(prices).toEqual(prices.toSorted((a: number, b: number) => a - b));
    expect(Math.max(...prices)).toBeLessThanOrEqual(120);
  });

  it('is paged by sending it again with the cursor, neither repeating nor skipping', async () => {
    const all = ids(await hits(form({ limit: '100' })));
    const paged: number[] = [];
    let cursor: string | null = null;
    do {
      const answer = await form({ limit: '7', ...(cursor ? { cursor } : {}) });
      paged.push(...ids(await hits(Promise.resolve(answer))));
      cursor = answer.json.nextCursor;
    } while (cursor);
    expect(paged).toEqual(all);
  });

  it('of another question does not take this cursor', async () => {
    const { json } = await form({ limit: '5' });
    const other = await form({ limit: '5', cursor: json.nextCursor }, upperHalf);
    expect([other.status, other.json.code]).toEqual([400, 'invalid_cursor']);
  });

  it('by its address is fetched again only when it was forgotten', async () => {
    const url = host.url('/photo.png');
    const before = host.asked.length;
    for (const limit of [1, 2, 3]) await hits(post({ image: { url }, limit }));
    expect(host.asked.length - before).toBeLessThanOrEqual(1);
  });
});
